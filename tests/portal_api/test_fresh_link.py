"""A link that has stopped working brings a new one to the address on file: how often, and what is said of it (P6)."""

from collections.abc import Iterable
from copy import replace
from datetime import timedelta
from typing import Any

import pytest

from functions.portal_api.ask_for_link import ask_for_link
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.keys import application_item, interview_item
from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, delete, put
from mianyue.domain.interview import Interview, Progress, Side
from mianyue.domain.link import Claim, Scope
from mianyue.domain.message import Kind, Message
from tests.builders import APPLICATION_ID, NOW, a_position, an_application
from tests.http_events import said
from tests.portal_api.conftest import Portal

ASK = "/api/candidate/fresh-link"
SAME_FOR_ALL = {"over": None, "hr": None}
HR = {"name": "林晓", "email": "hr@example.com", "phone": "+86 21 5555 0100"}
LONG_AGO = int((NOW - timedelta(days=1)).timestamp())


def expired(portal: Portal) -> str:
    """A token that was ours, of links that were not made anew since."""
    return token_of(portal, expires=LONG_AGO)


def token_of(portal: Portal, *, version: int = 1, expires: int = LONG_AGO, scope: Scope = Scope.LINK) -> str:
    return portal.links._signer.sign(scope, Claim(APPLICATION_ID, 2, version, expires))


def rewritten(portal: Portal, **changes: Any) -> Interview:
    changed = replace(portal.interview(), **changes)
    portal.table.write(put(interview_item(changed)))
    return changed


def ask(portal: Portal, token: str, *, request: str = "r-1") -> Any:
    """What the page hears; each press is a request of its own."""
    parts = portal.parts()
    setup = parts.setups.setup()
    return ask_for_link(portal.stories, portal.links, setup, token, request_id=request, now=portal.now)


def mails(portal: Portal) -> list[Message]:
    return [each for each in portal.story().messages if each.kind is Kind.FRESH_LINK]


def asked(portal: Portal) -> list[str]:
    return [event.name for event in portal.story().events if event.name == "link_asked"]


class TestAsking:
    @pytest.mark.parametrize("why", ["expired", "revoked"])
    def test_a_dead_link_brings_one_mail_that_somebody_waits_for(self, portal: Portal, why: str) -> None:
        if why == "revoked":
            rewritten(portal, link_version=2)
        answer = portal.candidate("POST", ASK, {"token": expired(portal)})
        (mail,) = mails(portal)
        assert (answer["statusCode"], said(answer)) == (200, SAME_FOR_ALL)
        assert (mail.awaited, mail.due_at, mail.cause) == (True, NOW, portal.story().events[-1].event_id)
        assert asked(portal) == ["link_asked"]

    def test_it_says_nothing_of_where_the_mail_goes(self, portal: Portal) -> None:
        body = portal.candidate("POST", ASK, {"token": expired(portal)})["body"]
        assert "example.com" not in body
        assert "•" not in body

    def test_the_old_link_stays_dead_and_the_new_one_opens(self, portal: Portal) -> None:
        token = expired(portal)
        portal.candidate("POST", ASK, {"token": token})
        assert portal.candidate("POST", "/api/candidate/session", {"token": token})["statusCode"] == 401
        fresh = portal.token(portal.interview())
        assert portal.candidate("POST", "/api/candidate/session", {"token": fresh})["statusCode"] == 200

    def test_it_is_no_answer_and_brings_nothing_forward(self, portal: Portal) -> None:
        before = portal.interview()
        ask(portal, expired(portal))
        after = portal.interview()
        assert (after.progress, after.sides, after.turn, after.answered) == (before.progress, before.sides, 0, False)
        assert after.rev == before.rev + 1

    def test_looking_asks_for_nothing(self, portal: Portal) -> None:
        before = portal.everything()
        assert portal.candidate("GET", ASK)["statusCode"] == 404
        assert portal.everything() == before

    def test_the_timeline_tells_hr(self, portal: Portal) -> None:
        ask(portal, expired(portal))
        timeline = said(portal.hr("GET", f"/api/hr/applications/{APPLICATION_ID}"))["timeline"]
        found = next(each for each in timeline if each["name"] == "link_asked")
        assert (found["kind"], found["source"]) == ("event", "candidate")


