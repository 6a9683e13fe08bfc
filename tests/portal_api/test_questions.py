"""Candidates ask, ready answers come first, and HR answers once (P3, H4)."""

from datetime import timedelta
from typing import Any

import pytest

from functions.portal_api.parts import Parts
from mianyue.adapters.faq_store import FaqStore
from mianyue.adapters.question_store import QuestionStore, question_item
from mianyue.adapters.table import put
from mianyue.domain.errors import Conflict
from mianyue.domain.interview import Fact
from mianyue.domain.message import Kind, Message
from mianyue.domain.question import Question
from tests.builders import APPLICATION_ID, NOW, a_faq_entry, a_question, an_application, an_event
from tests.http_events import refusal, said
from tests.portal_api.conftest import Portal

OWN = "/api/candidate/questions"
QUESTIONS = "/api/hr/questions"
TEXT = "面试可以用手机吗？"
HOSTILE = "<img src=x onerror=alert(1)>{{ 7*7 }}[姓名]\u202egnp.exe\x00"


def ask(portal: Portal, text: str = TEXT, **more: Any) -> dict[str, Any]:
    body = {"text": text, "language": "zh-CN", **more}
    return portal.candidate("POST", OWN, body, session=portal.session(portal.interview()))


def asked(portal: Portal, text: str = TEXT, **more: Any) -> Question:
    said(ask(portal, text, **more))
    return max(portal.story().questions, key=lambda each: each.asked_at)


def path(question: Question, act: str = "answer") -> str:
    return f"{QUESTIONS}/{question.application_id}/{question.question_id}/{act}"


def answer(portal: Portal, question: Question, words: str = "可以，手机和电脑都行。") -> dict[str, Any]:
    return portal.hr("POST", path(question), {"answer": words})


def reword(portal: Portal, question: Question, seen: int, *, mail: bool, words: str = "电脑更好。") -> dict[str, Any]:
    return portal.hr("PUT", path(question), {"answer": words, "seen": seen, "mail": mail})


def own(portal: Portal) -> Any:
    return said(portal.candidate("GET", OWN, session=portal.session(portal.interview())))


def listed(portal: Portal, **query: str) -> Any:
    return said(portal.hr("GET", QUESTIONS, **query))


def mails(portal: Portal) -> list[Message]:
    return [each for each in portal.story().messages if each.kind is Kind.ANSWER]


def record(portal: Portal, fact: Fact) -> None:
    before = portal.interview()
    portal.stories.record(an_event(fact), before, before.after(fact))


