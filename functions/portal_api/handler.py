"""Entry point of the portal's API: the HR area, the candidate's area, the platform's callback."""

from functools import cache
from typing import Any

from functions.portal_api.areas import area_of, routes
from functions.portal_api.wiring import parts, settings
from mianyue.http.entry import resolved, resolver
from mianyue.http.powertools import APIGatewayHttpResolver


@cache
def app(area: str) -> APIGatewayHttpResolver:
    """The routes of one area, made once."""
    return resolver(routes(area))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request."""
    area = area_of(event["requestContext"]["http"]["method"], event["rawPath"])
    wired = {"parts": parts(), "staff": parts().staff, "trail": parts().trail}
    return resolved(app(area), event, context, settings().origin_secret, **wired)
