"""The candidate's page has no finding of axe against WCAG 2.2 AA, in any state, language or colour scheme (P7)."""

import pytest

from tests.portal.accessibility import findings
from tests.portal.candidate_visit import INTERVIEW, Visit

CLOSED = dict.fromkeys(INTERVIEW["can"], False)
STATES = {
    "open": {},
    "confirmed": {"progress": "confirmed"},
    "new_time_asked": {"sides": ["new_time_asked"], "wishes": ["2026-11-27T02:00:00Z"]},
    "declined": {"sides": ["declined"]},
    "started": {"progress": "started"},
    "cancelled": {"closed": "cancelled", "can": CLOSED},
}
LOOKS = [("zh-CN", "light"), ("en", "dark")]


def prepare(visit: Visit, language: str, scheme: str) -> None:
    """Show the page in a language and a colour scheme."""
    visit.api.interview["language"] = language
    visit.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
@pytest.mark.parametrize("state", STATES)
def test_no_finding_where_the_interview_stands(visit: Visit, state: str, language: str, scheme: str) -> None:
    prepare(visit, language, scheme)
    visit.api.interview |= STATES[state]
    visit.open().standing(state)
    assert findings(visit) == []


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
@pytest.mark.parametrize("form", ["new-time", "decline"])
def test_no_finding_in_the_forms(visit: Visit, form: str, language: str, scheme: str) -> None:
    prepare(visit, language, scheme)
    visit.open().standing("open")
    visit.press(form)
    assert findings(visit) == []


@pytest.mark.parametrize("over", [None, "filled"])
def test_no_finding_where_a_link_is_dead_before_and_after_asking_for_a_new_one(visit: Visit, over: str | None) -> None:
    visit.api.refusals["session"] = (401, "link_expired")
    visit.api.fresh = {"over": over, "hr": INTERVIEW["hr"] if over else None}
    visit.open().trouble("link_expired")
    assert findings(visit) == []
    visit.press("fresh-link")
    visit.page.locator("[data-test=fresh-answer]").wait_for()
    assert findings(visit) == []
