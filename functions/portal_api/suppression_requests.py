"""What the area of suppressed addresses is asked to do."""

from typing import Annotated

from pydantic import Field

from mianyue.http.models import Shape


class LiftRequest(Shape):
    """An address that mail is to go to again, and why."""

    address: Annotated[str, Field(min_length=3, max_length=320)]
    because: Annotated[str, Field(min_length=2, max_length=300)]
