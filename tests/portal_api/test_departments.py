"""Where the company has departments, HR staff see nothing of any other, whichever route they ask (O4)."""

import json
from copy import replace
from typing import Any

import pytest

from functions.portal_api import handler
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.keys import case_item, event_item, faq_item, reminder_item, suppression_item
from mianyue.adapters.question_store import question_item
from mianyue.adapters.staff_store import StaffStore
from mianyue.adapters.table import put
from mianyue.domain.company import Department
from mianyue.domain.member import Member
from mianyue.domain.suppression import Suppression
from mianyue.domain.tracking import ExceptionCase
from tests.builders import (
    APPLICATION_ID,
    NOW,
    a_company,
    a_faq_entry,
    a_position,
    a_question,
    a_reminder,
    a_rule,
    an_application,
    an_event,
)
from tests.http_events import hr_event, refusal, said
from tests.portal_api.conftest import Portal
from tests.portal_api.test_every_route import ADMIN_ROUTES, BODIES, HR_ROUTES

SUB = "8d3c4f5e-0000-4000-8000-0000000000aa"
PERSONAL = (APPLICATION_ID, "sales-rep", an_application().name, an_application().email)
"""What tells that there is an application, or whose."""

OF_ALL = ("/api/hr/setup/positions", "/api/hr/faq/order", "/api/hr/faq/usual")
"""What belongs to no department may be changed from any."""


def a_case() -> ExceptionCase:
    return ExceptionCase(APPLICATION_ID, 2, "case-1", "new_time_asked", NOW, "m1")


@pytest.fixture
def company(portal: Portal) -> Portal:
    """Two departments; the one application with all that may belong to it is of the first one's position."""
    store = CompanyStore(portal.table, lambda: 0.0)
    store.save(
        a_company(by_department=True),
        a_position(department="east"),
        a_position(position_id="cashier", name="收银员", department="west"),
        a_rule(position_id="sales-rep"),
    )
    store.add(Department("east", "东区"))
    store.add(Department("west", "西区"))
    suppressed = Suppression(an_application().email, "bounced", NOW, APPLICATION_ID, 2, "m1")
    question = put(question_item(a_question(question_id="q1")))
    entry = put(faq_item(a_faq_entry(scope="position:sales-rep")))
    portal.table.write(question, entry)
    items = case_item(a_case()), event_item(an_event()), reminder_item(a_reminder()), suppression_item(suppressed)
    portal.table.write(*map(put, items))
    return portal


def of_department(portal: Portal, *departments: str) -> None:
    StaffStore(portal.table).change(replace(StaffStore(portal.table).member(SUB), departments=departments))


@pytest.mark.parametrize(("method", "path"), [each for each in HR_ROUTES if each not in ADMIN_ROUTES])
def test_no_route_shows_or_changes_what_is_of_another_department(company: Portal, method: str, path: str) -> None:
    of_department(company, "west")
    before = company.everything()
    answer = handler.handler(hr_event(method, path, BODIES.get(path)), None)
    if answer["statusCode"] < 300:
        assert not [each for each in PERSONAL if each in _without_what_was_asked(answer, path)], answer["body"]
    else:
        assert answer["statusCode"] in (404, 409, 422), answer
        assert not [each for each in PERSONAL[1:] if each in answer["body"]], answer["body"]
    if path not in OF_ALL:
        assert company.everything() == before


def _without_what_was_asked(answer: dict[str, Any], path: str) -> str:
    """A result names the application that was asked for, and says that there is none."""
    found = json.loads(answer["body"] or "{}")
    for each in found.get("results", []):
        assert each["outcome"] == "not_found", found
    return "" if "results" in found else answer["body"]


@pytest.mark.parametrize("departments", [("east",), ("west", "east")])
def test_whoever_belongs_to_the_department_sees_its_own(company: Portal, departments: tuple[str, ...]) -> None:
    of_department(company, *departments)
    assert _seen(company)


def test_whoever_belongs_to_no_department_sees_nothing(company: Portal) -> None:
    of_department(company)
    assert not _seen(company)


def test_an_admin_sees_all(company: Portal) -> None:
    of_department(company)
    assert _seen(company, groups="[admin]")


def test_all_see_all_where_the_company_has_it_so(company: Portal) -> None:
    CompanyStore(company.table, lambda: 0.0).save(a_company())
    of_department(company, "west")
    assert _seen(company)


def test_a_position_of_no_department_is_for_admins_alone(company: Portal) -> None:
    CompanyStore(company.table, lambda: 0.0).save(a_position())
    of_department(company, "east", "west")
    assert not _seen(company)
    assert _seen(company, groups="[admin]")


def _seen(portal: Portal, groups: str = "[hr]") -> bool:
    """Whether the application is in each list and opens; never in one and not in another."""
    listed = said(portal.hr("GET", "/api/hr/applications", groups=groups))["applications"]
    cases = said(portal.hr("GET", "/api/hr/cases", groups=groups))["cases"]
    scheduled = said(portal.hr("GET", "/api/hr/scheduled", groups=groups))["messages"]
    reminders = said(portal.hr("GET", "/api/hr/scheduled/reminders", groups=groups))["reminders"]
    addresses = said(portal.hr("GET", "/api/hr/suppressions", groups=groups))["suppressions"]
    days = {"since": "2026-11-20T00:00:00Z", "until": "2026-12-10T00:00:00Z"}
    calendar = said(portal.hr("GET", "/api/hr/calendar", groups=groups, **days))["entries"]
    questions = said(portal.hr("GET", "/api/hr/questions", groups=groups))["questions"]
    ready = [
        each for each in said(portal.hr("GET", "/api/hr/faq", groups=groups))["entries"] if each["scope"] != "default"
    ]
    opened = portal.hr("GET", f"/api/hr/applications/{APPLICATION_ID}", groups=groups)
    lists = (listed, cases, scheduled, reminders, addresses, calendar, questions, ready)
    seen = {bool(each) for each in lists} | {opened["statusCode"] == 200}
    assert len(seen) == 1, lists
    return seen.pop()


def test_a_candidate_of_any_department_opens_their_link(company: Portal) -> None:
    assert company.candidate("POST", "/api/candidate/session", {"token": company.token()})["statusCode"] == 200


def test_a_token_from_before_a_decision_counts_no_more(portal: Portal) -> None:
    issued = float(hr_event("GET", "/")["requestContext"]["authorizer"]["jwt"]["claims"]["iat"])
    moment = NOW.fromtimestamp(issued, tz=NOW.tzinfo)
    StaffStore(portal.table).change(Member(SUB, tokens_from=moment))
    assert portal.hr("GET", "/api/hr/me")["statusCode"] == 200
    StaffStore(portal.table).change(Member(SUB, tokens_from=NOW.fromtimestamp(issued + 1, tz=NOW.tzinfo), rev=1))
    assert refusal(portal.hr("GET", "/api/hr/me")) == (401, "signed_out")
