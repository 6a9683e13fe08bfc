"""Requests and responses of the candidate's area and of the AI-interview platform."""

from typing import Annotated, Literal

from pydantic import Field

from functions.portal_api.schemas import ProgressName, SideName
from mianyue.http.models import Bilingual, BilingualList, Moment, Shape


class SessionRequest(Shape):
    """The token of a signed link."""

    token: Annotated[str, Field(min_length=1, max_length=200)]


class Can(Shape):
    """Which answers are possible now."""

    confirm: bool
    new_time: bool
    decline: bool
    start: bool


class HrContact(Shape):
    """The human behind the interview."""

    name: str
    email: str
    phone: str


class CandidateInterview(Shape):
    """One interview as its candidate sees it, and nothing about any other."""

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
    closed: Literal["cancelled", "expired", "finished"] | None
    wishes: list[Moment]
    can: Can
    hr: HrContact
    steps: BilingualList


class SessionResponse(Shape):
    """A short session for one interview; `expires_in` is in seconds."""

    session: str
    expires_in: int
    interview: CandidateInterview


class NothingToSay(Shape):
    """An empty object: the answer is the route itself."""


class NewTimeRequest(Shape):
    """Up to three moments that would suit better (P2)."""

    # How many is checked by the use case, whose sentence tells the candidate what to do.
    wishes: Annotated[list[Moment], Field(json_schema_extra={"minItems": 1, "maxItems": 3})]
    note: Annotated[str, Field(max_length=500)] = ""


class DeclineRequest(Shape):
    """Why the candidate does not come, if they want to say."""

    reason: Annotated[str, Field(max_length=500)] = ""


class StartResponse(Shape):
    """Where the AI interview is."""

    url: str


class PlatformEvent(Shape):
    """What the AI-interview platform tells: the token is the one it was opened with (C4)."""

    token: Annotated[str, Field(min_length=1, max_length=200)]
    event: Literal["started", "finished"]
