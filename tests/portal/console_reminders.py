"""What stands in for the queue of planned reminders when HR visits the console."""

from typing import Any


def planned(who: int, **more: Any) -> dict[str, Any]:
    """One reminder that is planned: the first of two, of a mail nobody has opened."""
    return {
        "application_id": f"a{who}",
        "entry": 1,
        "ordinal": 1,
        "kind": "unopened_reminder",
        "number": 1,
        "most": 2,
        "candidate_name": f"候选{who}",
        "position_id": "p",
        "position_name": "销售代表",
        "zone": "Asia/Shanghai",
        "due_at": "2026-11-24T02:00:00Z",
        "starts_at": "2026-11-26T06:00:00Z",
        **more,
    }


class FakeReminders:
    """The list, and the cancelling; `too_late` is the code of a refusal."""

    def __init__(self) -> None:
        self.planned = [
            planned(1),
            planned(2, kind="unconfirmed_reminder", number=2, zone="America/Argentina/Buenos_Aires"),
            planned(3, candidate_name="A Candidate With A Rather Long Name", due_at="2026-11-25T02:00:00Z"),
        ]
        self.needless: set[str] = set()
        """Applications whose reminders will be dropped when they are due."""
        self.problem: dict[str, Any] | None = None

    def page(self, cursor: str) -> dict[str, Any]:
        """Two to a page, less what is needless."""
        start = int(cursor or 0)
        end = start + 2
        shown = [each for each in self.planned[start:end] if each["application_id"] not in self.needless]
        return {"reminders": shown, "cursor": str(end) if end < len(self.planned) else None}

    def cancel(self, body: dict[str, Any]) -> None:
        """One is planned no more."""
        self.planned = [each for each in self.planned if each["application_id"] != body["application_id"]]
