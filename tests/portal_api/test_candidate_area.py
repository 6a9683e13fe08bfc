"""A candidate opens the link, sees one interview, answers, changes their mind, starts."""

from copy import replace
from datetime import timedelta

import pytest

from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.keys import interview_item
from mianyue.adapters.table import put
from mianyue.domain.interview import Fact, Interview, Progress, Side
from mianyue.domain.message import Kind
from mianyue.domain.moments import stamp
from tests.builders import APPLICATION_ID, NOW, a_company, an_interview
from tests.http_events import refusal, said
from tests.portal_api.conftest import Portal

CONFIRM = "/api/candidate/interview/confirm"
NEW_TIME = "/api/candidate/interview/new-time"
DECLINE = "/api/candidate/interview/decline"
START = "/api/candidate/interview/start"


def wish(**after: int) -> str:
    return stamp(NOW + timedelta(**after))


def rewritten(portal: Portal, **changes: object) -> Interview:
    changed = replace(portal.interview(), **changes)
    portal.table.write(put(interview_item(changed)))
    return changed


class TestOpeningTheLink:
    def test_gives_a_session_and_sets_clicked(self, portal: Portal) -> None:
        answer = portal.candidate("POST", "/api/candidate/session", {"token": portal.token()})
        assert answer["statusCode"] == 200
        assert said(answer)["expires_in"] == 1800
        assert said(answer)["interview"]["progress"] == "clicked"
        assert [(event.name, event.verdict) for event in portal.story().events] == [("clicked", "human")]
        assert (portal.interview().clicks, portal.interview().human_clicks) == (1, 1)

    @pytest.mark.parametrize(
        ("agent", "why"),
        [("Mozilla/5.0 (X11) HeadlessChrome/131.0.0.0 Safari/537.36", "program"), ("", "no_user_agent")],
    )
    def test_what_looks_like_a_machine_gets_in_too_and_is_counted_apart(
        self, portal: Portal, agent: str, why: str
    ) -> None:
        answer = portal.candidate("POST", "/api/candidate/session", {"token": portal.token()}, agent=agent)
        assert (answer["statusCode"], said(answer)["interview"]["progress"]) == (200, "queued")
        assert [(each.verdict, each.why) for each in portal.story().events] == [("machine", why)]
        assert (portal.interview().clicks, portal.interview().human_clicks) == (1, 0)
        session = said(answer)["session"]
        confirmed = portal.candidate("POST", "/api/candidate/interview/confirm", {}, session=session)
        assert said(confirmed)["progress"] == "confirmed"

    def test_the_session_reads_the_interview(self, portal: Portal) -> None:
        session = said(portal.candidate("POST", "/api/candidate/session", {"token": portal.token()}))["session"]
        shown = said(portal.candidate("GET", "/api/candidate/interview", session=session))
        assert shown["candidate_name"] == "欧阳敏"
        assert shown["company_name"] == "星河科技"
        assert shown["position_name"] == "销售代表"
        assert shown["starts_at"] == "2026-11-25T02:00:00Z"
        assert shown["starts_at_text"]["zh-CN"] == "2026年11月25日（周三）10:00（北京时间，UTC+8）"
        assert shown["can"] == {"confirm": True, "new_time": True, "decline": True, "start": True}
        assert shown["hr"] == {"name": "林晓", "email": "hr@example.com", "phone": "+86 21 5555 0100"}
        assert len(shown["steps"]["zh-CN"]) == len(shown["steps"]["en"]) == 4

    def test_shows_nothing_of_the_application_but_its_interview(self, portal: Portal) -> None:
        body = portal.candidate("GET", "/api/candidate/interview", session=portal.session())["body"]
        assert "ouyang.min@example.com" not in body
        assert "18519664073" not in body
        assert APPLICATION_ID not in body

    @pytest.mark.parametrize("token", ["x", "x" * 48, "A" * 48, "", "长" * 48])
    def test_a_forged_token_leaves_nothing_behind(self, portal: Portal, token: str) -> None:
        before = portal.everything()
        answer = portal.candidate("POST", "/api/candidate/session", {"token": token})
        assert answer["statusCode"] in (401, 422)
        assert portal.everything() == before

    def test_an_expired_link_says_so(self, portal: Portal) -> None:
        token, portal.now = portal.token(), NOW + timedelta(days=60)
        answer = portal.candidate("POST", "/api/candidate/session", {"token": token})
        assert refusal(answer) == (401, "link_expired")

    def test_a_link_that_was_made_anew_is_revoked(self, portal: Portal) -> None:
        token = portal.token()
        rewritten(portal, link_version=2)
        assert refusal(portal.candidate("POST", "/api/candidate/session", {"token": token})) == (401, "link_revoked")

    def test_a_link_to_an_interview_that_is_gone_is_revoked(self, portal: Portal) -> None:
        token = portal.token(an_interview(number=7))
        assert refusal(portal.candidate("POST", "/api/candidate/session", {"token": token})) == (401, "link_revoked")

    def test_a_session_is_no_link(self, portal: Portal) -> None:
        answer = portal.candidate("POST", "/api/candidate/session", {"token": portal.session()})
        assert refusal(answer) == (401, "link_broken")

    def test_a_link_is_no_session(self, portal: Portal) -> None:
        answer = portal.candidate("GET", "/api/candidate/interview", session=portal.token())
        assert refusal(answer) == (401, "session_expired")

    def test_a_session_ends_after_half_an_hour(self, portal: Portal) -> None:
        session, portal.now = portal.session(), NOW + timedelta(minutes=30)
        assert refusal(portal.candidate("POST", CONFIRM, {}, session=session)) == (401, "session_expired")

    def test_without_a_session_there_is_nothing(self, portal: Portal) -> None:
        assert refusal(portal.candidate("GET", "/api/candidate/interview")) == (401, "session_expired")

    def test_a_cancelled_interview_opens_and_explains_itself(self, portal: Portal) -> None:
        rewritten(portal, sides=frozenset({Side.CANCELLED}))
        shown = said(portal.candidate("POST", "/api/candidate/session", {"token": portal.token()}))["interview"]
        assert shown["closed"] == "cancelled"
        assert not any(shown["can"].values())


