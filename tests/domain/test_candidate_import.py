"""How far an import has come, and what its rows make (B1, B2)."""

from copy import replace
from datetime import timedelta

import pytest

from mianyue.domain.candidate_import import (
    SILENCE,
    UPLOAD_HEADERS,
    WAKES,
    Duplicates,
    ImportRecord,
    ImportStatus,
    Outcome,
    Watch,
    application_id_of,
    candidate_id_of,
    position_id_of,
)
from tests.builders import NOW

DRAFT = ImportRecord("i1", "candidates.csv", NOW, "hr-1")


def test_what_the_table_keeps_of_it_is_called_as_ever() -> None:
    assert all(word.value == word.name.lower() for word in (*ImportStatus, *Duplicates, *Outcome))


def test_a_file_is_put_where_none_is() -> None:
    assert UPLOAD_HEADERS == {"if-none-match": "*"}


def test_one_that_says_nothing_for_five_minutes_is_woken_three_times() -> None:
    assert (SILENCE, WAKES, Watch("i1", NOW).woken) == (timedelta(minutes=5), 3, 0)


def test_a_draft_has_settled_nothing() -> None:
    draft = ImportRecord("i1", "candidates.csv", NOW, "hr-1")
    assert (draft.status, draft.duplicates, draft.create_positions) == (ImportStatus.DRAFT, Duplicates.MERGE, True)
    assert (draft.size, draft.sheet, draft.mapping, draft.total, draft.position, draft.failure) == (0, "", {}, 0, 0, "")
    assert (draft.created, draft.merged, draft.unchanged, draft.skipped, draft.bad, draft.done) == (0, 0, 0, 0, 0, 0)
    assert (draft.started_at, draft.finished_at) == (None, None)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_row_is_counted_by_what_it_came_to(outcome: Outcome) -> None:
    settled = DRAFT.settled(7, outcome)
    assert settled == replace(DRAFT, position=7, **{outcome.value: 1})
    assert settled.settled(8, outcome).done == 2


def test_a_row_makes_the_same_application_and_candidate_in_every_version_of_the_code() -> None:
    assert application_id_of("i1", 2) == "5f862e9566e5dc3584ff"
    assert candidate_id_of("i1", 2) == "cvgcxkyfpiaxjuufxx5kvipz7tq"
    assert position_id_of("销售代表") == "py57yeprbo3afb65g"


def test_another_row_or_import_makes_others() -> None:
    assert len({application_id_of(*row) for row in (("i1", 2), ("i1", 3), ("i2", 2))}) == 3
    assert len({candidate_id_of(*row) for row in (("i1", 2), ("i1", 3), ("i2", 2))}) == 3
