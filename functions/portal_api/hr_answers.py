"""What the HR area answers."""

from typing import Literal, NotRequired, TypedDict

from mianyue.http.answers import Answer, Moment

ProgressName = Literal["queued", "sent", "delivered", "opened", "clicked", "confirmed", "started", "finished"]
SideName = Literal[
    "bounced",
    "complained",
    "suppressed",
    "new_time_asked",
    "declined",
    "asked_anew",
    "cancelled",
    "expired",
    "reminders_stopped",
    "replied",
]
VerdictName = Literal["human", "machine"]
CaseKind = Literal[
    "new_time_asked",
    "declined",
    "bounced",
    "complained",
    "suppressed",
    "missing_value",
    "template_broken",
    "no_address",
    "mail_rejected",
    "channel_missing",
    "too_late",
    "doubtful",
    "replied",
    "old_address",
    "link_trouble",
    "question_asked",
]
Resolution = Literal["done", "send_again", "leave"]
QuestionState = Literal["open", "answered", "closed"]


class Me(Answer):
    """Who is signed in. `email` is empty where the access token carries none."""

    username: str
    email: str
    roles: list[str]


class PositionShape(Answer):
    """A position; `length_minutes` is the length of its AI interview."""

    position_id: str
    name: str
    name_en: str
    family: str
    length_minutes: int


class CompanyShape(Answer):
    """The company and what HR has set up. `stage_names`: what HR calls a stage, where that is not its usual name."""

    name: str
    language: str
    zone: str
    stages: list[str]
    stage_names: dict[str, str]
    positions: list[PositionShape]


class Looks(Answer):
    """How often something was opened or clicked, and how often by a person (K3)."""

    all: int
    human: int


class InterviewSummary(Answer):
    """The newest interview of an application: how far it is, and what stands beside that."""

    number: int
    progress: ProgressName
    sides: list[SideName]
    starts_at: Moment
    deadline: Moment
    zone: str
    answered: bool
    opens: Looks
    clicks: Looks


class ApplicationRow(Answer):
    """One application in a list. `entry` is the stage entry it stands in."""

    application_id: str
    name: str
    email: str
    phone: str
    position_id: str
    position_name: str
    candidate_type: str
    stage: str
    entry: int
    created_at: Moment
    interview: InterviewSummary | None


class ApplicationPage(Answer):
    """One page of applications, newest first; `cursor` asks for the next, null at the end."""

    applications: list[ApplicationRow]
    cursor: str | None


class MessageShape(Answer):
    """One outbound message. `reason` says why it failed or was dropped."""

    message_id: str
    entry: int
    kind: str
    channel: str
    status: str
    reason: str
    created_at: Moment
    due_at: Moment
    sent_at: Moment | None
    template: str


class ReminderShape(Answer):
    """One planned reminder, `number` of at most `most`. `needless`: it waits, and will be dropped when it is due."""

    entry: int
    kind: str
    ordinal: int
    number: int
    most: int
    needless: bool
    due_at: Moment
    status: str
    reason: str


class TimelineItem(Answer):
    """One thing that happened. `name` is the stage, the event, the message's kind or the case's kind.

    An open, click or hit has a `verdict`, and in `why` the rule it was found by (K3).
    """

    at: Moment
    kind: Literal["entry", "event", "hit", "message", "case"]
    name: str
    source: str
    message_id: NotRequired[str | None]
    detail: dict[str, str]
    verdict: NotRequired[VerdictName | None]
    why: NotRequired[str | None]


class Case(Answer):
    """Something only HR can settle (H1). `zone` is the candidate's."""

    application_id: str
    case_id: str
    entry: int
    kind: CaseKind
    at: Moment
    message_id: str
    detail: dict[str, str]
    candidate_name: str
    position_name: str
    zone: str
    resolved_at: Moment | None
    resolution: str
    answers: list[Resolution]


class AskedQuestion(Answer):
    """One question of the candidate's. `faq_id`: the FAQ entry that was made of it, '' for none."""

    question_id: str
    entry: int
    text: str
    language: str
    asked_at: Moment
    state: QuestionState
    answer: str
    settled_at: Moment | None
    faq_id: str
    rev: int


class ApplicationDetail(ApplicationRow):
    """Everything about one application; the timeline is newest first."""

    language: str
    zone: str
    note: str
    import_id: str
    messages: list[MessageShape]
    reminders: list[ReminderShape]
    timeline: list[TimelineItem]
    cases: list[Case]
    questions: list[AskedQuestion]


_MailHead = TypedDict("_MailHead", {"subject": str, "from": str})


class AttachmentShape(Answer):
    """A file of text that went with a mail; `content_type` with its parameters."""

    name: str
    content_type: str
    content: str


class MailShape(Answer, _MailHead):
    """A mail exactly as it was sent; `headers` are those beyond the usual ones."""

    to: str
    reply_to: str
    html: str
    text: str
    headers: dict[str, str]
    attachments: list[AttachmentShape]
    template: str


class MoveResult(Answer):
    """`conflict`: it had left the entry the caller saw; `entry` is where it stands now."""

    application_id: str
    outcome: Literal["moved", "unchanged", "conflict", "not_found"]
    entry: int


class MoveResponse(Answer):
    """One result per application asked for, in the same order."""

    results: list[MoveResult]


class CaseList(Answer):
    """The open cases, newest first."""

    cases: list[Case]
