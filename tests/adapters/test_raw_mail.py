"""A mail with an entry for the calendar, as MIME: read back by the standard library (RFC 6047)."""

from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mianyue.adapters.raw_mail import raw_mail
from mianyue.domain.outgoing import Attachment, OutgoingMail

ICS = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:面试\r\nEND:VCALENDAR\r\n"
MAIL = OutgoingMail(
    to="min@example.com",
    sender_name="",
    sender="",
    reply_to="hr@example.com",
    subject="面试时间已确认",
    html=f"<p>{'您好，' * 400}</p>",
    text="您好",
    template="t@1",
    attachments=(Attachment("interview.ics", "text/calendar; charset=UTF-8; method=REQUEST", ICS),),
)
SENDER = '"Galaxy" <post@example.com>'


def read(mail: OutgoingMail = MAIL, sender: str = SENDER) -> EmailMessage:
    raw = raw_mail(mail, sender)
    assert raw.isascii()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    message = message_from_bytes(raw, policy=default)
    assert [part.defects for part in message.walk()] == [[] for _ in message.walk()]
    return message


def test_text_html_and_entry_are_alternatives_and_the_entry_is_a_file_too() -> None:
    message = read()
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "text/calendar",
    ]
    *_, text, html, entry, file = message.walk()
    assert (text.get_content().strip(), html.get_content().strip()) == (MAIL.text, MAIL.html)
    for part in (entry, file):
        assert part.get_payload(decode=True) == ICS.encode()
        assert dict(part["content-type"].params) == {"charset": "UTF-8", "method": "REQUEST"}
    assert (entry.get_filename(), file.get_filename()) == (None, "interview.ics")


def test_its_headers_say_who_writes_to_whom() -> None:
    message = read()
    assert message["From"].addresses == (Address("Galaxy", addr_spec="post@example.com"),)
    assert (message["To"], message["Reply-To"], message["Subject"]) == (MAIL.to, MAIL.reply_to, MAIL.subject)
    assert read(MAIL._replace(reply_to=""))["Reply-To"] is None


def test_a_link_in_a_header_stays_on_one_line() -> None:
    link = f"<https://jobs.example.com/t/{'a' * 300}>"
    mail = MAIL._replace(headers={"List-Unsubscribe": link})
    assert f"List-Unsubscribe: {link}\r\n".encode() in raw_mail(mail, SENDER)
    assert read(mail)["List-Unsubscribe"] == link


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1))
@example("面试时间已确认" * 30)
@example("=?utf-8?q?a?=")
@example("a" * 200)
def test_any_subject_is_read_as_it_was_written(subject: str) -> None:
    assert read(MAIL._replace(subject=subject))["Subject"] == subject


@pytest.mark.parametrize("field", ["to", "reply_to", "subject"])
def test_no_value_smuggles_in_a_header(field: str) -> None:
    message = read(MAIL._replace(**{field: "a@example.com\r\nBcc: all@example.com"}))
    assert message["Bcc"] is None
