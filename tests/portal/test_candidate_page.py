"""What a candidate can do on their page, and what it says when something is in the way (P2, P6, K4)."""

from datetime import UTC, datetime

import pytest

from tests.portal.candidate_visit import INTERVIEW, PAGE, Visit

CLOSED = dict.fromkeys(("confirm", "new_time", "decline", "start"), False)


def test_the_token_leaves_the_address_bar_and_is_posted_once(visit: Visit) -> None:
    visit.open("a.secret-token").standing("open")
    assert visit.page.url == PAGE
    assert visit.api.asked == [("POST", "session", {"token": "a.secret-token"})]


def test_looking_and_reloading_answer_nothing(visit: Visit) -> None:
    visit.open().standing("open")
    visit.page.reload()
    visit.standing("open")
    assert visit.api.acts() == []
    assert [path for _, path, _ in visit.api.asked] == ["session", "interview"]


def test_the_page_speaks_the_interviews_language_until_told_otherwise(visit: Visit) -> None:
    visit.open().standing("open")
    assert visit.page.locator("html").get_attribute("lang") == "zh-CN"
    visit.page.get_by_role("button", name="Switch to English").click()
    assert "Hello 欧阳晓雯" in visit.text()
    visit.page.reload()
    visit.standing("open")
    assert "Hello 欧阳晓雯" in visit.text()


def test_time_is_told_in_the_candidates_zone_and_on_request_in_the_devices(visit: Visit) -> None:
    visit.open().standing("open")
    assert "14:00" in visit.page.locator('[data-test="starts-at"]').inner_text()
    assert visit.page.locator('[data-test="zone"]').inner_text() == "北京时间，UTC+8"
    visit.press("zone-switch")
    assert "07:00" in visit.page.locator('[data-test="starts-at"]').inner_text()
    assert visit.page.locator('[data-test="zone"]').inner_text() == "Europe/Berlin，UTC+1"


def test_confirming_is_told_and_can_be_changed(visit: Visit) -> None:
    visit.open().standing("open")
    visit.press("confirm")
    visit.standing("confirmed")
    assert visit.notice() == "已确认，到时见。"
    visit.press("decline")
    visit.press("send-decline")
    visit.standing("declined")
    visit.press("confirm")
    visit.standing("confirmed")
    assert visit.api.acts() == ["interview/confirm", "interview/decline", "interview/confirm"]


def test_up_to_three_other_times_can_be_asked_for(visit: Visit) -> None:
    visit.open().standing("open")
    visit.press("new-time")
    times = visit.page.locator('[data-test="time"]')
    visit.page.locator("[data-day]").nth(2).click()
    for index in (6, 0, 3):
        times.nth(index).click()
    assert times.nth(1).is_disabled()
    visit.page.locator("#note").fill("晚上更方便")
    visit.press("send-wishes")
    visit.standing("new_time_asked")
    asked = visit.api.asked[-1][2]
    wishes = [datetime.fromisoformat(wish) for wish in asked["wishes"]]
    assert asked["note"] == "晚上更方便"
    assert wishes == sorted(set(wishes))
    assert {(wish.astimezone(UTC).minute % 30, wish.second) for wish in wishes} == {(0, 0)}
    assert visit.page.locator('[data-test="wishes"] li').count() == 3


def test_no_time_chosen_sends_nothing(visit: Visit) -> None:
    visit.open().standing("open")
    visit.press("new-time")
    visit.press("send-wishes")
    assert "请至少选一个时间。" in visit.text()
    assert visit.api.acts() == []


def test_declining_takes_a_second_step(visit: Visit) -> None:
    visit.open().standing("open")
    visit.press("decline")
    assert visit.api.acts() == []
    visit.press("back")
    visit.standing("open")
    visit.press("decline")
    visit.page.locator("#reason").fill("已接受其他工作")
    visit.press("send-decline")
    visit.standing("declined")
    assert visit.api.asked[-1] == ("POST", "interview/decline", {"turn": 4, "reason": "已接受其他工作"})


