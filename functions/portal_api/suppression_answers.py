"""What the area of suppressed addresses answers."""

from typing import Literal

from mianyue.http.answers import Answer, Moment


class SuppressionShape(Answer):
    """One address that no mail goes to, or one that HR has lifted (`lifted_at`, else null).

    `application_id`, `candidate_name` and `message_id` say by which mail.
    """

    address: str
    reason: Literal["bounced", "complained"]
    at: Moment
    application_id: str
    candidate_name: str
    message_id: str
    lifted_at: Moment | None
    lifted_by: str
    lifted_because: str


class SuppressionList(Answer):
    """Suppressed addresses, newest first; `cursor` asks for the next page, null at the end."""

    suppressions: list[SuppressionShape]
    cursor: str | None
