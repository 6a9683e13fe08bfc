"""The ready answers a company begins with are whole in both languages, and fit where they are shown (T7, P3)."""

import re

from mianyue import starter_faq
from mianyue.domain.faq import LONGEST_ANSWER, LONGEST_QUESTION

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_every_entry_is_there_in_both_languages_and_none_twice() -> None:
    entries = starter_faq.faq()
    assert len(entries) >= 12
    assert len({each.faq_id for each in entries}) == len(entries)
    for each in entries:
        assert CHINESE.search(each.question), each.faq_id
        assert CHINESE.search(each.answer), each.faq_id
        assert not CHINESE.search(each.question_en + each.answer_en), each.faq_id


def test_they_are_short_enough_to_be_read_on_a_phone() -> None:
    for each in starter_faq.faq():
        assert 10 <= len(each.answer) <= 140 < LONGEST_ANSWER, each.faq_id
        assert 40 <= len(each.answer_en) <= 340, each.faq_id
        assert max(len(each.question), len(each.question_en)) <= LONGEST_QUESTION


def test_they_hold_no_placeholder_and_no_exclamation_mark() -> None:
    for each in starter_faq.faq():
        assert not re.search(r"[{}\[\]!！]", "".join(each[2:6])), each.faq_id
