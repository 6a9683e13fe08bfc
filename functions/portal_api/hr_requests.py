"""What the HR area is asked to do."""

from typing import Annotated

from pydantic import Field

from functions.portal_api.hr_answers import Resolution
from mianyue.http.models import Moment, Shape


class MoveItem(Shape):
    """One application and the stage entry the caller saw it in."""

    application_id: str
    entry: Annotated[int, Field(ge=1)]


class MoveRequest(Shape):
    """Move up to 100 applications to a stage."""

    stage: str
    applications: Annotated[list[MoveItem], Field(min_length=1, max_length=100)]


class ResolveRequest(Shape):
    """One of the case's `answers`."""

    resolution: Resolution


class NoteRequest(Shape):
    """What HR wants to say to the candidate with their answer, if anything."""

    note: Annotated[str, Field(max_length=500)] = ""


class TimeRequest(NoteRequest):
    """A time for the interview."""

    starts_at: Moment
