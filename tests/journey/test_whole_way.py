"""The whole way on the deployed stack: a spreadsheet goes in, candidates answer, the console shows it.

Through the real stream, queues, schedules and authorizer; nothing is invoked by hand.
"""

from typing import Any

import pytest

from tests.journey.hr import Candidate, Hr, data_file
from tests.journey.laptop import RunningLaptop

SALES = "candidate007@example.com"  # 欧阳敏, 销售代表, 社招
SILENT = "candidate029@example.com"  # 陈秀英, 销售代表
CONFIRMS = "candidate031@example.com"  # 马磊, 销售代表
TECHNICAL = "candidate011@example.com"  # 黄强, Python后端工程师
ABROAD = "intl05@example.com"  # Li Xiaoming, Los Angeles
RULES_MOMENT = 150
"""Seconds in which the laptop's reminder (75 s after acceptance) must have come, its sweep included."""


@pytest.fixture(scope="module")
def hr(laptop: RunningLaptop) -> Hr:
    return Hr(laptop)


@pytest.fixture(scope="module")
def imported(hr: Hr) -> Any:
    return hr.import_file("candidates-zh.xlsx", data_file("candidates-zh.xlsx"))


@pytest.fixture(scope="module")
def invited(laptop: RunningLaptop, hr: Hr, imported: Any) -> dict[str, Any]:
    """Three sales candidates and a technical one enter `screened` at once; their applications by address."""
    rows = {email: hr.of(email) for email in (SALES, SILENT, CONFIRMS, TECHNICAL)}
    assert hr.move("screened", *rows.values()) == ["moved"] * 4
    for email in (SALES, SILENT, CONFIRMS):
        laptop.wait_for_mails(email)
    return rows


def test_good_rows_are_in_and_bad_ones_are_named(hr: Hr, imported: Any) -> None:
    rows = {error["row"]: error for error in imported["errors"]}
    assert (
        imported["created"] + imported["merged"] + imported["unchanged"] + imported["skipped"] + imported["bad"]
        == imported["total"]
    )
    assert imported["bad"] == len(rows) > 0
    for error in rows.values():
        assert error["column"]
        assert error["message"]["zh-CN"]
        assert error["message"]["en"]
    assert hr.of("candidate012@example.com")["name"] == "刘伟"
    assert hr.of("candidate014@example.com")["name"] == "何洋"


def test_importing_again_changes_nothing(hr: Hr, imported: Any) -> None:
    before = {row["application_id"]: row for row in hr.applications()}
    again = hr.import_file("candidates-zh.xlsx", data_file("candidates-zh.xlsx"))
    assert (again["created"], again["merged"], again["bad"]) == (0, 0, imported["bad"])
    assert {row["application_id"]: row for row in hr.applications()} == before


def test_the_right_mail_arrives(laptop: RunningLaptop, invited: dict[str, Any]) -> None:
    (mail,) = laptop.wait_for_mails(SALES)
    whole = laptop.mail(mail["id"])
    html = laptop.html(mail["id"])
    assert "欧阳敏" in html
    assert "销售代表" in html
    assert "北京时间" in html
    assert "北京时间" in whole["text"]
    assert laptop.link(mail["id"]) in whole["text"]
    assert whole["tags"]["application"] == invited[SALES]["application_id"]
    assert "{{" not in html + whole["text"] + whole["subject"]


def test_a_technical_candidate_waits_for_the_written_test(
    laptop: RunningLaptop, hr: Hr, invited: dict[str, Any]
) -> None:
    assert laptop.mails(TECHNICAL) == []
    assert hr.move("written_test_passed", hr.of(TECHNICAL)) == ["moved"]
    (mail,) = laptop.wait_for_mails(TECHNICAL)
    template = hr.detail(invited[TECHNICAL]["application_id"])["messages"][0]["template"]
    assert template.startswith("invitation#family:technical#zh-CN@")
    assert "Python后端工程师" in laptop.html(mail["id"])


