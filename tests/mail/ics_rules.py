"""What RFC 5545 and RFC 5546 ask of an entry for a calendar, each rule with its section, read off the bytes."""

import re
from collections import Counter
from collections.abc import Iterator

UTC = re.compile(r"\d{8}T\d{6}Z")
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
LINE = re.compile(r"(?P<name>[A-Z-]+)(?P<parameters>(?:;[A-Z-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(?P<value>.*)", re.DOTALL)
ONCE = {
    "REQUEST": {"UID", "DTSTAMP", "DTSTART", "DTEND", "ORGANIZER", "SUMMARY", "SEQUENCE", "STATUS"},
    "CANCEL": {"UID", "DTSTAMP", "ORGANIZER", "SEQUENCE", "STATUS"},
}
STATUS = {"REQUEST": {"TENTATIVE", "CONFIRMED"}, "CANCEL": {"CANCELLED"}}


def broken_rules(content: bytes, content_type: str) -> list[str]:
    """The rules that an `.ics` breaks, in words; none when it is right."""
    return list(_broken(content, content_type))


def _broken(content: bytes, content_type: str) -> Iterator[str]:
    physical = content.split(b"\r\n")
    if physical.pop() != b"" or any(b"\n" in line or b"\r" in line for line in physical):
        yield "5545 3.1: every line ends with CRLF"
    if any(len(line) > 75 for line in physical):
        yield "5545 3.1: no line has more than 75 octets"
    if any(not _is_utf8(line) for line in physical):
        yield "5545 3.1.4: no fold cuts a character in two"
    lines = content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    matches = [LINE.fullmatch(line) for line in lines]
    if not all(matches) or any(CONTROL.search(line) for line in lines):
        yield "5545 3.1: a line is name, parameters and value, without control characters"
        return
    yield from _broken_calendar([(match["name"], match["value"]) for match in matches if match], content_type)


def _broken_calendar(lines: list[tuple[str, str]], content_type: str) -> Iterator[str]:
    nesting = [f"{name}:{value}" for name, value in lines if name in ("BEGIN", "END")]
    method = next((value for name, value in lines if name == "METHOD"), "")
    alarm = ["BEGIN:VALARM", "END:VALARM"] if method == "REQUEST" else []
    if nesting != ["BEGIN:VCALENDAR", "BEGIN:VEVENT", *alarm, "END:VEVENT", "END:VCALENDAR"]:
        yield "5546 3.2: one event, and an alarm only in a request"
    if method not in ONCE or f"method={method}" not in content_type:
        yield "5546 3.2, 6047 2.4: the method is REQUEST or CANCEL, in the content type too"
        return
    if "charset=UTF-8" not in content_type or not content_type.startswith("text/calendar; "):
        yield "5545 3.1.4: the content type is text/calendar with its charset"
    head = Counter(name for name, _ in lines[: lines.index(("BEGIN", "VEVENT"))])
    if (head["VERSION"], head["PRODID"]) != (1, 1) or ("VERSION", "2.0") not in lines:
        yield "5545 3.6: VERSION 2.0 and PRODID, once each"
    yield from _broken_event(lines, method)


def _broken_event(lines: list[tuple[str, str]], method: str) -> Iterator[str]:
    event = lines[lines.index(("BEGIN", "VEVENT")) : lines.index(("END", "VEVENT"))]
    alarm = event[event.index(("BEGIN", "VALARM")) :] if ("BEGIN", "VALARM") in event else []
    own = event[: len(event) - len(alarm)]
    counted, values = Counter(name for name, _ in own), dict(own)
    if any(counted[name] != 1 for name in ONCE[method]):
        yield f"5546 3.2.2, 3.2.5: {sorted(ONCE[method])}, once each"
        return
    if method == "REQUEST" and not counted["ATTENDEE"]:
        yield "5546 3.2.2: at least one ATTENDEE"
    if values["STATUS"] not in STATUS[method]:
        yield "5546 3.2.2, 3.2.5: the status goes with the method"
    if any(not UTC.fullmatch(values[name]) for name in ("DTSTAMP", "DTSTART", "DTEND") if name in values):
        yield "5545 3.3.5: times in UTC"
    if any(not values[name].startswith("mailto:") for name in ("ORGANIZER", "ATTENDEE")):
        yield "5545 3.3.3: people are mailto addresses"
    if any(re.search(r"(?<!\\)(?:\\\\)*[,;]", values[name]) for name in ("SUMMARY", "DESCRIPTION", "LOCATION")):
        yield "5545 3.3.11: commas and semicolons in a text are escaped"
    if alarm and not {"ACTION", "TRIGGER", "DESCRIPTION"} <= {name for name, _ in alarm}:
        yield "5545 3.6.6: an alarm that shows something has ACTION, TRIGGER and DESCRIPTION"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