class TestNoOracle:
    @pytest.mark.parametrize("token", ["x", "x" * 48, "A" * 48, "长" * 48])
    def test_a_made_up_token_hears_the_same_and_leaves_nothing(self, portal: Portal, token: str) -> None:
        before = portal.everything()
        answer = portal.candidate("POST", ASK, {"token": token})
        assert (answer["statusCode"], said(answer)) == (200, SAME_FOR_ALL)
        assert portal.everything() == before

    @pytest.mark.parametrize("scope", [Scope.SESSION, Scope.PLATFORM])
    def test_what_is_no_link_hears_the_same_and_leaves_nothing(self, portal: Portal, scope: Scope) -> None:
        before = portal.everything()
        assert ask(portal, token_of(portal, scope=scope)) is None
        assert portal.everything() == before

    def test_another_key_signs_for_nobody(self, portal: Portal) -> None:
        before = portal.everything()
        stranger = LinkSigner(lambda: {"active": "1", "1": "s" * 64})
        assert ask(portal, stranger.sign(Scope.LINK, Claim(APPLICATION_ID, 2, 1, LONG_AGO))) is None
        assert portal.everything() == before

    def test_an_interview_that_was_erased_hears_the_same(self, portal: Portal) -> None:
        token, key = expired(portal), interview_item(portal.interview())
        portal.table.write(delete((key["pk"]["S"], key["sk"]["S"]), "attribute_exists(pk)"))
        before = portal.everything()
        assert ask(portal, token) is None
        assert portal.everything() == before


class TestHowOften:
    def test_a_second_press_within_ten_minutes_brings_no_second_mail(self, portal: Portal) -> None:
        answers = []
        for request, minutes in enumerate((0, 0, 5, 9.99)):
            portal.now = NOW + timedelta(minutes=minutes)
            answers.append(ask(portal, expired(portal), request=f"r-{request}"))
        assert answers == [None] * 4
        assert (len(mails(portal)), len(asked(portal))) == (1, 1)

    def test_after_ten_minutes_another_one_goes_out(self, portal: Portal) -> None:
        for request, minutes in enumerate((0, 10)):
            portal.now = NOW + timedelta(minutes=minutes)
            ask(portal, expired(portal), request=f"r-{request}")
        assert len(mails(portal)) == 2

    @pytest.mark.parametrize(("hours", "sent"), [((0, 1, 2, 3), 3), ((0, 1, 2, 23.99), 3), ((0, 1, 2, 24, 24.5), 4)])
    def test_a_day_has_three(self, portal: Portal, hours: Iterable[float], sent: int) -> None:
        rewritten(portal, deadline=NOW + timedelta(days=5))
        for request, hour in enumerate(hours):
            portal.now = NOW + timedelta(hours=hour)
            ask(portal, expired(portal), request=f"r-{request}")
        assert len(mails(portal)) == sent

    def test_a_clock_that_is_behind_lets_no_second_one_through(self, portal: Portal) -> None:
        for request, minutes in enumerate((0, -4)):
            portal.now = NOW + timedelta(minutes=minutes)
            ask(portal, expired(portal), request=f"r-{request}")
        assert len(mails(portal)) == 1

    def test_of_two_presses_at_the_same_moment_one_counts(self, portal: Portal, table: Table) -> None:
        token, pressed_between = expired(portal), []

        class Both(StoryStore):
            """Whoever has read the interview here is overtaken by the other press."""

            def interview(self, application_id: str, number: int) -> Interview:
                found = super().interview(application_id, number)
                if not pressed_between:
                    pressed_between.append(True)
                    ask(portal, token, request="the other")
                return found

        setup = portal.parts().setups.setup()
        assert ask_for_link(Both(table), portal.links, setup, token, request_id="this", now=NOW) is None
        assert (len(mails(portal)), len(asked(portal))) == (1, 1)


