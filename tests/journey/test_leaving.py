"""On the deployed stack: HR moves invited people to the stages that end an application (R5, T6).

Who is to be told of it is told, links and calendar entries end, and what has not been sent never is.
"""

from typing import Any

import pytest
from icalendar import Calendar

from tests.journey.hr import Candidate, Hr
from tests.journey.laptop import RunningLaptop
from tests.journey.test_setup import hour_to_come
from tests.mail.ics_rules import broken_rules

COMES, SILENT, UNTOLD, UNSENT = (f"{name}@leaving.example.com" for name in ("comes", "silent", "untold", "unsent"))
"""One who says yes, one who has only been invited, one whose rule tells nobody, one whose invitation still waits."""
INVITED = (COMES, SILENT, UNTOLD)
RULES = {"驻外": {"withdrawal_mail": False}, "夜班": {"moment": "hour", "send_hour": hour_to_come()}}
"""Positions of our own, and what their rules have that those of the demo company have not."""
POSITIONS = {COMES: "销售代表", SILENT: "销售代表", UNTOLD: "驻外", UNSENT: "夜班"}


@pytest.fixture(scope="module")
def hr(laptop: RunningLaptop) -> Hr:
    return Hr(laptop)


@pytest.fixture(scope="module")
def entries(laptop: RunningLaptop, hr: Hr) -> dict[str, Any]:
    """Everybody invited, or about to be; then one says yes. Their calendar's entry."""
    lines = [f"离开者,{email},{position}" for email, position in POSITIONS.items()]
    hr.import_file("leaving.csv", "\n".join(["姓名,邮箱,应聘岗位", *lines]).encode())
    positions = {each["name"]: each["position_id"] for each in hr.call("GET", "/setup")["positions"]}
    for name, told in RULES.items():
        rule = {"stage": "screened", "position_id": positions[name], "enabled": True, **told}
        hr.call("POST", "/setup/rules", {"rule": rule})
    hr.move("screened", *[hr.of(email) for email in POSITIONS])
    links = {email: laptop.link(laptop.wait_for_mails(email)[0]["id"]) for email in INVITED}
    laptop.wait_for(lambda: hr.of(UNSENT)["interview"])
    coming = Candidate(laptop, links[COMES])
    coming.arrive()
    coming.act("confirm")
    (entry,) = laptop.wait_for(lambda: entries_of(laptop, COMES) or None)
    return {"links": links, "session": coming.session, "entry": entry}


@pytest.fixture(scope="module")
def left(laptop: RunningLaptop, hr: Hr, entries: dict[str, Any]) -> dict[str, Any]:
    """Everybody has left, and who is to be told has been."""
    assert hr.move("rejected", *[hr.of(email) for email in (COMES, SILENT, UNTOLD)]) == ["moved"] * 3
    assert hr.move("withdrawn", hr.of(UNSENT)) == ["moved"]
    for email in (COMES, SILENT):
        laptop.wait_for(lambda email=email: message(hr, email, "withdrawal")["status"] == "sent")
    return entries


def test_who_was_invited_is_told_and_their_calendar_too(laptop: RunningLaptop, left: dict[str, Any]) -> None:
    asked, cancelled = left["entry"], entries_of(laptop, COMES)[-1]
    assert (asked["METHOD"], cancelled["METHOD"]) == ("REQUEST", "CANCEL")
    (before,), (after,) = asked.walk("VEVENT"), cancelled.walk("VEVENT")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["STATUS"] == "CANCELLED"


def test_who_never_said_yes_has_nothing_in_the_calendar(laptop: RunningLaptop, left: dict[str, Any]) -> None:
    assert laptop.mail(laptop.mails(SILENT)[0]["id"])["attachments"] == []
    assert entries_of(laptop, SILENT) == []


def test_a_rule_that_tells_nobody_does_not(laptop: RunningLaptop, hr: Hr, left: dict[str, Any]) -> None:
    assert kinds(hr, UNTOLD).isdisjoint({"withdrawal"})
    assert hr.of(UNTOLD)["interview"]["sides"] == ["cancelled"]


def test_what_has_not_been_sent_never_is(laptop: RunningLaptop, hr: Hr, left: dict[str, Any]) -> None:
    assert kinds(hr, UNSENT) == {"invitation"}
    assert hr.of(UNSENT)["interview"]["sides"] == ["cancelled"]
    assert laptop.mails(UNSENT) == []


@pytest.mark.parametrize("email", INVITED)
def test_the_link_leads_to_a_kind_page_that_takes_no_answer(
    laptop: RunningLaptop, left: dict[str, Any], email: str
) -> None:
    candidate = Candidate(laptop, left["links"][email])
    page = candidate.arrive()
    assert page["closed"] == "cancelled"
    assert page["hr"]["email"]
    assert set(page["can"].values()) == {False}
    for session in (candidate.session, left["session"]):  # one that was open when it happened as well
        answer = laptop.request("POST", "/api/candidate/interview/confirm", {}, bearer=session)
        assert (answer.status, answer.json["error"]["code"]) == (409, "cancelled")
        assert all(answer.json["error"]["message"].values())


def entries_of(laptop: RunningLaptop, email: str) -> list[Any]:
    """The entries for the calendar that somebody has been sent, the first one first, each as the rules want it."""
    found = []
    for mail in reversed(laptop.mails(email)):
        for number, file in enumerate(laptop.mail(mail["id"])["attachments"]):
            saved = laptop.request("GET", f"/mailbox/api/messages/{mail['id']}/attachments/{number}").body
            assert broken_rules(saved, file["content_type"]) == []
            found.append(Calendar.from_ical(saved))
    return found


def message(hr: Hr, email: str, kind: str) -> Any:
    (found,) = [each for each in hr.detail(hr.of(email)["application_id"])["messages"] if each["kind"] == kind]
    return found


def kinds(hr: Hr, email: str) -> set[str]:
    return {each["kind"] for each in hr.detail(hr.of(email)["application_id"])["messages"]}
