"""Declaring a route: a path, what it asks for, what it answers with, and who may call it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from mianyue.http.answers import Problem
from mianyue.http.inputs import inputs
from mianyue.http.powertools import OpenAPIResponse, Response, Router
from mianyue.http.roles import Role
from mianyue.http.trail import deed_of

Function = TypeVar("Function", bound=Callable[..., Any])

_PROBLEMS: dict[int, str] = {
    401: "The token is missing, broken or expired.",
    403: "The caller has not the role this route asks for.",
    404: "There is no such thing.",
    409: "The state does not allow it, or it has changed since it was read.",
    422: "A value cannot be used: the error names the field, the value and the remedy.",
}


def route(
    router: Router,
    method: str,
    path: str,
    role: Role,
    *,
    act: str | None = None,
    status: int = 200,
    answers: type | None = None,
) -> Callable[[Function], Function]:
    """Register a function under `method` and `path`; only callers with `role` reach it.

    The function gets what stands in its path, and what else its signature asks for (`mianyue.http.inputs`).
    `act` is what the audit log says of the call, as in `rule.changed`; whoever may not be silent about it names
    `mianyue.domain.audit.NOTHING` where nothing is changed. `answers` is the shape of the successful answer; without
    it the answer has no body.
    """
    if role.groups and method != "GET" and act is None:
        raise TypeError(f"{method} {path}: what does the audit log say of it? act=… or act=NOTHING")

    def register(function: Function) -> Function:
        asked_for = inputs(function)

        @wraps(function)
        def answered(**in_path: str) -> Any:
            given = in_path | asked_for(router.current_event)
            if not act:
                return function(**given)
            with router.context["trail"].of(deed_of(router.current_event.raw_event, act)):
                return function(**given)

        decorate = router.route(
            path,
            method,
            operation_id=function.__name__,
            summary=(function.__doc__ or "").strip().split("\n")[0],
            responses=_responses(status, answers),
            tags=[role.area],
            security=[{role.scheme: []}] if role.scheme else None,
            openapi_extensions={"x-roles": sorted(role.groups) or [role.area], **({"x-act": act} if act else {})},
            status_code=status,
            cache_control="no-store",
            middlewares=[role.guard],
        )
        decorate(answered)
        return function

    return register


def _responses(status: int, answers: type | None) -> dict[int, OpenAPIResponse]:
    success: OpenAPIResponse = {"description": "Done."}
    if answers is not None:
        success["content"] = {"application/json": {"model": answers}}
    problems: dict[int, OpenAPIResponse] = {
        code: {"description": text, "content": {"application/json": {"model": Problem}}}
        for code, text in _PROBLEMS.items()
    }
    return {status: success, **problems}


def no_content() -> Response[str]:
    """An answer without a body."""
    return Response(status_code=204, body="")  # a missing body is not an empty one everywhere
