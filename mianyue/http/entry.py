"""From an API Gateway event to an answer: only through the site, never with a stack trace."""

import hmac
import json
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any

from mianyue.adapters.log import log, place
from mianyue.http.entity_tags import tagged
from mianyue.http.powertools import APIGatewayHttpResolver, Response, Router
from mianyue.http.problems import Sentences, answer, install
from mianyue.http.sentences import SENTENCES


def _model(answer: Any) -> Any:
    """An answer may also be a pydantic model, which says itself how it is written."""
    return answer.model_dump(mode="json")


_written = partial(json.dumps, separators=(",", ":"), default=_model)


def resolver(*routers: Router, sentences: Sentences | None = None) -> APIGatewayHttpResolver:
    """An app of these routes; `sentences` are those of error codes of its own."""
    app = APIGatewayHttpResolver(serializer=_written)
    install(app, sentences)
    app.exception_handler(Exception)(_unexpected)
    for router in routers:
        app.include_router(router)
    return app


def resolved(
    app: APIGatewayHttpResolver, event: dict[str, Any], context: object, origin_secret: str, **wired: object
) -> dict[str, Any]:
    """The answer to an event; `wired` is what the routes find in their context.

    CloudFront adds the secret header: a request without it has come past the site and is refused.
    """
    headers: Mapping[str, str] = event.get("headers") or {}
    if not hmac.compare_digest(headers.get("x-origin-secret", "").encode(), origin_secret.encode()):
        refused = answer(HTTPStatus.FORBIDDEN, "not_through_site", SENTENCES)
        return {"statusCode": refused.status_code, "headers": dict(_JSON), "body": refused.body}
    app.append_context(**wired)  # type: ignore[no-untyped-call]
    return tagged(event, app.resolve(event, context))  # type: ignore[arg-type]  # only its type says more than it uses


_JSON = {"Content-Type": "application/json", "Cache-Control": "no-store"}


def _unexpected(error: Exception) -> Response[str]:
    """A defect: its kind and place go to the log (its text may hold a name); a person gets a sentence."""
    log("unexpected", error=type(error).__name__, at=place(error))
    return answer(HTTPStatus.INTERNAL_SERVER_ERROR, "temporary", SENTENCES)
