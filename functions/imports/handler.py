"""Entry point of the imports function: the import area of the API, and the work in the background."""

from functools import cache
from typing import Any

from functions.imports.import_rows import import_rows
from functions.imports.routes import router
from functions.imports.row_sentences import FILE_SENTENCES
from functions.imports.wiring import parts
from mianyue.adapters.log import log, place
from mianyue.http.entry import resolved, resolver
from mianyue.http.powertools import APIGatewayHttpResolver


@cache
def app() -> APIGatewayHttpResolver:
    """The routes, made once."""
    return resolver(router, sentences=FILE_SENTENCES)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer a request, or take the import that an invocation of our own names as far as the time allows."""
    if "requestContext" in event:
        return resolved(app(), event, context, parts().origin_secret, desk=parts().desk)
    return _work(event["import_id"], context)


class WorkFailed(Exception):
    """The background work broke off. Raised so that Lambda calls again; says nothing but the import's id."""


def _work(import_id: str, context: Any) -> dict[str, Any]:
    try:
        record = import_rows(import_id, parts().worker, lambda: context.get_remaining_time_in_millis() / 1000)
    except Exception as error:  # noqa: BLE001 - the edge: the runtime would print its text, perhaps a name
        log("import_failed", id=import_id, error=type(error).__name__, at=place(error))
        raise WorkFailed(import_id) from None
    log("import", id=import_id, status=record.status, done=record.done, total=record.total, bad=record.bad)
    return {"status": record.status, "done": record.done}
