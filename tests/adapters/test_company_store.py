"""The set-up is remembered for half a minute, but a position made meanwhile is found."""

import pytest

from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.table import Table
from mianyue.domain.errors import NotFound
from tests.builders import a_company, a_position


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