def test_starting_opens_the_interview_room_in_the_same_tab(visit: Visit) -> None:
    visit.open().standing("open")
    visit.press("start")
    visit.page.wait_for_url("**/platform/index.html#a-token")
    assert len(visit.page.context.pages) == 1


@pytest.mark.parametrize("code", ["link_broken", "link_expired", "link_revoked"])
def test_a_dead_link_explains_itself_and_shows_a_way_on(visit: Visit, code: str) -> None:
    dead(visit, code)
    assert "reach HR" in visit.text()


@pytest.mark.parametrize("code", ["link_expired", "link_revoked"])
def test_who_holds_a_dead_link_has_a_new_one_sent_by_a_press_and_not_before(visit: Visit, code: str) -> None:
    dead(visit, code)
    visit.page.wait_for_load_state("networkidle")
    assert visit.api.acts() == []
    visit.press("fresh-link")
    visit.page.locator("[data-test=fresh-answer]").wait_for()
    assert visit.api.asked[-1] == ("POST", "fresh-link", {"token": "link-token"})
    assert "We have your request" in visit.text()
    assert "reply to the invitation mail to reach HR" in visit.text()
    assert visit.page.locator("main button").count() == 0
    assert visit.page.evaluate("document.activeElement.dataset.test") == "fresh-answer"


@pytest.mark.parametrize("over", ["cancelled", "expired", "finished", "declined", "filled"])
def test_where_there_is_none_to_send_the_page_says_why_and_whom_to_write_to(visit: Visit, over: str) -> None:
    dead(visit, "link_expired")
    visit.api.fresh = {"over": over, "hr": INTERVIEW["hr"]}
    visit.press("fresh-link")
    visit.page.locator(f'[data-over="{over}"]').wait_for()
    assert "no new link was sent" in visit.text()
    assert visit.page.locator('a[href="mailto:hr@yunfan.example"]').is_visible()


def test_a_link_that_was_never_ours_has_nothing_sent(visit: Visit) -> None:
    dead(visit, "link_broken")
    assert visit.page.locator("main button").count() == 0


@pytest.mark.parametrize(("status", "said"), [(0, "no connection"), (503, "not answering")])
def test_a_request_that_fails_can_be_pressed_again(visit: Visit, status: int, said: str) -> None:
    dead(visit, "link_expired")
    if status:
        visit.api.refusals["fresh-link"] = (status, "temporary")
    visit.api.offline = not status
    visit.press("fresh-link")
    assert said in visit.notice()
    visit.api.offline = False
    visit.press("fresh-link")
    visit.page.locator("[data-test=fresh-answer]").wait_for()
    assert visit.page.locator("[data-notice]").count() == 0


def dead(visit: Visit, code: str) -> None:
    """Follow a link that has stopped working."""
    visit.api.refusals["session"] = (401, code)
    visit.open().trouble(code)


def test_without_a_link_the_page_says_where_to_find_it(visit: Visit) -> None:
    visit.open("").trouble("no_token")
    assert visit.api.asked == []


def test_an_expired_session_after_a_reload_sends_back_to_the_mail(visit: Visit) -> None:
    visit.open().standing("open")
    visit.api.refusals["interview"] = (401, "session_expired")
    visit.page.reload()
    visit.trouble("session_expired")


def test_a_session_that_expires_on_an_open_page_is_renewed_and_nothing_is_sent_twice(visit: Visit) -> None:
    visit.open().standing("open")
    visit.api.refusals["interview/confirm"] = (401, "session_expired")
    visit.press("confirm")
    assert "请再点一次" in visit.notice()
    visit.press("confirm")
    visit.standing("confirmed")


def test_offline_is_explained_and_the_page_goes_on_by_itself(visit: Visit) -> None:
    visit.api.offline = True
    visit.open().trouble("offline")
    visit.api.offline = False
    visit.page.evaluate("window.dispatchEvent(new Event('online'))")
    visit.standing("open")


def test_an_answer_that_cannot_be_sent_is_not_lost(visit: Visit) -> None:
    visit.open().standing("open")
    visit.press("decline")
    visit.page.locator("#reason").fill("想清楚了")
    visit.api.offline = True
    visit.press("send-decline")
    assert "没有连上网络" in visit.notice()
    assert visit.page.locator("#reason").input_value() == "想清楚了"


