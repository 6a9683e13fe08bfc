import json
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from functions.replies.automatic import automatic
from functions.replies.read_notification import read_notification
from functions.replies.received_mail import read_mail
from local.event_journal import EventJournal
from local.event_publisher import EventPublisher
from local.mailbox import Mailbox
from local.mails import Mails
from local.reply_delivery import ReplyDelivery
from tests.local.mail_builders import CONFIGURATION_SET, recorded

MESSAGES = "/mailbox/api/messages"


class Box:
    """A mailbox with two mails, and what it has published."""

    def __init__(self, folder: Path) -> None:
        self.published: list[dict[str, Any]] = []
        mails = folder / "mails"
        mails.mkdir()
        for name, message_id in (("0001-a", "a@ses"), ("0002-b", "b@ses")):
            (mails / f"{name}.json").write_text(json.dumps(recorded(message_id=message_id)))
        self.answerable = mails / "0003-c.json"
        journal = EventJournal(folder / "journal")
        publisher = EventPublisher(lambda event: self.published.append(json.loads(event)), journal, CONFIGURATION_SET)
        self.inbox: dict[str, bytes] = {}
        self.told: list[dict[str, Any]] = []
        delivery = ReplyDelivery(
            put=self.inbox.__setitem__,
            publish=lambda told: self.told.append(json.loads(told)),
            bucket="inbox",
            domain="reply.demo.mianyue.test",
        )
        self.mailbox = Mailbox(Mails(mails), publisher, journal, delivery)
        self.http = TestClient(Starlette(routes=[self.mailbox.mount()]), follow_redirects=False)


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return Box(tmp_path)


def test_the_list_is_newest_first_and_says_what_was_opened(box: Box) -> None:
    box.http.post(f"{MESSAGES}/a@ses/opened")
    rows = box.http.get(MESSAGES).json()["messages"]
    assert [(row["id"], row["opened"]) for row in rows] == [("b@ses", False), ("a@ses", True)]
    assert rows[0] | {} == {
        "id": "b@ses",
        "to": "wei@example.com",
        "from": "面约 <hr@demo.mianyue.test>",
        "subject": "AI 面试邀请",
        "sent_at": "2026-11-23T06:00:00Z",
        "opened": False,
    }


def test_a_mail_is_shown_with_all_that_came_with_it(box: Box) -> None:
    box.mailbox.publish_automatic()
    mail = box.http.get(f"{MESSAGES}/a@ses").json()
    assert (mail["text"], mail["reply_to"]) == ("您好", "hr@demo.mianyue.test")
    assert mail["tags"] == {"message_id": "MSG7"}
    assert mail["headers"]["X-Mianyue"] == "invitation"
    assert mail["attachments"] == [{"filename": "interview.ics", "content_type": "text/calendar", "size": 5}]
    assert [event["type"] for event in mail["events"]] == ["Send", "Delivery"]


def test_a_file_of_a_mail_can_be_saved(box: Box) -> None:
    answer = box.http.get(f"{MESSAGES}/a@ses/attachments/0")
    assert answer.content == b"BEGIN"
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.headers["content-disposition"] == "attachment; filename*=utf-8''interview.ics"


def test_reading_a_mail_by_its_address_is_not_opening_it(box: Box) -> None:
    for path in (MESSAGES, f"{MESSAGES}/a@ses", f"{MESSAGES}/a@ses/html"):
        box.http.get(path)
        box.http.head(path)
    assert box.published == []


def test_opening_publishes_an_open_event_with_the_reader(box: Box) -> None:
    answer = box.http.post(f"{MESSAGES}/a@ses/opened", headers={"user-agent": "Firefox"})
    assert answer.status_code == 204
    (event,) = box.published
    assert (event["eventType"], event["mail"]["messageId"]) == ("Open", "a@ses")
    assert event["open"]["userAgent"] == "Firefox"


def test_a_mail_cannot_run_scripts_and_shows_only_here(box: Box) -> None:
    policy = box.http.get(f"{MESSAGES}/a@ses/html").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "frame-ancestors 'self'" in policy


def test_our_own_link_stays_and_another_one_reports_a_click(box: Box) -> None:
    html = box.http.get(f"{MESSAGES}/a@ses/html").text
    assert 'href="http://localhost:8080/t/abc"' in html
    assert 'href="/mailbox/links/a@ses/0"' in html
    answer = box.http.get("/mailbox/links/a@ses/0")
    assert (answer.status_code, answer.headers["location"]) == (302, "https://example.com/jobs?a=1&b=2")
    (event,) = box.published
    assert event["click"]["link"] == "https://example.com/jobs?a=1&b=2"


@pytest.mark.parametrize(
    "path", [f"{MESSAGES}/x", f"{MESSAGES}/x/html", "/mailbox/links/a@ses/1", f"{MESSAGES}/a@ses/attachments/1"]
)
def test_what_is_not_there_is_not_found(box: Box, path: str) -> None:
    assert box.http.get(path).status_code == 404


def test_the_page_is_served(box: Box) -> None:
    assert "mailbox.js" in box.http.get("/mailbox/").text


def answerable(box: Box) -> str:
    """A mail whose answers come in here."""
    record = recorded(message_id="c@ses", ReplyToAddresses=["reabc@reply.demo.mianyue.test"])
    box.answerable.write_text(json.dumps(record))
    return f"{MESSAGES}/c@ses"


def test_an_answer_comes_in_as_ses_would_bring_it(box: Box) -> None:
    path = answerable(box)
    assert box.http.get(path).json()["answerable"] is True
    assert box.http.post(f"{path}/reply", json={"text": "我周四可以", "automatic": False}).status_code == 204
    ((key, raw),) = box.inbox.items()
    arrival = read_notification(json.dumps(box.told[0]), "inbox")
    assert arrival
    assert (arrival.key, arrival.recipients) == (key, ("reabc@reply.demo.mianyue.test",))
    mail = read_mail(raw, arrival.envelope_sender)
    assert (mail.sender, mail.text, automatic(mail)) == ("wei@example.com", "我周四可以", "")


def test_an_out_of_office_comes_in_as_one(box: Box) -> None:
    path = answerable(box)
    box.http.post(f"{path}/reply", json={"text": "我在休假", "automatic": True})
    (raw,) = box.inbox.values()
    assert automatic(read_mail(raw, box.told[0]["mail"]["source"])) == "auto_submitted"


def test_what_goes_to_hr_cannot_be_answered_here(box: Box) -> None:
    assert box.http.get(f"{MESSAGES}/a@ses").json()["answerable"] is False
    assert box.http.post(f"{MESSAGES}/a@ses/reply", json={"text": "x", "automatic": False}).status_code == 404
    assert box.inbox == {}
