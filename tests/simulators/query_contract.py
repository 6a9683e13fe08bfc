"""What every table must do with queries, on itself and on its index; part of the table contract."""

from typing import Any

import pytest

from tests.simulators.contract_requests import (
    Body,
    Call,
    a_put,
    a_query,
    an_item,
    an_update,
    body,
    invalid,
    key,
    listed,
    sort_keys,
    store,
)

SORT_KEYS = ["APP", "EVENT#1", "EVENT#10", "EVENT#2", "MSG#a", "MSG#é", "MSG#面"]
STRETCHES = [
    ("pk = :pk", {}, SORT_KEYS),
    ("pk = :pk AND sk = :a", {"a": "EVENT#1"}, ["EVENT#1"]),
    ("pk = :pk AND begins_with(sk, :a)", {"a": "EVENT#"}, ["EVENT#1", "EVENT#10", "EVENT#2"]),
    ("pk = :pk AND begins_with(sk, :a)", {"a": "EVENT#1"}, ["EVENT#1", "EVENT#10"]),
    ("pk = :pk AND begins_with(sk, :a)", {"a": "MSG#面"}, ["MSG#面"]),
    ("pk = :pk AND begins_with(sk, :a)", {"a": "X"}, []),
    ("pk = :pk AND sk < :a", {"a": "EVENT#10"}, ["APP", "EVENT#1"]),
    ("pk = :pk AND sk <= :a", {"a": "EVENT#10"}, ["APP", "EVENT#1", "EVENT#10"]),
    ("pk = :pk AND sk > :a", {"a": "EVENT#2"}, ["MSG#a", "MSG#é", "MSG#面"]),
    ("pk = :pk AND sk >= :a", {"a": "EVENT#2"}, ["EVENT#2", "MSG#a", "MSG#é", "MSG#面"]),
    ("pk = :pk AND sk BETWEEN :a AND :b", {"a": "EVENT#1", "b": "EVENT#2"}, ["EVENT#1", "EVENT#10", "EVENT#2"]),
    ("sk < :a AND pk = :pk", {"a": "EVENT#1"}, ["APP"]),
]
WRONG_QUERIES = [
    a_query("sk = :a", values={"a": "x"}),
    a_query("pk < :a", values={"a": "x"}),
    a_query("pk = :a AND other = :a", values={"a": "x"}),
    a_query("", values={"a": "x"}),
    a_query("pk = :a", values={"b": "x"}),
    a_query("#pk = :a", values={"a": "x"}),
    a_query("pk = :a", values={"a": "x"}, IndexName="gsi1"),
    a_query("gsi1pk = :a", values={"a": "x"}),
    a_query("gsi1pk = :a", values={"a": "x"}, IndexName="gsi1", ConsistentRead=True),
]


def pages(call: Call, request: Body) -> list[list[str]]:
    """The sort keys of page after page, until one says that there are no more."""
    answer = call("Query", request)
    found = [sort_keys(answer)]
    while start := answer.get("LastEvaluatedKey"):
        answer = call("Query", request | {"ExclusiveStartKey": start})
        found.append(sort_keys(answer))
    return found


def due(**fields: Any) -> Body:
    """The whole of one partition of the index."""
    return a_query("gsi1pk = :pk", values={"pk": "DUE"}, IndexName="gsi1", **fields)


class QueryContract:
    @pytest.fixture
    def filled(self, call: Call) -> Call:
        store(call, *(an_item(sk, mark=sk) for sk in reversed(SORT_KEYS)), an_item("EVENT#1", "q"))
        return call

    @pytest.mark.parametrize(("condition", "values", "expected"), STRETCHES)
    @pytest.mark.parametrize("forward", [True, False])
    def test_a_query_finds_a_stretch_in_the_order_of_utf_8(
        self, filled: Call, condition: str, values: dict, expected: list[str], forward: bool
    ) -> None:
        query = a_query(condition, values={"pk": "p", **values}, ScanIndexForward=forward, ConsistentRead=True)
        answer = filled("Query", query)
        assert sort_keys(answer) == (expected if forward else expected[::-1])
        assert (answer["Count"], "LastEvaluatedKey" in answer) == (len(expected), False)

    @pytest.mark.parametrize("request_", WRONG_QUERIES)
    def test_a_query_makes_no_sense(self, filled: Call, request_: Body) -> None:
        assert invalid(filled, "Query", request_)

    def test_a_query_brings_whole_items(self, filled: Call) -> None:
        (item,) = filled("Query", a_query("pk = :pk AND sk = :sk", values={"pk": "p", "sk": "APP"}))["Items"]
        assert item == an_item("APP", mark="APP")

    def test_names_in_a_query_may_have_placeholders(self, filled: Call) -> None:
        query = a_query("#pk = :pk AND begins_with(#sk, :sk)", names="pk sk", values={"pk": "p", "sk": "A"})
        assert sort_keys(filled("Query", query)) == ["APP"]

    @pytest.mark.parametrize("forward", [True, False])
    def test_pages_follow_each_other_without_gap_or_double(self, filled: Call, forward: bool) -> None:
        request = a_query("pk = :pk", values={"pk": "p"}, Limit=3, ScanIndexForward=forward)
        expected = SORT_KEYS if forward else SORT_KEYS[::-1]
        assert pages(filled, request) == [expected[:3], expected[3:6], expected[6:]]

    def test_the_next_page_starts_with_the_key_of_the_last_item(self, filled: Call) -> None:
        answer = filled("Query", a_query("pk = :pk", values={"pk": "p"}, Limit=2))
        assert answer["LastEvaluatedKey"] == key("EVENT#1")

    def test_a_page_may_start_behind_a_key_that_is_not_there(self, filled: Call) -> None:
        start = key("EVENT#11")
        forward = a_query("pk = :pk", values={"pk": "p"}, Limit=1, ExclusiveStartKey=start)
        assert sort_keys(filled("Query", forward)) == ["EVENT#2"]
        assert sort_keys(filled("Query", forward | {"ScanIndexForward": False})) == ["EVENT#10"]

    def test_a_page_keeps_to_the_stretch(self, filled: Call) -> None:
        values = {"pk": "p", "sk": "EVENT#"}
        request = a_query("pk = :pk AND begins_with(sk, :sk)", values=values, Limit=2)
        assert pages(filled, request) == [["EVENT#1", "EVENT#10"], ["EVENT#2"]]

    def test_a_page_has_at_most_1_mb(self, call: Call) -> None:
        store(call, *(an_item(sk, mail="x" * 390_000) for sk in "abcd"))
        assert pages(call, a_query("pk = :pk", values={"pk": "p"})) == [["a", "b"], ["c", "d"]]


