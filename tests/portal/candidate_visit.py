"""A candidate's visit in a real browser: the built page, and an API whose answers the test decides."""

import json
import mimetypes
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route

from mianyue import starter_faq

BUILT = Path(__file__).parents[2] / "portal" / "dist" / "i"
SITE = "https://portal.test"
PAGE = f"{SITE}/i/index.html"
PLATFORM = f"{SITE}/platform/index.html#a-token"

INTERVIEW: dict[str, Any] = {
    "candidate_name": "欧阳晓雯",
    "company_name": "云帆科技",
    "position_name": "后端开发工程师",
    "language": "zh-CN",
    "zone": "Asia/Shanghai",
    "starts_at": "2026-11-26T06:00:00Z",
    "starts_at_text": {"zh-CN": "", "en": ""},
    "deadline": "2026-11-28T12:00:00Z",
    "deadline_text": {"zh-CN": "", "en": ""},
    "length_minutes": 30,
    "progress": "clicked",
    "sides": [],
    "answered": False,
    "closed": None,
    "wishes": [],
    "turn": 4,
    "new_times_left": 3,
    "new_time_until": "2026-11-28T12:00:00Z",
    "can": {"confirm": True, "new_time": True, "decline": True, "start": True},
    "hr": {"name": "林悦", "email": "hr@yunfan.example", "phone": "+86 21 5555 0123"},
    "has_asked": False,
    "steps": {"zh-CN": ["找个安静的地方", "开始面试"], "en": ["Find a quiet place", "Start"]},
}
ASKED: dict[str, Any] = {
    "question_id": "q",
    "text": "",
    "asked_at": "2026-11-22T06:00:00Z",
    "state": "open",
    "answer": "",
    "settled_at": None,
}
QUESTIONS: dict[str, Any] = {
    "questions": [],
    "faq": [
        {
            "faq_id": each.faq_id,
            "question": {"zh-CN": each.question, "en": each.question_en},
            "answer": {"zh-CN": each.answer, "en": each.answer_en},
        }
        for each in starter_faq.faq()
    ],
    "left": 5,
    "why_not": "",
}
AFTER: dict[str, dict[str, Any]] = {
    "confirm": {"progress": "confirmed", "sides": [], "wishes": [], "answered": True},
    "new-time": {"sides": ["new_time_asked"], "answered": True},
    "decline": {"sides": ["declined"], "answered": True},
}


class FakeApi:
    """The candidate's API: `asked` has what was asked for; `refusals` answer the next requests to a path instead."""

    def __init__(self) -> None:
        self.interview = deepcopy(INTERVIEW)
        self.asked: list[tuple[str, str, dict[str, Any]]] = []
        self.refusals: dict[str, tuple[int, str]] = {}
        self.questions = deepcopy(QUESTIONS)
        self.fresh: dict[str, Any] = {"over": None, "hr": None}
        self.offline = False

    def answer(self, route: Route) -> None:
        """Serve one request for the site; any other address is refused and so noticed."""
        request = route.request
        path = request.url.removeprefix(SITE).split("#")[0]
        if path.startswith("/i/"):
            _serve_file(route, path.removeprefix("/i/"))
        elif path.startswith("/platform/"):
            route.fulfill(body="<title>room</title>", content_type="text/html")
        elif path.startswith("/api/candidate/") and not self.offline:
            self._answer_api(route, path.removeprefix("/api/candidate/"))
        else:
            route.abort()

    def _answer_api(self, route: Route, path: str) -> None:
        body = json.loads(route.request.post_data or "{}")
        self.asked.append((route.request.method, path, body))
        if path in self.refusals:
            status, code = self.refusals.pop(path)
            error = {"code": code, "message": {"zh-CN": "中文原因", "en": "an English reason"}}
            return route.fulfill(status=status, json={"error": error})
        if path == "session":
            return route.fulfill(json={"session": "a-session", "expires_in": 3600, "interview": self.interview})
        if path == "fresh-link":
            return route.fulfill(json=self.fresh)
        if path.startswith("questions"):
            return self._answer_question(route, path, body)
        act = path.rpartition("/")[2]
        if act == "start":
            return route.fulfill(json={"url": PLATFORM})
        self.interview |= AFTER.get(act, {}) | ({"wishes": body["wishes"]} if "wishes" in body else {})
        return route.fulfill(json=self.interview)

    def _answer_question(self, route: Route, path: str, body: dict[str, Any]) -> None:
        if path == "questions/helped":
            return route.fulfill(status=204, body="")
        if body:
            asked = {"question_id": f"q{len(self.questions['questions'])}", "text": body["text"], "state": "open"}
            self.questions["questions"].insert(0, {**ASKED, **asked})
            self.questions["left"] -= 1
        return route.fulfill(json=self.questions)

    def acts(self) -> list[str]:
        """What the candidate asked to change, in order."""
        return [path for method, path, _ in self.asked if method == "POST" and path != "session"]


@cache
def _built() -> dict[str, bytes]:
    """The built page's files by name, read once: a build that runs meanwhile does not mix two versions."""
    files = {path.relative_to(BUILT).as_posix(): path.read_bytes() for path in BUILT.rglob("*") if path.is_file()}
    assert files, "run `npm ci` and `npm run build` in portal/ first"
    return files


def _serve_file(route: Route, name: str) -> None:
    route.fulfill(body=_built()[name], content_type=mimetypes.guess_type(name)[0] or "text/plain")


class Visit:
    """One visit to the page, with what it says."""

    def __init__(self, context: BrowserContext, api: FakeApi) -> None:
        self.api = api
        self.page: Page = context.new_page()
        self.page.set_default_timeout(10_000)

    def open(self, token: str = "link-token") -> "Visit":  # noqa: S107
        """Follow the link."""
        self.page.goto(f"{PAGE}#{token}" if token else PAGE)
        return self

    def standing(self, expected: str) -> None:
        """Wait until the page says where the interview stands."""
        self.page.locator(f'[data-standing="{expected}"]').wait_for()

    def trouble(self, expected: str) -> None:
        """Wait until the page explains what is wrong."""
        self.page.locator(f'[data-trouble="{expected}"]').wait_for()

    def press(self, name: str) -> None:
        """Press the button that tests know by `name`."""
        self.page.locator(f'[data-test="{name}"]').first.click()

    def notice(self) -> str:
        """What the page says about the last act."""
        return self.page.locator("[data-notice]").inner_text()

    def text(self) -> str:
        """All that can be read."""
        return self.page.locator("body").inner_text()
