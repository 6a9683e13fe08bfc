"""Where one of DynamoDB's doubles differs from it: those parts of the table contract the others are held to alone.

Memory and engine keep WhereMotoDiffers, memory and moto keep WhereTheEngineDiffers. What both doubles do otherwise
stands with the table in memory, in test_memory_table.py.
"""

from uuid import uuid4

import pytest

from tests.simulators.contract_requests import (
    Body,
    Call,
    Item,
    a_batch,
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
    reasons,
    refused,
    sort_keys,
    store,
)


class WhereMotoDiffers:
    """Moto takes what is wrong, answers with 500, or forgets the request token."""

    @pytest.fixture
    def token(self) -> str:
        """One that no test has used: an engine remembers them across tests."""
        return str(uuid4())

    # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
    @pytest.mark.parametrize(
        ("condition", "names", "values"),
        [
            ("attribute_exists(pk) AND", "", {}),
            ("attribute_exists pk", "", {}),
            ("(attribute_exists(pk)", "", {}),
            ("attribute_exists(pk))", "", {}),
            ("tries == :n", "", {"n": 2}),
            ("tries = 2", "", {}),
            ("tries", "", {}),
            ("#status = :s", "", {"s": "queued"}),
            ("tries = :n", "", {}),
            ("tries = :n", "", {"n": 2, "more": 3}),
            ("", "", {}),
        ],
    )
    def test_a_condition_is_refused_as_wrong(self, call: Call, condition: str, names: str, values: dict) -> None:
        store(call, an_item(tries=2))
        assert invalid(call, "PutItem", a_put(an_item(new="x"), condition, names, **values))
        assert invalid(call, "TransactWriteItems", a_transaction(("Put", a_put(an_item(), condition, names, **values))))
        assert get(call, key("a")) == an_item(tries=2)

    def test_values_of_different_types_have_no_order(self, call: Call) -> None:
        store(call, an_item(tries=2))
        refusal = refused(call, "PutItem", a_put(an_item(), "tries < :s", s="9"))
        assert refusal.code == "ConditionalCheckFailedException"

    def test_a_name_of_an_update_is_defined(self, call: Call) -> None:
        assert invalid(call, "UpdateItem", an_update(key("a"), "SET #stage = :s", s="x"))

    @pytest.mark.parametrize("name", ["pk", "sk", "gsi1sk"])
    def test_a_key_is_a_text(self, call: Call, name: str) -> None:
        assert invalid(call, "PutItem", a_put(listed("a", "1") | {name: {"N": "1"}}))

    def test_400_kb_are_counted_in_steps_of_1024(self, call: Call) -> None:
        store(call, an_item(mail="x" * 399 * 1024))

    @pytest.mark.parametrize("keys", [[], [key("")]])
    def test_a_batch_asks_for_whole_keys_of_some_items(self, call: Call, keys: list[Item]) -> None:
        assert invalid(call, "BatchGetItem", a_batch(keys))

    # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
    @pytest.mark.parametrize(
        "query",
        [
            a_query("pk = :a", values={"a": "x", "b": "x"}),
            a_query("pk = :a", values={"a": 1}),
            a_query("pk = :a AND sk < :b", values={"a": "x", "b": 1}),
            a_query("pk = :a AND sk BETWEEN :b AND :a", values={"a": "x", "b": "y"}),
            a_query("pk = :a", values={"a": "x"}, IndexName="gsi2"),
            a_query("pk = :a", values={"a": "x"}, Limit=0),
            a_query("pk = :a", values={"a": "x"}, ExclusiveStartKey={"pk": {"S": "x"}}),
            a_query("pk = :a", values={"a": "x"}, ExclusiveStartKey=key("a", "another")),
        ],
    )
    def test_a_query_is_refused_as_wrong(self, call: Call, query: Body) -> None:
        assert invalid(call, "Query", query)

    def test_an_index_page_starts_behind_both_keys_of_an_item(self, call: Call) -> None:
        query = a_query("gsi1pk = :pk", values={"pk": "DUE"}, IndexName="gsi1", ExclusiveStartKey=key("a"))
        assert invalid(call, "Query", query)

    def test_a_transaction_has_a_part(self, call: Call) -> None:
        assert invalid(call, "TransactWriteItems", a_transaction())

    def test_a_change_that_an_item_cannot_take_cancels_the_transaction(self, call: Call) -> None:
        store(call, an_item("b", stage="screened"))
        parts = (("Put", a_put(an_item("a"))), ("Update", an_update(key("b"), "ADD stage :n", n=1)))
        assert reasons(refused(call, "TransactWriteItems", a_transaction(*parts))) == ["None", "ValidationError"]
        assert get(call, key("a")) is None

    # https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
    def test_a_transaction_with_the_same_token_happens_once(self, call: Call, token: str) -> None:
        request = a_transaction(("Put", a_put(an_item("a"), "attribute_not_exists(pk)")), ClientRequestToken=token)
        for _ in range(2):
            call("TransactWriteItems", request)
        call("DeleteItem", body(Key=key("a")))
        call("TransactWriteItems", request)
        assert get(call, key("a")) is None

    def test_a_token_stands_for_one_request(self, call: Call, token: str) -> None:
        call("TransactWriteItems", a_transaction(("Put", a_put(an_item("a"))), ClientRequestToken=token))
        other = a_transaction(("Put", a_put(an_item("b"))), ClientRequestToken=token)
        assert refused(call, "TransactWriteItems", other).code == "IdempotentParameterMismatchException"
        assert get(call, key("b")) is None

    def test_a_cancelled_transaction_uses_up_no_token(self, call: Call, token: str) -> None:
        request = a_transaction(("Put", a_put(an_item("a", rev=2), "rev = :rev", rev=1)), ClientRequestToken=token)
        assert reasons(refused(call, "TransactWriteItems", request)) == ["ConditionalCheckFailed"]
        store(call, an_item("a", rev=1))
        call("TransactWriteItems", request)
        assert get(call, key("a")) == an_item("a", rev=2)

    # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
    def test_a_page_that_is_full_does_not_know_that_it_is_the_last(self, call: Call) -> None:
        store(call, an_item("a"), an_item("b"))
        answer = call("Query", a_query("pk = :pk", values={"pk": "p"}, Limit=2))
        assert (sort_keys(answer), answer["LastEvaluatedKey"]) == (["a", "b"], key("b"))


