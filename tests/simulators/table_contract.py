"""What every table must do for us: DynamoDB itself, and whatever stands for it in a test.

A test class inherits TableContract and offers a fixture `call`: (operation, request) → answer, or raises Refusal.
All in terms of DynamoDB's own JSON: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/
"""

import pytest

from tests.simulators.contract_requests import (
    ABSENT,
    TABLE,
    Call,
    Item,
    a_batch,
    a_check,
    a_put,
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
    store,
)
from tests.simulators.query_contract import IndexContract, QueryContract

MESSAGE = an_item(status="queued", tries=2, name="Ouyang", done=False, marks=[1, 2], detail={"a": "x"}, low=2, high=10)

HOLD = [
    ("attribute_exists(tries)", "", {}),
    ("attribute_not_exists(gone)", "", {}),
    ("#status = :s", "status", {"s": "queued"}),
    ("#status <> :s", "status", {"s": "sent"}),
    ("gone <> :s", "", {"s": "sent"}),
    ("tries = :n", "", {"n": 2}),
    ("tries <> :s", "", {"s": "2"}),
    ("done = :b", "", {"b": False}),
    ("marks = :l", "", {"l": [1, 2]}),
    ("detail = :m", "", {"m": {"a": "x"}}),
    ("tries < :n", "", {"n": 10}),
    ("tries <= :n", "", {"n": 2}),
    ("tries > :n", "", {"n": -1}),
    ("tries >= :n", "", {"n": 2}),
    (":n < high", "", {"n": 9}),
    ("low < high", "", {}),
    ("#name < :s", "name", {"s": "Ouyang2"}),
    ("#name BETWEEN :low AND :high", "name", {"low": "O", "high": "P"}),
    ("tries between :low and :high", "", {"low": 2, "high": 2}),
    ("#status IN (:s, :t)", "status", {"s": "sent", "t": "queued"}),
    ("begins_with(#name, :s)", "name", {"s": "Ouy"}),
    ("NOT attribute_exists(gone)", "", {}),
    ("NOT (tries = :n OR done = :b)", "", {"n": 3, "b": True}),
    ("tries = :n OR tries = :two AND done = :b", "", {"n": 2, "two": 3, "b": True}),
    ("(attribute_exists(pk) AND attribute_not_exists(resolved_at))", "", {}),
    ("NOT tries = :n AND done = :b", "", {"n": 3, "b": False}),
    ("attribute_not_exists(pk) OR tries = :n", "", {"n": 2}),
    ("  tries=:n  ", "", {"n": 2}),
]
FAIL = [
    ("attribute_exists(gone)", "", {}),
    (ABSENT, "", {}),
    ("#status = :s", "status", {"s": "sent"}),
    ("#status = :n AND tries = :n", "status", {"n": 2}),
    ("gone = :s", "", {"s": "sent"}),
    ("gone < :n", "", {"n": 1}),
    ("tries <> :n", "", {"n": 2}),
    ("tries = :s", "", {"s": "2"}),
    ("tries > :n", "", {"n": 2}),
    ("marks = :l", "", {"l": [2, 1]}),
    ("#status IN (:s)", "status", {"s": "sent"}),
    ("gone BETWEEN :low AND :high", "", {"low": "O", "high": "P"}),
    ("begins_with(#name, :s)", "name", {"s": "ouy"}),
    ("begins_with(gone, :s)", "", {"s": "a"}),
    ("NOT attribute_exists(pk)", "", {}),
    ("(tries = :n OR tries = :two) AND done = :b", "", {"n": 2, "two": 3, "b": True}),
]
WRONG_CONDITIONS = [
    ("exists(tries)", "", {}),
    ("status = :s", "", {"s": "queued"}),
    ("tries = :n", "status", {"n": 2}),
]


