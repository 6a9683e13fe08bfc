"""A mail that has come in, read as far as is needed: whoever wrote it, and however broken it is."""

import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import Compat32
from email.utils import parseaddr
from typing import Any, Final, NamedTuple

from functions.replies.decoding import clean, header_of, text_of
from functions.replies.own_words import own_words
from functions.replies.page_text import page_text

_MOST_PARTS: Final = 200
_MOST_FILES: Final = 20
_NAME_CHARACTERS: Final = 120
_SUBJECT_CHARACTERS: Final = 200
_SENDER_CHARACTERS: Final = 320
"""RFC 3696, erratum 1690: no address that mail reaches is longer."""
_HEADER_CHARACTERS: Final = 4000
_HEADERS: Final = 200
_TEXT_CHARACTERS: Final = 200_000
"""What a person has written stands at the beginning; the rest of a longer text is history, or a book."""
_BODY_BYTES: Final = 4_000_000
_PICTURE: Final = re.compile(rb"data:[\w/.+-]{1,60};base64,[\w+/=%]*+")
"""A picture that was pasted into a page: longer than all that is written around it."""
_HEAD_BYTES: Final = 64_000
_MOST_LINES: Final = 800_000
"""More than 40 MB of attachments have. Millions of headers or parts would take more memory than the function has."""
_FIRST_BYTES: Final = 1_000_000
_IN_BRACKETS: Final = re.compile(r"<([^<>\s]+)>")

type Part = Message[str, str]


class _ShortHeaders(Compat32):
    """Headers are cut before anything takes them apart: what does so takes time by the square of their length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Name and value of a header."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_HEADER_CHARACTERS]


_POLICY: Final = _ShortHeaders()


class ReceivedMail(NamedTuple):
    """What counts of a mail. `text` is what its sender wrote, without what they answer; `files` are names alone."""

    sender: str
    """The address in its From; '' where there is none."""
    subject: str
    text: str
    files: tuple[str, ...]
    message_id: str
    content_type: str
    headers: Mapping[str, str]
    """By name in small letters; of several, the first."""
    envelope_sender: str = ""

    def header(self, name: str) -> str:
        """A header as a person reads it, '' where it is missing."""
        return self.headers.get(name, "")


def read_mail(raw: bytes, envelope_sender: str) -> ReceivedMail:
    """The mail behind its bytes. Nothing in it is run, followed or fetched."""
    if max(raw.count(b"\n"), raw.count(b"\r")) > _MOST_LINES:
        raw = raw[:_FIRST_BYTES]
    try:
        whole: Part = message_from_bytes(raw, policy=_POLICY)
    except (RecursionError, ValueError):  # deeper than anybody writes, or unheard-of: the head tells who and what for
        whole = BytesHeaderParser(policy=_POLICY).parsebytes(raw[:_HEAD_BYTES])
    parts = list(_parts(whole))
    headers = _headers(whole)
    return ReceivedMail(
        sender=_sender(whole),
        subject=headers.get("subject", "")[:_SUBJECT_CHARACTERS],
        text=own_words(_text(parts)),
        files=tuple(name for part in parts if (name := _file_name(part)))[:_MOST_FILES],
        message_id=headers.get("message-id", ""),
        content_type=whole.get_content_type(),
        headers=headers,
        envelope_sender=envelope_sender,
    )


def _sender(whole: Part) -> str:
    """From the header as it was written: a decoded name may hold commas and brackets."""
    written = next((str(value) for name, value in whole.raw_items() if name.lower() == "from"), "")
    address = parseaddr(written)[1] or next(reversed(_IN_BRACKETS.findall(written)), "")
    return header_of(address)[:_SENDER_CHARACTERS]


def _headers(whole: Part) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in whole.raw_items():
        if len(found) < _HEADERS and name.lower() not in found:
            found[name.lower()] = header_of(str(value))
    return found


def _parts(whole: Part) -> Iterator[Part]:
    """The parts that hold something, in their order; mails within the mail are one part each."""
    waiting: list[Any] = [whole]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend(reversed(part.get_payload()))
        else:
            yield part


def _text(parts: list[Part]) -> str:
    plain = next(filter(None, (_body(part) for part in parts if _shows(part, "text/plain"))), "")
    if plain:
        return plain[:_TEXT_CHARACTERS]
    pages = (page_text(_body(part)) for part in parts if _shows(part, "text/html"))
    return clean(next(filter(None, pages), "")[:_TEXT_CHARACTERS])


def _shows(part: Part, kind: str) -> bool:
    return part.get_content_type() == kind and not _file_name(part)


def _body(part: Part) -> str:
    content = part.get_payload(decode=True)
    data = _PICTURE.sub(b"", content) if isinstance(content, bytes) else b""
    return clean(text_of(data, _charset(part), most=_BODY_BYTES)).strip()


def _charset(part: Part) -> str:
    try:
        return part.get_content_charset() or ""
    except ValueError:  # it names a charset that it is written in itself, and Python chokes on that
        return ""


def _file_name(part: Part) -> str:
    """The name of a file; '' for the mail's own text, and for pictures that only belong to its page."""
    try:
        name = header_of(part.get_filename() or "")[:_NAME_CHARACTERS]
    except ValueError:  # as with charsets
        name = ""
    if part.get_content_disposition() == "attachment":
        return name or part.get_content_type()
    if part.get_content_type() == "message/rfc822":
        return name or "message/rfc822"
    return name
