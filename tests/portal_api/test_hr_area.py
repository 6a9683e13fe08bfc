"""HR sees every application with its live status, moves it on, and settles what waits for them."""

from copy import replace
from datetime import timedelta
from itertools import repeat

import pytest

from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.hit_store import HitStore
from mianyue.adapters.keys import application_item, case_item, interview_item, message_item, suppression_item
from mianyue.adapters.table import put
from mianyue.domain.hit import RawHit
from mianyue.domain.interview import Progress, Side
from mianyue.domain.message import Kind, Status, new_message
from mianyue.domain.outgoing import Attachment, OutgoingMail
from mianyue.domain.suppression import Suppression
from mianyue.domain.tracking import ExceptionCase
from tests.builders import (
    APPLICATION_ID,
    NOW,
    a_company,
    a_reminder,
    an_application,
    an_event,
    an_interview,
    an_invitation,
)
from tests.http_events import refusal, said
from tests.portal_api.conftest import Portal

ONE = f"/api/hr/applications/{APPLICATION_ID}"
OTHER_ID = "bbbbbbbbbbbbbbbb"


def others(count: int) -> list:
    return [
        an_application(
            application_id=f"{'b' * 14}{chr(97 + n // 26)}{chr(97 + n % 26)}",
            name=f"候选人{n:03d}",
            email=f"c{n:03d}@example.com",
            phone=f"+86139000{n:05d}",
            stage="applied",
            entry=1,
            created_at=NOW - timedelta(days=2, minutes=n),
        )
        for n in range(count)
    ]


def a_case(**changes: object) -> ExceptionCase:
    return replace(ExceptionCase(APPLICATION_ID, 2, "case-1", "declined", NOW), **changes)


class TestWhoIsSignedIn:
    def test_is_told_by_the_token(self, portal: Portal) -> None:
        assert said(portal.hr("GET", "/api/hr/me", groups="[hr admin]")) == {
            "username": "8d3c4f5e-0000-4000-8000-0000000000aa",
            "email": "",
            "roles": ["admin", "hr"],
        }


class TestTheCompany:
    def test_is_shown_with_its_positions(self, portal: Portal) -> None:
        company = said(portal.hr("GET", "/api/hr/company"))
        assert company["name"] == "星河科技"
        assert company["stages"][0] == "applied"
        assert [each["name"] for each in company["positions"]] == ["销售代表"]


class TestTheList:
    def test_shows_each_application_with_its_newest_interview(self, portal: Portal) -> None:
        (row,) = said(portal.hr("GET", "/api/hr/applications"))["applications"]
        assert (row["name"], row["position_name"], row["stage"], row["entry"]) == ("欧阳敏", "销售代表", "screened", 2)
        assert row["interview"] == {
            "number": 2,
            "progress": "queued",
            "sides": [],
            "starts_at": "2026-11-25T02:00:00Z",
            "deadline": "2026-11-28T02:00:00Z",
            "zone": "Asia/Shanghai",
            "answered": False,
            "opens": {"all": 0, "human": 0},
            "clicks": {"all": 0, "human": 0},
        }

    def test_comes_in_pages_without_gaps_or_repeats(self, portal: Portal) -> None:
        portal.apply(*others(25))
        seen, cursor = [], ""
        while cursor is not None:
            page = said(portal.hr("GET", "/api/hr/applications", limit="10", cursor=cursor))
            seen += [row["application_id"] for row in page["applications"]]
            cursor = page["cursor"]
        assert len(seen) == len(set(seen)) == 26
        assert seen[0] == APPLICATION_ID

    @pytest.mark.parametrize(
        ("search", "found"),
        [
            ("欧阳", 1),
            ("候选人 003", 1),
            ("C00", 5),
            ("Ｃ００１", 1),
            ("139 0000 0002", 1),
            ("+8613900000004", 1),
            ("139", 0),
            ("nobody", 0),
        ],
    )
    def test_is_searched_by_name_mail_and_phone(self, portal: Portal, search: str, found: int) -> None:
        portal.apply(*others(5))
        assert len(said(portal.hr("GET", "/api/hr/applications", q=search))["applications"]) == found

    def test_is_narrowed_by_stage_and_position(self, portal: Portal) -> None:
        portal.apply(*others(3))
        assert len(said(portal.hr("GET", "/api/hr/applications", stage="applied"))["applications"]) == 3
        assert len(said(portal.hr("GET", "/api/hr/applications", stage="offer"))["applications"]) == 0
        assert len(said(portal.hr("GET", "/api/hr/applications", position_id="sales-rep"))["applications"]) == 4

    @pytest.mark.parametrize("limit", ["0", "101", "many"])
    def test_refuses_an_impossible_limit(self, portal: Portal, limit: str) -> None:
        answer = portal.hr("GET", "/api/hr/applications", limit=limit)
        assert refusal(answer) == (422, "invalid_input")
        assert said(answer)["error"]["field"] == "limit"

    def test_refuses_a_broken_cursor(self, portal: Portal) -> None:
        assert portal.hr("GET", "/api/hr/applications", cursor="nonsense")["statusCode"] == 422

    def test_names_a_position_that_is_gone_by_its_id(self, portal: Portal) -> None:
        portal.apply(an_application(application_id=OTHER_ID, position_id="gone"))
        names = {row["position_name"] for row in said(portal.hr("GET", "/api/hr/applications"))["applications"]}
        assert names == {"gone", "销售代表"}