def test_every_step_of_the_candidate_arrives_in_the_console(
    laptop: RunningLaptop, hr: Hr, invited: dict[str, Any]
) -> None:
    application_id = invited[SALES]["application_id"]
    (mail,) = laptop.wait_for_mails(SALES)
    hr.wait_for_progress(application_id, "delivered")
    laptop.open_mail(mail["id"])
    hr.wait_for_progress(application_id, "opened")
    candidate = Candidate(laptop, laptop.link(mail["id"]))
    page = candidate.arrive()
    assert (page["candidate_name"], page["position_name"]) == ("欧阳敏", "销售代表")
    hr.wait_for_progress(application_id, "clicked")
    assert candidate.act("confirm")["progress"] == "confirmed"
    detail = hr.wait_for_progress(application_id, "confirmed")
    names = [moment["name"] for moment in reversed(detail["timeline"])]
    for name in ("sent", "delivered", "opened", "clicked", "confirmed"):
        assert name in names
    url = candidate.act("start")["url"]
    token = url.partition("#")[2]
    assert url.startswith(f"{laptop.base_url}/platform/")
    assert laptop.request("POST", "/api/platform/events", {"token": token, "event": "started"}).status == 204
    assert laptop.request("POST", "/api/platform/events", {"token": token, "event": "finished"}).status == 204
    hr.wait_for_progress(application_id, "finished")


def test_a_candidate_abroad_reads_their_own_language_and_zone(laptop: RunningLaptop, hr: Hr) -> None:
    hr.import_file("candidates-en-bom.csv", data_file("candidates-en-bom.csv"))
    assert hr.move("written_test_passed", hr.of(ABROAD)) == ["moved"]
    (mail,) = laptop.wait_for_mails(ABROAD)
    assert "America/Los_Angeles" in laptop.html(mail["id"])


def test_a_formula_as_a_name_is_only_text(hr: Hr) -> None:
    (row,) = [row for row in hr.applications() if row["email"] == "intl06@example.com"]
    assert row["name"] == "=cmd|' /C calc'!A0"


def test_another_time_and_no_are_exceptions_for_hr(laptop: RunningLaptop, hr: Hr, imported: Any) -> None:
    email = "candidate056@example.com"  # 王平, 销售代表
    row = hr.of(email)
    assert hr.move("screened", row) == ["moved"]
    (mail,) = laptop.wait_for_mails(email)
    candidate = Candidate(laptop, laptop.link(mail["id"]))
    page = candidate.arrive()
    asked = candidate.act("new-time", {"wishes": [page["starts_at"].replace("T06", "T07")], "note": "上午有课"})
    assert "new_time_asked" in asked["sides"]
    cases = hr.call("GET", "/cases")["cases"]
    (case,) = [case for case in cases if case["application_id"] == row["application_id"]]
    assert case["kind"] == "new_time_asked"
    resolved = hr.call(
        "POST", f"/applications/{case['application_id']}/cases/{case['case_id']}/resolve", {"resolution": "done"}
    )
    assert resolved["resolved_at"]
    assert "declined" in candidate.act("decline", {"reason": ""})["sides"]


def test_silence_gets_one_reminder_and_an_answer_gets_none(
    laptop: RunningLaptop, hr: Hr, invited: dict[str, Any]
) -> None:
    (mail,) = laptop.mails(CONFIRMS)
    candidate = Candidate(laptop, laptop.link(mail["id"]))
    candidate.arrive()
    candidate.act("confirm")
    reminder, invitation = laptop.wait_for_mails(SILENT, 2, seconds=RULES_MOMENT)
    assert reminder["subject"] != invitation["subject"]
    silent = hr.detail(invited[SILENT]["application_id"])
    assert silent["reminders"][0]["status"] == "written"  # a second one waits for another day

    def decided() -> Any:
        answered = hr.detail(invited[CONFIRMS]["application_id"])
        return answered if answered["reminders"][0]["status"] != "waiting" else None

    answered = laptop.wait_for(decided, seconds=RULES_MOMENT)
    assert [(each["status"], each["reason"]) for each in answered["reminders"]] == [("dropped", "answered")]
    kinds = [message["kind"] for message in answered["messages"]]
    assert "unopened_reminder" not in kinds
    assert kinds.count("invitation") == kinds.count("confirmation") == 1
    assert len(laptop.mails(SILENT)) == 2
