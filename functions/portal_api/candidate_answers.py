"""What the candidate's area answers."""

from typing import Literal, TypedDict

from functions.portal_api.hr_answers import ProgressName, SideName
from mianyue.http.answers import Answer, Bilingual, Moment

Closed = Literal["cancelled", "expired", "finished"]
Over = Literal["cancelled", "expired", "finished", "declined", "filled"]
BilingualList = TypedDict("BilingualList", {"zh-CN": list[str], "en": list[str]})
BilingualList.__doc__ = "Lines of text in both languages."


class Can(Answer):
    """Which answers are possible now."""

    confirm: bool
    new_time: bool
    decline: bool
    start: bool


class HrContact(Answer):
    """The human behind the interview."""

    name: str
    email: str
    phone: str


class CandidateInterview(Answer):
    """One interview as its candidate sees it, and nothing about any other.

    `turn` goes with the candidate's answer: what has been said since is not overruled unseen. `has_asked`: there are
    questions of theirs to show.
    """

    candidate_name: str
    company_name: str
    position_name: str
    language: str
    zone: str
    starts_at: Moment
    starts_at_text: Bilingual
    deadline: Moment
    deadline_text: Bilingual
    length_minutes: int
    progress: ProgressName
    sides: list[SideName]
    answered: bool
    closed: Closed | None
    wishes: list[Moment]
    turn: int
    new_times_left: int
    new_time_until: Moment
    can: Can
    hr: HrContact
    steps: BilingualList
    has_asked: bool


class SessionResponse(Answer):
    """A short session for one interview; `expires_in` is in seconds."""

    session: str
    expires_in: int
    interview: CandidateInterview


class FreshLinkResponse(Answer):
    """What came of asking for a new link: the same for every token, but where an interview is known to be over.

    `over` says why then, and `hr` whom to write to.
    """

    over: Over | None
    hr: HrContact | None


class StartResponse(Answer):
    """Where the AI interview is."""

    url: str
