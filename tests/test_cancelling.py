"""What waits can be taken back, and what has left cannot (R4, R5)."""

from copy import replace

import pytest

from mianyue.adapters.keys import application_item, entry_item, message_item
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.cancelling import call_off, cancel_message
from mianyue.domain.errors import Conflict, InvalidInput, Refused
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Interview, Progress, Side
from mianyue.domain.message import Kind, Message, Status, new_message
from mianyue.domain.tracking import TrackingEvent
from mianyue.recording import record_fact
from mianyue.settling import settle_sent
from tests.builders import APPLICATION_ID, NOW, an_application, an_entry, an_event, an_interview, an_invitation


def waiting(table: Table, message: Message | None = None, interview: Interview | None = None) -> Message:
    table.write(put(application_item(an_application())), put(entry_item(an_entry())))
    message = message or an_invitation()
    StoryStore(table).invite(an_entry(routed_at=NOW), interview or an_interview(), [message], [])
    return message


def cancelled(table: Table, message: Message, outbox: OutboxStore | None = None, by: str = "hr-1") -> Message:
    return cancel_message(
        outbox or OutboxStore(table),
        APPLICATION_ID,
        2,
        message.message_id,
        by=by,
        reason="cancelled_by_hr",
        now=NOW,
    )


def test_an_invitation_that_waits_ends_with_its_interview(table: Table) -> None:
    message = waiting(table)
    cancelled(table, message)
    story = StoryStore(table).story(APPLICATION_ID)
    assert (story.messages[0].status, story.messages[0].reason) == (Status.DROPPED, "cancelled_by_hr")
    assert story.interviews[0].closed is Side.CANCELLED
    assert [(event.name, event.source, event.detail["by"]) for event in story.events] == [("cancelled", "hr", "hr-1")]
    assert OutboxStore(table).waiting(limit=10).messages == []


def test_a_reminder_that_waits_leaves_its_interview_as_it_is(table: Table) -> None:
    interview = an_interview(progress=Progress.SENT)
    message = waiting(table, new_message(interview, Kind.UNOPENED_REMINDER, "1", now=NOW), interview)
    cancelled(table, message)
    story = StoryStore(table).story(APPLICATION_ID)
    assert story.interviews[0] == interview
    assert [event.name for event in story.events] == ["message_cancelled"]


@pytest.mark.parametrize(
    ("status", "code"),
    [(Status.SENT, "already_sent"), (Status.DOUBTFUL, "already_sent"), (Status.DROPPED, "not_waiting")],
)
def test_what_does_not_wait_cannot_be_taken_back(table: Table, status: Status, code: str) -> None:
    message = waiting(table, an_invitation(status=status))
    with pytest.raises(Refused, match=f"^{code}$"):
        cancelled(table, message)


@pytest.mark.parametrize(("by", "source"), [("hr-1", "hr"), ("system", "system")])
def test_the_event_tells_what_was_taken_back_and_by_whom(table: Table, by: str, source: str) -> None:
    message = waiting(table, an_invitation(tries=1))
    cancelled(table, message, by=by)
    (event,) = StoryStore(table).story(APPLICATION_ID).events
    assert event == TrackingEvent(
        application_id=APPLICATION_ID,
        entry=2,
        event_id=derived(message.message_id, "cancelled", 1),
        name=Fact.CANCELLED,
        at=NOW,
        source=source,
        message_id=message.message_id,
        detail={"kind": "invitation", "by": by},
    )


def test_who_claims_first_sends(table: Table) -> None:
    message = waiting(table)

    class Slow(OutboxStore):
        def cancel(self, *args, **named) -> None:
            super().claim(message.claimed(NOW, "t"), an_interview())
            super().cancel(*args, **named)

    with pytest.raises(Refused, match="already_sent"):
        cancelled(table, message, Slow(table))
    assert StoryStore(table).interview(APPLICATION_ID, 2).closed is None


def test_an_event_that_comes_between_is_looked_at_again(table: Table) -> None:
    message = waiting(table)

    class Slow(OutboxStore):
        def cancel(self, *args, **named) -> None:
            stories = StoryStore(table)
            if stories.interview(APPLICATION_ID, 2).progress is Progress.QUEUED:
                record_fact(stories, Fact.SENT, an_event("sent"))
            super().cancel(*args, **named)

    cancelled(table, message, Slow(table))
    story = StoryStore(table).story(APPLICATION_ID)
    assert (story.messages[0].status, story.interviews[0].closed) == (Status.DROPPED, None)


