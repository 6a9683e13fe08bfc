"""HR's visit to the console in a real browser: the built pages, and an API whose answers the test decides."""

import json
import mimetypes
import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Page, Route

from tests.portal.console_calendar import FakeCalendar
from tests.portal.console_questions import PREVIEW, FakeQuestions
from tests.portal.console_reminders import FakeReminders
from tests.portal.console_setup import FakeSetupApi
from tests.portal.console_suppressions import FakeSuppressions
from tests.portal.console_users import FakeUsers

BUILT = Path(__file__).parents[2] / "portal" / "dist"
HEADERS = Path(__file__).parents[2] / "infra" / "security_headers.json"
SITE = "https://console.test"
CONFIG = {
    "region": "r",
    "userPoolClientId": "c",
    "cognitoEndpoint": "/_cognito/",
    "companyName": "云帆",
    "stage": "test",
}
TOKENS = {"AccessToken": "an-access-token", "RefreshToken": "a-refresh-token", "ExpiresIn": 3600}
COMPANY: dict[str, Any] = {
    "name": "云帆",
    "language": "zh-CN",
    "zone": "Asia/Shanghai",
    "stages": ["applied", "screened", "hired"],
    "stage_names": {},
    "positions": [
        {"position_id": "p", "name": "销售代表", "name_en": "Sales", "family": "sales", "length_minutes": 30}
    ],
}


def person(number: int, **more: Any) -> dict[str, Any]:
    """A row of the list: one candidate who has been invited and has opened the mail."""
    return {
        "application_id": f"a{number}",
        "name": f"候选{number}",
        "email": f"a{number}@example.com",
        "phone": "+8613800000000",
        "position_id": "p",
        "position_name": "销售代表",
        "candidate_type": "campus",
        "stage": "applied",
        "entry": 1,
        "created_at": "2026-11-20T06:00:00Z",
        "interview": {
            "number": 1,
            "progress": "opened",
            "sides": ["new_time_asked"],
            "starts_at": "2026-11-26T06:00:00Z",
            "deadline": "2026-11-28T12:00:00Z",
            "zone": "Europe/Berlin",
            "answered": True,
            "opens": {"all": 4, "human": 1},
            "clicks": {"all": 1, "human": 1},
        },
        **more,
    }


def a_look(kind: str, name: str, at: str, verdict: str, why: str, **detail: str) -> dict[str, Any]:
    """An open, click or hit in a timeline, with its verdict."""
    moment = f"2026-11-22T{at}Z"
    judged = {"verdict": verdict, "why": why}
    return {"at": moment, "kind": kind, "name": name, "source": "ses", "message_id": None, "detail": detail, **judged}


CASE: dict[str, Any] = {
    "application_id": "a1",
    "case_id": "c1",
    "entry": 1,
    "kind": "new_time_asked",
    "at": "2026-11-22T06:00:00Z",
    "message_id": "",
    "detail": {"wishes": "2026-11-27T02:00:00Z 2036-11-28T09:00:00Z", "note": "周五可以吗"},
    "candidate_name": "候选1",
    "position_name": "销售代表",
    "zone": "Europe/Berlin",
    "resolved_at": None,
    "resolution": "",
    "answers": ["done"],
}
STORY: dict[str, Any] = {
    "language": "zh-CN",
    "zone": "Europe/Berlin",
    "note": "",
    "import_id": "",
    "messages": [
        {
            "message_id": "m1",
            "entry": 1,
            "kind": "invitation",
            "channel": "mail",
            "status": "sent",
            "reason": "",
            "created_at": "2026-11-22T05:00:00Z",
            "due_at": "2026-11-22T05:00:00Z",
            "sent_at": "2026-11-22T05:00:01Z",
            "template": "invitation#default#zh-CN@1",
        }
    ],
    "reminders": [],
    "timeline": [
        a_look("event", "link_clicked", "05:20:00", "human", "nothing_against", link="https://example.com/about"),
        a_look("event", "opened", "05:10:00", "human", "image_proxy"),
        a_look("event", "opened", "05:00:09", "machine", "mail_privacy"),
        a_look("hit", "link", "05:00:05", "machine", "scanner_network"),
        a_look("hit", "link", "05:00:04", "machine", "head"),
        {
            "at": "2026-11-22T05:00:00Z",
            "kind": "message",
            "name": "invitation",
            "source": "system",
            "message_id": "m1",
            "detail": {},
        },
    ],
    "cases": [CASE],
    "questions": [],
}
MAIL = {
    "subject": "面试邀请",
    "from": "hr@example.com",
    "to": "a1@example.com",
    "reply_to": "",
    "html": "<style>p { margin: 0 }</style><p style='color:#333'>您好</p><img src='https://tracker.example/open.gif'>",
    "text": "您好",
    "headers": {},
    "attachments": [{"name": "interview.ics", "content_type": "text/calendar", "content": "BEGIN:VCALENDAR"}],
    "template": "invitation#default#zh-CN@1",
}


