"""What the table in memory does as DynamoDB is documented to, where both doubles differ, and what it offers beyond."""

from typing import Any

import pytest

from tests.simulators.contract_requests import (
    ABSENT,
    TABLE,
    a_batch,
    a_check,
    a_put,
    a_query,
    a_transaction,
    an_item,
    an_update,
    body,
    get,
    invalid,
    key,
    listed,
    refused,
    sort_keys,
    store,
)
from tests.simulators.table import MemoryTable


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable(TABLE)


def due() -> dict[str, Any]:
    return a_query("gsi1pk = :pk", values={"pk": "DUE"}, IndexName="gsi1")


class TestWhereBothDoublesDiffer:
    # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
    def test_a_text_begins_with_a_text(self, table: MemoryTable) -> None:
        assert invalid(table.call, "PutItem", a_put(an_item(), "begins_with(pk, :n)", n=2))

    # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
    @pytest.mark.parametrize("rest", ["OR sk = :a", "AND sk <> :a", "AND"])
    def test_a_query_is_about_one_stretch_of_one_partition(self, table: MemoryTable, rest: str) -> None:
        assert invalid(table.call, "Query", a_query(f"pk = :a {rest}", values={"a": "x"}))

    def test_a_page_may_start_behind_the_first_key_of_its_stretch(self, table: MemoryTable) -> None:
        store(table.call, *(an_item(sk) for sk in "abc"))
        values = {"pk": "p", "low": "a", "high": "b"}
        query = a_query("pk = :pk AND sk BETWEEN :low AND :high", values=values, ExclusiveStartKey=key("a"))
        assert sort_keys(table.call("Query", query)) == ["b"]

    # https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html
    @pytest.mark.parametrize("field", ["ExpressionAttributeNames", "ExpressionAttributeValues"])
    def test_placeholders_are_left_out_rather_than_empty(self, table: MemoryTable, field: str) -> None:
        assert invalid(table.call, "PutItem", a_put(an_item(), ABSENT) | {field: {}})

    # https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
    def test_a_token_is_forgotten_after_ten_minutes(self) -> None:
        now = [1000.0]
        table = MemoryTable(TABLE, clock=lambda: now[0])
        request = a_transaction(("Update", an_update(key("a"), "ADD sent :n", n=1)), ClientRequestToken="token")
        for now[0] in (1000.0, 1600.0, 1600.1, 2200.0):
            table.call("TransactWriteItems", request)
        assert get(table.call, key("a")) == an_item(sent=2)

    def test_a_token_knows_its_request_even_if_the_caller_has_changed_it_since(self, table: MemoryTable) -> None:
        request = a_transaction(("Put", a_put(an_item("a", rev=1))), ClientRequestToken="token")
        table.call("TransactWriteItems", request)
        request["TransactItems"][0]["Put"]["Item"]["rev"] = {"N": "2"}
        refusal = refused(table.call, "TransactWriteItems", request)
        assert refusal.code == "IdempotentParameterMismatchException"

    # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
    @pytest.mark.parametrize(
        ("given", "kept"),
        [("007", "7"), ("1.50", "1.5"), ("-0", "0"), ("1E2", "100"), ("0.5e-3", "0.0005"), ("9" * 38, "9" * 38)],
    )
    def test_a_number_has_one_form(self, table: MemoryTable, given: str, kept: str) -> None:
        table.call("PutItem", a_put(an_item() | {"rev": {"N": given}, "all": {"L": [{"N": given}]}}))
        assert get(table.call, key("a")) == an_item() | {"rev": {"N": kept}, "all": {"L": [{"N": kept}]}}

    def test_fractions_are_added_exactly(self, table: MemoryTable) -> None:
        store(table.call, an_item() | {"rev": {"N": "0.1"}})
        for amount in ("0.2", "1", "-1.3"):
            change = body(Key=key("a"), UpdateExpression="ADD rev :n")
            table.call("UpdateItem", change | {"ExpressionAttributeValues": {":n": {"N": amount}}})
        assert get(table.call, key("a")) == an_item(rev=0)

    @pytest.mark.parametrize("given", ["", "x", "NaN", "Infinity", "1" * 39, "1E126", "1E-131"])
    def test_a_number_is_within_38_digits(self, table: MemoryTable, given: str) -> None:
        assert invalid(table.call, "PutItem", a_put(an_item() | {"rev": {"N": given}}))

    @pytest.mark.parametrize("value", [{}, {"S": "a", "N": "1"}, {"S": 1}, {"BOOL": "true"}, {"X": "a"}, {"SS": ["a"]}])
    def test_a_value_is_one_of_the_types_we_use(self, table: MemoryTable, value: dict) -> None:
        assert invalid(table.call, "PutItem", a_put(an_item() | {"mark": value}))
        assert invalid(table.call, "PutItem", a_put(an_item() | {"marks": {"L": [value]}}))

    # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
    def test_keys_have_their_greatest_length(self, table: MemoryTable) -> None:
        assert invalid(table.call, "PutItem", a_put(an_item("面" * 342)))
        store(table.call, an_item("面" * 341, "p" * 2048))