class ItemContract:
    def test_an_item_comes_back_as_it_was_put(self, call: Call) -> None:
        item = MESSAGE | {"nothing": {"NULL": True}, "deep": {"M": {"list": {"L": [{"M": {}}, {"L": []}]}}}}
        store(call, item)
        assert get(call, key("a")) == item

    def test_an_item_that_is_not_there_is_no_item(self, call: Call) -> None:
        assert "Item" not in call("GetItem", body(Key=key("a")))

    def test_a_put_replaces_the_whole_item(self, call: Call) -> None:
        store(call, an_item(old="x"), an_item(new="y"))
        assert get(call, key("a")) == an_item(new="y")

    def test_keys_are_told_apart_by_both_parts(self, call: Call) -> None:
        store(call, an_item("a", "p"), an_item("b", "p"), an_item("a", "q", mark="this"))
        assert get(call, key("a", "q")) == an_item("a", "q", mark="this")

    def test_a_text_of_any_language_comes_back(self, call: Call) -> None:
        store(call, an_item("欧阳#😀", name="𠮷野家"))
        assert get(call, key("欧阳#😀")) == an_item("欧阳#😀", name="𠮷野家")

    def test_an_empty_text_is_a_value(self, call: Call) -> None:
        store(call, an_item(reason=""))
        assert get(call, key("a")) == an_item(reason="")

    def test_a_deleted_item_is_gone_and_may_be_deleted_again(self, call: Call) -> None:
        store(call, an_item())
        for _ in range(2):
            call("DeleteItem", body(Key=key("a")))
        assert get(call, key("a")) is None

    @pytest.mark.parametrize("name", ["pk", "sk"])
    @pytest.mark.parametrize("value", [{"S": ""}, None])
    def test_an_item_needs_a_whole_key(self, call: Call, name: str, value: dict | None) -> None:
        given = {each: kept for each, kept in (an_item() | {name: value}).items() if kept is not None}
        assert invalid(call, "PutItem", a_put(given))
        assert invalid(call, "GetItem", body(Key=given))

    def test_a_key_has_nothing_beside_it(self, call: Call) -> None:
        assert invalid(call, "GetItem", body(Key=an_item(more="x")))

    def test_an_index_key_is_not_empty(self, call: Call) -> None:
        assert invalid(call, "PutItem", a_put(listed("a", "")))

    def test_a_number_is_a_number(self, call: Call) -> None:
        assert invalid(call, "PutItem", a_put(an_item() | {"tries": {"N": "two"}}))

    def test_an_item_has_at_most_400_kb(self, call: Call) -> None:
        assert invalid(call, "PutItem", a_put(an_item(mail="x" * 400 * 1024)))
        store(call, an_item(mail="x" * 390_000))

    @pytest.mark.parametrize(
        ("operation", "request_"),
        [
            ("GetItem", body(Key=key("a"))),
            ("PutItem", a_put(an_item())),
            ("UpdateItem", an_update(key("a"), "REMOVE x")),
            ("Query", body(KeyConditionExpression="pk = :pk", values={"pk": "p"})),
        ],
    )
    def test_another_table_is_not_found(self, call: Call, operation: str, request_: dict) -> None:
        refusal = refused(call, operation, request_ | {"TableName": "another"})
        assert (refusal.status, refusal.code) == (400, "ResourceNotFoundException")


