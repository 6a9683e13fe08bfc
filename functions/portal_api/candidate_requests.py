"""What the candidate's area and the AI-interview platform's callback are asked to do."""

from typing import Annotated, Literal

from pydantic import Field

from mianyue.http.models import Moment, Shape


class SessionRequest(Shape):
    """The token of a signed link."""

    token: Annotated[str, Field(min_length=1, max_length=200)]


class NothingToSay(Shape):
    """An empty object: the answer is the route itself."""


class AnswerRequest(Shape):
    """An answer to what the page shows: `turn` is the interview's, so that nobody answers what is past."""

    turn: Annotated[int | None, Field(ge=0)] = None


class NewTimeRequest(AnswerRequest):
    """Up to three moments that would suit better (P2)."""

    # How many is checked by the use case, whose sentence tells the candidate what to do.
    wishes: Annotated[list[Moment], Field(json_schema_extra={"minItems": 1, "maxItems": 3})]
    note: Annotated[str, Field(max_length=500)] = ""


class DeclineRequest(AnswerRequest):
    """Why the candidate does not come, if they want to say."""

    reason: Annotated[str, Field(max_length=500)] = ""


class PlatformEvent(Shape):
    """What the AI-interview platform tells: the token is the one it was opened with (C4)."""

    token: Annotated[str, Field(min_length=1, max_length=200)]
    event: Literal["started", "finished"]
