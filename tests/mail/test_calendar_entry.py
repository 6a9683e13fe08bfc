"""The entry in the candidate's calendar, read back by `icalendar` and held to the RFCs (T6)."""

from copy import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from mianyue.domain.calendar import Method
from mianyue.domain.errors import MissingValue
from mianyue.domain.interview import Fact, Side
from mianyue.domain.outgoing import Attachment
from mianyue.domain.sendable import Sendable
from mianyue.domain.unseen import one_line
from mianyue.mail.calendar_entry import calendar_entry
from tests.builders import NOW, an_application, an_interview, an_invitation
from tests.mail.ics_rules import broken_rules
from tests.mail.samples import LINK, VALUES, values

STARTS = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
ODD = [
    "Smith, John; Jr.",
    'O"Neill',
    "back\\slash",
    "张\r\n伟",
    "a\nBEGIN:VALARM\nEND:VEVENT",
    "名字很长" * 40,
    "👩‍💼👨🏽‍💻" * 12,
    "a" * 300,
    "=?utf-8?q?a?=",
    ":;,=\"'\\^n",
    "\ud800x\x00\x1b",
    "\u202egnp.exe",
    "\u2028x\u2029y\x85z\x0bw",
]


def an_entry(method: Method = Method.REQUEST, mail_values: Any = VALUES, **interview: Any) -> Attachment:
    made = an_interview(**({"starts_at": STARTS, "length_minutes": 45} | interview))
    return calendar_entry(Sendable(an_application(), made, an_invitation()), mail_values, "hr@example.com", method)


def read(entry: Attachment) -> tuple[Calendar, Event]:
    assert broken_rules(entry.content.encode(), entry.content_type) == []
    calendar = Calendar.from_ical(entry.content)
    (event,) = calendar.walk("VEVENT")
    assert event.errors == []
    return calendar, event


def test_a_time_that_the_candidate_has_still_to_agree_to_is_tentative() -> None:
    _, event = read(an_entry(sides=frozenset({Side.ASKED_ANEW})))
    assert (event["STATUS"], event["ATTENDEE"].params["PARTSTAT"]) == ("TENTATIVE", "NEEDS-ACTION")


def test_a_request_says_when_where_and_with_whom() -> None:
    calendar, event = read(an_entry())
    assert (calendar["METHOD"], event["STATUS"]) == ("REQUEST", "CONFIRMED")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (STARTS, STARTS + timedelta(minutes=45))
    assert event["SUMMARY"] == "面试：销售代表（青屿）"
    assert (event["URL"], event["LOCATION"]) == (LINK, VALUES.interview.format)
    assert LINK in event["DESCRIPTION"]
    assert (event["ORGANIZER"], event["ORGANIZER"].params["CN"]) == ("mailto:hr@example.com", "林晓岚")
    assert (event["ATTENDEE"], event["ATTENDEE"].params["CN"]) == ("mailto:ouyang.min@example.com", "欧阳敏")
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


def test_it_was_made_when_its_message_was() -> None:
    _, event = read(an_entry())
    assert event.decoded("DTSTAMP") == NOW
    assert an_entry() == an_entry()


def test_an_alarm_rings_half_an_hour_before() -> None:
    _, event = read(an_entry())
    (alarm,) = event.walk("VALARM")
    assert (alarm["ACTION"], alarm.decoded("TRIGGER")) == ("DISPLAY", timedelta(minutes=-30))


def test_a_cancellation_is_of_the_same_entry_and_later() -> None:
    confirmed = an_interview(calendar_sequence=1).after(Fact.CONFIRMED)
    _, request = read(an_entry(calendar_sequence=confirmed.calendar_sequence))
    calendar, cancel = read(
        an_entry(Method.CANCEL, calendar_sequence=confirmed.after(Fact.CANCELLED).calendar_sequence)
    )
    assert (calendar["METHOD"], cancel["STATUS"]) == ("CANCEL", "CANCELLED")
    assert cancel["UID"] == request["UID"]
    assert (request["SEQUENCE"], cancel["SEQUENCE"]) == (1, 2)
    assert "取消" in cancel["DESCRIPTION"]


def test_another_interview_has_another_entry() -> None:
    assert read(an_entry(number=3))[1]["UID"] != read(an_entry())[1]["UID"]


def test_an_entry_speaks_the_language_of_its_mail() -> None:
    _, event = read(an_entry(mail_values=replace(VALUES, language="en")))
    assert event["SUMMARY"] == "Interview: 销售代表 (青屿)"
    assert "ask for another one" in event["DESCRIPTION"]
    assert read(an_entry(mail_values=replace(VALUES, language="de")))[1]["SUMMARY"] == event["SUMMARY"]


def test_a_value_that_is_missing_stops_the_mail() -> None:
    with pytest.raises(MissingValue):
        an_entry(mail_values=values(position={"name": ""}))


def named(name: str) -> Any:
    return values(candidate={"name": name}, position={"name": name}, company={"name": name}, hr={"name": name})


@pytest.mark.parametrize("name", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("method", list(Method))
def test_a_name_of_any_kind_is_read_as_it_was_written(name: str, method: Method) -> None:
    _, event = read(an_entry(method, named(name)))
    plain = one_line(name)
    assert event["SUMMARY"] == f"面试：{plain}（{plain}）"
    for person in ("ATTENDEE", "ORGANIZER"):
        assert event[person].params["CN"] == plain.replace('"', "'")
    assert event["DESCRIPTION"].splitlines()[-1].startswith(f"联系人：{plain}，")


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=120).filter(one_line))
def test_whatever_a_name_holds_the_entry_keeps_to_the_rules(name: str) -> None:
    _, event = read(an_entry(mail_values=named(name)))
    assert event["SUMMARY"] == f"面试：{one_line(name)}（{one_line(name)}）"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"\r\n", b"\n"),
        (b"METHOD:REQUEST", b"METHOD:CANCEL"),
        (b"STATUS:CONFIRMED", b"STATUS:CANCELLED"),
        (b"UID:", b"X-UID:"),
        (b"T060000Z", b"T060000"),
        (b"VERSION:2.0\r\n", b""),
        (b"mailto:", b""),
        (b"TRIGGER", b"X-TRIGGER"),
        (b"SUMMARY:", b"SUMMARY:a,b;"),
        (b"SUMMARY:", b"SUMMARY:" + b"a" * 80),
        (b"END:VALARM\r\n", b""),
        (b"LOCATION:", b"LOCATION:\x01"),
        ("面试：".encode(), b"\xe9\r\n \x9d\xa2"),
    ],
)
def test_the_check_finds_what_is_wrong(right: bytes, wrong: bytes) -> None:
    entry = an_entry()
    content = entry.content.encode()
    assert right in content
    assert broken_rules(content.replace(right, wrong), entry.content_type)
