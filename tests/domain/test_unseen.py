"""Characters that nobody sees stay out of headers."""

import pytest

from mianyue.domain.unseen import one_line


@pytest.mark.parametrize("unseen", ["\x00", "\x1b", "\x7f", "\x9f", "\u202e", "\u2066", "\ud800", "\uffff"])
def test_what_nobody_sees_is_left_out(unseen: str) -> None:
    assert one_line(f"a{unseen}b") == "ab"


def test_a_header_is_one_line() -> None:
    assert one_line(" 面试\r\nBcc:\t x ") == "面试 Bcc: x"
