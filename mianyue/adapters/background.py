"""Work that goes on after the answer: a function invoked asynchronously, by itself or by another."""

import json
from collections.abc import Callable

from mianyue.adapters.aws_client import AwsClient
from mianyue.adapters.log import log, place


class Invocation:
    """Invokes the function called `name` without waiting for it. Lambda tries again by itself when it fails.

    `what` is what the function calls the id of its work.
    """

    def __init__(self, client: AwsClient, name: str, what: str) -> None:
        self._client = client
        self._name = name
        self._what = what

    def carry_on(self, identity: str) -> None:
        """Let it go on with a piece of work."""
        self._client.request(
            "lambda",
            "POST",
            f"/2015-03-31/functions/{self._name}/invocations",
            headers={"content-type": "application/json", "x-amz-invocation-type": "Event"},
            body=json.dumps({self._what: identity}).encode(),
        )


class WorkFailed(Exception):
    """The work broke off. Raised so that Lambda calls again; says nothing but the id of what was worked on."""


def in_background[T](kind: str, identity: str, work: Callable[[], T]) -> T:
    """What `work` comes to. Raises WorkFailed for any error: the runtime would print its text, perhaps a name."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - the edge
        log(f"{kind}_failed", id=identity, error=type(error).__name__, at=place(error))
        raise WorkFailed(identity) from None
