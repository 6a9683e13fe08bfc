"""HR's API with its template area: the area's own routes and use cases, over stores in memory."""

import json
from contextlib import nullcontext
from datetime import datetime, timedelta
from types import SimpleNamespace

from playwright.sync_api import Browser, BrowserContext, Route

from functions.templates.handler import app
from functions.templates.ports import Desk
from mianyue import starter
from mianyue.domain.member import Member
from mianyue.domain.tracking import Story
from mianyue.http.entry import resolved
from tests.builders import NOW, an_application, an_interview
from tests.http_events import ORIGIN_SECRET, hr_event
from tests.portal.console_visit import ConsoleVisit, FakeHrApi
from tests.templates.fakes import FakeSetups, a_desk

STAFF = SimpleNamespace(member=Member)
"""Nothing is known of whoever signs in."""
TRAIL = SimpleNamespace(of=nullcontext)
CHOSEN = an_application(application_id="a1", name="候选1")


class FakeTemplateApi(FakeHrApi):
    """Everything the console asks for; `desk` has what the template area has been told, `previews` may be held back."""

    def __init__(self) -> None:
        super().__init__()
        stories = [Story(CHOSEN, interviews=(an_interview(application_id="a1"),))]
        self.desk: Desk = a_desk(*starter.templates(), setups=FakeSetups(), stories=stories, now=NOW)
        self._now = NOW

    def colleague_saves(self, subject: str) -> None:
        """Somebody else saves the default invitation."""
        store = self.desk.templates
        before = store.current("invitation#default#zh-CN")
        assert before
        after = before._replace(version=before.version + 1, subject=subject, saved_at=NOW, saved_by="somebody")
        store.save(before, after)

    def _answer_api(self, route: Route, path: str, query: dict[str, list[str]]) -> None:
        if not path.startswith("templates") or self.broken:
            return super()._answer_api(route, path, query)
        self.asked.append((path, json.loads(route.request.post_data or "{}")))
        asked = {name: values[0] for name, values in query.items()}
        event = hr_event(route.request.method, f"/api/hr/{path}", route.request.post_data, **asked)
        event["headers"]["authorization"] = "Bearer token"
        wired = {"desk": self._desk_later(), "staff": STAFF, "trail": TRAIL}
        answer = resolved(app(), event, None, ORIGIN_SECRET, **wired)
        return route.fulfill(status=answer["statusCode"], body=answer["body"], content_type="application/json")

    def _desk_later(self) -> Desk:
        """Each request comes a minute after the last."""
        self._now = self._now + timedelta(minutes=1)
        now: datetime = self._now
        object.__setattr__(self.desk, "clock", lambda: now)
        return self.desk


def template_context(chromium: Browser, *, width: int, language: str, scheme: str = "light") -> BrowserContext:
    """A browser of that width and language."""
    return chromium.new_context(
        viewport={"width": width, "height": 900},
        locale=language,
        timezone_id="Asia/Shanghai",
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )


def template_visit(context: BrowserContext) -> ConsoleVisit:
    """A visit whose API has the template area."""
    api = FakeTemplateApi()
    context.route("**/*", api.answer)
    return ConsoleVisit(context, api)
