"""What HR begins and steers stands in the audit log; what the work then does to each application does not (O3)."""

from mianyue.adapters.audit_items import lines_pk
from mianyue.adapters.items import decode
from mianyue.domain.audit import Line
from tests.bulk.conftest import Office, Put, person


def lines(office: Office) -> list[tuple[str, str, str]]:
    found = (decode(Line, item) for item in office.table.items(lines_pk()))
    return [(each.act, each.kind, each.thing) for each in found]


def test_every_step_leaves_a_line_about_the_bulk_action(office: Office, people: Put) -> None:
    people(person(1), person(2), person(3))
    bulk_id = office.begin()
    office.after_the_hold()
    office.work(bulk_id, milliseconds=0)
    steps = ("pause", "resume", "cancel")
    for step in steps:
        office.step(bulk_id, step)
    acts = {"bulk.started", "bulk.paused", "bulk.resumed", "bulk.cancelled"}
    assert set(lines(office)) == {(act, "bulk", bulk_id) for act in acts}
    assert len(lines(office)) == len(acts)


def test_the_work_itself_leaves_none(office: Office, people: Put) -> None:
    people(person(1))
    bulk_id = office.begin()
    office.after_the_hold()
    office.work(bulk_id)
    assert office.stages() == ["screened"]
    assert lines(office) == [("bulk.started", "bulk", bulk_id)]
