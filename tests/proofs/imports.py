"""A big file goes in by workers that die at any request: nobody is lost, nobody doubled, and memory stays small.

A worker is a process of its own that dies as a process does, with whatever it was at left undone. Its table is the one
in memory, held by the process that starts it; the file lies in a folder.
"""

import csv
import io
import multiprocessing
import os
import resource
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import batched
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from functions.imports.import_rows import Worker, import_rows
from functions.imports.start_import import Choices, Desk, announce, commit, go_on
from functions.remind.wake_imports import wake_imports
from mianyue.adapters.aws_client import AwsError
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.import_store import ImportStore
from mianyue.adapters.items import Item
from mianyue.adapters.table import Key, Table
from mianyue.domain.candidate_import import ImportRecord, ImportStatus
from tests.builders import a_company, a_position
from tests.simulators.refusal import Refusal
from tests.simulators.table import MemoryTable

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
IMPORT_ID = "i1"
MOST_MEGABYTES = 512
LAMBDA_TRIES = 3
_NAME = "mianyue"
_BAD_EVERY, _AGAIN_EVERY = 1_000, 97


class Death(NamedTuple):
    """When a worker dies: at its request number `at`, before it is sent or before its answer is read."""

    at: int
    before: bool


class Imported(NamedTuple):
    """What an import came to."""

    record: ImportRecord
    state: dict[Key, Item]
    entries: Counter[str]
    """How often a first stage entry was made, by application."""
    requests: int
    deaths: int
    megabytes: float
    """The most that one worker process held."""
    woken: int = 0
    """How often the sweep has called somebody."""
    continued: int = 0
    """How often HR had to."""


def candidates(count: int) -> tuple[bytes, int, int]:
    """A CSV file of so many rows, how many people it has, and how many of its rows are bad.

    Now and then a row is bad, and now and then one is about somebody who has been there already.
    """
    out, people, bad = io.StringIO(), 0, 0
    write = csv.writer(out).writerow
    write(("姓名", "邮箱", "手机", "应聘岗位", "招聘类型", "备注"))
    for number in range(1, count + 1):
        who = number - 50 if number % _AGAIN_EVERY == 0 and number > 50 else number
        broken = number % _BAD_EVERY == 0
        address = "没有邮箱" if broken else f"person{who}@example.com"
        write((f"候选人{who}", address, f"1{3_000_000_000 + who}", f"岗位{who % 20}", "社招", f"备注，第{who}位"))
        bad += broken
        people += not broken and (who == number or who % _BAD_EVERY == 0)
    return out.getvalue().encode(), people, bad


def brought_in(file: bytes, deaths: Sequence[Death] = ()) -> Imported:
    """Import a file by one worker after another; each of `deaths` ends one of them."""
    with tempfile.TemporaryDirectory() as folder:
        return _Scene(Path(folder), file).played(deaths)


def revived(file: bytes, deaths: Sequence[Death]) -> Imported:
    """Import a file by workers of whom only the sweep calls another: each three of `deaths` use up Lambda's tries."""
    with tempfile.TemporaryDirectory() as folder:
        return _Scene(Path(folder), file).revived(deaths)


class Killed(NamedTuple):
    """An import whose workers died, beside one that was left in peace."""

    rows: int
    kills: int
    woken: int
    """How often the sweep took it up again, in a second one whose tries were used up each time."""
    same_end: bool

    def __str__(self) -> str:
        end = "the same end" if self.same_end else "another end"
        return f"{self.rows} rows, {self.kills} kills or {self.woken} times all tries used up: {end}"


def killed(file: bytes) -> Killed:
    """The same file with 20 deaths, and with seven invocations whose tries are all used up."""
    calm = brought_in(file)
    kills = brought_in(file, random_deaths(calm.requests, 20, seed=1))
    swept = revived(file, random_deaths(calm.requests, 7 * LAMBDA_TRIES, seed=2))
    same = (kills.state, kills.deaths) == (calm.state, 20) and (swept.state, swept.woken) == (calm.state, 7)
    return Killed(calm.record.total, kills.deaths, swept.woken, same)


