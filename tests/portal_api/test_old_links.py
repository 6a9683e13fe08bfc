"""HR corrects an address: whoever owns the old one holds nothing that opens the interview any more (P6, K6)."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.imports import handler as imports
from functions.track.stop_reminders import stop_reminders
from mianyue.adapters.import_store import ImportStore
from mianyue.adapters.reply_addresses import ReplyAddresses
from mianyue.domain.application import Application
from mianyue.domain.errors import LinkInvalid
from mianyue.domain.interview import Fact, Interview
from mianyue.domain.message import Kind
from mianyue.domain.tracking import ExceptionCase
from tests.builders import NOW, an_entry, an_event, an_interview
from tests.http_events import refusal
from tests.imports.conftest import Function
from tests.imports.importing import HEADINGS, as_csv
from tests.imports.test_handler import committed, uploaded
from tests.portal_api.conftest import Portal

SESSION = "/api/candidate/session"
MISTYPED = ("王小明", "wnag@example.com", "13800138000", "销售代表")
CORRECTED = ("王小明", "wang@example.com", "13800138000", "销售代表")


class Office:
    """Imports on the portal's table, and the one candidate they are about."""

    def __init__(self, portal: Portal, function: Function) -> None:
        self.portal, self._function = portal, function

    def bring_in(self, *rows: tuple[str, ...]) -> None:
        committed(self._function, uploaded(self._function, as_csv(*rows, headings=HEADINGS)))
        assert [each["status"] for each in self._function.work()] == ["done"]

    @property
    def application(self) -> Application:
        listed = (row.application for row in self.portal.parts().listing.page(limit=10).rows)
        return next(each for each in listed if (each.name, each.position_id) == ("王小明", "sales-rep"))

    @property
    def interview(self) -> Interview:
        return self.portal.stories.interview(self.application.application_id, 1)

    def invite(self) -> Interview:
        wang = self.application.application_id
        interview = an_interview(application_id=wang, number=1, rule_id="rule-1")
        self.portal.stories.invite(an_entry(application_id=wang, number=1, routed_at=NOW), interview, [], [])
        return interview

    def bounce(self) -> None:
        before = self.interview
        case = ExceptionCase(before.application_id, 1, "case-1", "bounced", NOW)
        event = an_event(Fact.BOUNCED, application_id=before.application_id, entry=1)
        self.portal.stories.record(event, before, before.after(Fact.BOUNCED), cases=[case])

    def send_again(self) -> Any:
        path = f"/api/hr/applications/{self.application.application_id}/cases/case-1/resolve"
        return self.portal.hr("POST", path, {"resolution": "send_again"})

    def opens(self, token: str) -> int:
        return int(self.portal.candidate("POST", SESSION, {"token": token})["statusCode"])

    def events(self) -> list[str]:
        return [each.name for each in self.portal.story(self.application.application_id).events]