def test_calling_off_tells_who_had_been_written_to_and_happens_once(table: Table) -> None:
    waiting(table, interview=an_interview(progress=Progress.CONFIRMED, withdrawal_mail=True))
    stories = StoryStore(table)
    assert [call_off(stories, APPLICATION_ID, 2, "bulk-1", at=NOW, position="filled") for _ in range(2)] == [
        True,
        False,
    ]
    story = stories.story(APPLICATION_ID)
    assert story.interviews[0].closed is Side.CANCELLED
    assert [message.kind for message in story.messages if message.kind is not Kind.INVITATION] == [Kind.WITHDRAWAL]


def test_calling_off_is_an_event_of_hr_with_its_cause(table: Table) -> None:
    waiting(table)
    call_off(StoryStore(table), APPLICATION_ID, 2, "bulk-1", at=NOW, position="filled")
    (event,) = StoryStore(table).story(APPLICATION_ID).events
    assert (event.source, event.detail) == ("hr", {"position": "filled"})
    assert event.event_id == derived(APPLICATION_ID, 2, "cancelled", "bulk-1")


def test_calling_off_is_decided_anew_on_what_was_said_meanwhile(table: Table) -> None:
    waiting(table)

    class Slow(StoryStore):
        def record(self, *args, **named) -> bool:
            if self.interview(APPLICATION_ID, 2).progress is Progress.QUEUED:
                record_fact(StoryStore(table), Fact.SENT, an_event("sent"))
            return super().record(*args, **named)

    assert call_off(Slow(table), APPLICATION_ID, 2, "bulk-1", at=NOW)
    ended = StoryStore(table).interview(APPLICATION_ID, 2)
    assert (ended.progress, ended.closed) == (Progress.SENT, Side.CANCELLED)


def test_what_never_stands_still_is_a_conflict_after_some_tries(table: Table) -> None:
    message = waiting(table)

    class NeverStillStories(StoryStore):
        def record(self, *_, **__) -> bool:
            raise Conflict("other")

    class NeverStillOutbox(OutboxStore):
        def cancel(self, *_, **__) -> None:
            raise Conflict("other")

    with pytest.raises(Conflict, match=r"^interview$"):
        call_off(NeverStillStories(table), APPLICATION_ID, 2, "bulk-1", at=NOW)
    with pytest.raises(Conflict, match=r"^message$"):
        cancelled(table, message, NeverStillOutbox(table))


def test_what_waits_is_listed_soonest_first_page_by_page(table: Table) -> None:
    waiting(table)
    outbox = OutboxStore(table)
    others = [
        new_message(an_interview(), kind, "1", now=NOW, due_at=NOW.replace(hour=hour))
        for kind, hour in ((Kind.CONFIRMATION, 9), (Kind.UNOPENED_REMINDER, 5))
    ]
    for message in others:
        put_message(table, message)
    put_message(table, replace(others[0], message_id="msending", status=Status.SENDING, claimed_at=NOW))
    first = outbox.waiting(limit=2)
    second = outbox.waiting(limit=2, cursor=first.cursor)
    kinds = [message.kind for message in (*first.messages, *second.messages)]
    assert kinds == [Kind.INVITATION, Kind.UNOPENED_REMINDER, Kind.CONFIRMATION]


@pytest.mark.parametrize("cursor", ["x", "2026_APP", "2026_APP#1_INTERVIEW#1"])
def test_a_broken_cursor_is_refused(table: Table, cursor: str) -> None:
    with pytest.raises(InvalidInput):
        OutboxStore(table).waiting(limit=2, cursor=cursor)


def put_message(table: Table, message: Message) -> None:
    table.write(put(message_item(message)))


def claimed_and_cancelled(table: Table, *, withdrawal_mail: bool) -> Message:
    """A mail is on its way, and nobody knows yet whether it was accepted, when its interview is called off."""
    message = waiting(table, interview=an_interview(withdrawal_mail=withdrawal_mail))
    on_its_way = message.claimed(NOW, "t")
    OutboxStore(table).claim(on_its_way, StoryStore(table).interview(APPLICATION_ID, 2))
    assert call_off(StoryStore(table), APPLICATION_ID, 2, "bulk-1", at=NOW)
    return on_its_way


@pytest.mark.parametrize(("wanted", "kinds"), [(True, {Kind.INVITATION, Kind.WITHDRAWAL}), (False, {Kind.INVITATION})])
def test_who_turns_out_to_have_had_the_mail_is_told_then(table: Table, wanted: bool, kinds: set[Kind]) -> None:
    message = claimed_and_cancelled(table, withdrawal_mail=wanted)
    assert {each.kind for each in StoryStore(table).story(APPLICATION_ID).messages} == {Kind.INVITATION}
    for _ in range(2):  # the answer and the Send event both say so
        settle_sent(OutboxStore(table), APPLICATION_ID, 2, message.message_id, provider_id="ses-1", at=NOW)
    assert {each.kind for each in StoryStore(table).story(APPLICATION_ID).messages} == kinds