class ConditionContract:
    @pytest.mark.parametrize(("condition", "names", "values"), HOLD)
    def test_a_condition_holds(self, call: Call, condition: str, names: str, values: dict) -> None:
        store(call, MESSAGE)
        call("PutItem", a_put(an_item(new="x"), condition, names, **values))
        assert get(call, key("a")) == an_item(new="x")

    @pytest.mark.parametrize(("condition", "names", "values"), FAIL)
    def test_a_condition_fails(self, call: Call, condition: str, names: str, values: dict) -> None:
        store(call, MESSAGE)
        refusal = refused(call, "PutItem", a_put(an_item(new="x"), condition, names, **values))
        assert (refusal.status, refusal.code) == (400, "ConditionalCheckFailedException")
        assert get(call, key("a")) == MESSAGE

    @pytest.mark.parametrize(("condition", "names", "values"), WRONG_CONDITIONS)
    def test_a_condition_makes_no_sense(self, call: Call, condition: str, names: str, values: dict) -> None:
        store(call, MESSAGE)
        assert invalid(call, "PutItem", a_put(an_item(new="x"), condition, names, **values))
        assert get(call, key("a")) == MESSAGE

    def test_of_two_that_put_if_absent_the_second_is_refused(self, call: Call) -> None:
        call("PutItem", a_put(an_item(by="first"), ABSENT))
        assert refused(call, "PutItem", a_put(an_item(by="second"), ABSENT)).code == "ConditionalCheckFailedException"
        assert get(call, key("a")) == an_item(by="first")

    @pytest.mark.parametrize(
        ("operation", "request_"),
        [
            ("UpdateItem", an_update(key("a"), "SET x = :x", "attribute_exists(pk)", x="y")),
            ("DeleteItem", body(Key=key("a"), ConditionExpression="attribute_exists(pk)")),
        ],
    )
    def test_a_missing_item_fails_what_asks_for_it(self, call: Call, operation: str, request_: dict) -> None:
        assert refused(call, operation, request_).code == "ConditionalCheckFailedException"
        assert get(call, key("a")) is None


CHANGES = [
    ("SET stage = :s", "", {"s": "offer"}, {"stage": "offer", "rev": 1}),
    ("SET #s0 = :s, rev = :n", {"stage": "#s0"}, {"s": "offer", "n": 2}, {"stage": "offer", "rev": 2}),
    ("SET rev = rev + :n", "", {"n": 2}, {"stage": "screened", "rev": 3}),
    ("SET rev = rev - :n", "", {"n": 2}, {"stage": "screened", "rev": -1}),
    ("SET earlier = stage", "", {}, {"stage": "screened", "rev": 1, "earlier": "screened"}),
    ("SET stage = rev, rev = stage", "", {}, {"stage": 1, "rev": "screened"}),
    ("SET rev = if_not_exists(rev, :n)", "", {"n": 9}, {"stage": "screened", "rev": 1}),
    ("SET rev = if_not_exists(opened, :n) + :n", "", {"n": 4}, {"stage": "screened", "rev": 8}),
    ("REMOVE stage, gone", "", {}, {"rev": 1}),
    ("SET stage = :s REMOVE rev", "", {"s": "offer"}, {"stage": "offer"}),
    ("REMOVE #r0 SET stage = :s", {"rev": "#r0"}, {"s": "offer"}, {"stage": "offer"}),
    ("ADD rev :n", "", {"n": 5}, {"stage": "screened", "rev": 6}),
    ("ADD opened :n", "", {"n": 5}, {"stage": "screened", "rev": 1, "opened": 5}),
    ("set stage = :s remove rev", "", {"s": "offer"}, {"stage": "offer"}),
]
WRONG_CHANGES = [
    ("", "", {}),
    ("SET status = :s", "", {"s": "x"}),
    ("SET stage = :s", "rev", {"s": "x"}),
    ("SET stage = :s", "", {"s": "x", "more": 1}),
    ("SET stage = :s", "", {}),
    ("SET stage = gone", "", {}),
    ("SET stage = gone + :n", "", {"n": 1}),
    ("SET rev = now()", "", {}),
    ("ADD stage :n", "", {"n": 1}),
    ("ADD rev :s", "", {"s": "x"}),
    ("CHANGE stage = :s", "", {"s": "x"}),
    ("SET pk = :s", "", {"s": "x"}),
    ("REMOVE sk", "", {}),
    ("SET gsi1pk = :s", "", {"s": ""}),
]


