"""Who saved, restored, deleted and tried which text stands in the audit log, and not a word of it (O3)."""

from mianyue.adapters.audit_items import lines_pk
from mianyue.adapters.items import decode
from mianyue.domain.audit import Line
from tests.templates.conftest import Area
from tests.templates.test_handler import DRAFT, PLACE, SAVE


def test_every_change_leaves_a_line(area: Area) -> None:
    key = "invitation#default#zh-CN"
    for path, body in (
        ("/save", SAVE),
        ("/restore", {**PLACE, "version": 1, "seen": 2}),
        ("/delete", {**PLACE, "scope": "family:sales", "seen": 1}),
        ("/trial", DRAFT),
    ):
        assert area.hr("POST", path, body)["statusCode"] == 200
    found = [decode(Line, item) for item in area.table.items(lines_pk())]
    assert {(each.act, each.kind, each.thing) for each in found} == {
        ("template.saved", "template", key),
        ("template.restored", "template", key),
        ("template.deleted", "template", "invitation#family:sales#zh-CN"),
        ("template.tried", "", ""),
    }
    assert all(each.changes == {} for each in found)
