"""What the bulk area is asked to do."""

from typing import Annotated, Literal

from pydantic import Field

from mianyue.http.models import Shape

Kind = Literal["move", "invite", "withdraw"]
BulkId = Annotated[str, Field(pattern=r"^b[0-9a-f]{20}$")]


class ChosenItem(Shape):
    """One application and the stage entry the caller saw it in."""

    application_id: Annotated[str, Field(max_length=60)]
    entry: Annotated[int, Field(ge=1)]


class NarrowedTo(Shape):
    """Everybody in the list as it is narrowed; empty means everybody."""

    stage: Annotated[str, Field(max_length=60)] = ""
    position_id: Annotated[str, Field(max_length=60)] = ""
    q: Annotated[str, Field(max_length=100)] = ""


class BulkRequest(Shape):
    """Whom, and what with them: `move` to `stage`; `invite` where they stand; `withdraw` from their open interviews.

    Either `applications`, up to 10,000, or `everybody` whom a filter finds; a withdrawal may name its position alone.
    """

    kind: Kind
    stage: Annotated[str, Field(max_length=60)] = ""
    position_id: Annotated[str, Field(max_length=60)] = ""
    applications: Annotated[tuple[ChosenItem, ...], Field(max_length=10_000)] = ()
    everybody: NarrowedTo | None = None


class BulkStart(Shape):
    """Begin what a preview has counted under this id."""

    bulk_id: BulkId
