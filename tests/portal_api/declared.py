"""Every answer of every test is held to the shape that its route declares."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from functions.portal_api import handler as entry_point
from functions.portal_api.areas import area_of
from mianyue.http.answers import Problem


def checked(method: str, path: str, answer: dict[str, Any]) -> dict[str, Any]:
    """The answer, once it has the keys and types that were promised, and no others."""
    shape = Problem if answer["statusCode"] >= 400 else declared(method, path)
    if shape is None:
        assert answer["body"] == ""
    else:
        adapter(shape).validate_json(answer["body"], strict=True)
    return answer


def declared(method: str, path: str) -> Any:
    """What the route behind a path says that it answers; None for no body."""
    app = entry_point.app(area_of(method, path))
    routes = [*app._static_routes, *app._dynamic_routes]
    (route,) = [each for each in routes if each.method == method and each.rule.match(path)]
    content = route.responses[route.status_code].get("content", {})
    return content["application/json"]["model"] if content else None


@cache
def adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)
