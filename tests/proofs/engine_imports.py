"""The same big file on the laptop's engine: announced, uploaded, committed and worked off by the handler that Lambda
calls, in a process of its own; what came of it is read back from the engine's table.

    .venv/bin/python -m tests.proofs.engine_imports 2000
"""

import multiprocessing
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from copy import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch
from urllib.request import Request, urlopen

import boto3

from functions.imports import handler as entry_point
from local.engine import start_engine, stop_engine
from local.laptop import Laptop
from mianyue.adapters.aws_client import environment_client
from mianyue.adapters.background import WorkFailed
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.import_store import ImportStore
from mianyue.adapters.items import Item
from mianyue.adapters.table import INDEXES, Key, Table
from tests.builders import a_company, a_position
from tests.http_events import ORIGIN_SECRET, hr_event, said
from tests.proofs.imports import Imported, candidates, faults_of, most_megabytes

NAME = "mianyue-imports"
LAMBDA_SECONDS = 900
MOST_INVOCATIONS = 50
_KEYS = {"pk": ("S", "HASH"), "sk": ("S", "RANGE")}


class OnEngine(NamedTuple):
    """What an import on the engine came to."""

    imported: Imported
    seconds: float
    """From the first row to the last."""
    invocations: int

    def __str__(self) -> str:
        rows = self.imported.record.total
        speed = f"{rows / self.seconds:.0f}/s in {self.invocations} invocations"
        return f"{rows} rows on the laptop's engine, {speed}, a worker of {self.imported.megabytes:.0f} MB"


class _Context:
    """What Lambda tells a running function: the time that is left of its fifteen minutes."""

    def __init__(self) -> None:
        self._ends = time.monotonic() + LAMBDA_SECONDS

    def get_remaining_time_in_millis(self) -> int:
        return int((self._ends - time.monotonic()) * 1000)


class _Nobody:
    """The engine has no functions here: whoever started the worker starts the next."""

    def carry_on(self, _import_id: str) -> None:
        return


def brought_in_on_engine(file: bytes) -> OnEngine:
    """Import a file on an engine of its own."""
    with tempfile.TemporaryDirectory() as folder, _engine(Path(folder)) as laptop:
        environment = laptop.aws_environment() | _settings(laptop)
        with patch.dict("os.environ", environment):
            return _worked_off(file, Table(environment_client(), NAME))


def _worked_off(file: bytes, table: Table) -> OnEngine:
    CompanyStore(table, time.monotonic).save(a_company(), a_position())
    import_id, megabytes = _of_its_own(_commit, file)
    started, invocations, status = time.monotonic(), 0, "running"
    while status == "running" and invocations < MOST_INVOCATIONS:
        status, held = _of_its_own(_work, import_id)
        megabytes, invocations = max(megabytes, held), invocations + 1
    seconds = time.monotonic() - started
    state = dict(_everything())
    entries = Counter(item["application_id"]["S"] for item in state.values() if item["type"]["S"] == "stage_entry")
    imported = Imported(ImportStore(table).get(import_id), state, entries, 0, 0, megabytes)
    return OnEngine(imported, seconds, invocations)


def _of_its_own(target: Any, argument: object) -> tuple[Any, float]:
    """Carry out in a fresh process: its answer, and the most megabytes it held."""
    processes = multiprocessing.get_context("spawn")
    ours, theirs = processes.Pipe()
    process = processes.Process(target=_answer, args=(theirs, target, argument))
    process.start()
    theirs.close()
    try:
        answer: tuple[Any, float] = ours.recv()
        return answer
    finally:
        process.join()
        ours.close()


def _answer(pipe: Connection, target: Any, argument: object) -> None:
    pipe.send((target(argument), most_megabytes()))


def _commit(file: bytes) -> str:
    announced = said(_called(hr_event("POST", "/api/hr/imports", {"filename": "candidates.csv", "size": len(file)})))
    with urlopen(Request(announced["url"], file, announced["headers"], method="PUT")):  # noqa: S310 - the engine's
        pass
    import_id: str = announced["import_id"]
    _called(hr_event("POST", f"/api/hr/imports/{import_id}/commit", {"mapping": {}}))
    return import_id


def _work(import_id: str) -> str:
    """One invocation; one that fails leaves the rest to the next, as with Lambda."""
    try:
        status: str = _called({"import_id": import_id})["status"]
    except WorkFailed:
        return "running"
    return status


def _called(event: dict[str, Any]) -> dict[str, Any]:
    """The handler as Lambda calls it; only the invocation of itself ends at nobody."""
    parts = entry_point.parts()
    desk, worker = replace(parts.desk, background=_Nobody()), replace(parts.worker, background=_Nobody())
    with patch.object(entry_point, "parts", lambda: replace(parts, desk=desk, worker=worker)):
        return entry_point.handler(event, _Context())


@contextmanager
def _engine(folder: Path) -> Iterator[Laptop]:
    """A running engine with a table like the stack's, and both buckets."""
    laptop = Laptop(gateway_port=_free_port(), engine_port=_free_port(), state=folder / "state")
    start_engine(laptop)
    try:
        _make_table(laptop)
        for name in (f"{NAME}-data", f"{NAME}-uploads"):
            _client(laptop, "s3").create_bucket(Bucket=name)
        yield laptop
    finally:
        stop_engine(laptop)


def _make_table(laptop: Laptop) -> None:
    names = ("pk", "sk", *(f"{index}{part}" for index in INDEXES for part in ("pk", "sk")))
    _client(laptop, "dynamodb").create_table(
        TableName=NAME,
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in names],
        KeySchema=_key("pk", "sk"),
        GlobalSecondaryIndexes=[
            {"IndexName": name, "KeySchema": _key(f"{name}pk", f"{name}sk"), "Projection": {"ProjectionType": "ALL"}}
            for name in INDEXES
        ],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        BillingMode="PAY_PER_REQUEST",
    )


def _key(partition: str, sort: str) -> list[Any]:
    return [{"AttributeName": partition, "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]


def _everything() -> Iterator[tuple[Key, Item]]:
    """The whole table."""
    dynamodb = boto3.client("dynamodb")
    for page in dynamodb.get_paginator("scan").paginate(TableName=NAME, ConsistentRead=True):
        for item in page["Items"]:
            yield (item["pk"]["S"], item["sk"]["S"]), item


def _client(laptop: Laptop, service: str) -> Any:
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return boto3.client(service, endpoint_url=laptop.engine_url, region_name="us-east-1", **keys)


def _settings(laptop: Laptop) -> dict[str, str]:
    """What the stack tells the imports function."""
    return {
        "TABLE_NAME": NAME,
        "ORIGIN_SECRET": ORIGIN_SECRET,
        "DATA_BUCKET": f"{NAME}-data",
        "UPLOAD_BUCKET": f"{NAME}-uploads",
        "UPLOAD_URL": f"{laptop.engine_url}/{NAME}-uploads",
        "AWS_LAMBDA_FUNCTION_NAME": "imports",
    }


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def main(rows: int) -> int:
    """Import so many rows, and say what came of it; 1 when something is wrong."""
    file, people, bad = candidates(rows)
    done = brought_in_on_engine(file)
    faults = faults_of(done.imported, people, bad)
    print(f"{done}; broken: {', '.join(faults) or 'nothing'}")  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