def a_bulk(**more: Any) -> dict[str, Any]:
    """A bulk action under way: half of its people are moved, and some mails have gone out."""
    return {
        "bulk_id": "b1",
        "kind": "move",
        "stage": "screened",
        "position_id": "",
        "position_name": "",
        "status": "running",
        "complete": False,
        "steps": ["pause", "cancel"],
        "total": 240,
        "position": 120,
        "acted": 118,
        "unchanged": 1,
        "conflict": 1,
        "missing": 0,
        "stage_gone": 0,
        "expected": 200,
        "mails": {
            "routed": 118,
            "written": 90,
            "sent": 40,
            "failed": 1,
            "doubtful": 1,
            "dropped": 0,
            "waiting": 48,
        },
        "starts_at": "2026-11-23T02:05:00Z",
        "created_at": "2026-11-23T02:00:00Z",
        "created_by": "hr-1",
        "changed_at": None,
        "changed_by": "",
        "left": [{"application_id": "a2", "name": "候选2", "outcome": "conflict"}],
        **more,
    }


def a_forecast(**more: Any) -> dict[str, Any]:
    """What a bulk action for 240 people would do."""
    return {
        "bulk_id": "b1",
        "kind": "move",
        "stage": "screened",
        "position_id": "",
        "total": 241,
        "acts": 240,
        "left_out": [_why("there_already", 1, "本来就在这个阶段", "in this stage already")],
        "mails": 203,
        "invited": 200,
        "told": 3,
        "without_mail": [_why("no_rule", 37, "没有适用的规则", "no rule invites here")],
        "hold_seconds": 300,
        "first_at": "2026-11-23T02:05:00Z",
        "last_at": "2026-11-24T00:00:00Z",
        "cost": {
            "least": "0.0200",
            "most": "0.0320",
            "read_on": "2026-07-22",
            "source": "https://aws.amazon.com/ses/pricing/",
        },
        "rate": 14.0,
        "seconds": 15,
        "further_days": 0,
        **more,
    }


def _why(reason: str, count: int, chinese: str, english: str) -> dict[str, Any]:
    return {"reason": reason, "count": count, "message": {"zh-CN": chinese, "en": english}}


def an_import(**more: Any) -> dict[str, Any]:
    """An import that has stopped on its way."""
    return {
        "import_id": "i1",
        "filename": "候选人.csv",
        "status": "stopped",
        "total": 240,
        "done": 90,
        "created": 88,
        "merged": 1,
        "unchanged": 0,
        "skipped": 0,
        "bad": 1,
        "created_at": "2026-11-23T02:00:00Z",
        "created_by": "hr-1",
        "finished_at": None,
        "errors": [],
        **more,
    }


