"""HR and candidate in a real browser, on the deployed stack, in both languages, at a desk and on a phone."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from local.demo_company import HR_PASSWORD, HR_USER
from tests.journey.browser import DESKTOP, PHONE, a_page
from tests.journey.hr import Hr
from tests.journey.laptop import RunningLaptop

PORTAL = Path(__file__).parents[2] / "portal"
SLOW = 30_000
"""Milliseconds a page may take for what goes round the whole stack on a busy machine."""

VISITS = [("zh-CN", DESKTOP), ("en", PHONE)]
VISIT_NAMES = ["zh-CN at a desk", "en on a phone"]


def words(portal: str, language: str) -> dict[str, Any]:
    """The texts of a portal, as its pages take them."""
    found: dict[str, Any] = json.loads((PORTAL / portal / "locales" / f"{language}.json").read_text(encoding="utf-8"))
    return found


def sign_in(page: Page, origin: str, text: dict[str, Any]) -> None:
    page.goto(f"{origin}/")
    page.get_by_label(text["sign_in"]["name"]).fill(HR_USER)
    page.get_by_label(text["sign_in"]["password"], exact=True).fill(HR_PASSWORD)
    page.get_by_role("button", name=text["sign_in"]["submit"]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(text["page"]["today"], timeout=SLOW)


@pytest.mark.parametrize(("language", "size"), VISITS, ids=VISIT_NAMES)
def test_from_the_spreadsheet_to_the_confirmation(
    laptop: RunningLaptop, browser: Browser, language: str, size: dict[str, int], tmp_path: Path
) -> None:
    text, their = words("console", language), words("candidate", language)
    email = f"browser-{uuid4().hex[:8]}@example.com"
    name = {"zh-CN": "诸葛晓", "en": "Ada Lindqvist"}[language]
    file = tmp_path / "list.csv"
    file.write_text(
        f"姓名,邮箱,应聘岗位,语言\n{name},{email},销售代表,{language}\n坏行,不是邮箱,销售代表,\n", encoding="gb18030"
    )
    with a_page(browser, laptop.base_url, size=size, language=language) as page:
        sign_in(page, laptop.base_url, text)
        page.goto(f"{laptop.base_url}/#/import")
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_role("button", name=one(text["import"]["go"], 1)).click(timeout=SLOW)
        expect(page.get_by_text(text["import"]["status_done"]).first).to_be_visible(timeout=SLOW)
        page.goto(f"{laptop.base_url}/#/applications?q={email}")
        page.get_by_label(text["applications"]["pick"].replace("{name}", name)).check(timeout=SLOW)
        page.get_by_role("button", name=text["action"]["move"]).click()
        page.get_by_role("radio", name=text["stage"]["screened"]).check()
        page.get_by_role("button", name=one(text["move"]["go"], 1)).click()
        expect(page.get_by_role("cell").get_by_text(text["progress"]["delivered"])).to_be_visible(timeout=SLOW)
        (mail,) = laptop.wait_for_mails(email)
        confirm_as_candidate(laptop, browser, laptop.link(mail["id"]), their, language=language, name=name)
        expect(page.get_by_role("cell").get_by_text(text["progress"]["confirmed"])).to_be_visible(timeout=SLOW)
        page.get_by_role("link", name=name).click()
        expect(page.get_by_text(text["event"]["confirmed"]).first).to_be_visible(timeout=SLOW)
        page.get_by_role("button", name=text["timeline"]["read"]).first.click()
        expect(page.frame_locator("iframe").get_by_text(name).first).to_be_visible(timeout=SLOW)


def one(sentence: str, number: int) -> str:
    """The form of a sentence for a number: the forms are set apart by bars (none, one, many)."""
    forms = sentence.split(" | ")
    chosen = forms[0] if len(forms) == 1 else forms[-2]
    return chosen.replace("{n}", str(number))


def confirm_as_candidate(
    laptop: RunningLaptop, browser: Browser, link: str, text: dict[str, Any], *, language: str, name: str
) -> None:
    with a_page(browser, laptop.base_url, size=PHONE, language=language) as page:
        page.goto(link)
        expect(page.get_by_text(text["hello"].replace("{name}", name))).to_be_visible(timeout=SLOW)
        assert link.rsplit("/", 1)[1] not in page.url
        page.get_by_role("button", name=text["act_confirm"], exact=True).click()
        expect(page.get_by_text(text["state_confirmed"]).first).to_be_visible(timeout=SLOW)
        page.reload()
        expect(page.get_by_text(text["state_confirmed"]).first).to_be_visible(timeout=SLOW)


@pytest.fixture(scope="module")
def invited(laptop: RunningLaptop) -> dict[str, str]:
    """Links of two candidates who have just been invited, by their addresses."""
    hr = Hr(laptop)
    addresses = [f"page-{uuid4().hex[:8]}@example.com" for _ in range(2)]
    lines = [f"候选{number},{address},客服专员" for number, address in enumerate(addresses)]
    hr.import_file("pages.csv", "\n".join(["姓名,邮箱,应聘岗位", *lines]).encode())
    hr.move("screened", *[row for row in hr.applications() if row["email"] in addresses])
    return {address: laptop.link(laptop.wait_for_mails(address)[0]["id"]) for address in addresses}


def test_another_time_and_no_on_a_phone(laptop: RunningLaptop, browser: Browser, invited: dict[str, str]) -> None:
    """Ask for another time, then decline after all: the page says each."""
    text = words("candidate", "zh-CN")
    with a_page(browser, laptop.base_url, size=PHONE, language="zh-CN") as page:
        page.goto(next(iter(invited.values())))
        page.get_by_role("button", name=text["act_new_time"]).click(timeout=SLOW)
        page.locator("[role=group] button, [role=radio], [role=option], .times button").last.wait_for(timeout=SLOW)
        choose_any_time(page)
        page.get_by_role("button", name=text["picker_send"]).click()
        expect(page.get_by_text(text["state_new_time_asked"]).first).to_be_visible(timeout=SLOW)
        page.get_by_role("button", name=text["act_decline"]).click()
        page.get_by_role("button", name=text["decline_send"]).click()
        expect(page.get_by_text(text["state_declined"]).first).to_be_visible(timeout=SLOW)


def choose_any_time(page: Page) -> None:
    page.locator(".times button:not([disabled]), button.time:not([disabled])").first.click()


def test_start_leads_into_the_interview_room_and_back_to_finished(
    laptop: RunningLaptop, browser: Browser, invited: dict[str, str]
) -> None:
    """Confirm, start, answer the three questions, return by the link: the page and the console say finished."""
    text = words("candidate", "zh-CN")
    address, link = list(invited.items())[1]
    with a_page(browser, laptop.base_url, size=PHONE, language="zh-CN") as page:
        page.goto(link)
        page.get_by_role("button", name=text["act_confirm"], exact=True).click(timeout=SLOW)
        expect(page.get_by_text(text["state_confirmed"]).first).to_be_visible(timeout=SLOW)
        page.locator("[data-test=start]").click(timeout=SLOW)
        page.wait_for_url(f"{laptop.base_url}/platform/**", timeout=SLOW)
        answer_the_interviewer(page)
        page.goto(link)
        expect(page.get_by_text(text["state_finished"]).first).to_be_visible(timeout=SLOW)
        expect(page.get_by_text(text["closed_finished"])).to_be_visible()
        expect(page.locator("[data-test=start]")).to_have_count(0)
    assert Hr(laptop).of(address)["interview"]["progress"] == "finished"


def answer_the_interviewer(page: Page) -> None:
    """Three questions at the stand-in of an interview platform, to its last page."""
    page.locator("#start").click(timeout=SLOW)
    for number in range(1, 4):
        expect(page.locator("#progress-text")).to_contain_text(str(number), timeout=SLOW)
        page.locator("#answer").fill(f"回答{number}")
        page.locator("#next").click()
    expect(page.locator("[data-view=done]")).to_be_visible(timeout=SLOW)


@pytest.mark.parametrize("token", ["", "broken", "A" * 48])
def test_a_link_that_does_not_work_explains_itself(laptop: RunningLaptop, browser: Browser, token: str) -> None:
    text = words("candidate", "en")
    title = text["trouble_link_broken_title" if token else "trouble_no_token_title"]
    with a_page(browser, laptop.base_url, size=PHONE, language="en", expected=("401",)) as page:
        page.goto(f"{laptop.base_url}/i/index.html#{token}")
        expect(page.get_by_role("heading", name=title)).to_be_visible(timeout=SLOW)


def test_pages_fit_a_phone(laptop: RunningLaptop, browser: Browser, invited: dict[str, str]) -> None:
    text = words("console", "zh-CN")
    with a_page(browser, laptop.base_url, size=PHONE, language="zh-CN") as page:
        sign_in(page, laptop.base_url, text)
        for path in ("today", "applications", "scheduled", "import", "setup", "setup/rules", "setup/company"):
            page.goto(f"{laptop.base_url}/#/{path}")
            page.wait_for_load_state("networkidle")
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
