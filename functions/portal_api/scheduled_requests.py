"""What the area of waiting messages and planned reminders is asked to do."""

from typing import Annotated

from pydantic import Field

from mianyue.http.models import Shape


class WaitingMessage(Shape):
    """One message of an application's stage entry."""

    application_id: str
    entry: Annotated[int, Field(ge=1)]
    message_id: Annotated[str, Field(max_length=80)]


class CancelRequest(Shape):
    """Up to 50 messages to take back."""

    messages: Annotated[list[WaitingMessage], Field(min_length=1, max_length=50)]


class CancelReminderRequest(Shape):
    """One planned reminder of an application's stage entry."""

    application_id: str
    entry: Annotated[int, Field(ge=1)]
    ordinal: Annotated[int, Field(ge=1)]
