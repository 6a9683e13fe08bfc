"""Entry point of the bulk function: the bulk area of the API, and the work in the background."""

from functools import cache
from typing import Any

from functions.bulk.routes import router
from functions.bulk.sentences import BULK_SENTENCES
from functions.bulk.wiring import parts
from functions.bulk.work import work
from mianyue.adapters.background import in_background
from mianyue.adapters.log import log
from mianyue.http.entry import resolved, resolver
from mianyue.http.powertools import APIGatewayHttpResolver


@cache
def app() -> APIGatewayHttpResolver:
    """The routes, made once."""
    return resolver(router, sentences=BULK_SENTENCES)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer a request, or take the bulk action that a schedule, the sweep or we ourselves name further."""
    if "requestContext" in event:
        wired = {"parts": parts(), "staff": parts().staff, "trail": parts().trail}
        arn = context.invoked_function_arn
        return resolved(app(), event, context, parts().origin_secret, function_arn=arn, **wired)
    return _work(event["bulk_id"], context)


def _work(bulk_id: str, context: Any) -> dict[str, Any]:
    def seconds_left() -> float:
        return float(context.get_remaining_time_in_millis()) / 1000

    bulk = in_background("bulk", bulk_id, lambda: work(bulk_id, parts().worker, seconds_left))
    log("bulk", id=bulk_id, status=bulk.status, position=bulk.position, total=bulk.total, acted=bulk.acted)
    return {"status": bulk.status, "position": bulk.position}