class TestConfirming:
    def test_raises_progress_and_writes_one_confirmation_mail(self, portal: Portal) -> None:
        shown = said(portal.candidate("POST", CONFIRM, {}, session=portal.session()))
        assert (shown["progress"], shown["answered"], shown["can"]["confirm"]) == ("confirmed", True, False)
        assert portal.interview().progress is Progress.CONFIRMED
        assert [each.kind for each in portal.story().messages if each.kind is Kind.CONFIRMATION] == [Kind.CONFIRMATION]

    def test_the_mail_is_caused_by_the_answer(self, portal: Portal) -> None:
        portal.candidate("POST", CONFIRM, {}, session=portal.session())
        confirmation = next(each for each in portal.story().messages if each.kind is Kind.CONFIRMATION)
        assert confirmation.cause in {event.event_id for event in portal.story().events}

    def test_is_open_to_who_wants_no_reminders(self, portal: Portal) -> None:
        rewritten(portal, sides=frozenset({Side.REMINDERS_STOPPED}))
        shown = said(portal.candidate("POST", CONFIRM, {}, session=portal.session()))
        assert (shown["progress"], shown["sides"], shown["closed"]) == ("confirmed", ["reminders_stopped"], None)

    def test_twice_is_once(self, portal: Portal) -> None:
        for _ in range(2):
            assert portal.candidate("POST", CONFIRM, {}, session=portal.session())["statusCode"] == 200
        assert len(portal.story().events) == 1
        assert len(portal.story().messages) == 2

    def test_after_the_deadline_is_refused_even_before_the_sweep_comes(self, portal: Portal) -> None:
        portal.now = NOW + timedelta(days=5)
        assert refusal(portal.candidate("POST", CONFIRM, {}, session=portal.session())) == (409, "expired")
        assert portal.story().events == ()

    def test_a_cancelled_interview_cannot_be_confirmed(self, portal: Portal) -> None:
        rewritten(portal, sides=frozenset({Side.CANCELLED}))
        assert refusal(portal.candidate("POST", CONFIRM, {}, session=portal.session())) == (409, "cancelled")

    def test_takes_back_a_decline(self, portal: Portal) -> None:
        portal.candidate("POST", DECLINE, {"reason": "时间冲突"}, session=portal.session())
        portal.candidate("POST", CONFIRM, {}, session=portal.session())
        assert portal.interview().sides == frozenset()

    def test_needs_a_body_so_that_no_form_or_link_can_do_it(self, portal: Portal) -> None:
        answer = portal.candidate("POST", CONFIRM, session=portal.session())
        assert answer["statusCode"] == 422
        assert portal.story().events == ()


