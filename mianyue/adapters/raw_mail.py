"""A mail with files, as MIME: of a part's content type, SES's `Simple` content documents no parameters.

Programs that know calendars look for the entry among the alternatives, with its method in the content type
(RFC 6047, section 2.4); the others show the same entry as a file.
"""

from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP

from mianyue.adapters.header_words import header_text
from mianyue.domain.outgoing import Attachment, OutgoingMail

_POLICY = SMTP.clone(cte_type="7bit")
_FOLD = "\r\n "


def raw_mail(mail: OutgoingMail, sender: str) -> bytes:
    """The whole message from `sender`, a ready header. SES adds its date and its id."""
    return "".join(f"{name}: {value}\r\n" for name, value in _headers(mail, sender)).encode("ascii") + _body(mail)


def _headers(mail: OutgoingMail, sender: str) -> Iterator[tuple[str, str]]:
    """Each ready to be written: a link is never folded, since mail programs do not follow one that was."""
    yield "From", sender
    yield "To", header_text(mail.to)
    if mail.reply_to:
        yield "Reply-To", header_text(mail.reply_to)
    yield "Subject", header_text(mail.subject, _FOLD)
    yield from mail.headers.items()


def _body(mail: OutgoingMail) -> bytes:
    message = EmailMessage(policy=_POLICY)
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    for entry in filter(_is_calendar, mail.attachments):
        message.add_alternative(*_part(entry), params=_parameters(entry), cte="base64")
    for file in mail.attachments:
        message.add_attachment(*_part(file), params=_parameters(file), filename=file.name)
    return message.as_bytes()


def _is_calendar(file: Attachment) -> bool:
    return file.content_type.startswith("text/calendar")


def _part(file: Attachment) -> tuple[bytes, str, str]:
    kind = file.content_type.partition(";")[0]
    main, _, sub = kind.partition("/")
    return file.content.encode(), main, sub


def _parameters(file: Attachment) -> dict[str, str]:
    given = (each.strip().partition("=") for each in file.content_type.split(";")[1:])
    return {name: value for name, _, value in given}
