"""The set-up is remembered for half a minute, but a position made meanwhile is found."""

import pytest

from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.table import Table, update
from mianyue.domain.errors import Conflict, NotFound
from tests.builders import a_company, a_position, a_rule


@pytest.fixture
def store(table: Table) -> CompanyStore:
    store = CompanyStore(table, lambda: 0.0)
    store.save(a_company(), a_position())
    store.setup()
    return store


def test_a_position_that_another_process_has_just_made_is_found(store: CompanyStore, table: Table) -> None:
    CompanyStore(table, lambda: 0.0).save(a_position(position_id="new"))
    assert store.setup().position("new").position_id == "new"


def test_a_position_that_nobody_made_is_not_found(store: CompanyStore) -> None:
    with pytest.raises(NotFound):
        store.setup().position("unknown")


def test_a_change_is_written_over_what_its_author_has_seen(store: CompanyStore) -> None:
    changed = store.change(a_position(name="渠道销售"), seen=1)
    assert (changed.name, changed.rev) == ("渠道销售", 2)
    assert store.setup().position("sales-rep") == changed


def test_a_change_by_who_has_not_seen_the_last_one_is_refused(store: CompanyStore) -> None:
    store.change(a_position(name="渠道销售"), seen=1)
    with pytest.raises(Conflict):
        store.change(a_position(name="大客户销售"), seen=1)
    assert store.setup().position("sales-rep").name == "渠道销售"


def test_what_is_not_there_cannot_be_changed(store: CompanyStore) -> None:
    with pytest.raises(Conflict):
        store.change(a_rule(), seen=1)


def test_what_was_saved_before_there_were_revisions_can_be_changed(store: CompanyStore, table: Table) -> None:
    table.write(update(("COMPANY", "SETTINGS"), {}, removed=("rev",)))
    assert store.newest().company.rev == 1
    assert store.change(a_company(name="远航"), seen=1).rev == 2


def test_a_thing_is_added_once(store: CompanyStore) -> None:
    store.add(a_rule())
    with pytest.raises(Conflict):
        store.add(a_rule(hour=9))
    assert store.setup().rules == (a_rule(),)


def test_a_rule_is_removed_by_who_has_seen_it_as_it_is(store: CompanyStore) -> None:
    store.add(a_rule())
    changed = store.change(a_rule(hour=9), seen=1)
    with pytest.raises(Conflict):
        store.remove(changed.rule_id, seen=1)
    store.remove(changed.rule_id, seen=2)
    assert store.setup().rules == ()


def test_an_editor_sees_what_another_process_has_just_changed(store: CompanyStore, table: Table) -> None:
    CompanyStore(table, lambda: 0.0).change(a_company(name="远航"), seen=1)
    assert store.setup().company.name == "星河科技"
    assert store.newest().company.name == "远航"


def test_what_is_remembered_does_not_do_for_what_happened_since(table: Table) -> None:
    seconds = iter([100.0, 110.0, 110.0, 111.0, 112.0, 200.0, 201.0])
    store = CompanyStore(table, lambda: next(seconds))
    store.save(a_company())
    store.setup()
    CompanyStore(table, lambda: 0.0).change(a_company(name="远航"), seen=1)
    assert store.setup().company.name == "星河科技"
    assert store.setup(since=101.0).company.name == "远航"