class TestAskingForAnotherTime:
    def test_keeps_the_wishes_and_opens_a_case(self, portal: Portal) -> None:
        body = {"wishes": [wish(days=3), wish(days=2)], "note": "下午更方便"}
        shown = said(portal.candidate("POST", NEW_TIME, body, session=portal.session()))
        assert shown["wishes"] == ["2026-11-25T02:00:00Z", "2026-11-26T02:00:00Z"]
        assert shown["sides"] == ["new_time_asked"]
        (case,) = portal.story().cases
        assert (case.kind, case.detail["note"]) == ("new_time_asked", "下午更方便")

    def test_other_wishes_take_the_place_of_the_first_and_a_yes_closes_them_all(self, portal: Portal) -> None:
        for day in (2, 3):
            portal.candidate("POST", NEW_TIME, {"wishes": [wish(days=day)]}, session=portal.session())
        assert [
            bool(case.resolved_at) for case in sorted(portal.story().cases, key=lambda each: each.detail["wishes"])
        ] == [
            True,
            False,
        ]
        portal.candidate("POST", CONFIRM, {}, session=portal.session())
        assert all(case.resolution == "answered_anew" for case in portal.story().cases)
        assert said(portal.hr("GET", "/api/hr/cases"))["cases"] == []

    def test_the_same_wishes_again_are_no_second_case(self, portal: Portal) -> None:
        for _ in range(2):
            portal.candidate("POST", NEW_TIME, {"wishes": [wish(days=2)] * 2}, session=portal.session())
        assert len(portal.story().cases) == 1
        assert portal.interview().wishes == (wish(days=2),)

    @pytest.mark.parametrize(
        ("wishes", "code"),
        [
            ([], "wishes_count"),
            ([wish(days=day) for day in (1, 2, 3, 4)], "wishes_count"),
            ([wish(seconds=-1)], "wish_in_the_past"),
            ([wish(days=19, seconds=1)], "wish_too_late"),
            (["2026-11-25T10:00:00"], "invalid_input"),
            (["tomorrow"], "invalid_input"),
        ],
    )
    def test_refuses_times_that_cannot_be(self, portal: Portal, wishes: list[str], code: str) -> None:
        answer = portal.candidate("POST", NEW_TIME, {"wishes": wishes}, session=portal.session())
        assert refusal(answer) == (422, code)
        assert said(answer)["error"]["field"] == "wishes"
        assert portal.story().events == ()

    def test_the_last_possible_moment_is_two_weeks_after_the_deadline(self, portal: Portal) -> None:
        answer = portal.candidate("POST", NEW_TIME, {"wishes": [wish(days=19)]}, session=portal.session())
        assert answer["statusCode"] == 200


class TestDeclining:
    def test_is_noted_with_its_reason_and_shown_to_hr(self, portal: Portal) -> None:
        shown = said(portal.candidate("POST", DECLINE, {"reason": " 已接受其他公司 "}, session=portal.session()))
        assert (shown["sides"], shown["can"]["decline"], shown["can"]["confirm"]) == (["declined"], False, True)
        (case,) = portal.story().cases
        assert (case.kind, case.detail) == ("declined", {"reason": "已接受其他公司"})

    def test_a_novel_is_refused(self, portal: Portal) -> None:
        answer = portal.candidate("POST", DECLINE, {"reason": "长" * 501}, session=portal.session())
        assert answer["statusCode"] == 422


class TestTheInterviewItself:
    def test_start_leads_to_the_platform_and_writes_nothing(self, portal: Portal) -> None:
        before = portal.everything()
        url = said(portal.candidate("POST", START, {}, session=portal.session()))["url"]
        assert url.startswith("https://interview.example.com/room#")
        assert portal.everything() == before

    def test_the_platform_tells_started_and_finished_once_each(self, portal: Portal) -> None:
        url = said(portal.candidate("POST", START, {}, session=portal.session()))["url"]
        for event in ("started", "started", "finished", "finished"):
            body = {"token": url.split("#")[1], "event": event}
            assert portal.candidate("POST", "/api/platform/events", body)["statusCode"] == 204
            portal.now += timedelta(minutes=1)
        assert portal.interview().progress is Progress.FINISHED
        assert [each.name for each in portal.story().events] == ["started", "finished"]

    def test_a_link_in_a_mail_cannot_finish_an_interview(self, portal: Portal) -> None:
        body = {"token": portal.token(), "event": "finished"}
        assert refusal(portal.candidate("POST", "/api/platform/events", body)) == (401, "link_broken")

    def test_a_position_without_a_platform_says_so(self, portal: Portal) -> None:
        rewritten(portal, platform_url="")
        assert refusal(portal.candidate("POST", START, {}, session=portal.session())) == (409, "no_platform")
        CompanyStore(portal.table, lambda: 0.0).save(a_company(platform_url="https://rooms.example.com/"))
        url = said(portal.candidate("POST", START, {}, session=portal.session()))["url"]
        assert url.startswith("https://rooms.example.com/#")

    def test_after_the_deadline_it_cannot_be_started(self, portal: Portal) -> None:
        portal.now = NOW + timedelta(days=5)
        assert refusal(portal.candidate("POST", START, {}, session=portal.session())) == (409, "expired")

    def test_a_finished_interview_is_over(self, portal: Portal) -> None:
        rewritten(portal, progress=Progress.FINISHED)
        assert refusal(portal.candidate("POST", START, {}, session=portal.session())) == (409, "finished")


def test_an_english_candidate_reads_english(portal: Portal) -> None:
    english = an_interview(language="en", zone="Europe/Berlin")
    portal.table.write(put(interview_item(english.after(Fact.SENT))))
    shown = said(portal.candidate("GET", "/api/candidate/interview", session=portal.session()))
    assert shown["starts_at_text"]["en"] == "Wed 25 Nov 2026, 03:00 (Europe/Berlin, UTC+1)"
    assert shown["position_name"] == "销售代表"  # the position has no English name