def random_deaths(requests: int, count: int, seed: int) -> list[Death]:
    """The same moments for the same seed, spread over an import that takes so many requests: a worker that takes up
    the work of others needs fewer, so that the last of them leave a death to be died."""
    random = Random(seed)
    moments = sorted(random.sample(range(1, requests * 9 // 10), count))
    gaps = [later - earlier for earlier, later in zip([0, *moments], moments, strict=False)]
    return [Death(gap, random.random() < 0.5) for gap in gaps]


class _Scene:
    def __init__(self, folder: Path, file: bytes) -> None:
        self._files = _Folder(folder)
        self._state: dict[Key, Item] = {}
        self._entries: Counter[str] = Counter()
        self._table = MemoryTable(_NAME, on_record=lambda _: None, on_write=self._written)
        self._requests = 0
        client = _InProcess(self._table)
        table = Table(client, _NAME)  # type: ignore[arg-type]
        self._imports, setups = ImportStore(table), CompanyStore(table, lambda: 0.0)
        setups.save(a_company(), a_position())
        self._desk = Desk(self._imports, setups, self._files, self._files, _Nobody(), lambda: NOW)
        self._swept_at = NOW
        self._woken = self._continued = 0
        announce(self._desk, "candidates.csv", len(file), import_id=IMPORT_ID, by="hr")
        self._files.put(f"imports/{IMPORT_ID}/source", file, "")
        commit(self._desk, IMPORT_ID, Choices(), by="hr")

    def played(self, deaths: Sequence[Death]) -> Imported:
        return self._ended([self._worker(death) for death in [*deaths, None]])

    def revived(self, deaths: Sequence[Death]) -> Imported:
        lives = []
        for invocation in batched(deaths, LAMBDA_TRIES, strict=True):
            lives += [self._worker(death) for death in invocation]
            self._call_again()
        return self._ended([*lives, self._worker(None)])

    def _call_again(self) -> None:
        """The sweep does, until it leaves that to HR."""
        self._swept_at += timedelta(minutes=15)
        wake_imports(self._imports, self, _raise, now=self._swept_at)
        if self._imports.get(IMPORT_ID).status is ImportStatus.STOPPED:
            self._continued += 1
            go_on(self._desk, IMPORT_ID, by="hr")

    def carry_on(self, _import_id: str) -> None:
        """The next worker is called."""
        self._woken += 1

    def _ended(self, lives: Sequence[float]) -> Imported:
        record = self._imports.get(IMPORT_ID)
        ended = Imported(record, self._state, self._entries, self._requests, lives.count(0), max(lives))
        return ended._replace(woken=self._woken, continued=self._continued)

    def _worker(self, death: Death | None) -> float:
        """The most megabytes that a worker held; 0 if it died."""
        processes = multiprocessing.get_context("spawn")
        ours, theirs = processes.Pipe()
        process = processes.Process(target=work, args=(theirs, self._files.path, death))
        process.start()
        theirs.close()
        try:
            while True:
                operation, request = ours.recv()
                if operation == "held":
                    return float(request)
                ours.send(self._answered(operation, request))
        except (EOFError, ConnectionError):
            return 0
        finally:
            process.join()
            ours.close()

    def _answered(self, operation: str, request: dict[str, Any]) -> tuple[int, str, Any]:
        self._requests += 1
        try:
            return 200, "", self._table.call(operation, request)
        except Refusal as refusal:
            return refusal.status, refusal.code, refusal.body

    def _written(self, key: Key, before: Item | None, after: Item | None) -> None:
        if after is None:
            self._state.pop(key, None)
            return
        self._state[key] = after
        if before is None and after["type"]["S"] == "stage_entry":
            self._entries[after["application_id"]["S"]] += 1


def work(pipe: Connection, folder: Path, death: Death | None) -> None:
    """A worker process: as far as it lives."""
    client = _Piped(pipe, death)
    table = Table(client, _NAME)  # type: ignore[arg-type]
    files = _Folder(folder)
    worker = Worker(ImportStore(table), CompanyStore(table, lambda: 0.0), files, files, _Nobody(), lambda: NOW)
    import_rows(IMPORT_ID, worker, lambda: 900.0)
    pipe.send(("held", most_megabytes()))


def most_megabytes() -> float:
    """The most that this process held. Linux hands a child its parent's `ru_maxrss`; VmHWM is its own."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _raise(_what: str, error: Exception) -> None:
    raise error


class _Piped:
    """In place of a client: requests go to the process that holds the table, until this one dies."""

    def __init__(self, pipe: Connection, death: Death | None) -> None:
        self._pipe = pipe
        self._death = death
        self._requests = 0

    def json(self, _service: str, target: str, request: dict[str, Any]) -> dict[str, Any]:
        self._requests += 1
        dies = self._death is not None and self._requests == self._death.at
        if dies and self._death and self._death.before:
            os._exit(1)
        self._pipe.send((target.rpartition(".")[2], request))
        status, code, answer = self._pipe.recv()
        if dies:
            os._exit(1)
        if status >= 300:
            raise AwsError(status, code, answer)
        found: dict[str, Any] = answer
        return found


class _InProcess:
    """In place of a client, where the table is."""

    def __init__(self, table: MemoryTable) -> None:
        self._table = table

    def json(self, _service: str, target: str, request: dict[str, Any]) -> dict[str, Any]:
        return self._table.call(target.rpartition(".")[2], request)


class _Folder:
    """In place of the buckets."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def address(self, key: str, size: int, seconds: int) -> str:
        return f"{key}?{size}&{seconds}"

    def put(self, key: str, body: bytes, _content_type: str) -> None:
        (self.path / key.replace("/", "_")).write_bytes(body)

    def get(self, key: str) -> bytes:
        return (self.path / key.replace("/", "_")).read_bytes()


class _Nobody:
    """Nobody carries on: the next worker comes by itself."""

    def carry_on(self, _import_id: str) -> None:
        return


def faults_of(imported: Imported, people: int, bad: int) -> list[str]:
    """What is wrong with an undisturbed import of a file of `candidates`; nothing if all is well."""
    record = imported.record
    addresses = Counter(item["email"]["S"] for item in imported.state.values() if item["type"]["S"] == "application")
    checks = {
        f"status {record.status}": record.status is ImportStatus.DONE,
        f"{record.done} of {record.total} rows settled": record.done == record.total,
        f"{people - len(addresses)} lost": len(addresses) == people,
        f"{sum(addresses.values()) - len(addresses)} doubled": max(addresses.values()) == 1,
        "an application was made twice": len(imported.entries) == people and max(imported.entries.values()) == 1,
        f"{record.bad} bad": record.bad == bad,
        f"{imported.megabytes:.0f} MB": imported.megabytes < MOST_MEGABYTES,
    }
    return [what for what, holds in checks.items() if not holds]
