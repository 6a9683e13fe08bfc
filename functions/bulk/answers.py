"""What the bulk area answers."""

from typing import Literal

from mianyue.http.answers import Answer, Bilingual, Moment

BulkKindName = Literal["move", "invite", "withdraw"]
BulkStatusName = Literal["held", "running", "paused", "done", "cancelled"]
StepName = Literal["pause", "resume", "cancel"]
OutcomeName = Literal["acted", "unchanged", "conflict", "missing", "stage_gone"]


class ReasonCount(Answer):
    """So many applications, and why."""

    reason: str
    count: int
    message: Bilingual


class CostShape(Answer):
    """What the mails cost, in US dollars, as decimal texts: the least and the most, by the plans there are."""

    least: str
    most: str
    read_on: str
    source: str


class BulkPreview(Answer):
    """What a bulk action would do; nothing has happened yet.

    Of `total` applications it acts on `acts` and leaves out the others (`left_out`). `mails` follow: `invited` people
    are sent an invitation, `told` that their interview is cancelled, some nothing (`without_mail`). `rate`: mails a
    second that the mail service takes, null when it does not say; at that rate they take `seconds`, and its daily limit
    adds `further_days`.
    """

    bulk_id: str
    kind: BulkKindName
    stage: str
    position_id: str
    total: int
    acts: int
    left_out: list[ReasonCount]
    mails: int
    invited: int
    told: int
    without_mail: list[ReasonCount]
    hold_seconds: int
    first_at: Moment | None
    last_at: Moment | None
    cost: CostShape
    rate: float | None
    seconds: int | None
    further_days: int | None


class MailTally(Answer):
    """Where the mails stand that it has caused: `routed` stage entries have been looked at."""

    routed: int
    written: int
    sent: int
    failed: int
    doubtful: int
    dropped: int
    waiting: int


class LeftAlone(Answer):
    """Somebody it did not act on, and why; `name` is empty for one who is not there any more."""

    application_id: str
    name: str
    outcome: OutcomeName


class Bulk(Answer):
    """A bulk action. `position` of `total` applications are settled; `steps` are those possible now.

    `complete`: nothing more will come of it. `left` has the first hundred it did not act on, in a single one's answer.
    """

    bulk_id: str
    kind: BulkKindName
    stage: str
    position_id: str
    position_name: str
    status: BulkStatusName
    complete: bool
    steps: list[StepName]
    total: int
    position: int
    acted: int
    unchanged: int
    conflict: int
    missing: int
    stage_gone: int
    expected: int
    mails: MailTally
    starts_at: Moment
    created_at: Moment
    created_by: str
    changed_at: Moment | None
    changed_by: str
    left: list[LeftAlone]


class BulkList(Answer):
    """The newest bulk actions."""

    bulks: list[Bulk]