class TestOneApplication:
    def test_tells_its_story_newest_first(self, portal: Portal) -> None:
        before = portal.interview()
        portal.stories.record(an_event("delivered", at=NOW + timedelta(minutes=1)), before, before)
        HitStore(portal.table).hit(RawHit(APPLICATION_ID, 2, "h1", NOW + timedelta(minutes=2), "HEAD", "Bot", NOW))
        portal.table.write(put(case_item(a_case(at=NOW + timedelta(minutes=3), detail={"reason": "忙"}))))
        told = said(portal.hr("GET", ONE))
        kinds = [(each["kind"], each["name"]) for each in told["timeline"]]
        assert kinds[:3] == [("case", "declined"), ("hit", "link"), ("event", "delivered")]
        assert set(kinds[3:]) == {("message", "invitation"), ("entry", "screened")}
        assert [(each["verdict"], each["why"]) for each in told["timeline"][1:3]] == [("machine", "head"), (None, None)]
        assert [each["kind"] for each in told["cases"]] == ["declined"]
        assert [each["status"] for each in told["messages"]] == ["queued"]

    def test_that_is_not_there_is_not_found(self, portal: Portal) -> None:
        assert refusal(portal.hr("GET", f"/api/hr/applications/{OTHER_ID}")) == (404, "not_found")

    def test_shows_its_planned_reminder(self, portal: Portal) -> None:
        interview, message = portal.interview(), an_invitation()
        claimed = message.claimed(NOW, "t@1")
        portal.outbox.claim(claimed, interview)
        portal.outbox.settle(
            claimed,
            replace(claimed, status=Status.SENT, sent_at=NOW),
            before=interview,
            after=interview,
            event=an_event("sent"),
            reminder=a_reminder(),
        )
        (reminder,) = said(portal.hr("GET", ONE))["reminders"]
        assert (reminder["kind"], reminder["status"]) == ("unopened_reminder", "waiting")


class TestTheMail:
    def test_is_shown_exactly_as_sent(self, portal: Portal) -> None:
        sent = an_invitation(status=Status.SENT, sent_at=NOW)
        portal.table.write(put(message_item(sent)))
        mail = OutgoingMail(
            "a@example.com",
            "星河科技",
            "post@example.com",
            "hr@example.com",
            "邀请",
            "<p>您好</p>",
            "您好",
            "t@1",
            headers={"List-Unsubscribe": "<https://jobs.example.com/t/a>"},
            attachments=(Attachment("interview.ics", "text/calendar; method=REQUEST", "BEGIN:VCALENDAR"),),
        )
        portal.mails.kept[sent.message_id] = mail
        shown = said(portal.hr("GET", f"{ONE}/messages/{sent.message_id}/mail"))
        assert shown == {
            "subject": "邀请",
            "from": "星河科技 <post@example.com>",
            "to": "a@example.com",
            "reply_to": "hr@example.com",
            "html": "<p>您好</p>",
            "text": "您好",
            "headers": {"List-Unsubscribe": "<https://jobs.example.com/t/a>"},
            "attachments": [
                {
                    "name": "interview.ics",
                    "content_type": "text/calendar; method=REQUEST",
                    "content": "BEGIN:VCALENDAR",
                }
            ],
            "template": "t@1",
        }

    def test_that_was_never_written_is_not_found(self, portal: Portal) -> None:
        answer = portal.hr("GET", f"{ONE}/messages/{an_invitation().message_id}/mail")
        assert refusal(answer) == (404, "not_found")

    def test_of_another_application_is_not_found(self, portal: Portal) -> None:
        portal.mails.kept["m-other"] = OutgoingMail("b@example.com", "", "", "", "", "", "", "")
        assert refusal(portal.hr("GET", f"{ONE}/messages/m-other/mail")) == (404, "not_found")


