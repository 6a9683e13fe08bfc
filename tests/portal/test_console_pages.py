"""The console's pages in a real browser, under the real content policy: what HR can do, see and reach (H1, H2, H6)."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.portal.accessibility import findings
from tests.portal.console_visit import ConsoleVisit, FakeHrApi

PAGES = {
    "/": "article",
    "/applications": "tbody tr",
    "/applications/a1": "h1 + p, .track",
    "/import": "input[type=file]",
}


def visits(
    chromium: Browser,
    *,
    width: int,
    language: str,
    scheme: str = "light",
    zone: str = "Asia/Shanghai",
    api: FakeHrApi | None = None,
) -> Iterator[ConsoleVisit]:
    api = api or FakeHrApi()
    context = chromium.new_context(
        viewport={"width": width, "height": 812},
        locale=language,
        timezone_id=zone,
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    context.route("**/*", api.answer)
    visit = ConsoleVisit(context, api)
    yield visit
    context.close()
    assert visit.wrong == []


@pytest.fixture
def visit(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A laptop that speaks Chinese."""
    yield from visits(chromium, width=1440, language="zh-CN")


@pytest.fixture
def phone(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A phone that speaks English, in the dark."""
    yield from visits(chromium, width=375, language="en", scheme="dark")


def too_wide(visit: ConsoleVisit) -> int:
    """Pixels by which the page would scroll sideways."""
    overflow: int = visit.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return overflow


def test_every_page_is_accessible_on_a_laptop(visit: ConsoleVisit) -> None:
    visit.sign_in()
    for address, until in PAGES.items():
        visit.go(address, until)
        assert (address, findings(visit), too_wide(visit)) == (address, [], 0)


def test_every_page_fits_a_phone_in_the_dark(phone: ConsoleVisit) -> None:
    phone.sign_in()
    for address, until in PAGES.items():
        phone.go(address, until)
        assert (address, findings(phone), too_wide(phone)) == (address, [], 0)


def test_an_unknown_visitor_signs_in_and_arrives_where_they_wanted(visit: ConsoleVisit) -> None:
    visit.go("/applications?stage=screened", "#name")
    visit.page.locator("#name").fill("hr@example.com")
    visit.page.locator("#password").fill("a password")
    visit.page.locator("#password").press("Enter")
    visit.page.locator("tbody tr").first.wait_for()
    assert visit.page.url.endswith("/#/applications?stage=screened")


def test_the_tokens_leave_with_signing_out(visit: ConsoleVisit) -> None:
    visit.sign_in().page.get_by_role("button", name="退出").click()
    visit.page.locator("#name").wait_for()
    assert visit.page.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]


def test_a_long_address_stays_in_its_column(visit: ConsoleVisit) -> None:
    side = visit.sign_in().page.locator("aside")
    assert side.evaluate("(aside) => aside.scrollWidth - aside.clientWidth") == 0


def test_a_filter_stands_in_the_address_and_is_asked_for(visit: ConsoleVisit) -> None:
    visit.sign_in().go("/applications?position_id=p", "tbody tr")
    with visit.page.expect_request(lambda request: "q=" in request.url):
        visit.page.get_by_role("searchbox").fill("候选2")
    expect(visit.page).to_have_url(re.compile(r"#/applications\?(?=.*position_id=p)(?=.*q=)"))
    asked = [query for path, query in visit.api.asked if path == "applications"]
    assert {"position_id": "p", "q": "候选2", "limit": "50"} in asked


def test_moving_many_says_before_whom_it_invites_and_after_whom_it_left_alone(visit: ConsoleVisit) -> None:
    visit.api.outcomes = ["moved", "conflict", "moved"]
    visit.api.forecast |= {"total": 3, "acts": 3, "left_out": [], "invited": 2, "told": 1, "mails": 3}
    visit.api.forecast["without_mail"][0]["count"] = 1
    visit.sign_in().go("/applications", "tbody tr")
    visit.page.get_by_label("选择本页全部").check()
    visit.page.get_by_role("button", name="移动阶段").click()
    visit.page.get_by_role("radio", name="初筛通过").check()
    expect(visit.page.get_by_text("其中2人会收到面试邀请")).to_be_visible()
    expect(visit.page.get_by_text("1人会收到面试取消通知")).to_be_visible()
    expect(visit.page.get_by_text("1人不会收到邮件：没有适用的规则")).to_be_visible()
    visit.page.get_by_role("button", name="移动3人").click()
    expect(visit.page.get_by_role("dialog")).to_contain_text("2人已移到“初筛通过”。")
    expect(visit.page.get_by_role("dialog")).to_contain_text("候选2")
    seen = {"stage": "screened", "applications": [{"application_id": f"a{n}", "entry": 1} for n in (1, 2, 3)]}
    assert [body for path, body in visit.api.asked if path == "moves"] == [seen]
    counted = [body for path, body in visit.api.asked if path == "bulks/preview"]
    assert counted == [{"kind": "move", "position_id": "", **seen}]


def test_moving_is_possible_though_nobody_can_say_whom_it_invites(visit: ConsoleVisit) -> None:
    visit.api.outcomes = ["moved"] * 3
    visit.api.uncounted = {"code": "unavailable", "message": {"zh-CN": "暂时不可用", "en": "Unavailable"}}
    visit.sign_in().go("/applications", "tbody tr")
    visit.page.get_by_label("选择本页全部").check()
    visit.page.get_by_role("button", name="移动阶段").click()
    visit.page.get_by_role("radio", name="初筛通过").check()
    dialog = visit.page.get_by_role("dialog")
    expect(dialog).to_contain_text("没能算出谁会收到邮件")
    expect(dialog.get_by_role("alert")).to_contain_text("暂时不可用")
    dialog.get_by_role("button", name="移动3人").click()
    expect(dialog).to_be_hidden()


def test_a_case_is_settled_by_one_click(visit: ConsoleVisit) -> None:
    visit.sign_in().page.get_by_role("button", name="已处理").click()
    expect(visit.page.get_by_role("heading", name="都处理完了")).to_be_visible()
    assert ("applications/a1/cases/c1/resolve", {"resolution": "done"}) in visit.api.asked


def test_a_wished_time_is_accepted_by_one_click(phone: ConsoleVisit) -> None:
    phone.sign_in().page.get_by_label("A note to go with it").fill("See you then")
    phone.page.get_by_role("button", name="Accept Fri 28 Nov 2036, 10:00 (Europe/Berlin)").click()
    expect(phone.page.get_by_role("heading", name="All done")).to_be_visible()
    assert ("applications/a1/cases/c1/accept", {"starts_at": "2036-11-28T09:00:00Z", "note": "See you then"}) in (
        phone.api.asked
    )


def test_another_time_is_proposed_in_the_candidates_zone(visit: ConsoleVisit) -> None:
    visit.sign_in().page.get_by_role("button", name="提议别的时间").click()
    visit.page.get_by_label("提议的时间（Europe/Berlin）").fill("2036-07-01T10:00")
    visit.page.get_by_role("button", name="发出提议").click()
    expect(visit.page.get_by_role("heading", name="都处理完了")).to_be_visible()
    proposed = {"starts_at": "2036-07-01T08:00:00Z", "note": ""}
    assert ("applications/a1/cases/c1/propose", proposed) in visit.api.asked


def test_a_wish_is_refused_from_the_candidates_own_page_too(visit: ConsoleVisit) -> None:
    visit.sign_in().go("/applications/a1", "article")
    with visit.page.expect_request("**/refuse"):
        visit.page.get_by_role("button", name="都不行，时间不变").click()
    assert ("applications/a1/cases/c1/refuse", {"note": ""}) in visit.api.asked


def test_times_are_in_the_candidates_zone_which_is_printed(phone: ConsoleVisit) -> None:
    phone.sign_in().go("/applications", "tbody tr")
    expect(phone.page.locator("tbody tr").first).to_contain_text("Thu 26 Nov, 07:00 (Europe/Berlin)")


def test_reading_a_mail_calls_nobody(visit: ConsoleVisit) -> None:
    visit.sign_in().go("/applications/a1", "h1")
    visit.page.get_by_role("button", name="看原信").click()
    expect(visit.page.frame_locator("iframe").get_by_text("您好")).to_be_visible()
    assert visit.api.foreign == []
    visit.wrong = [each for each in visit.wrong if "tracker.example" not in each]


def test_a_file_that_went_with_a_mail_can_be_saved(visit: ConsoleVisit) -> None:
    visit.sign_in().go("/applications/a1", "h1")
    visit.page.get_by_role("button", name="看原信").click()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="下载interview.ics").click()
    assert download.value.suggested_filename == "interview.ics"
    assert download.value.path().read_text() == "BEGIN:VCALENDAR"
    visit.wrong = [each for each in visit.wrong if "tracker.example" not in each]


def test_a_failure_keeps_what_was_read_and_offers_to_try_again(visit: ConsoleVisit) -> None:
    visit.sign_in().go("/applications", "tbody tr")
    visit.api.broken = True
    expect(visit.page.get_by_role("alert")).to_contain_text("下面显示的是之前读到的内容", timeout=10_000)
    expect(visit.page.locator("tbody tr")).to_have_count(3)
    visit.api.broken = False
    visit.page.get_by_role("button", name="重试").click()
    expect(visit.page.get_by_role("alert")).to_have_count(0)


def test_the_language_changes_at_once_and_is_kept(visit: ConsoleVisit) -> None:
    visit.sign_in().page.get_by_role("button", name="English").click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Today")
    visit.page.reload()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Today")


def test_what_machines_have_looked_at_is_folded_away_and_says_why(visit: ConsoleVisit) -> None:
    visit.sign_in()
    visit.go("/applications/a1", "h1 + p, .track")
    page = visit.page
    expect(page.get_by_text("候选人打开了邮件")).to_have_count(1)
    expect(page.get_by_text("判断为本人：邮箱的图片代理在信被打开时加载")).to_be_visible()
    expect(page.get_by_text("https://example.com/about")).to_be_visible()
    hidden = page.get_by_text("只查链接在不在", exact=False)
    expect(hidden).to_be_hidden()
    page.get_by_text("机器查看了3次").click()
    expect(hidden).to_be_visible()
    expect(page.get_by_text("机器加载了邮件里的图片")).to_be_visible()


def test_opens_and_clicks_of_people_stand_beside_the_progress_and_machines_apart(phone: ConsoleVisit) -> None:
    phone.sign_in()
    phone.go("/applications/a1", "h1 + p, .track")
    panel = phone.page.get_by_role("region", name="AI interview")
    expect(panel).to_contain_text("Mail opened")
    expect(panel).to_contain_text("once by a person")
    expect(panel).to_contain_text("and 3 times by machines, which does not count")
