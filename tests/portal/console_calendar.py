"""What stands in for the calendar of interviews when HR visits the console."""

from typing import Any

STANDINGS = ("confirmed", "waiting", "new_time_asked", "finished")


def an_entry(who: int, starts_at: str, standing: str = "confirmed", **more: Any) -> dict[str, Any]:
    """One interview of half an hour."""
    ends_at = starts_at.replace(":00:00Z", ":30:00Z")
    return {
        "application_id": f"a{who}",
        "entry": 1,
        "candidate_name": f"候选{who}",
        "position_id": "p",
        "position_name": "销售代表",
        "starts_at": starts_at,
        "ends_at": ends_at,
        "zone": "Asia/Shanghai",
        "standing": standing,
        "wishes": [],
        **more,
    }


class FakeCalendar:
    """A week in November 2026 in which something of every kind happens; `complete_until` says that there is more."""

    def __init__(self) -> None:
        days = range(23, 27)
        self.entries = [
            an_entry(number, f"2026-11-{day}T06:00:00Z", standing)
            for number, (day, standing) in enumerate(zip(days, STANDINGS, strict=True), start=1)
        ]
        self.complete_until: str | None = None

    def answers(self, query: dict[str, list[str]]) -> dict[str, Any]:
        """What begins in the stretch that is asked for."""
        since, until = query["since"][0], query["until"][0]
        state = query.get("state", [""])[0]
        found = [each for each in self.entries if since <= each["starts_at"] < until]
        shown = [each for each in found if state in ("", each["standing"])]
        return {"entries": shown, "complete_until": self.complete_until}
