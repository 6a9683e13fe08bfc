"""HR keeps the FAQ: entries, their order, the usual ones, and those made of questions (H4)."""

from typing import Any

import pytest

from mianyue import starter_faq
from mianyue.adapters.faq_store import FaqStore
from mianyue.adapters.question_store import question_item
from mianyue.adapters.table import put
from mianyue.domain.faq import MOST_ENTRIES
from tests.builders import APPLICATION_ID, NOW, a_faq_entry, a_question
from tests.http_events import refusal, said
from tests.portal_api.conftest import Portal

FAQ = "/api/hr/faq"
ENTRIES = f"{FAQ}/entries"
ENTRY = {
    "scope": "default",
    "question": "可以用手机吗？",
    "answer": "可以。",
    "question_en": "Phone?",
    "answer_en": "Yes.",
}
ASKED = {"application_id": APPLICATION_ID, "question_id": "question-1"}


def add(portal: Portal, made_of: dict[str, str] | None = None, **changes: str) -> dict[str, Any]:
    return portal.hr("POST", ENTRIES, {"entry": ENTRY | changes, "made_of": made_of})


def ids(answer: Any) -> list[str]:
    return [each["faq_id"] for each in answer["entries"]]


def answered(portal: Portal) -> None:
    question = a_question().answered("可以", by="hr-1", now=NOW)
    portal.table.write(put(question_item(question)))


def test_an_entry_is_added_changed_and_removed(portal: Portal) -> None:
    (entry,) = said(add(portal, question=" 可以用手机吗？ "))["entries"]
    assert entry == ENTRY | {"faq_id": entry["faq_id"], "rev": 1, "shown": 0, "helped": 0}
    changed = said(portal.hr("PUT", f"{ENTRIES}/{entry['faq_id']}", {"entry": ENTRY | {"answer": "行。"}, "seen": 1}))
    assert [(each["answer"], each["rev"]) for each in changed["entries"]] == [("行。", 2)]
    assert said(portal.hr("DELETE", f"{ENTRIES}/{entry['faq_id']}", seen="2"))["entries"] == []


def test_nobody_overwrites_what_they_have_not_seen(portal: Portal) -> None:
    FaqStore(portal.table).add(a_faq_entry())
    said(portal.hr("PUT", f"{ENTRIES}/faq-1", {"entry": ENTRY, "seen": 1}))
    assert refusal(portal.hr("PUT", f"{ENTRIES}/faq-1", {"entry": ENTRY, "seen": 1})) == (409, "changed_meanwhile")
    assert refusal(portal.hr("DELETE", f"{ENTRIES}/faq-1", seen="1")) == (409, "changed_meanwhile")


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"answer": ""}, "answer", "faq_half"),
        ({"question_en": ""}, "question_en", "faq_half"),
        ({"question": "", "answer": "", "question_en": "", "answer_en": ""}, "question", "missing"),
        ({"question": "问" * 201}, "question", "text_too_long"),
        ({"answer_en": "a" * 2001}, "answer_en", "text_too_long"),
        ({"scope": "family:unknown"}, "scope", "unknown_faq_scope"),
        ({"scope": "position:unknown"}, "scope", "unknown_faq_scope"),
        ({"scope": "everybody"}, "scope", "unknown_faq_scope"),
        ({"scope": ""}, "scope", "unknown_faq_scope"),
    ],
)
def test_what_cannot_be_saved_is_named(portal: Portal, changes: dict[str, str], field: str, code: str) -> None:
    answer = add(portal, **changes)
    assert refusal(answer) == (422, code)
    assert f'"field":"{field}"' in answer["body"]
    assert FaqStore(portal.table).entries() == []


@pytest.mark.parametrize("scope", ["default", "family:sales", "family:intern", "position:sales-rep"])
def test_an_entry_is_for_everybody_a_family_or_a_position(portal: Portal, scope: str) -> None:
    assert said(add(portal, scope=scope))["entries"][0]["scope"] == scope


def test_one_language_is_enough(portal: Portal) -> None:
    said(add(portal, question_en="", answer_en=""))


def test_the_order_is_hrs_and_changed_only_as_it_was_seen(portal: Portal) -> None:
    for number in (1, 2, 3):
        FaqStore(portal.table).add(a_faq_entry(f"faq-{number}"))
    arranged = said(portal.hr("PUT", f"{FAQ}/order", {"faq_ids": ["faq-3", "faq-1"], "seen": 0}))
    assert (ids(arranged), arranged["order_rev"]) == (["faq-3", "faq-1", "faq-2"], 1)
    assert refusal(portal.hr("PUT", f"{FAQ}/order", {"faq_ids": [], "seen": 0})) == (409, "changed_meanwhile")
    assert ids(said(portal.hr("PUT", f"{FAQ}/order", {"faq_ids": ["faq-2"], "seen": 1}))) == ["faq-2", "faq-1", "faq-3"]


def test_the_usual_entries_are_added_where_they_are_missing_and_change_nothing_else(portal: Portal) -> None:
    usual = starter_faq.faq()
    FaqStore(portal.table).add(usual[0]._replace(answer="我们自己的回答"))
    assert said(portal.hr("GET", FAQ))["missing"] == len(usual) - 1
    whole = said(portal.hr("POST", f"{FAQ}/usual", {}))
    assert (whole["missing"], ids(whole)) == (0, [each.faq_id for each in usual])
    assert whole["entries"][0]["answer"] == "我们自己的回答"


def test_an_answered_question_becomes_an_entry_once(portal: Portal) -> None:
    answered(portal)
    (entry,) = said(add(portal, ASKED))["entries"]
    (question,) = portal.story().questions
    assert question.faq_id == entry["faq_id"]
    assert refusal(add(portal, ASKED)) == (409, "faq_twice")
    assert len(FaqStore(portal.table).entries()) == 1


def test_one_without_an_answer_does_not(portal: Portal) -> None:
    portal.table.write(put(question_item(a_question())))
    assert refusal(add(portal, ASKED)) == (409, "faq_unanswered")


def test_the_faq_has_an_end(portal: Portal) -> None:
    store = FaqStore(portal.table)
    for number in range(MOST_ENTRIES):
        store.add(a_faq_entry(f"faq-{number}"))
    assert refusal(add(portal)) == (409, "faq_full")