class TestAsking:
    def test_a_question_joins_the_story_and_asks_hr(self, portal: Portal) -> None:
        question = asked(portal)
        story = portal.story()
        assert (question.text, question.language, question.entry, question.state) == (TEXT, "zh-CN", 2, "open")
        assert [each.name for each in story.events] == ["question_asked"]
        (case,) = story.cases
        assert (case.kind, case.detail["question"], case.answers) == ("question_asked", TEXT, ())

    def test_the_candidate_sees_what_they_have_asked(self, portal: Portal) -> None:
        assert own(portal) == {"questions": [], "faq": [], "left": 5, "why_not": ""}
        question = asked(portal)
        assert own(portal)["questions"] == [
            {
                "question_id": question.question_id,
                "text": TEXT,
                "asked_at": "2026-11-23T02:00:00Z",
                "state": "open",
                "answer": "",
                "settled_at": None,
            }
        ]
        shown = said(portal.candidate("GET", "/api/candidate/interview", session=portal.session(portal.interview())))
        assert shown["has_asked"]

    def test_asking_the_same_again_asks_nothing_anew(self, portal: Portal) -> None:
        asked(portal)
        after = portal.everything()
        assert said(ask(portal, f" {TEXT} "))["left"] == 4
        assert portal.everything() == after

    @pytest.mark.parametrize(
        ("text", "code"), [("", "question_short"), ("  ?\n", "question_short"), ("问" * 1001, "question_long")]
    )
    def test_too_few_and_too_many_words_are_refused(self, portal: Portal, text: str, code: str) -> None:
        assert refusal(ask(portal, text)) == (422, code)
        assert portal.story().questions == ()

    def test_the_sixth_question_of_a_day_is_refused_and_the_first_of_the_next_taken(self, portal: Portal) -> None:
        for number in range(5):
            said(ask(portal, f"第{number}个问题"))
        assert refusal(ask(portal, "第六个问题")) == (409, "questions_used")
        portal.now = NOW + timedelta(days=1)
        said(ask(portal, "第六个问题"))

    @pytest.mark.parametrize("fact", [Fact.CANCELLED, Fact.EXPIRED])
    def test_an_interview_that_is_over_takes_no_question(self, portal: Portal, fact: Fact) -> None:
        record(portal, fact)
        assert refusal(ask(portal)) == (409, fact)
        assert (own(portal)["why_not"], own(portal)["left"]) == (fact, 0)

    def test_nor_does_one_whose_time_is_over_though_nobody_has_noted_it(self, portal: Portal) -> None:
        portal.now = portal.interview().deadline
        assert refusal(ask(portal)) == (409, "expired")

    def test_who_has_finished_can_still_ask(self, portal: Portal) -> None:
        record(portal, Fact.FINISHED)
        said(ask(portal, "什么时候知道结果？"))

    def test_hostile_words_are_kept_as_words(self, portal: Portal) -> None:
        question = asked(portal, HOSTILE)
        assert question.text == "<img src=x onerror=alert(1)>{{ 7*7 }}[姓名]gnp.exe"

    def test_a_session_shows_its_own_interviews_questions_only(self, portal: Portal) -> None:
        portal.table.write(put(question_item(a_question(entry=1))))
        assert own(portal)["questions"] == []

    def test_without_a_session_nothing_is_asked_or_shown(self, portal: Portal) -> None:
        assert portal.candidate("GET", OWN)["statusCode"] == 401
        assert portal.candidate("POST", OWN, {"text": TEXT, "language": "en"})["statusCode"] == 401
        assert portal.candidate("POST", f"{OWN}/helped", {"faq_id": "faq-1"})["statusCode"] == 401


class TestReadyAnswers:
    @pytest.fixture(autouse=True)
    def faq(self, portal: Portal) -> FaqStore:
        faq = FaqStore(portal.table)
        for faq_id, scope in (("faq-1", "default"), ("faq-2", "family:sales"), ("faq-3", "family:technical")):
            faq.add(a_faq_entry(faq_id, scope=scope))
        return faq

    def helped(self, portal: Portal, faq_id: str, *shown: str) -> dict[str, Any]:
        body = {"faq_id": faq_id, "shown": list(shown)}
        return portal.candidate("POST", f"{OWN}/helped", body, session=portal.session(portal.interview()))

    def counts(self, faq: FaqStore) -> dict[str, tuple[int, int]]:
        return {faq_id: (each.shown, each.helped) for faq_id, each in faq.counts().items()}

    def test_those_for_the_position_are_given_in_both_languages(self, portal: Portal) -> None:
        assert own(portal)["faq"] == [
            {
                "faq_id": faq_id,
                "question": {"zh-CN": "可以用手机参加吗？", "en": "Can I use my phone?"},
                "answer": {"zh-CN": "可以。", "en": "Yes."},
            }
            for faq_id in ("faq-2", "faq-1")
        ]

    def test_one_that_helped_is_counted_once_for_each_interview_and_asks_nobody(
        self, portal: Portal, faq: FaqStore
    ) -> None:
        for _ in range(2):
            assert self.helped(portal, "faq-1", "faq-1", "faq-2")["statusCode"] == 204
        assert self.counts(faq) == {"faq-1": (1, 1), "faq-2": (1, 0)}
        assert [each.name for each in portal.story().events] == ["faq_helped"]
        assert portal.story().cases == ()

    def test_those_that_did_not_help_are_counted_with_the_question(self, portal: Portal, faq: FaqStore) -> None:
        question = asked(portal, shown=["faq-1", "faq-2", "faq-1", "gone"])
        said(ask(portal, shown=["faq-1"]))
        assert question.shown == ("faq-1", "faq-2")
        assert self.counts(faq) == {"faq-1": (1, 0), "faq-2": (1, 0)}

    def test_the_counts_are_those_of_the_timelines(self, portal: Portal, faq: FaqStore) -> None:
        self.helped(portal, "faq-2", "faq-1")
        asked(portal, shown=["faq-2"])
        story = portal.story()
        told = [each for each in story.events if each.name == "faq_helped"]
        shown = [faq_id for each in told for faq_id in each.detail["shown"].split()]
        shown += [faq_id for each in story.questions for faq_id in each.shown]
        helped = [each.detail["faq_id"] for each in told]
        assert self.counts(faq) == {faq_id: (shown.count(faq_id), helped.count(faq_id)) for faq_id in set(shown)}

    def test_one_that_is_not_there_helps_nobody(self, portal: Portal) -> None:
        assert refusal(self.helped(portal, "gone")) == (404, "not_found")


