"""While somebody's deed goes on, every change leaves its line in the same transaction (O3)."""

from copy import replace

import pytest

from mianyue.adapters import keys
from mianyue.adapters.audit_items import lines_pk, person_pk
from mianyue.adapters.audited_table import AuditedTable
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.items import decode
from mianyue.adapters.suppression_store import SuppressionStore
from mianyue.adapters.table import ABSENT, ConditionFailed, delete, put, update
from mianyue.domain.audit import KEPT, Deed, Line
from mianyue.domain.suppression import Suppression
from tests.builders import APPLICATION_ID, NOW, a_company, a_rule, a_template, an_application

DEED = Deed("request-1", "somebody", "rule.changed", "203.0.113.7")


@pytest.fixture
def store(table: AuditedTable) -> CompanyStore:
    made = CompanyStore(table, lambda: 0.0)
    made.save(a_company(), a_rule())
    return made


def lines(table: AuditedTable, pk: str = lines_pk(), *, index: bool = False) -> list[Line]:
    return [decode(Line, item) for item in table.items(pk, index=index)]


def test_without_a_deed_nothing_is_noted(table: AuditedTable, store: CompanyStore) -> None:
    assert lines(table) == []


def test_a_line_says_who_did_what_when_to_which_thing_from_where(table: AuditedTable, store: CompanyStore) -> None:
    with table.of(DEED):
        store.change(replace(a_rule(), hour=16), 1)
    (line,) = lines(table)
    assert line == Line(
        "request-1-0", NOW, "somebody", "rule.changed", "203.0.113.7", "rule", a_rule().rule_id, {"hour": ("14", "16")}
    )


def test_it_is_found_by_person_by_area_and_by_both(table: AuditedTable, store: CompanyStore) -> None:
    with table.of(DEED):
        store.remove(a_rule().rule_id, 1)
    (line,) = lines(table)
    assert lines(table, lines_pk("rule")) == [line]
    assert lines(table, person_pk("somebody"), index=True) == [line]
    assert lines(table, person_pk("somebody", "rule"), index=True) == [line]
    assert lines(table, lines_pk("template")) == lines(table, person_pk("somebody", "template"), index=True) == []


def test_the_table_forgets_it_in_two_years(table: AuditedTable, store: CompanyStore) -> None:
    with table.of(DEED):
        store.remove(a_rule().rule_id, 1)
    for pk in (lines_pk(), lines_pk("rule")):
        (item,) = table.items(pk)
        assert int(item["expires_at_epoch"]["N"]) == int((NOW + KEPT).timestamp())


def test_what_is_refused_leaves_no_line_and_the_refusal_names_the_same_operation(
    table: AuditedTable, store: CompanyStore
) -> None:
    taken, free = keys.rule_item(a_rule()), keys.rule_item(a_rule(rule_id="free"))
    with table.of(DEED), pytest.raises(ConditionFailed) as refused:
        table.write(put(free, ABSENT), put(taken, ABSENT))
    assert refused.value.failed == {1}
    assert lines(table) == []


def test_a_thing_that_is_changed_after_a_refusal_is_noted_once(table: AuditedTable, store: CompanyStore) -> None:
    with table.of(DEED):
        with pytest.raises(ConditionFailed):
            store.change(a_rule(hour=16), 7)
        store.change(a_rule(hour=16), 1)
        store.change(a_rule(hour=17), 2)
    assert [each.changes for each in lines(table)] == [{"hour": ("14", "16")}]


def test_each_application_of_a_deed_has_a_line_of_its_own(table: AuditedTable) -> None:
    for number in (1, 2):
        table.write(put(keys.application_item(an_application(application_id=f"a{number}"))))
    with table.of(DEED):
        for number in (1, 2):
            table.write(update(keys.application_key(f"a{number}"), {"stage": "offer"}))
    assert [(each.kind, each.thing) for each in lines(table)] == [("application", "a1"), ("application", "a2")]


def test_another_deed_of_the_same_process_is_noted_anew(table: AuditedTable, store: CompanyStore) -> None:
    for number, hour in enumerate((16, 17), start=1):
        with table.of(DEED._replace(request_id=f"request-{number}")):
            store.change(a_rule(hour=hour), number)
    assert len(lines(table)) == 2


def test_whoever_works_for_the_company_is_not_quoted(table: AuditedTable, store: CompanyStore) -> None:
    with table.of(DEED):
        store.change(a_company(hr_name="王芳", hr_phone="+8613800000000", hold_seconds=60, highlights="长" * 81), 1)
    (line,) = lines(table)
    assert line.changes == {"hr_name": (), "hr_phone": (), "hold_seconds": ("0", "60"), "highlights": ()}


def test_a_candidate_is_named_by_nothing_but_an_id(table: AuditedTable) -> None:
    store = SuppressionStore(table)
    standing = Suppression("anna@example.com", "bounced", NOW, APPLICATION_ID, 2, "m1")
    table.write(put(keys.suppression_item(standing)))
    with table.of(DEED):
        store.lift(standing, by="somebody", because="她换了邮箱", now=NOW)
    (line,) = lines(table)
    assert (line.kind, line.thing, line.changes) == ("application", APPLICATION_ID, {})


@pytest.mark.parametrize(
    ("operation", "thing"),
    [
        (put(keys.template_item(a_template())), ("template", a_template().key)),
        (delete(keys.rule_key("r1"), ""), ("rule", "r1")),
        (put(keys.company_item(a_company())), ("company", "")),
        (update(("BULK#b1", "BULK"), {"status": "x"}, condition=""), ("bulk", "b1")),
        (update(("PERSON#anna@example.com", "TRIAL"), {"status": "x"}, condition=""), ("", "")),
    ],
)
def test_a_thing_is_known_by_its_key(table: AuditedTable, operation: object, thing: tuple[str, str]) -> None:
    with table.of(DEED):
        table.write(operation)  # type: ignore[arg-type]
    assert [(each.kind, each.thing) for each in lines(table)] == [thing]
