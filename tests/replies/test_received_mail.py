"""Whatever comes in is read without harm: broken, huge, nested, hostile (K6)."""

from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.replies.automatic import automatic
from functions.replies.decoding import header_of, text_of
from functions.replies.own_words import own_words
from functions.replies.page_text import page_text
from functions.replies.received_mail import ReceivedMail, read_mail
from tests.replies.mails import samples

RAW = [each.raw for each in samples()]
HEADERS = ("Content-Type", "Content-Transfer-Encoding", "Subject", "From", "Content-Disposition", "Message-ID")


def read(raw: bytes) -> ReceivedMail:
    mail = read_mail(raw, "somebody@example.com")
    automatic(mail)
    assert "\0" not in mail.text + mail.subject + mail.sender + "".join(mail.files)
    return mail


@given(st.binary(max_size=2000))
@settings(max_examples=300, deadline=None)
def test_no_bytes_at_all_bring_it_down(raw: bytes) -> None:
    read(raw)


@given(st.sampled_from(RAW), st.integers(0, 400), st.binary(min_size=1, max_size=12), st.integers(0, 2000))
@settings(max_examples=500, deadline=None)
def test_no_damage_to_a_mail_brings_it_down(raw: bytes, at: int, noise: bytes, end: int) -> None:
    read(raw[:at] + noise + raw[at + len(noise) : end])


@given(st.sampled_from(HEADERS), st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_header_brings_it_down(name: str, value: str) -> None:
    line = " ".join(value.split()).encode("utf-8", errors="replace")
    read(name.encode() + b": " + line + b"\r\nContent-Type: text/plain; charset=gb2312\r\n\r\nhello")


@pytest.mark.parametrize("charset", ["", "x-unknown", "base64", "undefined", "a\0b", "utf-16", "gb2312", "hz"])
def test_a_wrong_charset_costs_no_more_than_a_few_characters(charset: str) -> None:
    assert text_of("收到".encode(), charset)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("=?gb18030?B?u9i4tA==?=", "回复"),
        ("=?utf-8?B?5Zue?= =?utf-8?B?5aSN?=", "回复"),
        ("=?utf-8?B?!!!?=", "=?utf-8?B?!!!?="),
        ("plain\r\n folded", "plain folded"),
        ("a\u202eb", "ab"),
    ],
)
def test_a_header_is_shown_as_a_person_reads_it(raw: str, shown: str) -> None:
    assert header_of(raw) == shown


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("foo@qq.com <foo@qq.com>", "foo@qq.com"),
        ("=?utf-8?B?5bygLOS4iQ==?= <a@example.com>", "a@example.com"),
        ('"victim@example.com" <other@example.org>', "other@example.org"),
        ("a@example.com (A)", "a@example.com"),
        ("nobody", "nobody"),
    ],
)
def test_the_sender_is_the_address_and_not_the_name(written: str, address: str) -> None:
    assert read(f"From: {written}\r\n\r\nhello".encode()).sender == address


def test_parts_within_parts_end_somewhere() -> None:
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(3000))
    assert read(b"From: a@example.com\r\n" + deep).sender == "a@example.com"


def test_thousands_of_files_are_some_names() -> None:
    part = b"--x\r\nContent-Disposition: attachment; filename=f\r\n\r\nx\r\n"
    raw = b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\nhello\r\n' + part * 5000 + b"--x--"
    mail = read(raw)
    assert (mail.text, len(mail.files)) == ("hello", 20)


def test_a_mail_of_forty_megabytes_is_its_text_and_a_name() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.com", "resume"
    mail.set_content("see attached")
    mail.add_attachment(b"\0" * 29_000_000, maintype="application", subtype="pdf", filename="cv.pdf")
    raw = mail.as_bytes()
    assert len(raw) > 39_000_000
    found = read(raw)
    assert (found.text, found.files) == ("see attached", ("cv.pdf",))


def test_a_mail_in_a_mail_is_a_file() -> None:
    inner = EmailMessage()
    inner["Subject"] = "inner"
    inner.set_content("inner text")
    outer = EmailMessage()
    outer.set_content("outer text")
    outer.add_attachment(inner)
    mail = read(outer.as_bytes())
    assert (mail.text, mail.files) == ("outer text", ("message/rfc822",))


def test_a_picture_of_the_page_is_no_text_and_its_name_is_shown() -> None:
    mail = EmailMessage()
    mail.set_content("<p>hello</p>", subtype="html")
    mail.add_related(b"GIF89a", "image", "gif", cid="<x>", filename="logo.gif")
    found = read(mail.as_bytes())
    assert (found.text, found.files) == ("hello", ("logo.gif",))


def test_what_is_not_shown_on_a_page_is_not_read() -> None:
    page = "<head><title>t</title><style>p{}</style></head><body><script>x()</script><p>one</p>two<br>three</body>"
    assert page_text(page) == "one\ntwo\nthree"


def test_an_open_tag_hides_no_more_than_it_holds() -> None:
    assert page_text("<div><style>a</style>seen</div>") == "seen"
    assert page_text('before<blockquote type="cite">quoted</blockquote>after') == "before\n\nafter"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("On time I will be there.\nBest", "On time I will be there.\nBest"),
        ("在的，我在写道具的说明", "在的，我在写道具的说明"),
        ("From: here it takes an hour", "From: here it takes an hour"),
        ("> only\n> quoted", "> only\n> quoted"),
        ("yes\nFrom: here it takes an hour\nbye", "yes\nFrom: here it takes an hour\nbye"),
        ("yes\n\n\n\n\nthanks", "yes\n\nthanks"),
        ("", ""),
    ],
)
def test_a_persons_own_words_are_not_taken_for_a_quotation(text: str, own: str) -> None:
    assert own_words(text) == own


@pytest.mark.parametrize(
    "head",
    [
        "From: Galaxy <hr@example.com>\nSent: Tuesday",
        "*From:* Galaxy\n*Date:* Tuesday",
        "Von: Galaxy\n\nGesendet: Dienstag",
        "De : Galaxy\nCc: others\nÀ : candidate",
        "发件人： 银河\n发送时间： 2026年11月24日",
        "寄件者: 銀河\n收件者: candidate",
    ],
)
def test_the_head_of_the_mail_that_is_answered_begins_its_quotation(head: str) -> None:
    assert own_words(f"yes\n\n{head}\n\nDear candidate") == "yes"


def test_what_is_quoted_line_by_line_ends_where_another_quotation_begins() -> None:
    text = "see below\nOn Tuesday 9:00 Galaxy wrote:\n> may we?\nyes\n--- Original Message ---\nDear candidate"
    assert own_words(text) == "see below\nyes"
