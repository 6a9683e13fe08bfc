"""Write portal/openapi.json: one description of the HTTP functions, from which the portal's client is made.

Run by: ./dev openapi
"""

import json
from copy import copy
from pathlib import Path
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer

from functions.bulk.routes import router as bulk
from functions.imports.routes import router as imports
from functions.portal_api.areas import AREAS, routes
from functions.templates.routes import router as templates

FILE = Path(__file__).parent / "openapi.json"


def described() -> dict[str, Any]:
    """The OpenAPI 3.1 description as plain data, in a stable order."""
    app = APIGatewayHttpResolver(enable_validation=True)
    for router in (*map(routes, AREAS), imports, templates, bulk):
        app.include_router(copy(router))  # the routers themselves belong to the functions' own apps
    text = app.get_openapi_json_schema(
        title="Mianyue",
        version="1",
        description="HR console, candidate pages, imports, templates and bulk actions of one company's Mianyue.",
        security_schemes={
            "cognito": HTTPBearer(description="Access token of a person in the group hr or admin."),
            "session": HTTPBearer(description="Session that POST /api/candidate/session hands out."),
        },
    )
    return _without_noise(json.loads(text))


def _without_noise(described: dict[str, Any]) -> dict[str, Any]:
    """Drop the framework's own error shapes (every error here is a Problem) and pydantic's titles."""
    schemas = described["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError", "ResponseValidationError"):
        schemas.pop(name, None)
    described.pop("servers", None)
    for path in described["paths"].values():
        for operation in path.values():
            operation["responses"].get("204", {}).pop("content", None)
    return {**_untitled(described), "info": described["info"]}


def _untitled(part: Any) -> Any:
    if isinstance(part, list):
        return [_untitled(each) for each in part]
    if isinstance(part, dict):
        return {key: _untitled(each) for key, each in part.items() if key != "title" or isinstance(each, dict)}
    return part


def rendered() -> str:
    """The file's text."""
    return json.dumps(described(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(rendered(), encoding="utf-8")
