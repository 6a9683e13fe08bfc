"""Entry point of the templates function: the template area of the API."""

from functools import cache
from typing import Any

from functions.templates.routes import router
from functions.templates.sentences import TEMPLATE_SENTENCES
from functions.templates.wiring import parts
from mianyue.http.entry import resolved, resolver
from mianyue.http.powertools import APIGatewayHttpResolver


@cache
def app() -> APIGatewayHttpResolver:
    """The routes, made once."""
    return resolver(router, sentences=TEMPLATE_SENTENCES)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request."""
    wired = {"desk": parts().desk, "staff": parts().staff, "trail": parts().trail}
    return resolved(app(), event, context, parts().origin_secret, **wired)