class UpdateContract:
    BEFORE = an_item(stage="screened", rev=1)

    @pytest.mark.parametrize(("expression", "names", "values", "after"), CHANGES)
    def test_an_update_changes_this(
        self, call: Call, expression: str, names: str | dict, values: dict, after: dict
    ) -> None:
        store(call, self.BEFORE)
        call("UpdateItem", an_update(key("a"), expression, names=names, **values))
        assert get(call, key("a")) == an_item(**after)

    @pytest.mark.parametrize(("expression", "names", "values"), WRONG_CHANGES)
    def test_an_update_makes_no_sense_and_changes_nothing(
        self, call: Call, expression: str, names: str, values: dict
    ) -> None:
        store(call, self.BEFORE)
        assert invalid(call, "UpdateItem", an_update(key("a"), expression, names=names, **values))
        assert get(call, key("a")) == self.BEFORE

    def test_an_update_makes_an_item_that_is_not_there(self, call: Call) -> None:
        call("UpdateItem", an_update(key("a"), "SET stage = :s ADD opened :n", s="offer", n=1))
        assert get(call, key("a")) == an_item(stage="offer", opened=1)

    def test_an_update_happens_only_if_its_condition_holds(self, call: Call) -> None:
        store(call, self.BEFORE)
        call("UpdateItem", an_update(key("a"), "SET rev = :n", "rev = :seen", n=2, seen=1))
        refusal = refused(call, "UpdateItem", an_update(key("a"), "SET rev = :n", "rev = :seen", n=3, seen=1))
        assert refusal.code == "ConditionalCheckFailedException"
        assert get(call, key("a")) == an_item(stage="screened", rev=2)

    def test_expression_and_condition_may_share_names_and_values(self, call: Call) -> None:
        store(call, an_item(status="queued"))
        both = an_update(key("a"), "SET #status = :s", "#status <> :s", names="status", s="sent")
        call("UpdateItem", both)
        assert refused(call, "UpdateItem", both).code == "ConditionalCheckFailedException"