class TestAnswering:
    def test_the_answer_goes_out_by_mail_and_stands_on_the_candidates_page(self, portal: Portal) -> None:
        question = asked(portal)
        settled = said(answer(portal, question))
        assert (settled["mail"], settled["question"]["state"]) == ("on_its_way", "answered")
        (mail,) = mails(portal)
        assert dict(mail.facts) == {"question": TEXT, "answer": "可以，手机和电脑都行。"}
        assert mail.awaited
        assert own(portal)["questions"][0]["answer"] == "可以，手机和电脑都行。"
        (case,) = portal.story().cases
        assert (case.resolved_at, case.resolution) == (NOW, "answered")
        assert "question_answered" in {each.name for each in portal.story().events}

    def test_a_second_answer_is_refused_and_no_second_mail_leaves(self, portal: Portal) -> None:
        question = asked(portal)
        said(answer(portal, question))
        assert refusal(answer(portal, question, "不行")) == (409, "question_answered")
        assert (len(mails(portal)), own(portal)["questions"][0]["answer"]) == (1, "可以，手机和电脑都行。")

    def test_of_two_at_once_one_wins_and_the_other_hears_why(
        self, portal: Portal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        question = asked(portal)
        settle = QuestionStore.settle

        def meanwhile(store: QuestionStore, *words: Any, **more: Any) -> None:
            monkeypatch.setattr(QuestionStore, "settle", settle)
            said(answer(portal, question, "同事的回答"))
            settle(store, *words, **more)

        monkeypatch.setattr(QuestionStore, "settle", meanwhile)
        assert refusal(answer(portal, question)) == (409, "question_answered")
        assert [mail.facts["answer"] for mail in mails(portal)] == ["同事的回答"]

    def test_what_happens_to_the_interview_meanwhile_is_no_reason_to_refuse(
        self, portal: Portal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        question = asked(portal)
        settle = QuestionStore.settle

        def meanwhile(store: QuestionStore, *words: Any, **more: Any) -> None:
            monkeypatch.setattr(QuestionStore, "settle", settle)
            record(portal, Fact.OPENED)
            settle(store, *words, **more)

        monkeypatch.setattr(QuestionStore, "settle", meanwhile)
        assert said(answer(portal, question))["mail"] == "on_its_way"

    @pytest.mark.parametrize(("words", "code"), [("  ", "answer_missing"), ("答" * 4001, "invalid_input")])
    def test_an_answer_has_words_and_not_too_many(self, portal: Portal, words: str, code: str) -> None:
        assert refusal(answer(portal, asked(portal), words)) == (422, code)

    @pytest.mark.parametrize(("fact", "why"), [(Fact.BOUNCED, "unreachable"), (Fact.CANCELLED, "cancelled")])
    def test_where_no_mail_arrives_hr_is_told_and_the_page_shows_it(self, portal: Portal, fact: Fact, why: str) -> None:
        question = asked(portal)
        record(portal, fact)
        assert said(answer(portal, question))["mail"] == why
        assert mails(portal) == []
        assert own(portal)["questions"][0]["state"] == "answered"

    def test_nor_does_one_go_to_somebody_without_an_address(self, portal: Portal) -> None:
        question = asked(portal)
        portal.apply(an_application(email=""))
        assert said(answer(portal, question))["mail"] == "no_address"

    def test_another_wording_goes_out_only_if_hr_says_so(self, portal: Portal) -> None:
        question = asked(portal)
        said(answer(portal, question))
        quiet = said(reword(portal, question, 2, mail=False))
        assert (quiet["mail"], len(mails(portal))) == ("not_wanted", 1)
        loud = said(reword(portal, question, 3, mail=True, words="请用电脑。"))
        assert (loud["mail"], {mail.facts["answer"] for mail in mails(portal)}) == (
            "on_its_way",
            {"可以，手机和电脑都行。", "请用电脑。"},
        )
        assert own(portal)["questions"][0]["answer"] == "请用电脑。"

    def test_nobody_overwrites_a_wording_they_have_not_seen(self, portal: Portal) -> None:
        question = asked(portal)
        assert refusal(reword(portal, question, 1, mail=True)) == (409, "answer_reworded")
        said(answer(portal, question))
        said(reword(portal, question, 2, mail=False))
        assert refusal(reword(portal, question, 2, mail=True)) == (409, "answer_reworded")
        assert len(mails(portal)) == 1

    def test_one_answered_on_the_phone_is_closed_without_a_mail(self, portal: Portal) -> None:
        question = asked(portal)
        closed = said(portal.hr("POST", path(question, "close"), {}))
        assert (closed["mail"], closed["question"]["state"]) == ("not_wanted", "closed")
        assert (mails(portal), own(portal)["questions"][0]["state"]) == ([], "closed")
        assert refusal(portal.hr("POST", path(question, "close"), {})) == (409, "question_closed")
        assert said(answer(portal, question))["mail"] == "on_its_way"

    def test_a_question_that_is_not_there_is_not_found(self, portal: Portal) -> None:
        assert refusal(answer(portal, a_question())) == (404, "not_found")


class TestTheList:
    def test_it_shows_what_waits_and_what_is_settled_newest_first(self, portal: Portal) -> None:
        first = asked(portal, "第一个问题")
        portal.now = NOW + timedelta(minutes=1)
        second = asked(portal, "第二个问题")
        assert [each["text"] for each in listed(portal)["questions"]] == ["第二个问题", "第一个问题"]
        said(answer(portal, second))
        assert [each["text"] for each in listed(portal)["questions"]] == ["第一个问题"]
        (settled,) = listed(portal, settled="1")["questions"]
        assert (settled["text"], settled["candidate_name"], settled["position_name"]) == (
            "第二个问题",
            "欧阳敏",
            "销售代表",
        )
        assert first.question_id != second.question_id

    def test_it_comes_in_pages(self, portal: Portal) -> None:
        for number in range(5):
            at = NOW + timedelta(minutes=number)
            portal.table.write(put(question_item(a_question(question_id=f"question-{number}", asked_at=at))))
        seen: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            page = listed(portal, limit="2", cursor=cursor)
            seen += [each["question_id"] for each in page["questions"]]
            cursor = page["cursor"]
        assert seen == [f"question-{number}" for number in (4, 3, 2, 1, 0)]

    @pytest.mark.parametrize("cursor", ["x", "a_b_c", "__"])
    def test_a_broken_cursor_is_refused(self, portal: Portal, cursor: str) -> None:
        assert refusal(portal.hr("GET", QUESTIONS, cursor=cursor))[0] == 422

    def test_a_question_of_nobody_any_more_is_left_out(self, portal: Portal) -> None:
        portal.table.write(put(question_item(a_question(application_id="f" * 20))))
        assert listed(portal)["questions"] == []

    def test_the_applications_own_page_has_its_questions(self, portal: Portal) -> None:
        asked(portal)
        detail = said(portal.hr("GET", f"/api/hr/applications/{APPLICATION_ID}"))
        assert [each["text"] for each in detail["questions"]] == [TEXT]


def test_an_interview_that_keeps_changing_is_given_up_and_nothing_written(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def conflicts(*_: Any, **__: Any) -> bool:
        raise Conflict("interview")

    monkeypatch.setattr(QuestionStore, "ask", conflicts)
    assert refusal(ask(portal)) == (409, "conflict")
    parts: Parts = portal.parts()
    assert parts.questions.of(APPLICATION_ID, 2) == []
