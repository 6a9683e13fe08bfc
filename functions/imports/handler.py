"""Entry point of the imports function: the import area of the API, and the work in the background."""

from functools import cache
from typing import Any

from functions.imports.import_rows import import_rows
from functions.imports.routes import router
from functions.imports.row_sentences import FILE_SENTENCES
from functions.imports.wiring import parts
from mianyue.adapters.background import in_background
from mianyue.adapters.log import log
from mianyue.http.entry import resolved, resolver
from mianyue.http.powertools import APIGatewayHttpResolver


@cache
def app() -> APIGatewayHttpResolver:
    """The routes, made once."""
    return resolver(router, sentences=FILE_SENTENCES)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer a request, or take the import that an invocation of our own names as far as the time allows."""
    if "requestContext" in event:
        wired = {"desk": parts().desk, "staff": parts().staff, "trail": parts().trail}
        return resolved(app(), event, context, parts().origin_secret, **wired)
    return _work(event["import_id"], context)


def _work(import_id: str, context: Any) -> dict[str, Any]:
    def seconds_left() -> float:
        return float(context.get_remaining_time_in_millis()) / 1000

    record = in_background("import", import_id, lambda: import_rows(import_id, parts().worker, seconds_left))
    log("import", id=import_id, status=record.status, done=record.done, total=record.total, bad=record.bad)
    return {"status": record.status, "done": record.done}
