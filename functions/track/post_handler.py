"""The track function's third door: a mail program posts that its reader wants no more reminders."""

import json
from typing import Any

from functions.track.one_click import asks_to_stop
from functions.track.stop_reminders import Links, stop_reminders
from mianyue.adapters import clock
from mianyue.adapters.log import log
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table
from mianyue.domain.errors import LinkInvalid
from mianyue.http.sentences import SENTENCES

_REFUSALS = {
    "broken": (404, "link_broken"),
    "wrong_scope": (404, "link_broken"),
    "expired": (410, "link_expired"),
    "revoked": (410, "link_revoked"),
}


def post(event: dict[str, Any], token: str, table: Table, links: Links) -> dict[str, Any]:
    """Stop reminders, if that is what is asked. No cookie, no redirect: who posts here is a machine (RFC 8058)."""
    if not asks_to_stop(event):
        return _refused(400, "not_one_click")
    try:
        stop_reminders(StoryStore(table), links, token, now=clock.now())
    except LinkInvalid as error:
        log("unsubscribe_refused", why=error.code)
        return _refused(*_REFUSALS[error.code])
    return {"statusCode": 200, "headers": {"cache-control": "no-store"}}


def _refused(status: int, code: str) -> dict[str, Any]:
    chinese, english = SENTENCES[code]
    problem = {"error": {"code": code, "message": {"zh-CN": chinese, "en": english}}}
    headers = {"content-type": "application/json", "cache-control": "no-store"}
    return {"statusCode": status, "headers": headers, "body": json.dumps(problem, ensure_ascii=False)}
