"""The door at which a dead link brings a new one by mail: what a token gets there that it should not."""

from collections.abc import Iterable

from functions.portal_api.ask_for_link import ask_for_link
from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.links import Links
from mianyue.domain.application import Application
from mianyue.domain.company import Position
from mianyue.domain.errors import NotFound
from mianyue.domain.interview import Interview
from mianyue.domain.message import Message
from mianyue.domain.tracking import TrackingEvent
from tests.builders import NOW, an_application, an_interview


class FreshLinkDoor:
    """An interview whose candidate may still come, and a button that anybody can press with any token."""

    def __init__(self, signer: LinkSigner, version: int) -> None:
        self._links = Links(signer, "https://jobs.example.com")
        self._version = version
        self._mails: list[Message] = []

    def position(self, position_id: str) -> Position:
        """None: it is not what decides here."""
        raise NotFound(position_id)

    def press(self, token: str) -> tuple[int, str | None]:
        """How many mails a press has brought, and what its page says."""
        self._mails.clear()
        said = ask_for_link(self, self._links, self, token, request_id="r", now=NOW)  # type: ignore[arg-type]
        return len(self._mails), said

    def interview(self, application_id: str, number: int) -> Interview:
        """The interview that every token is about."""
        return an_interview(application_id=application_id, number=number, link_version=self._version)

    def application(self, application_id: str) -> Application:
        """Whose it is."""
        return an_application(application_id=application_id)

    def record(
        self, _event: TrackingEvent, _before: Interview, _after: Interview, *, messages: Iterable[Message] = ()
    ) -> bool:
        """Keep the mails."""
        self._mails += messages
        return True
