"""Events as API Gateway hands them over (payload format 2.0), recorded once and filled in."""

import copy
import json
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

_RECORDED = Path(__file__).parent / "portal_api" / "events"
ORIGIN_SECRET = "origin-secret"
_NUMBERS = count()


def hr_event(method: str, path: str, body: object = None, *, groups: str = "[hr]", **query: str) -> dict[str, Any]:
    """A request of a signed-in person; `groups` as the authorizer writes them."""
    event = _filled("hr", method, path, body, query)
    event["requestContext"]["authorizer"]["jwt"]["claims"]["cognito:groups"] = groups
    return event


def candidate_event(method: str, path: str, body: object = None, *, session: str = "") -> dict[str, Any]:
    """A request of a candidate's page, or of the platform."""
    event = _filled("candidate", method, path, body, {})
    if session:
        event["headers"]["authorization"] = f"Bearer {session}"
    return event


def _filled(name: str, method: str, path: str, body: object, query: dict[str, str]) -> dict[str, Any]:
    event = copy.deepcopy(json.loads((_RECORDED / f"{name}.json").read_text(encoding="utf-8")))
    event["rawPath"] = event["requestContext"]["http"]["path"] = path
    event["requestContext"]["http"]["method"] = method
    event["requestContext"]["requestId"] = f"request-{next(_NUMBERS)}"
    if query:
        event["rawQueryString"], event["queryStringParameters"] = urlencode(query), query
    if body is not None:
        event["body"] = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    return event


def said(answer: dict[str, Any]) -> Any:
    """The JSON body of an answer."""
    return json.loads(answer["body"])


def refusal(answer: dict[str, Any]) -> tuple[int, str]:
    """Status and code of an answer that says no; it must speak both languages."""
    error = said(answer)["error"]
    assert error["message"]["zh-CN"]
    assert error["message"]["en"]
    return answer["statusCode"], error["code"]
