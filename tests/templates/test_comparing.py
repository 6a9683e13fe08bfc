"""A comparison shows what has changed, within a line too, and both texts can be read off it (T4)."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.templates import compare_texts
from functions.templates.compare_texts import compared

TEXTS = st.text(st.sampled_from("a b 面试，。\n"), max_size=40)


def marked(text: str, *, old: str) -> list[str]:
    """The lines of a comparison, changed stretches in brackets."""
    signs = {"same": " ", "removed": "-", "added": "+"}
    return [
        signs[line.change] + "".join(f"[{each.text}]" if each.changed else each.text for each in line.pieces)
        for line in compared(old, text)
    ]


def test_the_same_text_has_no_changes() -> None:
    assert marked("一\n二", old="一\n二") == [" 一", " 二"]


def test_chinese_is_compared_by_character() -> None:
    assert marked("请在周五前确认时间", old="请在周三前确认时间") == ["-请在周[三]前确认时间", "+请在周[五]前确认时间"]


def test_english_is_compared_by_word() -> None:
    assert marked("Please confirm the date", old="Please confirm your date") == [
        "-Please confirm [your] date",
        "+Please confirm [the] date",
    ]


def test_lines_with_nothing_in_common_are_not_patched_together() -> None:
    assert marked("全新的一段话", old="Dear Sir or Madam") == ["-[Dear Sir or Madam]", "+[全新的一段话]"]


def test_lines_that_share_little_more_than_their_tags_are_not_either() -> None:
    assert marked("<p>面试时间是周五下午两点</p>", old="<h1>感谢您的申请，周五见</h1>") == [
        "-[<h1>感谢您的申请，周五见</h1>]",
        "+[<p>面试时间是周五下午两点</p>]",
    ]


def test_a_tag_and_a_placeholder_change_as_a_whole() -> None:
    assert marked("<p>请[姓名]在[时间]来面试</p>", old="<p>请[姓名]在[截止时间]来面试</p>") == [
        "-<p>请[姓名]在[[截止时间]]来面试</p>",
        "+<p>请[姓名]在[[时间]]来面试</p>",
    ]


def test_lines_that_came_and_went_have_their_numbers() -> None:
    lines = compared("一\n二\n三", "一\n三\n四")
    assert [(each.change, each.old, each.new) for each in lines] == [
        ("same", 1, 1),
        ("removed", 2, 0),
        ("same", 3, 2),
        ("added", 0, 3),
    ]


def test_more_new_lines_than_old_ones() -> None:
    assert marked("甲乙丙丁\n新的一行\n再一行", old="甲乙丙戊") == [
        "-甲乙丙[戊]",
        "+甲乙丙[丁]",
        "+[新的一行]",
        "+[再一行]",
    ]


def test_an_empty_text_has_no_lines() -> None:
    assert compared("", "") == []
    assert marked("", old="一") == ["-[一]"]


def test_line_ends_of_windows_are_no_change() -> None:
    assert marked("一\r\n二", old="一\n二") == [" 一", " 二"]


def test_a_very_long_line_is_compared_as_a_whole() -> None:
    assert [len(line.pieces) for line in compared("字" * 3000 + "一", "字" * 3000 + "二")] == [1, 1]


def test_of_thousands_of_lines_what_both_ends_share_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_texts, "_MOST_LINES", 3)
    assert marked("头\n新\n又\n尾", old="头\n旧\n又旧\n再旧\n尾") == [
        " 头",
        "-[旧]",
        "+[新]",
        "-又[旧]",
        "+又",
        "-[再旧]",
        " 尾",
    ]


def test_the_longest_texts_that_can_be_saved_are_compared_without_going_through_all_pairs() -> None:
    lines, paragraphs = "x\n" * 35_000, "\n".join("面试" * 900 for _ in range(38))
    assert len(compared(lines, "y\n" * 35_000)) == 70_001
    assert all(len(line.pieces) == 1 for line in compared(paragraphs, paragraphs.replace("面", "会")))


@given(TEXTS, TEXTS, st.sampled_from((2, 1000)))
def test_both_texts_can_be_read_off_the_comparison(old: str, new: str, most_lines: int) -> None:
    with patch.object(compare_texts, "_MOST_LINES", most_lines):
        lines = compared(old, new)
    said = ["".join(piece.text for piece in line.pieces) for line in lines]
    assert "\n".join(text for text, line in zip(said, lines, strict=True) if line.old) == old
    assert "\n".join(text for text, line in zip(said, lines, strict=True) if line.new) == new
    assert [line.old for line in lines if line.old] == list(range(1, len(old.split("\n")) + 1 if old else 1))
