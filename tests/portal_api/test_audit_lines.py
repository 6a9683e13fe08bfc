"""Every route that changes something leaves a line in the audit log; one that leaves none is named here (O3)."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.portal_api.ask_question import asked_case
from mianyue import starter_faq
from mianyue.adapters.audit_items import lines_pk
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.faq_store import FaqStore
from mianyue.adapters.items import decode
from mianyue.adapters.keys import case_item, reminder_item, suppression_item
from mianyue.adapters.question_store import question_item
from mianyue.adapters.table import put
from mianyue.domain.audit import Line
from mianyue.domain.interview import Fact
from mianyue.domain.suppression import Suppression
from mianyue.domain.tracking import ExceptionCase
from tests.builders import (
    APPLICATION_ID,
    NOW,
    a_faq_entry,
    a_question,
    a_reminder,
    an_event,
    an_interview,
    an_invitation,
)
from tests.http_events import said
from tests.portal_api.conftest import Portal
from tests.portal_api.fake_pool import an_account
from tests.portal_api.test_every_route import BODIES, OWN_FUNCTIONS, operations

SILENT = {
    ("POST", "/api/hr/setup/dry-run"): "it only looks",
    ("POST", "/api/hr/templates/preview"): "it only looks",
    ("POST", "/api/hr/templates/answer-preview"): "it only looks",
    ("POST", "/api/hr/templates/compare"): "it only looks",
    ("POST", "/api/hr/imports/{import_id}/preview"): "it only looks",
    ("POST", "/api/hr/bulks/preview"): "it counts; only what is begun with the count happens",
}
"""Routes that are asked with a body and change nothing, and why that is so."""
WRITES = [
    (method, path, operation)
    for method, path, operation in operations()
    if path.startswith("/api/hr/") and method != "GET"
]
OURS = [
    (operation["x-act"], method, path)
    for method, path, operation in WRITES
    if "x-act" in operation and not path.startswith(OWN_FUNCTIONS)
]
AN_ENTRY = {"question": "要带简历吗？", "answer": "不用。"}
CASE = f"/api/hr/applications/{APPLICATION_ID}/cases/case-1"

type Scene = Callable[[Portal], tuple[str, Any]]
"""Sets the stage, and says with which path and body the route succeeds."""


def a_case(kind: str = "link_trouble") -> ExceptionCase:
    return ExceptionCase(APPLICATION_ID, 2, "case-1", kind, NOW, "")


def settles_a_case(portal: Portal) -> tuple[str, Any]:
    portal.table.write(put(case_item(a_case())))
    return f"{CASE}/resolve", {"resolution": a_case().answers[0]}


def answers_a_wish(answer: str, body: Any) -> Scene:
    def wished(portal: Portal) -> tuple[str, Any]:
        before = portal.interview()
        asked = before.after(Fact.NEW_TIME_ASKED, wishes=("2026-11-26T02:00:00.000000Z",))
        case = a_case(Fact.NEW_TIME_ASKED)
        portal.stories.record(an_event(Fact.NEW_TIME_ASKED), before, asked, cases=[case])
        return f"{CASE}/{answer}", body

    return wished


def lifts_a_suppression(portal: Portal) -> tuple[str, Any]:
    standing = Suppression("anna@example.com", "bounced", NOW, APPLICATION_ID, 2, "m1")
    portal.table.write(put(suppression_item(standing)))
    return "/api/hr/suppressions/lift", {"address": "anna@example.com", "because": "typo"}


def cancels_a_mail(portal: Portal) -> tuple[str, Any]:
    message = {"application_id": APPLICATION_ID, "entry": 2, "message_id": an_invitation().message_id}
    return "/api/hr/scheduled/cancel", {"messages": [message]}


def cancels_a_reminder(portal: Portal) -> tuple[str, Any]:
    portal.table.write(put(reminder_item(a_reminder(an_interview()))))
    return "/api/hr/scheduled/reminders/cancel", {"application_id": APPLICATION_ID, "entry": 2, "ordinal": 1}


def on_a_question(act: str, body: Any, *, answered: bool = False) -> Scene:
    def asked(portal: Portal) -> tuple[str, Any]:
        question = a_question()
        if answered:
            question = question.answered("可以", by="hr-1", now=NOW)
        portal.table.write(put(question_item(question)), put(case_item(asked_case(question))))
        return f"/api/hr/questions/{APPLICATION_ID}/question-1/{act}", body

    return asked


def on_an_entry(path: str, body: Any = None) -> Scene:
    def there(portal: Portal) -> tuple[str, Any]:
        FaqStore(portal.table).add(a_faq_entry())
        return f"/api/hr/faq/{path}", body

    return there


def adds_the_last_usual_entry(portal: Portal) -> tuple[str, Any]:
    FaqStore(portal.table).add_missing(starter_faq.faq()[:-1])
    return "/api/hr/faq/usual", {}


def with_its_body(path: str) -> Scene:
    return lambda _: (path, BODIES.get(path))


def about_a_colleague(what: str) -> Scene:
    def invited(portal: Portal) -> tuple[str, Any]:
        portal.pool.add(an_account("colleague", invited=True))
        return f"/api/hr/users/colleague/{what}", BODIES.get(f"/api/hr/users/colleague/{what}")

    return invited


SCENES: dict[str, Scene] = {
    "application.moved": with_its_body("/api/hr/moves"),
    "case.settled": settles_a_case,
    "wish.accepted": answers_a_wish("accept", {"starts_at": "2026-11-26T02:00:00Z"}),
    "wish.proposed": answers_a_wish("propose", {"starts_at": "2026-11-27T02:00:00Z"}),
    "wish.refused": answers_a_wish("refuse", {"note": ""}),
    "rule.added": with_its_body("/api/hr/setup/rules"),
    "rule.changed": with_its_body("/api/hr/setup/rules/sales-at-once"),
    "rule.removed": with_its_body("/api/hr/setup/rules/sales-at-once"),
    "stage.changed": with_its_body("/api/hr/setup/stages"),
    "position.added": with_its_body("/api/hr/setup/positions"),
    "position.changed": with_its_body("/api/hr/setup/positions/sales-rep"),
    "position.filled": with_its_body("/api/hr/setup/positions/sales-rep/filled"),
    "company.changed": with_its_body("/api/hr/setup/company"),
    "mail.cancelled": cancels_a_mail,
    "reminder.cancelled": cancels_a_reminder,
    "address.lifted": lifts_a_suppression,
    "user.invited": with_its_body("/api/hr/users"),
    "user.invited_again": about_a_colleague("invitation"),
    "user.role_changed": about_a_colleague("role"),
    "user.enabled": about_a_colleague("enabled"),
    "user.assigned": about_a_colleague("departments"),
    "user.signed_out": about_a_colleague("sign-out"),
    "question.answered": on_a_question("answer", {"answer": "可以"}),
    "question.reworded": on_a_question("answer", {"answer": "可以的", "seen": 2, "mail": False}, answered=True),
    "question.closed": on_a_question("close", {}),
    "faq.added": on_an_entry("entries", {"entry": AN_ENTRY}),
    "faq.changed": on_an_entry("entries/faq-1", {"entry": AN_ENTRY, "seen": 1}),
    "faq.removed": on_an_entry("entries/faq-1"),
    "faq.arranged": on_an_entry("order", {"faq_ids": ["faq-1"], "seen": 0}),
    "faq.usual_added": adds_the_last_usual_entry,
}


def test_a_route_that_writes_says_its_act_or_is_known_to_change_nothing() -> None:
    silent = {(method, path) for method, path, operation in WRITES if "x-act" not in operation}
    assert silent == set(SILENT)


@pytest.mark.parametrize(("act", "method", "path"), OURS)
def test_what_a_route_has_changed_stands_in_the_audit_log(portal: Portal, act: str, method: str, path: str) -> None:
    asked, body = SCENES[act](portal)
    assert lines(portal) == []
    answer = portal.hr(method, asked, body, groups="[admin]", seen="1")
    assert answer["statusCode"] < 300, (path, said(answer))
    (line,) = lines(portal)
    assert (line.act, line.by, line.address) == (act, "8d3c4f5e-0000-4000-8000-0000000000aa", "203.0.113.7")
    assert line.kind, "which thing?"
    for personal in ("陈安琪", "anna@example.com", "typo", "林晓"):
        assert personal not in str(line)


def test_what_is_refused_leaves_no_line(portal: Portal) -> None:
    refused = portal.hr("PUT", "/api/hr/setup/company", BODIES["/api/hr/setup/company"] | {"seen": 9}, groups="[admin]")
    assert refused["statusCode"] == 409
    assert lines(portal) == []


def test_old_and_new_values_of_a_setting_stand_in_the_line(portal: Portal) -> None:
    CompanyStore(portal.table, lambda: 0.0)
    portal.hr("PUT", "/api/hr/setup/positions/sales-rep/filled", {"filled": True, "seen": 1})
    (line,) = lines(portal)
    assert (line.kind, line.thing, line.changes) == ("position", "sales-rep", {"filled": ("false", "true")})


def lines(portal: Portal) -> list[Line]:
    return [decode(Line, item) for item in portal.table.items(lines_pk())]
