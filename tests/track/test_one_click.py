"""Unsubscribing as RFC 8058 has mail programs do it: one form stops reminders, whatever else is posted does not."""

from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest

from functions.track.one_click import asks_to_stop
from functions.track.stop_reminders import stop_reminders
from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.links import Links
from mianyue.domain.errors import LinkInvalid, NotFound
from mianyue.domain.interview import Interview, Side
from mianyue.domain.tracking import TrackingEvent
from tests.builders import APPLICATION_ID, NOW, an_interview

LINKS = Links(LinkSigner(lambda: {"active": "1", "1": "key"}), "https://jobs.example.com")
TOKEN = LINKS.tracking(an_interview()).rsplit("/", 1)[1]
FORM = "application/x-www-form-urlencoded"
PARTS = 'multipart/form-data; boundary="b"'
MULTIPART = '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'


def posted(kind: str, body: str | None, *, encoded: bool = False) -> dict[str, Any]:
    sent = b64encode(body.encode()).decode() if encoded and body else body
    return {"headers": {"content-type": kind}, "body": sent, "isBase64Encoded": encoded}


@pytest.mark.parametrize("encoded", [False, True])
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (FORM, "List-Unsubscribe=One-Click"),
        (f"{FORM}; charset=UTF-8", "List-Unsubscribe=One-Click"),
        ("", "List-Unsubscribe=One-Click"),
        (PARTS, MULTIPART),
        ("Multipart/Form-Data; boundary=b", MULTIPART),
    ],
)
def test_the_form_is_known_in_both_encodings(kind: str, body: str, encoded: bool) -> None:
    assert asks_to_stop(posted(kind, body, encoded=encoded))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (FORM, None),
        (FORM, ""),
        (FORM, "List-Unsubscribe=Yes"),
        (FORM, "list-unsubscribe=One-Click"),
        (FORM, "List-Unsubscribe=One-Click&List-Unsubscribe=One-Click"),
        (FORM, "List-Unsubscribe=One-Click&answer=decline"),
        (FORM, "List-Unsubscribe=One-Click" + " " * 5_000),
        ("application/json", '{"List-Unsubscribe": "One-Click"}'),
        (PARTS, "List-Unsubscribe=One-Click"),
        (PARTS, MULTIPART.replace("One-Click", "No")),
        (PARTS, MULTIPART.replace("List-Unsubscribe", "Other")),
        ("multipart/form-data", MULTIPART),
        ("multipart/form-data; boundary=秘", MULTIPART),
        (
            PARTS,
            MULTIPART.replace("--b--\r\n", '--b\r\nContent-Disposition: form-data; name="x"\r\n\r\ny\r\n--b--\r\n'),
        ),
    ],
    ids=range(14),
)
def test_nothing_else_is(kind: str, body: str | None) -> None:
    assert not asks_to_stop(posted(kind, body))
    assert not asks_to_stop(posted(kind, body, encoded=True))


def test_a_form_without_a_kind_is_one() -> None:
    assert asks_to_stop({"headers": {}, "body": "List-Unsubscribe=One-Click"})


def test_a_body_with_more_in_it_than_base64_is_none() -> None:
    event = posted(FORM, "List-Unsubscribe=One-Click", encoded=True)
    assert not asks_to_stop(event | {"body": f"!{event['body']}"})


def test_a_body_that_is_not_what_it_says_is_none() -> None:
    assert not asks_to_stop({"headers": {}, "body": "List-Unsubscribe=One-Click", "isBase64Encoded": True})
    assert not asks_to_stop({"headers": {}, "body": "\ud800", "isBase64Encoded": False})


class Stories:
    """One interview, and what was recorded of it."""

    def __init__(self, interview: Interview | None = None) -> None:
        self.now = interview or an_interview()
        self.events: dict[str, TrackingEvent] = {}

    def interview(self, application_id: str, number: int) -> Interview:
        if (application_id, number) != (self.now.application_id, self.now.number):
            raise NotFound("interview")
        return self.now

    def record(self, event: TrackingEvent, before: Interview, after: Interview, **_: Any) -> bool:
        if event.event_id in self.events:
            return False
        self.events[event.event_id], self.now = event, after
        return True


def test_reminders_stop_and_it_is_written_once() -> None:
    stories = Stories()
    for _ in range(3):
        stop_reminders(stories, LINKS, TOKEN, now=NOW)
    (event,) = stories.events.values()
    assert (event.name, event.source, event.at, event.application_id) == (
        "reminders_stopped",
        "link",
        NOW,
        APPLICATION_ID,
    )
    assert stories.now.sides == {Side.REMINDERS_STOPPED}
    assert (stories.now.progress, stories.now.answered) == (an_interview().progress, False)


def test_each_interview_is_stopped_by_an_event_of_its_own() -> None:
    events: set[str] = set()
    for interview in (an_interview(number=2), an_interview(number=3)):
        stories = Stories(interview)
        stop_reminders(stories, LINKS, LINKS.tracking(interview).rsplit("/", 1)[1], now=NOW)
        events |= stories.events.keys()
    assert len(events) == 2


@pytest.mark.parametrize(
    ("token", "after", "interview", "code"),
    [
        (TOKEN[:-1] + ("A" if TOKEN[-1] != "A" else "B"), timedelta(), an_interview(), "broken"),
        ("", timedelta(), an_interview(), "broken"),
        (LINKS.session(an_interview(), NOW), timedelta(), an_interview(), "wrong_scope"),
        (TOKEN, timedelta(days=60), an_interview(), "expired"),
        (TOKEN, timedelta(), an_interview(link_version=2), "revoked"),
        (TOKEN, timedelta(), an_interview(number=9), "revoked"),
    ],
)
def test_a_token_that_does_not_hold_stops_nothing(
    token: str, after: timedelta, interview: Interview, code: str
) -> None:
    stories = Stories(interview)
    with pytest.raises(LinkInvalid) as refused:
        stop_reminders(stories, LINKS, token, now=NOW + after)
    assert (refused.value.code, stories.events) == (code, {})
