"""On the deployed stack: a link has expired; its page sends a new one, by a press, to the address on file (P6)."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from mianyue.adapters.link_signer import LinkSigner
from mianyue.domain.link import Scope
from tests.journey.browser import a_page
from tests.journey.hr import Hr
from tests.journey.laptop import RunningLaptop
from tests.journey.test_browser import SLOW, VISIT_NAMES, VISITS, words


def expired(laptop: RunningLaptop, link: str) -> str:
    """The same link, as it would be had its time been over a minute ago."""
    secret = laptop.client("secretsmanager").get_secret_value(SecretId=laptop.outputs["LinkKeysSecretArn"])
    signer = LinkSigner(lambda: json.loads(secret["SecretString"]))
    site, _, token = link.rpartition("/")
    claim = signer.read(Scope.LINK, token)
    return f"{site}/{signer.sign(Scope.LINK, claim._replace(expires=int(datetime.now(UTC).timestamp()) - 60))}"


@pytest.mark.parametrize(("language", "size"), VISITS, ids=VISIT_NAMES)
def test_from_the_dead_link_to_the_new_one(
    laptop: RunningLaptop, browser: Browser, language: str, size: dict[str, int]
) -> None:
    hr, text, email = Hr(laptop), words("candidate", language), f"dead-{uuid4().hex[:8]}@example.com"
    hr.import_file("dead.csv", f"姓名,邮箱,应聘岗位,语言\n顾念,{email},客服专员,{language}\n".encode())
    hr.move("screened", hr.of(email))
    (invitation,) = laptop.wait_for_mails(email)
    dead = expired(laptop, laptop.link(invitation["id"]))
    with a_page(browser, laptop.base_url, size=size, language=language, expected=("401",)) as page:
        page.goto(dead)
        expect(page.get_by_role("heading", name=text["trouble_link_expired_title"])).to_be_visible(timeout=SLOW)
        assert email not in page.content()
        press(page, text)
        fresh, _ = laptop.wait_for_mails(email, 2)
        page.goto(laptop.link(fresh["id"]))
        expect(page.get_by_text(text["hello"].replace("{name}", "顾念"))).to_be_visible(timeout=SLOW)
        page.goto(dead)  # stays what it was, and another press within minutes brings no third mail
        press(page, text)
    detail = hr.detail(hr.of(email)["application_id"])
    assert kinds(detail) == {"invitation": 1, "fresh_link": 1}
    assert [each["source"] for each in detail["timeline"] if each["name"] == "link_asked"] == ["candidate"]
    assert detail["interview"]["progress"] == "clicked"


def press(page: Page, text: dict[str, Any]) -> None:
    page.get_by_role("button", name=text["fresh_ask"]).click(timeout=SLOW)
    expect(page.get_by_text(text["fresh_asked_text"])).to_be_visible(timeout=SLOW)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth")


def kinds(detail: Any) -> dict[str, int]:
    """How many messages of each kind there are."""
    found = [each["kind"] for each in detail["messages"]]
    return {kind: found.count(kind) for kind in found}


def test_an_expired_link_to_an_interview_that_is_over_says_so_and_whom_to_write_to(
    laptop: RunningLaptop, browser: Browser
) -> None:
    hr, text, email = Hr(laptop), words("candidate", "zh-CN"), f"over-{uuid4().hex[:8]}@example.com"
    hr.import_file("over.csv", f"姓名,邮箱,应聘岗位\n陆遥,{email},客服专员\n".encode())
    hr.move("screened", hr.of(email))
    (invitation,) = laptop.wait_for_mails(email)
    dead = expired(laptop, laptop.link(invitation["id"]))
    hr.move("rejected", hr.of(email))
    with a_page(browser, laptop.base_url, size=VISITS[1][1], language="zh-CN", expected=("401",)) as page:
        page.goto(dead)
        page.get_by_role("button", name=text["fresh_ask"]).click(timeout=SLOW)
        expect(page.get_by_text(text["fresh_over_cancelled"])).to_be_visible(timeout=SLOW)
        expect(page.get_by_role("link", name=text["contact_mail"])).to_be_visible()
    assert "fresh_link" not in kinds(hr.detail(hr.of(email)["application_id"]))
