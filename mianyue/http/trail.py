"""What the audit log is told of a request before it is carried out (O3)."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from mianyue.domain.audit import Deed
from mianyue.http.roles import address_of, caller


class Trail(Protocol):
    """Where deeds leave their lines."""

    def of(self, deed: Deed) -> AbstractContextManager[None]:
        """Whatever is written meanwhile is this deed's."""


def deed_of(event: Mapping[str, Any], act: str) -> Deed:
    """What the person behind an event is about to do."""
    return Deed(event["requestContext"]["requestId"], caller(event).username, act, address_of(event))
