"""A function asks Lambda for an invocation, and does not wait for it."""

import json
from typing import Any

from mianyue.adapters.background import Invocation


class RecordingClient:
    def __init__(self) -> None:
        self.requests: list[tuple[Any, ...]] = []

    def request(self, *where: str, headers: dict[str, str], body: bytes) -> bytes:
        self.requests.append((*where, headers["x-amz-invocation-type"], json.loads(body)))
        return b""


def test_names_the_work_and_waits_for_nothing() -> None:
    client = RecordingClient()
    Invocation(client, "Mianyue-Imports", "import_id").carry_on("i1")  # type: ignore[arg-type]
    path = "/2015-03-31/functions/Mianyue-Imports/invocations"
    assert client.requests == [("lambda", "POST", path, "Event", {"import_id": "i1"})]
