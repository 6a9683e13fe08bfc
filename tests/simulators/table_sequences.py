"""Random short sequences of what our stores ask of the table, in the very requests our adapter makes."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from mianyue.adapters.items import encode_value
from mianyue.adapters.table import ABSENT, PRESENT, Operation, check, put, update
from tests.simulators.contract_requests import TABLE, Call, a_batch, a_query, body, key
from tests.simulators.refusal import Refusal

type Step = Callable[[Call, str], Any]
type Draw = Callable[[str], Operation]

_sort_keys = st.sampled_from(["APP", "EVENT#1", "EVENT#2", "MSG#1", "MSG#2"])
_small = st.integers(1, 3)
_attributes = st.fixed_dictionaries(
    {},
    optional={
        "rev": _small,
        "status": st.sampled_from(["queued", "sending", "sent"]),
        "position": _small,
        "candidate_id": st.sampled_from(["one", "two"]),
        "resolved_at": st.just("2026-11-23"),
        "sides": st.lists(_small, max_size=2),
    },
)
_places = st.none() | st.sampled_from(["2026-11-22", "2026-11-23", "2026-11-24"])
_conditions = st.one_of(
    st.sampled_from(
        ["", ABSENT, PRESENT, "attribute_exists(gsi1pk)", f"{PRESENT} AND attribute_not_exists(resolved_at)"]
    ).map(lambda condition: (condition, {})),
    _small.map(lambda number: ("rev = :rev", {"rev": number})),
    st.sampled_from(["queued", "sending"]).map(lambda status: ("#status = :expected", {"expected": status})),
    _small.map(
        lambda number: ("#status = :status AND #position = :position", {"status": "queued", "position": number})
    ),
    st.just((f"{ABSENT} OR candidate_id = :candidate", {"candidate": "one"})),
)


@st.composite
def _puts(draw: st.DrawFn) -> Draw:
    sk, attributes, place, (condition, values) = draw(_sort_keys), draw(_attributes), draw(_places), draw(_conditions)

    def operation(pk: str) -> Operation:
        index = {"gsi1pk": f"DUE{pk}", "gsi1sk": f"{place}#{sk}"} if place else {}
        item = key(sk, pk) | {name: encode_value(value) for name, value in (attributes | index).items()}
        return put(item, condition, **values)

    return operation


@st.composite
def _updates(draw: st.DrawFn) -> Draw:
    sk, changes, removed = draw(_sort_keys), draw(_attributes), draw(st.sampled_from([(), ("gsi1pk", "gsi1sk")]))
    condition, values = draw(_conditions.filter(lambda chosen: chosen[0]))
    if not changes and not removed:
        changes = {"rev": 2}
    return lambda pk: update((pk, sk), changes, removed=removed, condition=condition, **values)


@st.composite
def _checks(draw: st.DrawFn) -> Draw:
    sk, (condition, values) = draw(_sort_keys), draw(_conditions.filter(lambda chosen: chosen[0]))
    return lambda pk: check((pk, sk), condition, **values)


def _alone(draw: Draw) -> Step:
    def step(call: Call, pk: str) -> Any:
        operation = draw(pk)
        call(f"{operation.verb}Item", {"TableName": TABLE, **operation.body})

    return step


def _together(draws: list[Draw]) -> Step:
    def step(call: Call, pk: str) -> Any:
        parts = [draw(pk) for draw in draws]
        entries = [{part.verb: {"TableName": TABLE, **part.body}} for part in parts]
        call("TransactWriteItems", {"TransactItems": entries})

    return step


def _get(sk: str) -> Step:
    return lambda call, pk: call("GetItem", body(Key=key(sk, pk), ConsistentRead=True)).get("Item")


def _get_all(sort_keys: list[str]) -> Step:
    def step(call: Call, pk: str) -> Any:
        found = call("BatchGetItem", a_batch([key(sk, pk) for sk in sort_keys]))["Responses"][TABLE]
        return sorted(found, key=lambda item: item["sk"]["S"])

    return step


def _stretch(prefix: str, forward: bool) -> Step:
    def step(call: Call, pk: str) -> Any:
        values = {"pk": pk, "sk": prefix}
        query = a_query("pk = :pk AND begins_with(sk, :sk)", values=values, ScanIndexForward=forward)
        return call("Query", query)["Items"]

    return step


def _due_before(moment: str) -> Step:
    def step(call: Call, pk: str) -> Any:
        values = {"pk": f"DUE{pk}", "sk": moment}
        query = a_query("gsi1pk = :pk AND gsi1sk < :sk", values=values, IndexName="gsi1", Limit=2)
        answer = call("Query", query)
        return answer["Items"]

    return step


_some = st.lists(_sort_keys, min_size=1, max_size=3, unique=True)
_steps = st.one_of(
    (_puts() | _updates()).map(_alone),
    st.lists(_puts() | _updates() | _checks(), min_size=1, max_size=4).map(_together),
    _sort_keys.map(_get),
    _some.map(_get_all),
    st.builds(_stretch, st.sampled_from(["A", "EVENT#", "MSG#"]), st.booleans()),
    st.sampled_from(["2026-11-23", "2026-11-25"]).map(_due_before),
)
sequences = st.lists(_steps, min_size=1, max_size=10)


def outcome(call: Call, step: Step, pk: str) -> Any:
    """What comes of a step: an answer, or why it was refused."""
    try:
        return step(call, pk)
    except Refusal as refusal:
        reasons = refusal.body.get("CancellationReasons", [])
        return refusal.code, [reason["Code"] for reason in reasons]


def contents(call: Call, pk: str) -> list[Any]:
    """All that stands in the example's partition, and in the index."""
    table = a_query("pk = :pk", values={"pk": pk}, ConsistentRead=True)
    index = a_query("gsi1pk = :pk", values={"pk": f"DUE{pk}"}, IndexName="gsi1")
    return [call("Query", table)["Items"], call("Query", index)["Items"]]
