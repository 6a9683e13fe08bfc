import base64
import json
from email.message import EmailMessage
from pathlib import Path

from local.mails import Mails
from tests.local.mail_builders import mail, recorded


def test_simple_content_keeps_headers_tags_and_attachments() -> None:
    found = mail()
    assert found.subject == "AI 面试邀请"
    assert found.tags == {"message_id": "MSG7"}
    assert found.headers["X-Mianyue"] == "invitation"
    assert found.headers["Reply-To"] == "hr@demo.mianyue.test"
    assert found.headers["Message-ID"] == "<m-1>"
    assert [(each.filename, each.content) for each in found.attachments] == [("interview.ics", b"BEGIN")]


def test_raw_content_is_taken_apart() -> None:
    message = EmailMessage()
    message["From"] = "hr@demo.mianyue.test"
    message["Subject"] = "面试"
    message.set_content("text")
    message.add_alternative("<b>html</b>", subtype="html")
    message.add_attachment(b"BEGIN", maintype="text", subtype="calendar", filename="interview.ics")
    raw = base64.b64encode(message.as_bytes()).decode()
    found = mail(Content={"Raw": {"Data": raw}}, FromEmailAddress="")
    assert (found.source, found.subject) == ("hr@demo.mianyue.test", "面试")
    assert (found.text.strip(), found.html.strip()) == ("text", "<b>html</b>")
    assert [(each.filename, each.content_type) for each in found.attachments] == [("interview.ics", "text/calendar")]


def test_mails_come_in_the_order_of_acceptance(tmp_path: Path) -> None:
    for name, message_id in (("0002-b", "b"), ("0001-a", "a")):
        (tmp_path / f"{name}.json").write_text(json.dumps(recorded(message_id=message_id)))
    mails = Mails(tmp_path)
    assert [each.message_id for each in mails] == ["a", "b"]
    (tmp_path / "0003-c.json").write_text(json.dumps(recorded(message_id="c")))
    assert mails.find("c") is not None
    assert mails.find("d") is None


def test_a_mailbox_without_mails_is_empty(tmp_path: Path) -> None:
    assert list(Mails(tmp_path / "absent")) == []