class TransactionContract:
    def test_a_transaction_happens_whole(self, call: Call) -> None:
        store(call, an_item("a", rev=1), an_item("c"), an_item("d", rev=7))
        parts = (
            ("Update", an_update(key("a"), "SET rev = :n", "rev = :seen", n=2, seen=1)),
            ("Put", a_put(an_item("b"), ABSENT)),
            ("Delete", body(Key=key("c"))),
            ("ConditionCheck", a_check(key("d"), "rev = :rev", rev=7)),
        )
        call("TransactWriteItems", a_transaction(*parts))
        assert [get(call, key(each)) for each in "abcd"] == [
            an_item("a", rev=2),
            an_item("b"),
            None,
            an_item("d", rev=7),
        ]

    def test_a_transaction_does_not_happen_at_all_where_one_condition_fails(self, call: Call) -> None:
        store(call, an_item("a", rev=1), an_item("d", rev=7))
        parts = (
            ("Update", an_update(key("a"), "SET rev = :n", "rev = :seen", n=2, seen=1)),
            ("Put", a_put(an_item("b"), ABSENT)),
            ("ConditionCheck", a_check(key("d"), "rev = :rev", rev=6)),
        )
        refusal = refused(call, "TransactWriteItems", a_transaction(*parts))
        assert reasons(refusal) == ["None", "None", "ConditionalCheckFailed"]
        assert [get(call, key(each)) for each in "abd"] == [an_item("a", rev=1), None, an_item("d", rev=7)]

    def test_a_cancelled_transaction_tells_every_condition_that_failed(self, call: Call) -> None:
        store(call, an_item("a"), an_item("c"))
        parts = (("Put", a_put(an_item(each), ABSENT)) for each in "abc")
        refusal = refused(call, "TransactWriteItems", a_transaction(*parts))
        assert reasons(refusal) == ["ConditionalCheckFailed", "None", "ConditionalCheckFailed"]

    def test_conditions_see_the_table_as_it_was_before(self, call: Call) -> None:
        parts = (("Put", a_put(an_item("a"))), ("ConditionCheck", a_check(key("b"), ABSENT)))
        call("TransactWriteItems", a_transaction(*parts))
        assert get(call, key("b")) is None

    def test_a_check_of_a_missing_item_fails(self, call: Call) -> None:
        parts = (("Put", a_put(an_item("a"))), ("ConditionCheck", a_check(key("b"), "rev = :rev", rev=1)))
        refusal = refused(call, "TransactWriteItems", a_transaction(*parts))
        assert reasons(refusal) == ["None", "ConditionalCheckFailed"]
        assert get(call, key("a")) is None

    @pytest.mark.parametrize("verb", ["Put", "ConditionCheck"])
    def test_two_parts_never_are_about_one_item(self, call: Call, verb: str) -> None:
        first = a_put(an_item("a")) if verb == "Put" else a_check(key("a"), ABSENT)
        second = an_update(key("a"), "SET rev = :n", n=1)
        assert invalid(call, "TransactWriteItems", a_transaction((verb, first), ("Update", second)))
        assert get(call, key("a")) is None

    def test_a_transaction_has_up_to_100_parts(self, call: Call) -> None:
        parts = [("Put", a_put(an_item(f"{number:03d}"))) for number in range(101)]
        assert invalid(call, "TransactWriteItems", a_transaction(*parts))
        assert get(call, key("000")) is None
        call("TransactWriteItems", a_transaction(*parts[:100]))
        assert get(call, key("099")) == an_item("099")

    @pytest.mark.parametrize(
        "wrong",
        [
            ("Put", a_put(an_item("b"), "status = :s", s="x")),
            ("Put", a_put(an_item(""))),
            ("Update", an_update(key("b"), "SET stage", n=1)),
        ],
    )
    def test_what_is_wrong_alone_is_wrong_in_a_transaction(self, call: Call, wrong: tuple[str, Item]) -> None:
        assert invalid(call, "TransactWriteItems", a_transaction(("Put", a_put(an_item("a"))), wrong))
        assert get(call, key("a")) is None

    def test_a_transaction_does_not_find_another_table(self, call: Call) -> None:
        parts = (("Put", a_put(an_item("a"))), ("Put", a_put(an_item("b")) | {"TableName": "another"}))
        assert refused(call, "TransactWriteItems", a_transaction(*parts)).code == "ResourceNotFoundException"
        assert get(call, key("a")) is None


class BatchContract:
    def test_a_batch_finds_items_that_are_there(self, call: Call) -> None:
        store(call, an_item("a", rev=1), an_item("c", pk="q"))
        answer = call("BatchGetItem", a_batch([key("a"), key("b"), key("c", "q")], ConsistentRead=True))
        assert sorted(answer["Responses"][TABLE], key=str) == [an_item("a", rev=1), an_item("c", pk="q")]
        assert not answer.get("UnprocessedKeys")

    def test_a_batch_that_finds_nothing_is_an_empty_list(self, call: Call) -> None:
        assert call("BatchGetItem", a_batch([key("a")]))["Responses"] == {TABLE: []}

    @pytest.mark.parametrize("wrong", [[key("a"), key("a")], [key(str(n)) for n in range(101)]])
    def test_a_batch_asks_for_up_to_100_items_once_each(self, call: Call, wrong: list[Item]) -> None:
        assert invalid(call, "BatchGetItem", a_batch(wrong))

    def test_a_batch_does_not_find_another_table(self, call: Call) -> None:
        request = {"RequestItems": {"another": {"Keys": [key("a")]}}}
        assert refused(call, "BatchGetItem", request).code == "ResourceNotFoundException"


class TableContract(
    ItemContract, ConditionContract, UpdateContract, TransactionContract, BatchContract, QueryContract, IndexContract
):
    """All of it."""
