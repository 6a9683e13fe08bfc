"""A mail as it is kept is the mail that left (decision 13)."""

import json

from mianyue.domain.outgoing import RATE_USED, Attachment, OutgoingMail

PLAIN = OutgoingMail(
    to="ouyang.min@example.com",
    sender_name="星河科技",
    sender="hr@example.com",
    reply_to="hr@example.com",
    subject="面试",
    html="<p>您好</p>",
    text="您好",
    template="invitation#default#zh-CN@1",
)
FULL = PLAIN._replace(
    tags={"application": "a"},
    headers={"List-Unsubscribe": "<https://example.com>"},
    attachments=(Attachment("interview.ics", "text/calendar", "BEGIN:VCALENDAR"),),
)


def test_what_was_kept_can_be_read_back() -> None:
    for mail in (PLAIN, FULL):
        assert OutgoingMail.read(json.loads(json.dumps(mail.kept()))) == mail


def test_a_mail_that_was_kept_before_there_were_attachments_has_none() -> None:
    kept = {name: value for name, value in PLAIN.kept().items() if name != "attachments"}
    assert OutgoingMail.read(kept) == PLAIN


def test_the_many_leave_room_for_what_somebody_waits_for() -> None:
    assert 0.9 <= RATE_USED < 1
