"""What somebody writes to keep us busy, or to be left out: it is taken in all the same, and soon (K6)."""

from random import Random
from time import process_time

import pytest

from functions.replies.automatic import automatic
from functions.replies.decoding import text_of
from functions.replies.page_text import page_text
from functions.replies.received_mail import ReceivedMail, read_mail
from tests.replies.conftest import Post
from tests.replies.mails import samples

PAGE = "From: a@example.com\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
LINEAR = 15.0
"""Seconds of processor that the function may take on a slow machine; by the square each of these takes minutes."""
WEIGHTY = {
    "punycode": b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a" * 250_000 + b"-" + b"b" * 250_000,
    "tags left open": (PAGE + "<template>" + "<a>" * 150_000 + "</b>" * 150_000).encode(),
    "comments left open": (PAGE + "<!--" * 250_000).encode(),
    "tags begun": (PAGE + "<a " * 330_000).encode(),
    "one long attribute": (PAGE + "<a " + "x" * 900_000 + ">").encode(),
    "parameters": b'Content-Type: text/plain; x="' + b";" * 500_000 + b"\r\n\r\nhello",
    "words begun": b"Subject: " + b"=?a?q?" * 600_000 + b"\r\n\r\nhello",
}


def read(raw: bytes) -> ReceivedMail:
    mail = read_mail(raw, "somebody@example.com")
    automatic(mail)
    return mail


@pytest.mark.parametrize("page", ["yes, gladly <![x]>", "yes, gladly <!", "yes, gladly <![if !x]>", "yes, gladly <?"])
def test_a_page_with_a_broken_declaration_is_read(page: str) -> None:
    assert read((PAGE + page).encode()).text.startswith("yes, gladly")


def test_smaller_than_is_no_tag() -> None:
    assert page_text("<p>3 <![ 4, and 1 < 2</p>") == "3 <![ 4, and 1 < 2"


def test_a_sign_in_an_attribute_does_not_end_its_tag() -> None:
    assert page_text('<a title="a > b" href=x>one</a> &lt;two&gt;') == "one <two>"


def test_a_comment_is_not_shown_and_hides_no_more_than_itself() -> None:
    assert page_text("one<!--[if mso]><p>old</p><![endif]--> two") == "one two"


@pytest.mark.parametrize(
    "header",
    [
        "Content-Type: text/plain; charset*=a\0b''utf-8",
        "Content-Type: text/plain; name*=a\0b''x",
        "Content-Disposition: inline; filename*=a\0b''x",
        "Content-Type: text/plain; boundary*=a\0b''x",
    ],
)
def test_a_parameter_that_python_chokes_on_costs_no_more_than_itself(header: str) -> None:
    assert read(f"From: a@example.com\r\n{header}\r\n\r\nhello".encode()).text == "hello"


def test_where_the_parts_cannot_be_told_apart_the_head_tells_who_has_written() -> None:
    raw = b"From: a@example.com\r\nContent-Type: multipart/mixed; boundary*=a\0b''x\r\n\r\n--x\r\n\r\nhello"
    assert read(raw).sender == "a@example.com"


def test_a_sender_beyond_all_length_is_cut_and_the_mail_heard(post: Post) -> None:
    assert post.brings(b"From: " + b"a" * 500_000 + b"@example.com\r\n\r\nhello") == []
    (event,) = post.story.events
    assert len(event.detail["sender"]) == 320


@pytest.mark.parametrize("raw", WEIGHTY.values(), ids=WEIGHTY)
def test_no_small_mail_burns_the_time_limit(raw: bytes) -> None:
    began = process_time()
    read(raw)
    assert process_time() - began < LINEAR


@pytest.mark.parametrize(
    ("charset", "codec", "said"),
    [
        ("gb2312", "gb18030", "日本"),
        ("Big5", "big5", "日本"),
        ("windows-1252", "cp1252", "über"),
        ("iso-8859-1", "latin-1", "über"),
        ("koi8-r", "koi8-r", "да"),
        ("EUC-KR", "euc-kr", "네"),
        ("Shift_JIS", "shift_jis", "日本"),
        ("iso-2022-jp", "iso-2022-jp", "日本"),
        ("utf-16", "utf-16", "日本"),
    ],
)
def test_what_people_write_in_is_read(charset: str, codec: str, said: str) -> None:
    assert text_of(said.encode(codec), charset) == said


def test_a_character_that_is_cut_through_does_not_spoil_those_before_it() -> None:
    assert text_of("好".encode() * 10, "utf-8", most=10) == "好好好"
    assert text_of("好".encode("gb18030") * 10, "gbk", most=5) == "好好"


def test_a_picture_pasted_into_a_page_is_not_its_text() -> None:
    picture = "data:image/png;base64," + "iVBORw0KGgo" * 500_000
    page = f"<p>before</p><img src='{picture}'><p>after</p>"
    assert read((PAGE + page).encode()).text == "before\n\nafter"


def test_a_page_of_much_dress_is_read_to_its_words() -> None:
    assert read((PAGE + "<style>" + "p { } " * 100_000 + "</style><p>hello").encode()).text == "hello"


def test_bytes_changed_at_random_bring_no_mail_down() -> None:
    random = Random(6)
    signs = b"\0<>![]\"';:=?*-%&\r\n\xff"
    for sample in samples():
        for _ in range(25):
            raw = bytearray(sample.raw)
            for _ in range(random.randint(1, 8)):
                raw[random.randrange(len(raw))] = random.choice(signs)
            read(bytes(raw))


@pytest.mark.parametrize("line", ["a: b\n", "some\n"])
def test_of_millions_of_lines_the_first_are_read(line: str) -> None:
    head = "From: a@example.com\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nhello\n--x\n"
    file = '\n--x\nContent-Disposition: attachment; filename="last"\n\nx\n--x--\n'
    mail = read((head + line * 850_000 + file).encode())
    assert (mail.sender, mail.text, mail.files) == ("a@example.com", "hello", ())


def test_a_mail_of_many_lines_is_still_read_to_its_end() -> None:
    head = "From: a@example.com\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nhello\n--x\n\n"
    file = '\n--x\nContent-Disposition: attachment; filename="last"\n\nx\n--x--\n'
    assert read((head + "\n" * 700_000 + file).encode()).files == ("last",)