@pytest.fixture
def office(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A candidate whose address was mistyped, invited there."""
    function = Function(portal.table)
    parts = function.parts()
    monkeypatch.setattr(imports, "parts", lambda: parts)
    made = Office(portal, function)
    made.bring_in(MISTYPED)
    made.invite()
    return made


def test_after_send_again_to_another_address_the_old_link_is_dead_and_the_new_one_opens(office: Office) -> None:
    old = office.portal.token(office.interview)
    office.bounce()
    office.bring_in(CORRECTED)
    assert office.send_again()["statusCode"] == 200
    assert office.opens(old) == 401
    assert office.opens(office.portal.token(office.interview)) == 200
    assert office.interview.reachable


def test_a_session_that_was_opened_with_the_old_link_ends_with_it(office: Office) -> None:
    session = office.portal.session(office.interview)
    assert office.portal.candidate("GET", "/api/candidate/interview", session=session)["statusCode"] == 200
    office.bring_in(CORRECTED)
    answer = office.portal.candidate("GET", "/api/candidate/interview", session=session)
    assert refusal(answer)[0] == 401


def test_the_old_mails_unsubscribing_and_reply_address_are_of_an_old_version_too(office: Office) -> None:
    addresses = ReplyAddresses(office.portal.links._signer, "reply.example.com")
    token, address = office.portal.token(office.interview), addresses.of(office.interview)
    office.bring_in(CORRECTED)
    with pytest.raises(LinkInvalid, match="revoked"):
        stop_reminders(office.portal.stories, office.portal.links, token, now=NOW)
    assert addresses.claim(address, NOW).version < office.interview.link_version
    assert addresses.claim(addresses.of(office.interview), NOW).version == office.interview.link_version


def test_the_old_link_has_a_new_one_sent_to_the_address_on_file_alone(office: Office) -> None:
    old = office.portal.token(office.interview)
    office.bring_in(CORRECTED)
    office.portal.candidate("POST", "/api/candidate/fresh-link", {"token": old})
    story = office.portal.story(office.application.application_id)
    assert ([each.kind for each in story.messages], story.application.email) == ([Kind.FRESH_LINK], "wang@example.com")


def test_send_again_to_the_same_mailbox_leaves_its_links_alone(office: Office) -> None:
    old = office.portal.token(office.interview)
    office.bounce()
    assert office.send_again()["statusCode"] == 200
    assert office.opens(old) == 200


@pytest.mark.parametrize(
    "row", [("王小明", "WNAG@Example.com", "13800138000", "销售代表"), (*MISTYPED[:3], "产品经理")]
)
def test_an_import_that_leaves_the_mailbox_as_it_is_leaves_its_links_alone(
    office: Office, row: tuple[str, ...]
) -> None:
    old = office.portal.token(office.interview)
    office.bring_in(row)
    assert (office.events(), office.interview.link_version) == ([], 1)
    assert office.opens(old) == 200


def test_the_timeline_says_so_once(office: Office) -> None:
    office.bring_in(CORRECTED)
    office.bring_in(CORRECTED)
    assert office.events() == ["address_changed"]


def test_an_interview_that_is_over_may_come_back_and_is_cut_off_too(office: Office) -> None:
    before, old = office.interview, office.portal.token(office.interview)
    office.portal.stories.record(an_event(Fact.CANCELLED), before, before.after(Fact.CANCELLED))
    office.bring_in(CORRECTED)
    assert office.opens(old) == 401


def test_what_is_said_meanwhile_is_not_overwritten(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    overtaken = first_then(monkeypatch, lambda: confirm(office))
    office.bring_in(CORRECTED)
    assert (overtaken, office.interview.coming, office.interview.link_version) == ([True], True, 2)


def test_an_interview_that_comes_to_be_meanwhile_is_cut_off_as_well(
    portal: Portal, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.bring_in(("韩梅梅", "hna@example.com", "13700137000", "销售代表"))
    han = next(
        row.application for row in portal.parts().listing.page(limit=10).rows if row.application.name == "韩梅梅"
    )
    made = an_interview(application_id=han.application_id, number=1)
    routed = an_entry(application_id=han.application_id, number=1, routed_at=NOW)
    first_then(monkeypatch, lambda: portal.stories.invite(routed, made, [], []))
    office.bring_in(("韩梅梅", "han@example.com", "13700137000", "销售代表"))
    assert portal.stories.interview(han.application_id, 1).link_version == 2


def first_then(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> list[bool]:
    """Somebody acts right behind the first look at an application's interviews."""
    look, done = ImportStore.interviews_of, list[bool]()

    def overtaken(imports: ImportStore, application_id: str) -> list[Interview]:
        found = look(imports, application_id)
        if not done:
            done.append(True)
            act()
        return found

    monkeypatch.setattr(ImportStore, "interviews_of", overtaken)
    return done


def confirm(office: Office) -> None:
    before = office.interview
    event = an_event(Fact.CONFIRMED, application_id=before.application_id, entry=1)
    office.portal.stories.record(event, before, before.after(Fact.CONFIRMED))
