"""HR answers a wish: the time moves, the candidate is told, the case closes; who was slower hears why (P2)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest

from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.keys import DUE_DEADLINES, application_item
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import put
from mianyue.domain.interview import Fact, Side
from mianyue.domain.message import Kind, Message, why_not
from mianyue.domain.moments import stamp
from tests.builders import APPLICATION_ID, NOW, a_company, an_application, an_event
from tests.http_events import refusal, said
from tests.portal_api.conftest import Portal

CONFIRM = "/api/candidate/interview/confirm"
NEW_TIME = "/api/candidate/interview/new-time"
DECLINE = "/api/candidate/interview/decline"
WISHES = [stamp(NOW + timedelta(days=day)) for day in (3, 4, 8)]


def after(**time: int) -> str:
    return stamp(NOW + timedelta(**time))


def ask(portal: Portal, wishes: Iterable[str] = WISHES, **more: Any) -> dict[str, Any]:
    return portal.candidate("POST", NEW_TIME, {"wishes": list(wishes), **more}, session=portal.session())


def case_id(portal: Portal) -> str:
    return next(each.case_id for each in portal.story().cases if each.resolved_at is None)


def answer(portal: Portal, how: str, case: str = "", **body: Any) -> dict[str, Any]:
    path = f"/api/hr/applications/{APPLICATION_ID}/cases/{case or case_id(portal)}/{how}"
    return portal.hr("POST", path, body)


def mail(portal: Portal, kind: Kind) -> Message:
    return next(each for each in portal.story().messages if each.kind is kind)


def watched_until(portal: Portal) -> list[str]:
    return [item["gsi1sk"]["S"] for item in portal.table.items(DUE_DEADLINES, index=True)]


class TestAccepting:
    def test_moves_the_time_and_the_candidate_comes(self, portal: Portal) -> None:
        ask(portal)
        settled = said(answer(portal, "accept", starts_at=WISHES[1], note="到时见"))
        interview = portal.interview()
        assert (settled["resolution"], settled["zone"], settled["answers"]) == ("accepted", "Asia/Shanghai", [])
        assert (stamp(interview.starts_at), interview.wishes, interview.calendar_sequence) == (WISHES[1], (), 1)
        assert interview.coming

    def test_tells_the_candidate_with_hrs_note(self, portal: Portal) -> None:
        ask(portal)
        answer(portal, "accept", starts_at=WISHES[1], note=" 到时见 ")
        told = mail(portal, Kind.NEW_TIME_ACCEPTED)
        assert (dict(told.facts), why_not(told.kind, portal.interview())) == ({"note": "到时见"}, "")

    def test_moves_the_deadline_only_where_it_would_be_too_early(self, portal: Portal) -> None:
        ask(portal)
        before = portal.interview().deadline
        answer(portal, "accept", starts_at=WISHES[0])
        assert portal.interview().deadline == before
        ask(portal)
        answer(portal, "accept", starts_at=WISHES[2])
        assert watched_until(portal) == [stamp(portal.interview().deadline)] == [after(days=9)]

    def test_a_time_that_nobody_has_wished_for_is_refused(self, portal: Portal) -> None:
        ask(portal)
        assert refusal(answer(portal, "accept", starts_at=after(days=5))) == (422, "not_wished")

    def test_a_wish_that_has_passed_meanwhile_is_refused(self, portal: Portal) -> None:
        ask(portal)
        portal.now = NOW + timedelta(days=3)
        assert refusal(answer(portal, "accept", starts_at=WISHES[0])) == (422, "wish_in_the_past")
        assert answer(portal, "accept", starts_at=WISHES[1])["statusCode"] == 200

    def test_writes_no_mail_to_who_has_no_address(self, portal: Portal) -> None:
        ask(portal)
        portal.table.write(put(application_item(an_application(email=""))))
        assert answer(portal, "accept", starts_at=WISHES[0])["statusCode"] == 200
        assert [each.kind for each in portal.story().messages] == [Kind.INVITATION]


class TestProposing:
    def test_asks_the_candidate_anew_even_if_they_had_said_yes(self, portal: Portal) -> None:
        portal.candidate("POST", CONFIRM, {}, session=portal.session())
        ask(portal)
        answer(portal, "propose", starts_at=after(days=6))
        interview = portal.interview()
        assert (interview.sides, interview.answered, interview.coming) == ({Side.ASKED_ANEW}, False, False)
        assert (stamp(interview.starts_at), interview.calendar_sequence) == (after(days=6), 1)
        assert why_not(Kind.NEW_TIME_PROPOSED, interview) == why_not(Kind.UNCONFIRMED_REMINDER, interview) == ""
        shown = said(portal.candidate("POST", CONFIRM, {}, session=portal.session()))
        assert (shown["sides"], shown["can"]["confirm"]) == ([], False)
        assert why_not(Kind.NEW_TIME_PROPOSED, portal.interview()) == "answered_anew"

    def test_brings_back_an_interview_whose_deadline_has_passed(self, portal: Portal) -> None:
        ask(portal, [after(days=4, hours=12)])
        portal.now = NOW + timedelta(days=7)
        answer(portal, "propose", starts_at=after(days=8))
        assert said(portal.candidate("POST", CONFIRM, {}, session=portal.session()))["closed"] is None

    @pytest.mark.parametrize(
        ("moment", "code"),
        [
            (after(seconds=0), "wish_in_the_past"),
            (after(days=90, seconds=1), "proposal_too_late"),
            ("2026-11-30T09:00:00", "invalid_input"),
        ],
    )
    def test_refuses_times_that_cannot_be(self, portal: Portal, moment: str, code: str) -> None:
        ask(portal)
        assert refusal(answer(portal, "propose", starts_at=moment)) == (422, code)
        assert Side.NEW_TIME_ASKED in portal.interview().sides


class TestRefusing:
    def test_leaves_time_and_calendar_and_asks_whether_they_come(self, portal: Portal) -> None:
        ask(portal)
        before = portal.interview()
        settled = said(answer(portal, "refuse", note="这周都排满了"))
        interview = portal.interview()
        assert settled["resolution"] == "refused"
        assert (interview.starts_at, interview.calendar_sequence) == (before.starts_at, before.calendar_sequence)
        assert (interview.sides, interview.answered, interview.wishes) == ({Side.ASKED_ANEW}, False, ())
        assert mail(portal, Kind.NEW_TIME_REFUSED).facts["note"] == "这周都排满了"

    def test_is_refused_once_nobody_can_come_at_the_old_time(self, portal: Portal) -> None:
        ask(portal)
        portal.now = NOW + timedelta(days=5)
        assert refusal(answer(portal, "refuse")) == (409, "refused_too_late")


class TestRaces:
    """One wins; the other is told what has happened, and nothing of theirs is written."""

    def lost(self, portal: Portal, how: str = "refuse", **body: Any) -> str:
        first = min((each for each in portal.story().cases if each.kind == "new_time_asked"), key=lambda each: each.at)
        before = portal.everything()
        status, code = refusal(answer(portal, how, first.case_id, **body))
        assert (status, portal.everything()) == (409, before)
        return code

    def test_between_two_of_hr(self, portal: Portal) -> None:
        ask(portal)
        answer(portal, "accept", starts_at=WISHES[0])
        assert self.lost(portal) == "case_resolved"

    @pytest.mark.parametrize(("path", "code"), [(CONFIRM, "candidate_confirmed"), (DECLINE, "candidate_declined")])
    def test_a_candidate_who_has_changed_their_mind(self, portal: Portal, path: str, code: str) -> None:
        ask(portal)
        portal.candidate("POST", path, {}, session=portal.session())
        assert self.lost(portal) == code

    def test_a_candidate_who_has_other_wishes(self, portal: Portal) -> None:
        ask(portal)
        portal.now += timedelta(minutes=1)
        ask(portal, WISHES[:1])
        assert self.lost(portal, "accept", starts_at=WISHES[0]) == "candidate_new_time_asked"

    def test_an_interview_that_has_ended(self, portal: Portal) -> None:
        ask(portal)
        before = portal.interview()
        portal.stories.record(an_event("cancelled"), before, before.after(Fact.CANCELLED))
        assert self.lost(portal) == "interview_ended"

    def test_an_interview_that_has_begun(self, portal: Portal) -> None:
        ask(portal)
        before = portal.interview()
        portal.stories.record(an_event("started"), before, before.after(Fact.STARTED))
        assert self.lost(portal) == "candidate_started"

    def test_that_begins_at_the_very_moment_is_decided_on_what_the_first_has_left(
        self, portal: Portal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ask(portal)
        story, read = portal.story(), StoryStore.story
        looks = iter([story])
        monkeypatch.setattr(StoryStore, "story", lambda store, asked: next(looks, None) or read(store, asked))
        portal.candidate("POST", CONFIRM, {}, session=portal.session())
        case = story.cases[0].case_id
        assert refusal(answer(portal, "accept", case, starts_at=WISHES[0])) == (409, "candidate_confirmed")

    @pytest.mark.parametrize(
        ("how", "body"),
        [("accept", {"starts_at": WISHES[0]}), ("propose", {"starts_at": after(days=6)}), ("refuse", {})],
    )
    def test_a_candidate_who_answers_what_is_past_hears_what_hr_has_said(
        self, portal: Portal, how: str, body: dict[str, Any]
    ) -> None:
        turn = said(ask(portal))["turn"]
        answer(portal, how, **body)
        events = portal.story().events
        for path, more in ((CONFIRM, {}), (DECLINE, {}), (NEW_TIME, {"wishes": WISHES[:1]})):
            refused = portal.candidate("POST", path, {"turn": turn, **more}, session=portal.session())
            word = {"accept": "accepted", "propose": "proposed", "refuse": "refused"}[how]
            assert refusal(refused) == (409, f"meanwhile_new_time_{word}")
            assert set(said(refused)["error"]["message"]) == {"zh-CN", "en"}
        assert portal.story().events == events

    def test_two_pages_of_one_candidate(self, portal: Portal) -> None:
        turn = portal.interview().turn
        portal.candidate("POST", CONFIRM, {"turn": turn}, session=portal.session())
        assert portal.candidate("POST", CONFIRM, {"turn": turn}, session=portal.session())["statusCode"] == 200
        refused = portal.candidate("POST", DECLINE, {"turn": turn}, session=portal.session())
        assert refusal(refused) == (409, "meanwhile_confirmed")

    def test_what_machines_report_is_nobodys_word(self, portal: Portal) -> None:
        turn = portal.interview().turn
        portal.candidate("POST", "/api/candidate/session", {"token": portal.token()})
        assert portal.candidate("POST", CONFIRM, {"turn": turn}, session=portal.session())["statusCode"] == 200


class TestWhatHrAllows:
    def company(self, portal: Portal, **changes: int) -> None:
        CompanyStore(portal.table, lambda: 0.0).save(a_company(**changes))

    def test_another_time_can_be_asked_for_so_often(self, portal: Portal) -> None:
        self.company(portal, most_new_times=1)
        shown = said(ask(portal))
        assert (shown["new_times_left"], shown["can"]["new_time"]) == (0, True)
        assert ask(portal, WISHES[:1])["statusCode"] == 200, "wishes that wait can be changed"
        answer(portal, "refuse")
        assert refusal(ask(portal)) == (409, "no_new_times_left")
        shown = said(portal.candidate("GET", "/api/candidate/interview", session=portal.session()))
        assert (shown["can"]["new_time"], shown["can"]["confirm"]) == (False, True)

    @pytest.mark.parametrize(
        ("now", "status"), [(NOW + timedelta(hours=23, minutes=59), 200), (NOW + timedelta(days=1), 409)]
    )
    def test_another_time_can_be_asked_for_until_so_many_hours_before(
        self, portal: Portal, now: datetime, status: int
    ) -> None:
        self.company(portal, new_time_hours=24)
        portal.now = now
        assert ask(portal)["statusCode"] == status
        assert portal.candidate("POST", DECLINE, {}, session=portal.session())["statusCode"] == 200

    def test_too_late_says_so_and_until_when_it_was(self, portal: Portal) -> None:
        self.company(portal, new_time_hours=24)
        portal.now = NOW + timedelta(days=1)
        assert refusal(ask(portal)) == (409, "new_time_too_late")
        shown = said(portal.candidate("GET", "/api/candidate/interview", session=portal.session()))
        assert shown["new_time_until"] == "2026-11-24T02:00:00Z"

    def test_a_time_that_is_over_is_not_confirmed_while_wishes_wait(self, portal: Portal) -> None:
        ask(portal)
        portal.now = NOW + timedelta(days=5)
        refused = portal.candidate("POST", CONFIRM, {}, session=portal.session())
        assert refusal(refused) == (409, "time_is_over")

    def test_what_has_begun_is_neither_moved_nor_declined(self, portal: Portal) -> None:
        before = portal.interview()
        portal.stories.record(an_event("started"), before, before.after(Fact.STARTED))
        assert refusal(ask(portal)) == (409, "started")
        assert refusal(portal.candidate("POST", DECLINE, {}, session=portal.session())) == (409, "started")


def test_another_kind_of_case_is_no_wish(portal: Portal) -> None:
    portal.candidate("POST", DECLINE, {}, session=portal.session())
    assert refusal(answer(portal, "refuse")) == (404, "not_found")
