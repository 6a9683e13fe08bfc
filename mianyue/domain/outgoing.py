"""A mail as it leaves, and as it is kept (decision 13)."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class OutgoingMail:
    """One rendered mail. `tags` come back in every event of the channel: they hold ids only."""

    to: str
    sender_name: str
    sender: str
    reply_to: str
    subject: str
    html: str
    text: str
    template: str
    tags: dict[str, str] = field(default_factory=dict)
