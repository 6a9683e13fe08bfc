"""Which SES events were published, kept in a file so that a restart neither forgets nor repeats one."""

import json
from pathlib import Path
from typing import NamedTuple


class Published(NamedTuple):
    """One published event of a mail."""

    type: str
    at: str


class EventJournal:
    """Append-only file of JSON lines `{"message_id", "type", "at"}`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._events: dict[str, list[Published]] = {}
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            self._remember_line(line)

    def events(self, message_id: str) -> list[Published]:
        """What was published for a mail, in order."""
        return list(self._events.get(message_id, ()))

    def add(self, message_id: str, event: Published) -> None:
        """Note an event that is out."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            # The newline in front ends a line that a killed process left unfinished.
            file.write("\n" + json.dumps({"message_id": message_id, **event._asdict()}))
        self._events.setdefault(message_id, []).append(event)

    def _remember_line(self, line: str) -> None:
        try:
            noted = json.loads(line)
        except ValueError:  # empty, or left unfinished
            return
        self._events.setdefault(noted["message_id"], []).append(Published(noted["type"], noted["at"]))
