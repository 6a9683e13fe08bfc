"""Users and roles: invited, given another role, switched off, signed out; never the last admin (O4)."""

from datetime import timedelta
from typing import Any

import pytest

from functions.portal_api.user_desk import UserDesk
from mianyue.adapters.audit_items import lines_pk
from mianyue.adapters.items import decode
from mianyue.adapters.staff_store import StaffStore
from mianyue.domain.account import Withdrawn
from mianyue.domain.audit import Line
from mianyue.domain.errors import Refused
from mianyue.domain.member import Member
from tests.builders import NOW
from tests.http_events import refusal, said
from tests.portal_api.conftest import Portal
from tests.portal_api.fake_pool import ME, an_account


def asked(portal: Portal, method: str, path: str, body: object = None) -> dict[str, Any]:
    return portal.hr(method, f"/api/hr/users{path}", body, groups="[admin]")


def user(answer: dict[str, Any], username: str) -> dict[str, Any]:
    (found,) = [each for each in said(answer)["users"] if each["username"] == username]
    return found


class TestInviting:
    def test_makes_an_account_with_its_role(self, portal: Portal) -> None:
        answer = asked(portal, "POST", "", {"email": "New@Example.com", "name": "王芳", "role": "hr"})
        found = user(answer, "new")
        assert (found["email"], found["name"], found["role"], found["invited"]) == (
            "new@example.com",
            "王芳",
            "hr",
            True,
        )
        assert portal.pool.sent == ["new@example.com"]

    @pytest.mark.parametrize("email", ["", "new", "new@", "王芳@example.com", "a@b.c, d@e.f"])
    def test_refuses_what_is_no_address(self, portal: Portal, email: str) -> None:
        assert refusal(asked(portal, "POST", "", {"email": email, "role": "hr"})) == (422, "mail_address")

    def test_refuses_whoever_has_an_account(self, portal: Portal) -> None:
        portal.pool.add(an_account("anna"))
        answer = asked(portal, "POST", "", {"email": "anna@example.com", "role": "hr"})
        assert refusal(answer) == (422, "user_exists")

    def test_again_sends_another_mail_until_they_have_signed_in(self, portal: Portal) -> None:
        portal.pool.add(an_account("anna", invited=True), an_account("ben"))
        assert asked(portal, "POST", "/anna/invitation")["statusCode"] == 200
        assert refusal(asked(portal, "POST", "/ben/invitation")) == (409, "has_signed_in")
        assert portal.pool.sent == ["anna@example.com"]


class TestTheRole:
    def test_is_another_one_from_the_next_request_on(self, portal: Portal) -> None:
        portal.pool.add(an_account("anna"))
        assert user(asked(portal, "PUT", "/anna/role", {"role": "finance"}), "anna")["role"] == "finance"
        member = StaffStore(portal.table).member("anna")
        assert not member.accepts((NOW - timedelta(seconds=1)).timestamp())
        assert member.accepts((NOW + timedelta(seconds=1)).timestamp())

    def test_of_oneself_stays(self, portal: Portal) -> None:
        portal.pool.add(an_account("anna", "admin"))
        assert refusal(asked(portal, "PUT", f"/{ME}/role", {"role": "hr"})) == (409, "own_account")
        assert refusal(asked(portal, "PUT", f"/{ME}/enabled", {"enabled": False})) == (409, "own_account")

    def test_of_nobody_is_not_found(self, portal: Portal) -> None:
        assert refusal(asked(portal, "PUT", "/nobody/role", {"role": "hr"})) == (404, "not_found")

    def test_stands_in_the_audit_log_old_and_new(self, portal: Portal) -> None:
        portal.pool.add(an_account("anna"))
        asked(portal, "PUT", "/anna/role", {"role": "finance"})
        asked(portal, "PUT", "/anna/role", {"role": "admin"})
        lines = [decode(Line, item) for item in portal.table.items(lines_pk("user"))]
        assert [(each.act, each.thing) for each in lines] == [("user.role_changed", "anna")] * 2
        assert lines[1].changes["role"] == ("finance", "admin")

    def test_is_asked_for_again_where_the_pool_did_not_answer(self, portal: Portal) -> None:
        portal.pool.add(an_account("anna", "admin"))
        portal.pool.broken = True
        assert asked(portal, "PUT", "/anna/role", {"role": "hr"})["statusCode"] == 500
        portal.pool.broken = False
        assert user(asked(portal, "PUT", "/anna/role", {"role": "hr"}), "anna")["role"] == "hr"