class FakeHrApi:
    """HR's API: `asked` has what was asked for; `broken` answers every reading with a 503, `uncounted` a preview."""

    def __init__(self) -> None:
        self.people = [person(number) for number in range(1, 4)]
        self.cases = [deepcopy(CASE)]
        self.story = deepcopy(STORY)
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.foreign: list[str] = []
        self.outcomes: list[str] = []
        self.setup = FakeSetupApi()
        self.suppressed = FakeSuppressions()
        self.questions = FakeQuestions()
        self.reminders = FakeReminders()
        self.calendar = FakeCalendar()
        self.users = FakeUsers()
        self.tokens = dict(TOKENS)
        self.broken = False
        self.bulk = a_bulk()
        self.bulks: list[dict[str, Any]] = []
        self.forecast = a_forecast()
        self.uncounted: dict[str, Any] | None = None
        self.cursor: str | None = None
        self.imported = an_import()
        self.import_broken = False

    def answer(self, route: Route) -> None:
        """Serve one request for the site with the real security headers; note any other address."""
        address = urlsplit(route.request.url)
        if f"{address.scheme}://{address.netloc}" != SITE:
            self.foreign.append(route.request.url)
            return route.abort()
        if address.path.startswith("/api/"):
            return self._answer_api(route, address.path.removeprefix("/api/hr/"), parse_qs(address.query))
        if address.path == "/_cognito/":
            return route.fulfill(json={"AuthenticationResult": self.tokens})
        if address.path == "/config.json":
            return route.fulfill(json=CONFIG)
        return _serve_file(route, address.path.lstrip("/") or "index.html")

    def _answer_api(self, route: Route, path: str, query: dict[str, list[str]]) -> None:
        body = json.loads(route.request.post_data or "{}")
        self.asked.append((path, body or {name: values[0] for name, values in query.items()}))
        if self.broken:
            return route.fulfill(status=503, body="")
        if problem := self._refusal(route.request.method, path):
            return route.fulfill(status=409, json={"error": problem})
        if path.endswith("/continue") and self.import_broken:
            return route.fulfill(status=503, body="")
        if answered := self._of_its_own(route.request.method, path, body, query):
            return route.fulfill(json=answered)
        if path.startswith("scheduled/reminders"):
            return self._answer_reminders(route, body, query)
        if path.startswith(("setup", "scheduled")):
            method = route.request.method
            return route.fulfill(status=self.setup.status(method), json=self.setup.answers(method, path, body))
        return route.fulfill(json=self._answers(path, body))

    def _of_its_own(self, method: str, path: str, body: dict[str, Any], query: dict[str, list[str]]) -> Any:
        """What an area with a stand-in of its own answers; None for any other path."""
        match path.split("/", maxsplit=1)[0]:
            case "calendar":
                return self.calendar.answers(query)
            case "users" | "audit":
                return self.users.answers(path, body)
            case "suppressions":
                return self.suppressed.answers(path, body, query)
            case "questions" | "faq":
                return self.questions.answers(method, path, body, query)
        return None

    def _refusal(self, method: str, path: str) -> dict[str, Any] | None:
        if path.startswith("users") and method != "GET":
            return self.users.problem
        if path.startswith(("questions", "faq")) and method != "GET":
            return self.questions.refused
        return self.uncounted if path == "bulks/preview" else None

    def _answer_reminders(self, route: Route, body: dict[str, Any], query: dict[str, list[str]]) -> None:
        if not body:
            return route.fulfill(json=self.reminders.page(query.get("cursor", [""])[0]))
        if self.reminders.problem:
            return route.fulfill(status=409, json={"error": self.reminders.problem})
        self.reminders.cancel(body)
        return route.fulfill(status=204, body="")

    def _answers(self, path: str, body: dict[str, Any]) -> Any:
        if path == "moves":
            pairs = zip(body["applications"], self.outcomes, strict=True)
            return {"results": [{**each, "outcome": outcome} for each, outcome in pairs]}
        if path.endswith(("/resolve", "/accept", "/propose", "/refuse")):
            return self.cases.pop()
        if path.endswith(("/mail", "/answer-preview")):
            return PREVIEW if path.startswith("templates") else MAIL
        if path.startswith("applications/"):
            return {**self.people[0], **self.story}
        if path.startswith("bulks/"):
            return self._bulk(path.removeprefix("bulks/"), body)
        if path.startswith("imports/"):
            return self._import(path)
        if path == "bulks":
            return self.bulk if body else {"bulks": self.bulks}
        listed = {"applications": self.people, "cursor": self.cursor}
        return {"company": COMPANY, "cases": {"cases": self.cases}, "applications": listed, "imports": {"imports": []}}[
            path
        ]

    def _import(self, path: str) -> dict[str, Any]:
        if path.endswith("/continue"):
            self.imported |= {"status": "running"}
        return self.imported

    def _bulk(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        if path == "preview":
            filling = {"kind": "withdraw", "acts": self.setup.acts} if body["kind"] == "withdraw" else {}
            return self.forecast | filling
        status, steps = {
            "pause": ("paused", ["resume", "cancel"]),
            "resume": ("running", ["pause", "cancel"]),
            "cancel": ("cancelled", []),
        }.get(path.rpartition("/")[2], (self.bulk["status"], self.bulk["steps"]))
        self.bulk |= {"status": status, "steps": steps}
        return self.bulk


@cache
def _built() -> dict[str, bytes]:
    files = {path.relative_to(BUILT).as_posix(): path.read_bytes() for path in BUILT.rglob("*") if path.is_file()}
    assert files, "run `npm ci` and `npm run build` in portal/ first"
    return files


@cache
def _policy() -> str:
    policy: str = json.loads(HEADERS.read_text(encoding="utf-8"))["Content-Security-Policy"]
    return policy.replace(" {cognito_endpoint}", "").replace(" {uploads_to}", "")


def _serve_file(route: Route, name: str) -> None:
    kind = mimetypes.guess_type(name)[0] or "text/plain"
    route.fulfill(body=_built()[name], content_type=kind, headers={"Content-Security-Policy": _policy()})


class ConsoleVisit:
    """One visit to the console; `wrong` has what the browser complained about."""

    def __init__(self, context: BrowserContext, api: FakeHrApi) -> None:
        self.api = api
        self.wrong: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", lambda message: self._complaint(message.type, message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def _complaint(self, kind: str, text: str) -> None:
        if kind == "error" and not re.search("status of (503|409)", text) and "ERR_FAILED" not in text:
            self.wrong.append(text)

    def sign_in(self) -> "ConsoleVisit":
        """Sign in and stand on the page called Today."""
        self.page.goto(f"{SITE}/")
        self.page.locator("#name").fill("a.very.long.address@example.com")
        self.page.locator("#password").fill("a password")
        self.page.locator("#password").press("Enter")
        self.page.locator("#main h1").wait_for()
        return self

    def go(self, address: str, until: str) -> None:
        """Open a page of the console and wait for something on it."""
        self.page.goto(f"{SITE}/#{address}")
        self.page.locator(until).first.wait_for()