class TestRefusals:
    def test_nobody_scans(self, table: MemoryTable) -> None:
        refusal = refused(table.call, "Scan", {"TableName": TABLE})
        assert refusal.code == "AccessDeniedException"
        assert "No Scan" in str(refusal)

    def test_an_operation_it_does_not_know_is_refused(self, table: MemoryTable) -> None:
        assert refused(table.call, "BatchWriteItem", {}).code == "UnknownOperationException"

    @pytest.mark.parametrize(
        ("operation", "request_"),
        [
            ("GetItem", body(Key=key("a"), ProjectionExpression="pk")),
            ("PutItem", body(Item=an_item(), ReturnValues="ALL_OLD")),
            ("Query", a_query("pk = :pk", values={"pk": "p"}, FilterExpression="attribute_exists(x)")),
            ("BatchGetItem", a_batch([key("a")], ProjectionExpression="pk")),
            ("TransactWriteItems", a_transaction(("Put", a_put(an_item())), ReturnConsumedCapacity="TOTAL")),
            ("TransactWriteItems", a_transaction(("Get", body(Key=key("a"))))),
            ("TransactWriteItems", a_transaction(("ConditionCheck", body(Key=key("a"))))),
        ],
    )
    def test_what_it_does_not_know_is_refused_rather_than_overlooked(
        self, table: MemoryTable, operation: str, request_: dict
    ) -> None:
        assert invalid(table.call, operation, request_)

    def test_it_says_which_placeholder_is_meant(self, table: MemoryTable) -> None:
        assert "{:more}" in str(refused(table.call, "PutItem", a_put(an_item(), "rev = :rev", rev=1, more=2)))


class TestWhatIsTheCallers:
    def test_an_answer_is_the_callers_own(self, table: MemoryTable) -> None:
        store(table.call, listed("a", "1"))
        found = [
            get(table.call, key("a")),
            *table.call("BatchGetItem", a_batch([key("a")]))["Responses"][TABLE],
            *table.call("Query", a_query("pk = :pk", values={"pk": "p"}))["Items"],
            *table.call("Query", due())["Items"],
            table.records[0]["dynamodb"]["NewImage"],
        ]
        for item in found:
            assert item is not None
            item.clear()
        assert get(table.call, key("a")) == listed("a", "1")

    def test_a_request_remains_the_callers_own(self, table: MemoryTable) -> None:
        item = an_item(rev=1)
        table.call("PutItem", a_put(item))
        item.clear()
        assert get(table.call, key("a")) == an_item(rev=1)


class TestIndexLag:
    def test_the_index_does_not_show_the_newest_changes_yet(self) -> None:
        lag = [2]
        table = MemoryTable(TABLE, index_lag=lambda: lag[0])
        store(table.call, *(listed(sk, sk) for sk in "abc"))
        assert sort_keys(table.call("Query", due())) == ["a"]
        lag[0] = 1
        assert sort_keys(table.call("Query", due())) == ["a", "b"]
        lag[0] = 9
        assert sort_keys(table.call("Query", due())) == ["a", "b"]

    def test_what_it_shows_late_is_as_it_was(self) -> None:
        lag = [0]
        table = MemoryTable(TABLE, index_lag=lambda: lag[0])
        store(table.call, listed("a", "1", rev=1))
        lag[0] = 1
        table.call("UpdateItem", an_update(key("a"), "REMOVE gsi1pk, gsi1sk"))
        assert table.call("Query", due())["Items"] == [listed("a", "1", rev=1)]
        assert get(table.call, key("a")) == an_item(rev=1)
        lag[0] = 0
        assert table.call("Query", due())["Items"] == []


