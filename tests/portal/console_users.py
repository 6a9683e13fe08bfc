"""What stands in for the areas of users and of the audit log when an admin visits the console."""

import base64
import json
from typing import Any


def a_user(person: str, role: str = "hr", **more: Any) -> dict[str, Any]:
    """Somebody who may sign in."""
    return {
        "username": f"sub-{person}",
        "email": f"{person}.with.a.rather.long.address@company.example.com",
        "name": "",
        "role": role,
        "enabled": True,
        "invited": False,
        "departments": [],
        "created_at": "2026-11-20T06:00:00Z",
        "me": False,
        **more,
    }


def a_line(number: int, act: str, kind: str, thing: str, **changes: tuple[str | None, str | None]) -> dict[str, Any]:
    """A line of the audit log."""
    return {
        "line_id": f"line-{number}",
        "at": f"2026-11-22T06:0{number}:00Z",
        "by": "sub-me",
        "act": act,
        "address": "203.0.113.7",
        "kind": kind,
        "thing": thing,
        "changes": [{"field": field, "old": old, "new": new} for field, (old, new) in changes.items()],
    }


class FakeUsers:
    """The list of users, and what is done to them; the lines of the log, unfiltered."""

    def __init__(self) -> None:
        me = a_user("me", "admin", name="林晓", me=True)
        self.list = [a_user("anna", departments=["east"]), a_user("ben", "finance", invited=True), me]
        self.departments: list[dict[str, str]] = [{"department_id": "east", "name": "东区"}]
        self.lines = [
            a_line(3, "application.moved", "application", "a1"),
            a_line(2, "rule.changed", "rule", "sales-at-once", hour=("14", "16"), hr_name=(None, None)),
            a_line(1, "user.role_changed", "user", "sub-anna", role=("hr", "admin")),
        ]
        self.problem: dict[str, Any] | None = None

    def answers(self, path: str, body: dict[str, Any]) -> Any:
        """The answer to a request below users, or for the audit log."""
        if path == "audit":
            return {"lines": self.lines, "cursor": None}
        _, *rest = path.split("/")
        if body and not rest:
            self.list.append(a_user("new", body["role"], email=body["email"], invited=True))
        elif rest:
            self._change(rest[0], body)
        return {"users": self.list, "departments": self.departments, "by_department": True}

    def _change(self, username: str, body: dict[str, Any]) -> None:
        (found,) = [each for each in self.list if each["username"] == username]
        found |= body


def token(*groups: str) -> str:
    """An access token as far as the page reads it."""
    claims = base64.urlsafe_b64encode(json.dumps({"cognito:groups": list(groups)}).encode()).decode().rstrip("=")
    return f"head.{claims}.signature"
