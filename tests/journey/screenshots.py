"""`./dev screenshots`: pictures of every page of a running laptop, in both languages, at a desk and on a phone.

All of them go to a folder beside the laptop's state; the five that the documentation shows go to docs/screenshots.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from local.demo_company import HR_PASSWORD, HR_USER
from local.laptop import REPOSITORY, laptop_from
from tests.journey.browser import DESKTOP, PHONE, as_a_person, chromium
from tests.journey.hr import Candidate, Hr, data_file
from tests.journey.laptop import RunningLaptop

SIZES = {"desk": DESKTOP, "phone": PHONE}
LANGUAGES = ("zh-CN", "en")
DOCS = REPOSITORY / "docs" / "screenshots"
IN_DOCS = {
    "today-zh-CN-desk": "today",
    "applications-zh-CN-desk": "applications",
    "application-zh-CN-desk": "application",
    "preview-zh-CN-desk": "import",
    "candidate-zh-CN-phone": "candidate",
}
SALES = ("candidate007@example.com", "candidate029@example.com", "candidate031@example.com", "candidate056@example.com")
OTHERS = (
    "candidate003@example.com",
    "candidate019@example.com",
    "candidate040@example.com",
    "candidate050@example.com",
)


class Camera:
    """Takes a picture of a page under a name, and of the five for the documentation a second one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        DOCS.mkdir(parents=True, exist_ok=True)

    def take(self, page: Page, name: str) -> None:
        page.wait_for_load_state("networkidle")
        expect(page.locator(".bone")).to_have_count(0, timeout=30_000)  # whatever is still loading
        page.mouse.move(0, 0)
        page.wait_for_timeout(400)  # pictures only: let movements come to rest
        page.screenshot(path=self._folder / f"{name}.png", full_page=name.startswith("candidate"))
        if name in IN_DOCS:
            page.screenshot(path=DOCS / f"{IN_DOCS[name]}.png", full_page=name.startswith("candidate"))


def fill(laptop: RunningLaptop, hr: Hr) -> dict[str, str]:
    """People at every step of the way; links of one who waits, one who has confirmed and one who declined."""
    hr.import_file("candidates-zh.xlsx", data_file("candidates-zh.xlsx"))
    hr.import_file("simulator.csv", "姓名,邮箱,应聘岗位\n周退信,bounce@simulator.amazonses.com,销售代表\n".encode())
    wanted = {*SALES, *OTHERS, "bounce@simulator.amazonses.com"}
    rows = [row for row in hr.applications() if row["email"] in wanted]
    hr.move("screened", *rows)
    links = {email: laptop.link(laptop.wait_for_mails(email)[-1]["id"]) for email in (*SALES, *OTHERS)}
    for email in (*SALES, *OTHERS[:2]):
        laptop.open_mail(laptop.mails(email)[-1]["id"])
    confirms, asks, declines = (Candidate(laptop, links[email]) for email in SALES[:3])
    page = confirms.arrive()
    confirms.act("confirm")
    asks.arrive()
    asks.act("new-time", {"wishes": [page["deadline"]], "note": "周三全天在考试，晚一天更方便"})
    declines.arrive()
    declines.act("decline", {"reason": "已接受其他工作"})
    return {"waits": links[OTHERS[3]], "confirmed": links[SALES[0]], "declined": links[SALES[2]]}


@contextmanager
def visit(browser: Browser, language: str, size: str) -> Iterator[Page]:
    """A page whose language is as given, whatever the machine's."""
    context = browser.new_context(
        viewport=SIZES[size],
        locale=language,
        timezone_id="Asia/Shanghai",
        device_scale_factor=1.5,
        user_agent=as_a_person(browser),
    )
    yield context.new_page()
    context.close()


def console(page: Page, laptop: RunningLaptop, camera: Camera, tag: str, application_id: str) -> None:
    """Every page of the console."""
    site = laptop.base_url
    page.goto(f"{site}/")
    camera.take(page, f"sign-in-{tag}")
    page.locator("input").nth(0).fill(HR_USER)
    page.locator("input[type=password]").first.fill(HR_PASSWORD)
    page.locator("button[type=submit]").first.click()
    page.locator(".rail").first.wait_for()  # the last thing that Today shows
    for name, path in {
        "today": "",
        "applications": "applications",
        "application": f"applications/{application_id}",
        "templates": "templates",
        "template": f"templates/invitation/{tag.rpartition('-')[0]}/default",
        "scheduled": "scheduled",
        "reminders": "scheduled/reminders",
        "suppressions": "suppressions",
        "setup": "setup",
        "rules": "setup/rules",
        "rule": "setup/rules/invite-sales",
        "positions": "setup/positions",
        "company": "setup/company",
        "import": "import",
    }.items():
        page.goto(f"{site}/#/{path}")
        page.locator("h1").wait_for()
        camera.take(page, f"{name}-{tag}")
    upload = {"name": "candidates-zh.xlsx", "mimeType": "application/xlsx", "buffer": data_file("candidates-zh.xlsx")}
    page.locator("input[type=file]").set_input_files(files=[upload])  # type: ignore[list-item]
    page.locator("select, [role=combobox]").first.wait_for()
    camera.take(page, f"preview-{tag}")


def main() -> int:
    """Fill the running laptop and take every picture."""
    laptop = RunningLaptop(laptop_from(os.environ))
    hr, camera = Hr(laptop), Camera(laptop.laptop.state / "screenshots")
    links = fill(laptop, hr)
    application_id = hr.of(SALES[0])["application_id"]
    with chromium() as browser:
        for language in LANGUAGES:
            for size in SIZES:
                with visit(browser, language, size) as page:
                    console(page, laptop, camera, f"{language}-{size}", application_id)
                for name, link in links.items():
                    with visit(browser, language, size) as page:
                        page.goto(link)
                        camera.take(page, f"candidate{'' if name == 'waits' else '-' + name}-{language}-{size}")
                with visit(browser, language, size) as page:
                    page.goto(f"{laptop.base_url}/mailbox/")
                    camera.take(page, f"mailbox-{language}-{size}")
    print(f"Pictures are in {laptop.laptop.state / 'screenshots'} and {DOCS}.")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