class TestStream:
    def test_each_change_is_told_with_both_images(self) -> None:
        table = MemoryTable(TABLE, clock=lambda: 1795399200.4)
        table.call("PutItem", a_put(an_item(rev=1)))
        table.call("UpdateItem", an_update(key("a"), "SET rev = :n", n=2))
        table.call("DeleteItem", body(Key=key("a")))
        told = [(each["eventName"], each["dynamodb"]) for each in table.records]
        assert [name for name, _ in told] == ["INSERT", "MODIFY", "REMOVE"]
        images = [(change.get("OldImage"), change.get("NewImage")) for _, change in told]
        assert images == [(None, an_item(rev=1)), (an_item(rev=1), an_item(rev=2)), (an_item(rev=2), None)]
        assert {change["ApproximateCreationDateTime"] for _, change in told} == {1795399200.0}
        assert all(change["Keys"] == key("a") for _, change in told)

    def test_a_record_has_lambdas_form(self, table: MemoryTable) -> None:
        store(table.call, an_item())
        (record,) = table.records
        assert record["eventSource"] == "aws:dynamodb"
        assert record["dynamodb"]["StreamViewType"] == "NEW_AND_OLD_IMAGES"
        assert record["dynamodb"]["SequenceNumber"].isdecimal()

    def test_records_are_numbered_upwards_each_with_an_id(self, table: MemoryTable) -> None:
        store(table.call, *(an_item(str(number)) for number in range(20)))
        numbers = [record["dynamodb"]["SequenceNumber"] for record in table.records]
        assert numbers == sorted(numbers)
        assert len({record["eventID"] for record in table.records}) == 20

    # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
    def test_a_write_that_changes_nothing_makes_no_record(self, table: MemoryTable) -> None:
        store(table.call, an_item(rev=1), an_item(rev=1))
        table.call("UpdateItem", an_update(key("a"), "SET rev = :n", n=1))
        table.call("UpdateItem", an_update(key("a"), "REMOVE gone"))
        table.call("DeleteItem", body(Key=key("b")))
        refused(table.call, "PutItem", a_put(an_item(), ABSENT))
        assert len(table.records) == 1

    def test_a_transaction_is_told_part_by_part_once_it_has_happened(self) -> None:
        seen: list[tuple[str, Any]] = []

        def on_record(record: dict[str, Any]) -> None:
            seen.append((record["dynamodb"]["Keys"]["sk"]["S"], get(table.call, key("b"))))

        table = MemoryTable(TABLE, on_record=on_record)
        parts = (
            ("Put", a_put(an_item("a"))),
            ("ConditionCheck", a_check(key("c"), ABSENT)),
            ("Put", a_put(an_item("b"))),
        )
        table.call("TransactWriteItems", a_transaction(*parts))
        assert seen == [("a", an_item("b")), ("b", an_item("b"))]
        assert table.records == []


def test_an_oracle_sees_each_committed_write_in_order() -> None:
    seen: list[tuple[Any, ...]] = []
    table = MemoryTable(TABLE, on_write=lambda *write: seen.append(write))
    store(table.call, an_item("a", rev=1), an_item("a", rev=1))
    parts = (("Update", an_update(key("a"), "SET rev = :n", n=2)), ("Put", a_put(an_item("b"))))
    table.call("TransactWriteItems", a_transaction(*parts))
    refused(table.call, "PutItem", a_put(an_item("b"), ABSENT))
    table.call("DeleteItem", body(Key=key("b")))
    assert seen == [
        (("p", "a"), None, an_item("a", rev=1)),
        (("p", "a"), an_item("a", rev=1), an_item("a", rev=1)),
        (("p", "a"), an_item("a", rev=1), an_item("a", rev=2)),
        (("p", "b"), None, an_item("b")),
        (("p", "b"), an_item("b"), None),
    ]