class TestMoving:
    def moved(self, portal: Portal, stage: str, *applications: tuple[str, int]) -> list[tuple[str, int]]:
        items = [{"application_id": each, "entry": entry} for each, entry in applications]
        answer = portal.hr("POST", "/api/hr/moves", {"stage": stage, "applications": items})
        assert answer["statusCode"] == 200
        return [(each["outcome"], each["entry"]) for each in said(answer)["results"]]

    def test_writes_the_stage_and_an_entry_of_its_own(self, portal: Portal) -> None:
        assert self.moved(portal, "final_interview", (APPLICATION_ID, 2)) == [("moved", 3)]
        story = portal.story()
        assert (story.application.stage, story.application.entry) == ("final_interview", 3)
        assert [(each.number, each.stage) for each in story.entries] == [(2, "screened"), (3, "final_interview")]

    def test_again_changes_nothing(self, portal: Portal) -> None:
        self.moved(portal, "offer", (APPLICATION_ID, 2))
        assert self.moved(portal, "offer", (APPLICATION_ID, 2)) == [("unchanged", 3)]

    def test_from_an_entry_that_is_past_is_a_conflict(self, portal: Portal) -> None:
        self.moved(portal, "offer", (APPLICATION_ID, 2))
        assert self.moved(portal, "rejected", (APPLICATION_ID, 2)) == [("conflict", 3)]

    def test_many_gives_one_result_each_in_order(self, portal: Portal) -> None:
        first, second = others(2)
        portal.apply(first, second)
        asked = ((second.application_id, 1), ("zzzzzzzzzzzzzzzz", 1), (first.application_id, 9), (APPLICATION_ID, 2))
        results = self.moved(portal, "screened", *asked)
        assert results == [("moved", 2), ("not_found", 1), ("conflict", 1), ("unchanged", 2)]

    def test_the_same_application_twice_in_one_request_is_moved_once(self, portal: Portal) -> None:
        assert self.moved(portal, "offer", (APPLICATION_ID, 2), (APPLICATION_ID, 2)) == [("moved", 3), ("moved", 3)]
        assert portal.story().application.entry == 3

    def test_to_an_unknown_stage_is_refused(self, portal: Portal) -> None:
        body = {"stage": "heaven", "applications": [{"application_id": APPLICATION_ID, "entry": 2}]}
        answer = portal.hr("POST", "/api/hr/moves", body)
        assert refusal(answer) == (422, "unknown_stage")
        assert "heaven" in said(answer)["error"]["message"]["en"]

    def test_to_a_stage_that_a_colleague_has_just_removed_is_refused(self, portal: Portal) -> None:
        portal.seconds = repeat(0.0)
        portal.hr("GET", "/api/hr/company")
        stages = tuple(each for each in a_company().stages if each != "offer")
        CompanyStore(portal.table, lambda: 0.0).save(a_company(stages=stages))
        body = {"stage": "offer", "applications": [{"application_id": APPLICATION_ID, "entry": 2}]}
        assert refusal(portal.hr("POST", "/api/hr/moves", body)) == (422, "unknown_stage")

    def test_nobody_or_too_many_is_refused(self, portal: Portal) -> None:
        for count in (0, 101):
            items = [{"application_id": APPLICATION_ID, "entry": 2}] * count
            answer = portal.hr("POST", "/api/hr/moves", {"stage": "offer", "applications": items})
            assert answer["statusCode"] == 422

    def test_a_race_that_is_lost_is_a_conflict(self, portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
        stale = an_application()
        portal.table.write(put(application_item(replace(stale, stage="offer", entry=3))))
        monkeypatch.setattr(
            "mianyue.adapters.application_list.ApplicationList.applications", lambda *_: {APPLICATION_ID: stale}
        )
        assert self.moved(portal, "rejected", (APPLICATION_ID, 2)) == [("conflict", 3)]


class TestCases:
    def test_are_listed_with_names_newest_first(self, portal: Portal) -> None:
        portal.table.write(
            put(case_item(a_case())), put(case_item(a_case(case_id="case-2", at=NOW + timedelta(hours=1))))
        )
        cases = said(portal.hr("GET", "/api/hr/cases"))["cases"]
        assert [(each["case_id"], each["candidate_name"], each["position_name"]) for each in cases] == [
            ("case-2", "欧阳敏", "销售代表"),
            ("case-1", "欧阳敏", "销售代表"),
        ]

    def test_are_settled_once(self, portal: Portal) -> None:
        portal.table.write(put(case_item(a_case())))
        settled = said(portal.hr("POST", f"{ONE}/cases/case-1/resolve", {"resolution": "done"}))
        assert (settled["resolution"], settled["resolved_at"]) == ("done", "2026-11-23T02:00:00Z")
        assert said(portal.hr("GET", "/api/hr/cases"))["cases"] == []
        again = portal.hr("POST", f"{ONE}/cases/case-1/resolve", {"resolution": "done"})
        assert refusal(again) == (409, "case_resolved")

    def test_that_somebody_else_settles_at_the_same_moment_are_theirs(
        self, portal: Portal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        portal.table.write(put(case_item(a_case())))
        story = portal.story()
        portal.hr("POST", f"{ONE}/cases/case-1/resolve", {"resolution": "done"})
        monkeypatch.setattr("mianyue.adapters.story_store.StoryStore.story", lambda *_: story)
        answer = portal.hr("POST", f"{ONE}/cases/case-1/resolve", {"resolution": "done"})
        assert refusal(answer) == (409, "case_resolved")

    def test_that_are_not_in_doubt_offer_no_second_sending(self, portal: Portal) -> None:
        portal.table.write(put(case_item(a_case())))
        answer = portal.hr("POST", f"{ONE}/cases/case-1/resolve", {"resolution": "send_again"})
        assert refusal(answer) == (422, "resolution_not_offered")

    def test_that_are_not_there_are_not_found(self, portal: Portal) -> None:
        answer = portal.hr("POST", f"{ONE}/cases/unknown/resolve", {"resolution": "done"})
        assert refusal(answer) == (404, "not_found")

    @pytest.fixture
    def doubtful(self, portal: Portal) -> Portal:
        message = an_invitation(status=Status.DOUBTFUL, claimed_at=NOW, template="t@1")
        case = a_case(kind="doubtful", message_id=message.message_id)
        portal.table.write(put(message_item(message)), put(case_item(case)))
        return portal

    def test_of_a_doubtful_mail_sent_again_puts_it_back_into_the_queue(self, doubtful: Portal) -> None:
        answer = doubtful.hr("POST", f"{ONE}/cases/case-1/resolve", {"resolution": "send_again"})
        assert answer["statusCode"] == 200
        (message,) = doubtful.story().messages
        assert message.status is Status.QUEUED
        assert [each.message_id for each in doubtful.queue.messages] == [message.message_id]

    def test_of_a_doubtful_mail_left_alone_sends_nothing(self, doubtful: Portal) -> None:
        doubtful.hr("POST", f"{ONE}/cases/case-1/resolve", {"resolution": "leave"})
        (message,) = doubtful.story().messages
        assert message.status is Status.FAILED
        assert doubtful.queue.messages == []

    def test_of_a_mail_that_failed_can_be_sent_again_once_the_cause_is_gone(self, portal: Portal) -> None:
        message = an_invitation(status=Status.FAILED, reason="missing_value")
        case = a_case(kind="missing_value", message_id=message.message_id)
        portal.table.write(put(message_item(message)), put(case_item(case)))
        assert said(portal.hr("GET", "/api/hr/cases"))["cases"][0]["answers"] == ["send_again", "done"]
        portal.hr("POST", f"{ONE}/cases/case-1/resolve", {"resolution": "send_again"})
        (queued,) = portal.story().messages
        assert (queued.status, queued.reason) == (Status.QUEUED, "")

    def test_of_a_candidate_without_an_address_wait_until_there_is_one(self, portal: Portal) -> None:
        portal.table.write(
            put(case_item(a_case(kind="no_address", entry=3))), put(interview_item(an_interview(number=3)))
        )
        portal.table.write(put(application_item(an_application(email=""))))
        refused = portal.hr("POST", f"{ONE}/cases/case-1/resolve", {"resolution": "send_again"})
        assert refusal(refused) == (409, "still_no_address")
        portal.table.write(put(application_item(an_application())))
        assert portal.hr("POST", f"{ONE}/cases/case-1/resolve", {"resolution": "send_again"})["statusCode"] == 200
        assert sorted(message.entry for message in portal.story().messages) == [2, 3]

    def test_of_a_bounce_invite_anew_once_there_is_a_working_address(self, portal: Portal) -> None:
        bounced = an_interview(sides=frozenset({Side.BOUNCED}))
        portal.table.write(put(interview_item(bounced)), put(case_item(a_case(kind="bounced"))))
        assert said(portal.hr("GET", "/api/hr/cases"))["cases"][0]["answers"] == ["send_again", "done"]
        assert portal.hr("POST", f"{ONE}/cases/case-1/resolve", {"resolution": "send_again"})["statusCode"] == 200
        story = portal.story()
        assert portal.interview().reachable
        assert [message.kind for message in story.messages] == ["invitation", "invitation"]
        assert story.cases[0].resolution == "send_again"
        assert [event.name for event in story.events] == ["address_corrected"]

    @pytest.mark.parametrize("kind", ["bounced", "complained", "suppressed"])
    def test_of_an_address_that_no_mail_goes_to_wait_until_that_is_lifted_or_another_is_there(
        self, portal: Portal, kind: str
    ) -> None:
        lost, case = an_interview(sides=frozenset({Side(kind)})), a_case(kind=kind)
        standing = Suppression(an_application().email.upper(), "bounced", NOW, APPLICATION_ID, 2, "m1")
        portal.table.write(put(interview_item(lost)), put(case_item(case)), put(suppression_item(standing)))
        send_again = ("POST", f"{ONE}/cases/case-1/resolve", {"resolution": "send_again"})
        assert refusal(portal.hr(*send_again)) == (409, "still_suppressed")
        portal.table.write(put(application_item(an_application(email="another@example.com"))))
        assert portal.hr(*send_again)["statusCode"] == 200
        assert portal.interview().reachable

    def test_of_a_mail_dropped_for_its_address_send_that_very_mail(self, portal: Portal) -> None:
        lost = an_interview(sides=frozenset({Side.SUPPRESSED}))
        dropped = new_message(lost, Kind.ANSWER, "question-1", now=NOW, facts={"question": "哪里", "answer": "上海"})
        case = a_case(kind="suppressed", message_id=dropped.message_id)
        portal.table.write(put(interview_item(lost)), put(case_item(case)), put(message_item(dropped)))
        assert portal.hr("POST", f"{ONE}/cases/case-1/resolve", {"resolution": "send_again"})["statusCode"] == 200
        again = next(each for each in portal.story().messages if each.cause == "case-1")
        assert (again.kind, again.facts) == (Kind.ANSWER, dropped.facts)

    def test_of_a_mail_whose_send_event_came_after_all_are_simply_closed(self, doubtful: Portal) -> None:
        doubtful.table.write(put(message_item(an_invitation(status=Status.SENT, sent_at=NOW))))
        answer = doubtful.hr("POST", f"{ONE}/cases/case-1/resolve", {"resolution": "send_again"})
        assert answer["statusCode"] == 200
        assert doubtful.queue.messages == []
        assert doubtful.story().messages[0].status is Status.SENT


def test_side_states_and_answers_show_in_the_list(portal: Portal) -> None:
    told = an_interview(progress=Progress.CLICKED, sides=frozenset({Side.NEW_TIME_ASKED, Side.BOUNCED}))
    portal.table.write(put(interview_item(told)))
    (row,) = said(portal.hr("GET", "/api/hr/applications"))["applications"]
    assert row["interview"]["sides"] == ["bounced", "new_time_asked"]
    assert row["interview"]["answered"] is True
