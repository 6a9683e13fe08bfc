"""What the table knows of somebody who signs in. Their address, password and role are Cognito's (O4)."""

from datetime import datetime
from typing import NamedTuple


class Member(NamedTuple):
    """Somebody of the company."""

    username: str
    """Cognito's own id, never a name."""
    role: str = ""
    """What was decided last, for the audit log; what holds is in the token."""
    enabled: bool = True
    departments: tuple[str, ...] = ()
    tokens_from: datetime | None = None
    """Tokens issued before this moment count no more: a role has changed, or an admin has signed them out."""
    rev: int = 0

    def accepts(self, issued_at: float) -> bool:
        """Whether a token that was issued then (seconds since 1970) still counts."""
        return self.tokens_from is None or issued_at >= self.tokens_from.timestamp()