class TestTheLastAdmin:
    def desk(self, portal: Portal, by: str, members: Any = None) -> UserDesk:
        return UserDesk(portal.pool, members or StaffStore(portal.table), by, NOW)

    def test_cannot_be_demoted_or_disabled(self, portal: Portal) -> None:
        desk = self.desk(portal, "somebody")
        for attempt in (lambda: desk.give_role(ME, "hr"), lambda: desk.enable(ME, enabled=False)):
            with pytest.raises(Refused, match="last_admin"):
                attempt()
        assert portal.pool.admins() == {ME}

    def test_is_the_last_one_who_may_sign_in(self, portal: Portal) -> None:
        portal.pool.add(an_account("anna", "admin", enabled=False))
        with pytest.raises(Refused, match="last_admin"):
            self.desk(portal, "anna").give_role(ME, "hr")

    def test_is_left_when_two_demote_each_other_at_once(self, portal: Portal) -> None:
        portal.pool.add(an_account("anna", "admin"))
        overtaking = Overtaking(portal, lambda: self.desk(portal, ME).give_role("anna", "hr"))
        with pytest.raises(Refused, match="last_admin"):
            self.desk(portal, "anna", overtaking).give_role(ME, "hr")
        assert portal.pool.admins() == {ME}

    def test_is_left_even_while_the_pool_still_shows_the_other_one(self, portal: Portal) -> None:
        portal.pool.add(an_account("anna", "admin"))
        portal.pool.broken = True
        with pytest.raises(ConnectionError):
            self.desk(portal, ME).give_role("anna", "hr")
        assert portal.pool.admins() == {ME, "anna"}
        with pytest.raises(Refused, match="last_admin"):
            self.desk(portal, "anna").give_role(ME, "hr")

    def test_may_go_once_a_former_one_is_admin_again(self, portal: Portal) -> None:
        portal.pool.add(an_account("anna", "admin"))
        desk = self.desk(portal, "somebody")
        desk.give_role("anna", "hr")
        desk.give_role("anna", "admin")
        desk.give_role(ME, "hr")
        assert portal.pool.admins() == {"anna"}
        desk.enable(ME, enabled=False)
        desk.enable(ME, enabled=True)
        assert portal.pool.account(ME).enabled


class Overtaking(StaffStore):
    """A colleague is faster, between this admin's look and their write."""

    def __init__(self, portal: Portal, first: Any) -> None:
        super().__init__(portal.table)
        self._first = first

    def change(self, member: Member, withdrawn: Withdrawn | None = None) -> Member:
        first, self._first = self._first, None
        if first:
            first()
        return super().change(member, withdrawn)


def test_signing_out_ends_what_api_gateway_would_still_take(portal: Portal) -> None:
    portal.now = NOW + timedelta(days=400)  # behind the recorded token's own moment
    assert asked(portal, "POST", f"/{ME}/sign-out")["statusCode"] == 200
    assert portal.pool.signed_out == [ME]
    assert refusal(portal.hr("GET", "/api/hr/me")) == (401, "signed_out")


def test_departments_are_those_that_were_said(portal: Portal) -> None:
    portal.pool.add(an_account("anna"))
    answer = asked(portal, "PUT", "/anna/departments", {"departments": ["west", "east", "west"]})
    assert user(answer, "anna")["departments"] == ["east", "west"]
    assert user(answer, ME)["me"] is True


def test_the_log_is_found_by_person_area_and_day(portal: Portal) -> None:
    portal.pool.add(an_account("anna"))
    for hours in range(3):
        portal.table._now = lambda hours=hours: NOW + timedelta(days=hours)
        asked(portal, "PUT", "/anna/departments", {"departments": [f"d{hours}"]})
    portal.hr("PUT", "/api/hr/setup/positions/sales-rep/filled", {"filled": True, "seen": 1})

    def log(**query: str) -> list[str]:
        return [each["at"][:10] for each in said(portal.hr("GET", "/api/hr/audit", groups="[admin]", **query))["lines"]]

    assert log() == ["2026-11-25", "2026-11-25", "2026-11-24", "2026-11-23"]
    assert log(area="user", by=ME) == ["2026-11-25", "2026-11-24", "2026-11-23"]
    assert log(area="position") == ["2026-11-25"]
    assert log(since="2026-11-24", until="2026-11-24") == ["2026-11-24"]
    assert log(by="nobody") == []
    first = said(portal.hr("GET", "/api/hr/audit", groups="[admin]", limit="3", by=ME))
    assert log(limit="3", by=ME, cursor=first["cursor"]) == ["2026-11-23"]
    assert refusal(portal.hr("GET", "/api/hr/audit", groups="[admin]", until="soon")) == (422, "invalid_input")