class TestMetering:
    """https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html"""

    def test_a_read_counts_in_steps_of_4_kb_half_if_eventually_consistent(self, table: MemoryTable) -> None:
        store(table.call, an_item("small"), an_item("large", mail="x" * 4096))
        for sk in ("small", "large", "missing"):
            table.call("GetItem", body(Key=key(sk), ConsistentRead=True))
            table.call("GetItem", body(Key=key(sk)))
        assert table.meter.reads["GetItem"] == (1 + 2 + 1) * 1.5
        assert table.meter.calls["GetItem"] == 6

    def test_a_batch_counts_item_by_item_and_a_query_all_it_reads(self, table: MemoryTable) -> None:
        store(table.call, *(an_item(sk, mail="x" * 2000) for sk in "abc"))
        table.call("BatchGetItem", a_batch([key(sk) for sk in "abc"], ConsistentRead=True))
        table.call("Query", a_query("pk = :pk", values={"pk": "p"}, ConsistentRead=True))
        table.call("Query", a_query("pk = :pk", values={"pk": "nobody"}))
        assert table.meter.reads == {"BatchGetItem": 3, "Query": 2 + 0.5}

    def test_a_write_counts_in_steps_of_1_kb_of_the_larger_image(self, table: MemoryTable) -> None:
        store(table.call, an_item(mail="x" * 1024), an_item())
        table.call("UpdateItem", an_update(key("a"), "SET rev = :n", n=1))
        table.call("DeleteItem", body(Key=key("a")))
        refused(table.call, "UpdateItem", an_update(key("a"), "SET rev = :n", "attribute_exists(pk)", n=1))
        assert table.meter.writes == {"PutItem": 2 + 2, "UpdateItem": 1 + 1, "DeleteItem": 1}

    def test_a_transaction_counts_double_and_its_repetition_as_reading(self, table: MemoryTable) -> None:
        parts = (("Put", a_put(an_item("a", mail="x" * 1024))), ("ConditionCheck", a_check(key("b"), ABSENT)))
        request = a_transaction(*parts, ClientRequestToken="token")
        table.call("TransactWriteItems", request)
        assert (table.meter.writes, table.meter.reads) == ({"TransactWriteItems": 2 * (2 + 1)}, {})
        table.call("TransactWriteItems", request)
        assert table.meter.writes == {"TransactWriteItems": 6}
        assert table.meter.reads == {"TransactWriteItems": 2 * (1 + 1)}
        assert table.meter.calls == {"TransactWriteItems": 2}

    # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
    @pytest.mark.parametrize(
        ("before", "after", "units"),
        [
            (None, an_item(), 0),
            (None, listed("a", "1"), 1),
            (listed("a", "1"), listed("a", "1", rev=1), 1),
            (listed("a", "1"), listed("a", "2"), 2),
            (listed("a", "1"), an_item(), 1),
            (listed("a", "1"), listed("a", "1"), 0),
        ],
    )
    def test_the_index_counts_for_itself(self, table: MemoryTable, before: Any, after: Any, units: int) -> None:
        if before:
            store(table.call, before)
            table.meter.index_writes.clear()
        store(table.call, after)
        assert table.meter.index_writes["PutItem"] == units

    def test_an_update_changes_the_size(self, table: MemoryTable) -> None:
        store(table.call, an_item(mail="x" * 5000))
        for mail, units in (("y" * 3000, 1), ("z" * 5000, 2), ("", 1)):
            table.call("UpdateItem", an_update(key("a"), "SET mail = :mail", mail=mail))
            table.meter.reads.clear()
            get(table.call, key("a"))
            assert table.meter.reads["GetItem"] == units

    # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
    def test_sizes_are_those_of_names_and_values(self, table: MemoryTable) -> None:
        spare = 4096 - len("pkpskamail") - len("名".encode()) - (len("n") + 2 + 1)
        spare -= len("all") + 3 + 2 * 1 + (1 + 1) - 1 + len("m") + 3 + 1 + len("x") + 1
        for over, units in ((0, 1), (1, 2)):
            item = an_item(mail="x" * (spare + over), n=1234, all=["", True], m={"x": False}) | {"名": {"S": ""}}
            store(table.call, item)
            table.meter.reads.clear()
            get(table.call, key("a"))
            assert table.meter.reads["GetItem"] == units
