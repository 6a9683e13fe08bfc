"""What the area of waiting messages and planned reminders answers."""

from typing import Literal

from mianyue.http.answers import Answer, Moment


class ScheduledMessage(Answer):
    """One message that waits. `ends_interview`: its interview is cancelled with it. `batch`: '' for none."""

    application_id: str
    entry: int
    message_id: str
    kind: str
    channel: str
    candidate_name: str
    position_id: str
    position_name: str
    zone: str
    due_at: Moment
    waits_for: Literal["paused", "hold", "hour", "quiet_hours", "day_full", "mail_service", "turn"]
    ends_interview: bool
    batch: str


class ScheduledPage(Answer):
    """Messages that wait, soonest first; `cursor` asks for the next page, null at the end."""

    messages: list[ScheduledMessage]
    cursor: str | None


class CancelResult(Answer):
    """What came of one message: `already_sent` is out of our hands, `not_waiting` was settled otherwise."""

    message_id: str
    outcome: Literal["cancelled", "already_sent", "not_waiting", "conflict", "not_found"]


class CancelResponse(Answer):
    """One result per message asked for, in the same order."""

    results: list[CancelResult]


class PlannedReminder(Answer):
    """One reminder that is planned, as things stand: `number` of at most `most`, about the interview at `starts_at`."""

    application_id: str
    entry: int
    ordinal: int
    kind: str
    number: int
    most: int
    candidate_name: str
    position_id: str
    position_name: str
    zone: str
    due_at: Moment
    starts_at: Moment


class ReminderPage(Answer):
    """Reminders that are planned, soonest first; `cursor` asks for the next page, null at the end."""

    reminders: list[PlannedReminder]
    cursor: str | None
