"""HR sees the mail with their answer before it is sent (H4)."""

from typing import Any

import pytest

from mianyue.adapters.keys import interview_item
from mianyue.adapters.table import put
from tests.builders import APPLICATION_ID, an_interview
from tests.http_events import refusal, said
from tests.templates.conftest import Area

SAID = {"application_id": APPLICATION_ID, "entry": 2, "question": "可以用手机吗？", "answer": "可以。\n电脑更好。"}


def shown(area: Area, **changes: Any) -> dict[str, Any]:
    return area.hr("POST", "/answer-preview", SAID | changes)


@pytest.fixture(autouse=True)
def invited(area: Area) -> None:
    area.table.write(put(interview_item(an_interview())))


def test_the_mail_says_what_was_asked_and_answered_in_the_candidates_language(area: Area) -> None:
    mail = said(shown(area))
    assert "可以用手机吗？" in mail["text"]
    assert "可以。\n电脑更好。" in mail["text"]
    assert "欧阳敏" in mail["text"]
    assert (mail["missing"], mail["refusals"]) == ([], [])


def test_words_stay_words(area: Area) -> None:
    mail = said(shown(area, question="<script>alert(1)</script>{{ 7*7 }}", answer="[姓名] & <b>"))
    assert "<script" not in mail["html"]
    assert "&lt;script&gt;" in mail["html"]
    assert "{{ 7*7 }}" in mail["text"]
    assert "[姓名] & <b>" in mail["text"]


def test_it_leads_nowhere_and_writes_nothing(area: Area) -> None:
    before = area.everything()
    assert "/t/sample" in said(shown(area))["html"]
    assert area.everything() == before


def test_an_answer_not_yet_written_leaves_a_mark_in_its_place(area: Area) -> None:
    assert said(shown(area, answer=""))["missing"] == ["[回答]"]


@pytest.mark.parametrize("changes", [{"entry": 9}, {"application_id": "f" * 20}])
def test_what_is_not_there_is_not_found(area: Area, changes: dict[str, Any]) -> None:
    assert refusal(shown(area, **changes)) == (404, "not_found")
