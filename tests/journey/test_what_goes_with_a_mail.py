"""On the deployed stack: one click stops reminders, and a confirmation brings its entry for the calendar (T6)."""

from datetime import datetime
from typing import Any

import pytest
from icalendar import Calendar

from tests.journey.hr import Candidate, Hr
from tests.journey.laptop import RunningLaptop
from tests.mail.ics_rules import broken_rules

EMAIL = "stopper@example.com"
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def hr(laptop: RunningLaptop) -> Hr:
    return Hr(laptop)


@pytest.fixture(scope="module")
def invitation(laptop: RunningLaptop, hr: Hr) -> dict[str, Any]:
    hr.import_file("stopper.csv", f"姓名,邮箱,应聘岗位\n沈停,{EMAIL},销售代表\n".encode())
    hr.move("screened", hr.of(EMAIL))
    (mail,) = laptop.wait_for_mails(EMAIL, seconds=200)
    return laptop.mail(mail["id"])


def test_one_click_in_the_mail_program_stops_reminders(
    laptop: RunningLaptop, hr: Hr, invitation: dict[str, Any]
) -> None:
    assert invitation["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = invitation["headers"]["List-Unsubscribe"].strip("<>")
    assert laptop.request("POST", address, b"confirm=yes", headers=FORM).status == 400
    answer = laptop.request("POST", address, b"List-Unsubscribe=One-Click", headers=FORM)
    assert (answer.status, answer.headers.get("set-cookie")) == (200, None)
    detail = hr.detail(hr.of(EMAIL)["application_id"])
    assert detail["interview"]["sides"] == ["reminders_stopped"]
    assert [each["source"] for each in detail["timeline"] if each["name"] == "reminders_stopped"] == ["link"]


def test_a_confirmation_brings_an_entry_that_calendars_read(
    laptop: RunningLaptop, hr: Hr, invitation: dict[str, Any]
) -> None:
    candidate = Candidate(laptop, laptop.link(invitation["id"]))
    starts_at = datetime.fromisoformat(candidate.arrive()["starts_at"])
    candidate.act("confirm")
    confirmation, _ = laptop.wait_for_mails(EMAIL, 2)
    (file,) = laptop.mail(confirmation["id"])["attachments"]
    saved = laptop.request("GET", f"/mailbox/api/messages/{confirmation['id']}/attachments/0").body
    assert broken_rules(saved, file["content_type"]) == []
    (event,) = Calendar.from_ical(saved).walk("VEVENT")
    assert event.decoded("DTSTART") == starts_at
    application_id = hr.of(EMAIL)["application_id"]
    message = next(each for each in hr.detail(application_id)["messages"] if each["kind"] == "confirmation")
    kept = hr.call("GET", f"/applications/{application_id}/messages/{message['message_id']}/mail")
    assert [each["content"].encode() for each in kept["attachments"]] == [saved]
