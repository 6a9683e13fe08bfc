"""Entry point of the portal's API: the HR area, the candidate's area, the platform's callback."""

from functools import cache
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

from functions.portal_api import candidate_routes, hr_routes
from functions.portal_api.wiring import parts, settings
from mianyue.http.entry import resolved, resolver


@cache
def app() -> APIGatewayHttpResolver:
    """The routes, made once."""
    return resolver(hr_routes.router, candidate_routes.router)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request."""
    return resolved(app(), event, context, settings().origin_secret, parts=parts())
