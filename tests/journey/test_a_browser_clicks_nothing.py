"""A headless browser runs the scripts of every link of every kind of mail, and clicks nothing (K3, K4).

So do link scanners: they load pictures, follow all links at once and wait for the page's scripts. What that leaves is
known: raw hits, opens and clicks with the verdict *machine*. No progress, no answer, no mail, no human count.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request

from mianyue.adapters.items import Item, decode
from mianyue.domain.interview import Interview
from mianyue.domain.message import Kind
from mianyue.domain.tracking import TrackingEvent
from tests.journey.browser import DESKTOP
from tests.journey.every_kind import PROVOKED, bring_out_every_kind
from tests.journey.laptop import RunningLaptop
from tests.journey.table import Items, changed, quiet_table, table
from tests.journey.test_fresh_link import expired

_IN_HTML = re.compile(r"""(?:href|src)=["']([^"']+)["']""")
_IN_TEXT = re.compile(r"https?://[^\s<>）)]+")
_COUNTED = ("rev", "opens", "clicks")
"""All that a machine's look may change of an interview."""


@dataclass
class Left:
    """What the browser has done, and the table before and after it."""

    before: Items
    after: Items = field(default_factory=dict)
    visited: dict[str, set[str]] = field(default_factory=dict)
    """The links of each mail."""
    posted: set[str] = field(default_factory=set)
    """Paths that the pages' own scripts have posted to."""
    mails: int = 0

    @property
    def added(self) -> list[Item]:
        """Items that were not there before."""
        return [self.after[key] for key in sorted(self.after.keys() - self.before.keys())]

    @property
    def interviews(self) -> list[tuple[Interview, Interview]]:
        """Interviews that have changed, before and after."""
        both = self.before.keys() & changed(self.before, self.after)
        pairs = [(self.before[key], self.after[key]) for key in both if self.after[key]["type"]["S"] == "interview"]
        return [(decode(Interview, before), decode(Interview, after)) for before, after in pairs]


@pytest.fixture(scope="module")
def mails(laptop: RunningLaptop) -> dict[Kind, list[dict[str, Any]]]:
    return bring_out_every_kind(laptop)


@pytest.fixture(scope="module")
def left(laptop: RunningLaptop, browser: Browser, mails: dict[Kind, list[dict[str, Any]]]) -> Left:
    """Every mail has been gone through by a browser as it comes: without a window, and it says so."""
    found = Left(quiet_table(laptop), mails=len(laptop.mails()))
    page = browser.new_context(viewport=DESKTOP).new_page()
    page.on("request", lambda request: _note(found, request))
    assert "HeadlessChrome" in page.evaluate("navigator.userAgent")
    for mail in (each for theirs in mails.values() for each in theirs):
        found.visited[mail["id"]] = links_of(laptop, mail["id"])
        _open(laptop, page, mail["id"])
        for link in sorted(found.visited[mail["id"]]):
            _look_at(page, link)
    _look_at(page, expired(laptop, laptop.link(mails[Kind.INVITATION][0]["id"])))
    page.context.close()
    laptop.wait_for(lambda: opens(table(laptop)) == opens(found.before) + len(found.visited))
    found.after = quiet_table(laptop)
    return found


def opens(items: Items) -> int:
    """How many opens have been recorded: what SES tells comes a moment later."""
    return sum(each.get("name", {}).get("S") == "opened" for each in items.values())


def _note(found: Left, request: Request) -> None:
    if request.method != "GET":
        found.posted.add(request.url.split("://")[1].partition("/")[2])


def _open(laptop: RunningLaptop, page: Page, mail_id: str) -> None:
    """Show the mail with its pictures; the mailbox counts as SES's own picture what is posted for it."""
    _look_at(page, f"{laptop.base_url}/mailbox/api/messages/{mail_id}/html")
    page.goto(f"{laptop.base_url}/i/index.html")
    page.evaluate("path => fetch(path, {method: 'POST'}).then(() => null)", f"/mailbox/api/messages/{mail_id}/opened")


def _look_at(page: Page, link: str) -> None:
    """Open a page, let its scripts run to the end, read it to its foot."""
    page.goto("about:blank")  # the same page with another token in its fragment would not be loaded again
    page.goto(link, wait_until="networkidle")
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_load_state("networkidle")


def links_of(laptop: RunningLaptop, mail_id: str) -> set[str]:
    """Every address in a mail that leads to the web: in both its parts, and the one for unsubscribing."""
    mail = laptop.mail(mail_id)
    written = [unescape(each) for each in _IN_HTML.findall(laptop.html(mail_id))]
    every = [*written, *_IN_TEXT.findall(mail["text"]), mail["headers"].get("List-Unsubscribe", "").strip("<>")]
    return {each for each in every if each.startswith("http")}


def test_every_kind_of_mail_has_been_gone_through(mails: dict[Kind, list[dict[str, Any]]], left: Left) -> None:
    assert set(PROVOKED) == set(mails) == set(Kind)
    assert len(left.visited) == sum(map(len, mails.values()))
    leading_nowhere = [mail_id for mail_id, links in left.visited.items() if not links]
    assert len(leading_nowhere) == 2, "what tells of an end has no link: a withdrawal and an expiry"


def test_the_scripts_have_posted_nothing_but_the_token_and_the_mailboxs_own_picture(left: Left) -> None:
    posted = {path for path in left.posted if not path.startswith("mailbox/")}
    assert posted == {"api/candidate/session"}


def test_what_was_added_is_raw_hits_and_looks_of_a_machine_each_with_its_reason(left: Left) -> None:
    assert {each["type"]["S"] for each in left.added} == {"hit", "event"}
    events = [decode(TrackingEvent, each) for each in left.added if each["type"]["S"] == "event"]
    assert {(each.name, each.verdict) for each in events} == {("opened", "machine"), ("clicked", "machine")}
    assert {each.why for each in events} <= {"program", "links_together", "before_delivery"}


def test_what_was_changed_is_the_raw_counts_of_interviews(left: Left) -> None:
    touched = left.before.keys() & changed(left.before, left.after)
    assert {left.after[key]["type"]["S"] for key in touched} == {"interview"}
    assert len(left.interviews) == len(PROVOKED)
    for before, after in left.interviews:
        assert {name for name in Interview._fields if getattr(before, name) != getattr(after, name)} <= {*_COUNTED}
        assert (after.clicks, after.opens) > (before.clicks, before.opens)
        assert (after.human_opens, after.human_clicks) == (before.human_opens, before.human_clicks)


def test_nothing_was_taken_away_and_no_mail_went_out(laptop: RunningLaptop, left: Left) -> None:
    assert left.before.keys() <= table(laptop).keys()
    assert len(laptop.mails()) == left.mails
