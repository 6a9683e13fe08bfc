"""What stands in for the area of suppressed addresses when HR visits the console."""

from typing import Any


def suppression(number: int, **more: Any) -> dict[str, Any]:
    """One address that has returned a mail."""
    return {
        "address": f"a.rather.long.name.of.candidate{number}@students.university.example.com",
        "reason": "bounced",
        "at": "2026-11-22T06:00:00Z",
        "application_id": f"a{number}",
        "candidate_name": f"候选{number}",
        "message_id": "m1",
        "lifted_at": None,
        "lifted_by": "",
        "lifted_because": "",
        **more,
    }


class FakeSuppressions:
    """The list, the search for one address, and the lifting."""

    def __init__(self) -> None:
        self.standing = [suppression(1), suppression(2, reason="complained")]
        self.lifted: list[dict[str, Any]] = []

    def answers(self, path: str, body: dict[str, Any], query: dict[str, list[str]]) -> Any:
        """The answer to a request below suppressions."""
        if path.endswith("/lift"):
            return self._lift(body)
        (address,) = query.get("address", [""])
        found = [each for each in (*self.standing, *self.lifted) if each["address"] == address]
        return {"suppressions": found if address else self.standing, "cursor": None}

    def _lift(self, body: dict[str, Any]) -> dict[str, Any]:
        (chosen,) = (each for each in self.standing if each["address"] == body["address"])
        self.standing.remove(chosen)
        self.lifted.append({**chosen, "lifted_at": "2026-11-23T06:00:00Z", "lifted_because": body["because"]})
        return self.lifted[-1]
