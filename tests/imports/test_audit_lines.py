"""Who announced, started and continued an import stands in the audit log; its rows do not (O3)."""

from copy import replace

from mianyue.adapters.audit_items import lines_pk
from mianyue.adapters.import_store import ImportStore
from mianyue.adapters.items import decode
from mianyue.domain.audit import Line
from mianyue.domain.candidate_import import ImportStatus
from tests.imports.conftest import Function
from tests.imports.importing import sample
from tests.imports.test_handler import committed, uploaded


def lines(function: Function) -> list[tuple[str, str, str]]:
    found = (decode(Line, item) for item in function.table.items(lines_pk()))
    return [(each.act, each.kind, each.thing) for each in found]


def test_every_step_leaves_a_line_and_no_row_does(function: Function) -> None:
    preview = uploaded(function, sample("candidates-zh.xlsx"), "candidates-zh.xlsx")
    running = committed(function, preview)
    function.work()
    import_id = running["import_id"]
    record = ImportStore(function.table).get(import_id)
    ImportStore(function.table).advance(record, replace(record, status=ImportStatus.STOPPED), None)
    function.hr("POST", f"/api/hr/imports/{import_id}/continue")
    acts = {"import.announced", "import.started", "import.continued"}
    assert set(lines(function)) == {(act, "import", import_id) for act in acts}
    assert len(lines(function)) == len(acts)
