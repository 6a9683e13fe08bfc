"""A function asks Lambda for another invocation of itself, and does not wait for it."""

import json
from typing import Any

from mianyue.adapters.background import SelfInvocation


class RecordingClient:
    def __init__(self) -> None:
        self.requests: list[tuple[Any, ...]] = []

    def request(self, *where: str, headers: dict[str, str], body: bytes) -> bytes:
        self.requests.append((*where, headers["x-amz-invocation-type"], json.loads(body)))
        return b""


def test_names_the_import_and_waits_for_nothing() -> None:
    client = RecordingClient()
    SelfInvocation(client, "Mianyue-Imports").carry_on("i1")  # type: ignore[arg-type]
    path = "/2015-03-31/functions/Mianyue-Imports/invocations"
    assert client.requests == [("lambda", "POST", path, "Event", {"import_id": "i1"})]
