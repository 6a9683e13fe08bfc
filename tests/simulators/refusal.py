"""What a simulated service answers when it refuses a request."""

from typing import Any


class Refusal(Exception):
    """AWS's error answer: HTTP `status`, `code` (the error's short name), and the JSON `body` with its `__type`."""

    def __init__(self, status: int, code: str, body: dict[str, Any]) -> None:
        super().__init__(f"{status} {code}: {body.get('message') or body.get('Message') or ''}")
        self.status = status
        self.code = code
        self.body = body