def test_an_answer_to_what_hr_has_just_changed_is_told_and_the_new_time_shown(visit: Visit) -> None:
    visit.api.interview |= {"sides": ["new_time_asked"], "turn": 5}
    visit.open().standing("new_time_asked")
    visit.api.refusals["interview/decline"] = (409, "meanwhile_new_time_proposed")
    visit.press("decline")
    visit.api.interview |= {"sides": ["asked_anew"], "turn": 6, "starts_at": "2026-11-27T06:00:00Z"}
    visit.press("send-decline")
    visit.standing("asked_anew")
    assert visit.notice() == "没有成功。中文原因"
    assert "11月27日" in visit.page.locator('[data-test="starts-at"]').inner_text()
    visit.press("confirm")
    visit.standing("confirmed")
    turns = [body["turn"] for _, path, body in visit.api.asked if path.endswith(("decline", "confirm"))]
    assert turns == [5, 6]


@pytest.mark.parametrize(("left", "said"), [(0, "改期次数已经用完"), (2, "来不及")])
def test_why_no_other_time_can_be_asked_for_is_told(visit: Visit, left: int, said: str) -> None:
    visit.api.interview |= {"new_times_left": left, "can": visit.api.interview["can"] | {"new_time": False}}
    visit.open().standing("open")
    assert said in visit.page.locator('[data-test="no-new-time"]').inner_text()


def test_an_interview_cancelled_meanwhile_is_shown_as_it_now_stands(visit: Visit) -> None:
    visit.open().standing("open")
    visit.api.refusals["interview/confirm"] = (409, "cancelled")
    visit.api.interview |= {"closed": "cancelled", "sides": ["cancelled"], "can": CLOSED}
    visit.press("confirm")
    visit.standing("cancelled")
    assert "选择没有保存" in visit.notice()


@pytest.mark.parametrize("closed", ["cancelled", "expired", "finished"])
def test_a_closed_interview_offers_no_answer_but_a_human(visit: Visit, closed: str) -> None:
    visit.api.interview |= {"closed": closed, "can": CLOSED}
    visit.open().standing(closed)
    assert visit.page.locator("main button:not([data-test=open-questions])").count() == 0
    assert visit.page.locator("[data-test=open-questions]").count() == (closed == "finished")
    assert visit.page.locator('a[href="tel:+862155550123"]').is_visible()
    assert visit.page.locator('a[href="mailto:hr@yunfan.example"]').is_visible()


def test_a_room_that_is_not_ready_is_told_and_the_interview_stays_open(visit: Visit) -> None:
    visit.open().standing("open")
    visit.api.refusals["interview/start"] = (409, "no_platform")
    visit.press("start")
    assert visit.notice() == "没有成功。中文原因"
    visit.standing("open")


def test_a_refused_value_gives_the_systems_reason_in_the_readers_language(visit: Visit) -> None:
    visit.open().standing("open")
    visit.api.refusals["interview/decline"] = (422, "too_long")
    visit.press("decline")
    visit.press("send-decline")
    assert "中文原因" in visit.notice()


def test_everything_can_be_done_by_keyboard(visit: Visit) -> None:
    visit.open().standing("open")
    visit.page.locator('[data-test="new-time"]').focus()
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.tagName") == "H2"
    visit.page.locator('[data-test="back"]').focus()
    visit.page.keyboard.press("Space")
    visit.page.locator('[data-test="confirm"]').focus()
    visit.page.keyboard.press("Enter")
    visit.standing("confirmed")
    assert visit.page.evaluate("document.activeElement.hasAttribute('data-notice')")


def test_touch_targets_are_large_and_nothing_scrolls_sideways(visit: Visit) -> None:
    visit.open().standing("open")
    visit.press("new-time")
    boxes = [item.bounding_box() for item in visit.page.locator("button, a").all()]
    assert [box for box in boxes if box and (box["height"] < 44 or box["width"] < 38)] == []
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