class WhereTheEngineDiffers:
    """The engine takes expressions that say nothing, too much, or add up what is no number."""

    # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
    @pytest.mark.parametrize(
        ("expression", "values"),
        [
            ("SET", {}),
            ("SET stage", {}),
            ("SET stage = ", {}),
            ("SET stage = :s,", {"s": "x"}),
            ("SET stage = :s SET rev = :s", {"s": "x"}),
            ("SET stage = :s REMOVE stage", {"s": "x"}),
            ("SET rev = rev + :s", {"s": "x"}),
            ("SET rev = stage + :n", {"n": 1}),
            ("ADD rev", {}),
        ],
    )
    def test_an_update_is_refused_as_wrong(self, call: Call, expression: str, values: dict) -> None:
        before = an_item(stage="screened", rev=1)
        store(call, before)
        assert invalid(call, "UpdateItem", an_update(key("a"), expression, **values))
        assert get(call, key("a")) == before

    def test_a_transaction_changes_no_key(self, call: Call) -> None:
        parts = (("Put", a_put(an_item("a"))), ("Update", an_update(key("b"), "SET sk = :s", s="x")))
        assert invalid(call, "TransactWriteItems", a_transaction(*parts))
        assert get(call, key("a")) is None

    # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
    def test_a_query_asks_no_more_of_a_sort_key_than_where_it_stands(self, call: Call) -> None:
        assert invalid(call, "Query", a_query("pk = :a AND attribute_exists(sk)", values={"a": "x"}))
