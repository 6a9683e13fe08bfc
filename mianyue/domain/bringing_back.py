"""What going back on a move in time brings back: the interviews it has ended, as if it had not been made (R4, R5)."""

from collections.abc import Collection, Iterable
from copy import replace
from datetime import timedelta
from typing import NamedTuple

from mianyue.domain.application import StageEntry
from mianyue.domain.calling_off import withdrawal_id
from mianyue.domain.deadline import Deadline, deadline_of
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Interview, Progress, Side
from mianyue.domain.message import Kind, Message, Status
from mianyue.domain.reminder import Reminder, ReminderStatus
from mianyue.domain.tracking import Story, TrackingEvent

BROUGHT_BACK = "brought_back"
"""Why a mail is dropped that was to tell of an interview's end."""


class BroughtBack(NamedTuple):
    """One interview that goes on after all: written whole, in the write of the move that brings it back.

    `untold` is the mail that was to tell of its end, and waits; `unsent` is the invitation where that still waits: the
    sender must not have dropped it meanwhile. `reminders` have come due between the two moves, and wait again.
    """

    before: Interview
    after: Interview
    event: TrackingEvent
    deadline: Deadline
    untold: Message | None
    unsent: Message | None
    reminders: tuple[Reminder, ...]


def brought_back(
    story: Story, entry: StageEntry, closing: Collection[str], *, within: timedelta
) -> tuple[BroughtBack, ...]:
    """The interviews that the entry now left has ended and that stand in the new one, if it has lasted no longer than
    `within`. All of them or none: where a candidate has been told of an end, the rules decide anew; and where the entry
    left has an invitation of its own that stands on, that one holds.
    """
    left = next((each for each in story.entries if each.number == entry.number - 1), None)
    if left is None or entry.entered_at >= left.entered_at + within:
        return ()
    standing = [each for each in story.interviews if each.stands(entry.stage, closing)]
    ended = [each for each in standing if _ended_by(left, each, story)]
    if _invites(left, standing) or not all(_goes_on(each, story) for each in ended):
        return ()
    return tuple(_brought_back(each, story, entry) for each in ended)


def undone(story: Story, entry: StageEntry, back: Collection[BroughtBack]) -> bool:
    """Whether `entry` is no new arrival: back where the mistaken move came from, with the invitation of that stage."""
    stages = {each.number: each.stage for each in story.entries}
    invited_here = any(stages.get(each.after.number) == entry.stage for each in back)
    return invited_here and stages.get(entry.number - 2) == entry.stage


def _invites(left: StageEntry, standing: Iterable[Interview]) -> bool:
    return any(each.number == left.number and each.closed is None for each in standing)


def _ended_by(left: StageEntry, interview: Interview, story: Story) -> bool:
    """By the move itself, which names its stage: an invitation that took the interview's place does not."""
    event_id = derived(interview.application_id, interview.number, Fact.CANCELLED, str(left.number))
    endings = (event for event in story.events if event.event_id == event_id)
    return interview.closed is Side.CANCELLED and any("stage" in event.detail for event in endings)


def _goes_on(interview: Interview, story: Story) -> bool:
    """Nobody has been told of its end, or may have been; and its invitation has been sent, or still will be."""
    untold, invitation = _withdrawal(interview, story), _invitation(interview, story)
    silent = not interview.withdrawn or (untold is not None and _waits(untold))
    lost = invitation and invitation.status is Status.DROPPED and interview.progress is Progress.QUEUED
    return silent and not lost


def _waits(untold: Message) -> bool:
    """Still, or HR has taken it back; no request has been made for it."""
    return untold.status in (Status.QUEUED, Status.DROPPED) and not untold.tries


def _brought_back(interview: Interview, story: Story, entry: StageEntry) -> BroughtBack:
    untold, invitation = _withdrawal(interview, story), _invitation(interview, story)
    after = replace(interview.after(Fact.RESTORED), withdrawn=False)
    return BroughtBack(
        before=interview,
        after=after,
        event=_restored(interview, entry),
        deadline=deadline_of(after),
        untold=untold if untold and untold.status is Status.QUEUED else None,
        unsent=invitation if invitation and invitation.status is Status.QUEUED else None,
        reminders=tuple(
            replace(each, status=ReminderStatus.WAITING, reason="")
            for each in story.reminders
            if each.entry == interview.number and each.reason == Side.CANCELLED
        ),
    )


def _restored(interview: Interview, entry: StageEntry) -> TrackingEvent:
    return TrackingEvent(
        application_id=interview.application_id,
        entry=interview.number,
        event_id=derived(interview.application_id, interview.number, Fact.RESTORED, str(entry.number)),
        name=Fact.RESTORED,
        at=entry.entered_at,
        source="system",
        detail={"stage": entry.stage},
    )


def _withdrawal(interview: Interview, story: Story) -> Message | None:
    wanted = withdrawal_id(interview)
    return next((each for each in story.messages if each.message_id == wanted), None)


def _invitation(interview: Interview, story: Story) -> Message | None:
    ours = (each for each in story.messages if each.entry == interview.number)
    return next((each for each in ours if each.kind is Kind.INVITATION), None)
