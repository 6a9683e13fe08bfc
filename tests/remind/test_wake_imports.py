"""An import that does not move is taken up again, a few times; then HR decides (B2)."""

from copy import replace
from datetime import datetime, timedelta

import pytest

from functions.remind.wake_imports import AGAIN_AFTER, wake_imports
from mianyue.adapters.import_store import ImportStore
from mianyue.adapters.table import Table
from mianyue.adapters.wire import NoAnswerError
from mianyue.domain.candidate_import import SILENCE, WAKES, ImportRecord, ImportStatus, Outcome, Overtaken
from tests.builders import NOW

DRAFT = ImportRecord("i1", "candidates.csv", created_at=NOW, created_by="hr-1", total=3)
RUNNING = replace(DRAFT, status=ImportStatus.RUNNING)
SILENT = NOW + SILENCE + timedelta(seconds=1)


class ImportsFunction:
    """Whoever works on imports, and what it does when it is woken."""

    def __init__(self) -> None:
        self.woken: list[str] = []
        self.away = False

    def carry_on(self, import_id: str) -> None:
        if self.away:
            raise NoAnswerError("TimeoutError")
        self.woken.append(import_id)


class Sweeps:
    """The sweep, at any moment."""

    def __init__(self, imports: ImportStore, function: ImportsFunction) -> None:
        self.imports = imports
        self.function = function
        self.troubles: list[str] = []

    def at(self, now: datetime) -> int:
        return wake_imports(self.imports, self.function, lambda kind, _: self.troubles.append(kind), now=now)

    def until_it_stops(self) -> datetime:
        """When the last of them was."""
        moments = [SILENT + n * (AGAIN_AFTER + timedelta(seconds=1)) for n in range(WAKES + 1)]
        for moment in moments:
            self.at(moment)
        return moments[-1]


@pytest.fixture
def imports(table: Table) -> ImportStore:
    store = ImportStore(table)
    store.add(DRAFT)
    store.advance(DRAFT, RUNNING, NOW + SILENCE)
    return store


@pytest.fixture
def sweeps(imports: ImportStore) -> Sweeps:
    return Sweeps(imports, ImportsFunction())


def test_one_that_is_under_way_is_left_alone(sweeps: Sweeps) -> None:
    assert (sweeps.at(NOW + SILENCE), sweeps.function.woken) == (0, [])


def test_one_that_has_not_moved_is_woken_and_given_time(sweeps: Sweeps) -> None:
    assert (sweeps.at(SILENT), sweeps.at(SILENT + timedelta(minutes=5))) == (1, 0)
    assert sweeps.function.woken == ["i1"]


def test_each_that_has_not_moved_is_counted_and_has_ten_minutes(sweeps: Sweeps) -> None:
    other = replace(DRAFT, import_id="i2")
    sweeps.imports.add(other)
    sweeps.imports.advance(other, replace(other, status=ImportStatus.RUNNING), NOW + SILENCE)
    assert sweeps.at(SILENT) == 2
    assert sweeps.at(SILENT + timedelta(minutes=10, seconds=1)) == 2


def test_one_that_moves_again_is_left_alone_and_may_be_woken_as_often_as_before(sweeps: Sweeps) -> None:
    sweeps.at(SILENT)
    moved = RUNNING.settled(2, Outcome.CREATED)
    sweeps.imports.advance(RUNNING, moved, SILENT + SILENCE)
    assert sweeps.at(SILENT + SILENCE) == 0
    (watch,) = sweeps.imports.due_before(SILENT + timedelta(hours=1))
    assert watch.woken == 0


def test_one_that_is_done_is_not_looked_at(sweeps: Sweeps) -> None:
    sweeps.imports.advance(RUNNING, replace(RUNNING, status=ImportStatus.DONE), None)
    assert sweeps.at(SILENT) == 0


def test_one_that_is_done_is_never_stopped_whatever_is_due(sweeps: Sweeps) -> None:
    done = replace(RUNNING, status=ImportStatus.DONE)
    sweeps.imports.advance(RUNNING, done, NOW + SILENCE)
    sweeps.until_it_stops()
    assert sweeps.imports.get("i1") == done


def test_one_that_never_moves_is_stopped_where_it_stands(sweeps: Sweeps) -> None:
    last = sweeps.until_it_stops()
    assert sweeps.function.woken == ["i1"] * WAKES
    assert sweeps.imports.get("i1") == replace(RUNNING, status=ImportStatus.STOPPED)
    assert sweeps.at(last + timedelta(days=1)) == 0


def test_a_worker_that_comes_after_all_writes_nothing_into_what_was_stopped(sweeps: Sweeps) -> None:
    sweeps.until_it_stops()
    with pytest.raises(Overtaken):
        sweeps.imports.advance(RUNNING, RUNNING.settled(2, Outcome.CREATED), NOW + SILENCE)
    assert sweeps.imports.get("i1").position == 0


def test_one_that_moves_at_that_very_moment_is_not_stopped(sweeps: Sweeps, imports: ImportStore) -> None:
    class MovedMeanwhile(ImportStore):
        def stop(self, seen: object) -> None:
            now = imports.get("i1")
            imports.advance(now, now.settled(2, Outcome.CREATED), SILENT + timedelta(days=1))
            super().stop(seen)  # type: ignore[arg-type]

    sweeps.imports = MovedMeanwhile(imports._table)
    sweeps.until_it_stops()
    assert (imports.get("i1").status, imports.get("i1").position) == (ImportStatus.RUNNING, 2)
    assert sweeps.troubles == []


def test_one_that_cannot_be_woken_is_no_try_and_is_told(sweeps: Sweeps) -> None:
    sweeps.function.away = True
    for minutes in range(10):
        sweeps.at(SILENT + timedelta(minutes=5 * minutes))
    assert sweeps.troubles == ["Import"] * 10
    assert sweeps.imports.get("i1").status is ImportStatus.RUNNING