class TestWhenItIsOver:
    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"sides": frozenset({Side.CANCELLED})}, "cancelled"),
            ({"sides": frozenset({Side.EXPIRED})}, "expired"),
            ({"sides": frozenset({Side.DECLINED})}, "declined"),
            ({"progress": Progress.FINISHED}, "finished"),
            ({"deadline": NOW - timedelta(minutes=1)}, "expired"),
            ({"deadline": NOW - timedelta(days=30), "progress": Progress.STARTED}, "expired"),
        ],
    )
    def test_no_link_goes_out_and_the_page_says_why_and_whom_to_write_to(
        self, portal: Portal, changes: dict[str, Any], why: str
    ) -> None:
        rewritten(portal, **changes)
        before = portal.everything()
        answer = portal.candidate("POST", ASK, {"token": expired(portal)})
        assert said(answer) == {"over": why, "hr": HR}
        assert portal.everything() == before

    def test_a_filled_position_wants_nobody_any_more(self, portal: Portal) -> None:
        CompanyStore(portal.table, lambda: 0.0).save(a_position(filled=True))
        assert ask(portal, expired(portal)) == "filled"
        assert mails(portal) == []

    def test_a_link_that_was_made_anew_may_be_a_strangers_and_hears_nothing_of_it(self, portal: Portal) -> None:
        rewritten(portal, link_version=2, sides=frozenset({Side.CANCELLED}))
        assert ask(portal, expired(portal)) is None
        assert mails(portal) == []

    @pytest.mark.parametrize("progress", [Progress.CONFIRMED, Progress.STARTED])
    def test_who_comes_or_has_begun_gets_one(self, portal: Portal, progress: Progress) -> None:
        rewritten(portal, progress=progress)
        assert ask(portal, expired(portal)) is None
        assert len(mails(portal)) == 1


class TestWhereNoMailArrives:
    @pytest.fixture(params=[Side.BOUNCED, Side.COMPLAINED, Side.SUPPRESSED, None])
    def lost(self, portal: Portal, request: pytest.FixtureRequest) -> Portal:
        """No mail goes to the address, or there is none."""
        if request.param:
            rewritten(portal, sides=frozenset({request.param}))
        else:
            portal.table.write(put(application_item(an_application(email=""))))
        return portal

    def test_none_is_written_and_hr_is_told(self, lost: Portal) -> None:
        assert said(lost.candidate("POST", ASK, {"token": expired(lost)})) == SAME_FOR_ALL
        assert (mails(lost), asked(lost)) == ([], ["link_asked"])
        (case,) = said(lost.hr("GET", "/api/hr/cases"))["cases"]
        assert (case["kind"], case["answers"], case["at"]) == ("link_trouble", ["done"], "2026-11-23T02:00:00Z")

    def test_it_puts_off_no_reminder_for_no_mail_has_gone_out(self, lost: Portal) -> None:
        before = lost.interview()
        ask(lost, expired(lost))
        assert lost.interview() == before

    def test_a_days_presses_are_one_case_and_the_next_days_another(self, lost: Portal) -> None:
        rewritten(lost, deadline=NOW + timedelta(days=5))
        for request, hours in enumerate((0, 0, 1, 13, 24)):
            lost.now = NOW + timedelta(hours=hours)
            assert ask(lost, expired(lost), request=f"r-{request}") is None
        assert sorted(case.at for case in lost.story().cases) == [NOW, NOW + timedelta(hours=24)]
        assert len(asked(lost)) == 2

    def test_once_there_is_a_way_the_next_press_brings_a_mail_at_once(self, lost: Portal) -> None:
        ask(lost, expired(lost))
        rewritten(lost, sides=frozenset())
        lost.table.write(put(application_item(an_application())))
        ask(lost, expired(lost), request="r-2")
        assert len(mails(lost)) == 1