class IndexContract:
    def test_the_index_lists_items_by_its_own_keys(self, call: Call) -> None:
        store(call, listed("a", "3"), listed("b", "1"), listed("c", "2"), listed("d", "2", partition="CASES"))
        assert sort_keys(call("Query", due())) == ["b", "c", "a"]
        assert sort_keys(call("Query", due(ScanIndexForward=False))) == ["a", "c", "b"]

    def test_the_sort_key_of_the_index_narrows(self, call: Call) -> None:
        store(call, *(listed(sk, place) for sk, place in zip("abc", "123", strict=True)))
        values = {"pk": "DUE", "sk": "3"}
        query = a_query("gsi1pk = :pk AND gsi1sk < :sk", values=values, IndexName="gsi1")
        assert sort_keys(call("Query", query)) == ["a", "b"]

    def test_an_item_has_a_place_of_its_own_in_the_second_index(self, call: Call) -> None:
        places = {"a": "3", "b": "1", "c": "2"}
        second = (an_item(sk, gsi2pk="MONTH", gsi2sk=place) for sk, place in places.items())
        store(call, *(item | {"gsi1pk": {"S": "DUE"}, "gsi1sk": item["sk"]} for item in second))
        values = {"pk": "MONTH", "since": "1", "sk": "2"}
        query = a_query("gsi2pk = :pk AND gsi2sk BETWEEN :since AND :sk", values=values, IndexName="gsi2")
        assert sort_keys(call("Query", query)) == ["b", "c"]
        assert sort_keys(call("Query", due())) == ["a", "b", "c"]

    def test_an_item_without_both_keys_is_not_in_the_index(self, call: Call) -> None:
        store(call, an_item("a"), an_item("b", gsi1pk="DUE"), an_item("c", gsi1sk="1"), listed("d", "1"))
        assert sort_keys(call("Query", due())) == ["d"]

    def test_the_index_shows_whole_items(self, call: Call) -> None:
        store(call, listed("a", "1", mark="x"))
        assert call("Query", due())["Items"] == [listed("a", "1", mark="x")]

    def test_the_index_follows_what_is_written(self, call: Call) -> None:
        store(call, *(listed(sk, place) for sk, place in zip("abcd", "1234", strict=True)))
        call("UpdateItem", an_update(key("a"), "SET gsi1sk = :place", place="5"))
        call("UpdateItem", an_update(key("b"), "REMOVE gsi1pk, gsi1sk"))
        call("PutItem", a_put(an_item("c")))
        call("DeleteItem", body(Key=key("d")))
        assert sort_keys(call("Query", due())) == ["a"]
        call("UpdateItem", an_update(key("c"), "SET gsi1pk = :pk, gsi1sk = :sk", pk="DUE", sk="9"))
        assert sort_keys(call("Query", due())) == ["a", "c"]

    @pytest.mark.parametrize("forward", [True, False])
    def test_pages_of_the_index_follow_each_other(self, call: Call, forward: bool) -> None:
        store(call, *(listed(sk, place) for sk, place in zip("abcde", "12345", strict=True)))
        expected = [["a", "b"], ["c", "d"], ["e"]] if forward else [["e", "d"], ["c", "b"], ["a"]]
        assert pages(call, due(Limit=2, ScanIndexForward=forward)) == expected

    def test_items_at_one_place_in_the_index_come_once_each(self, call: Call) -> None:
        store(call, *(listed(sk, "same") for sk in "abcde"))
        found = pages(call, due(Limit=2))
        assert sorted(sk for page in found for sk in page) == list("abcde")

    def test_the_next_page_of_the_index_starts_with_both_keys_of_the_last_item(self, call: Call) -> None:
        store(call, listed("a", "1", mark="x"), listed("b", "2"))
        assert call("Query", due(Limit=1))["LastEvaluatedKey"] == listed("a", "1")

    def test_a_page_of_the_index_may_start_behind_an_item_that_has_left(self, call: Call) -> None:
        store(call, listed("a", "1"), listed("b", "2"), listed("c", "3"))
        start = call("Query", due(Limit=2))["LastEvaluatedKey"]
        call("UpdateItem", an_update(key("b"), "REMOVE gsi1pk, gsi1sk"))
        assert sort_keys(call("Query", due(ExclusiveStartKey=start))) == ["c"]
