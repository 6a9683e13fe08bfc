"""Errors become answers: the one place that gives an error its status and its sentences."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import ApiGatewayResolver
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from mianyue.domain.errors import Conflict, InvalidInput, LinkInvalid, MianyueError, NotFound, Refused
from mianyue.http.models import Bilingual, Problem, ProblemDetail
from mianyue.http.roles import NotAllowed
from mianyue.http.sentences import SENTENCES

Sentences = Mapping[str, tuple[str, str]]

_STATUS: dict[type[MianyueError], HTTPStatus] = {
    InvalidInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    Refused: HTTPStatus.CONFLICT,
    LinkInvalid: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
}
_LINK_CODES = {
    "broken": "link_broken",
    "wrong_scope": "link_broken",
    "expired": "link_expired",
    "revoked": "link_revoked",
}
_UNSIGNED = frozenset({"not_signed_in", "wrong_token"})


def install(app: ApiGatewayResolver, more: Sentences | None = None) -> None:
    """Make `app` answer every error of ours with a Problem; `more` adds sentences for codes of its own."""
    sentences = {**SENTENCES, **(more or {})}
    app.exception_handler(MianyueError)(lambda error: _of_error(error, sentences))
    app.exception_handler(RequestValidationError)(lambda error: _of_validation(error, sentences))
    app.not_found(_unknown_route(sentences))


def bilingual(sentences: Sentences, code: str, **values: str) -> Bilingual:
    """The two sentences of a code; an unknown code gets the general ones."""
    chinese, english = sentences.get(code) or sentences["temporary"]
    filled = {"field": "", "value": "", **values}
    return Bilingual.of(chinese.format(**filled), english.format(**filled))


def answer(
    status: HTTPStatus, code: str, sentences: Sentences, *, field: str | None = None, value: str | None = None
) -> Response[str]:
    """A problem as an HTTP response."""
    detail = ProblemDetail(
        code=code,
        field=field,
        value=value,
        message=bilingual(sentences, code, field=field or "", value=value or ""),
    )
    body = Problem(error=detail).model_dump_json(by_alias=True, exclude_none=True)
    return Response(status_code=status, content_type="application/json", body=body)


def _of_error(error: MianyueError, sentences: Sentences) -> Response[str]:
    if isinstance(error, InvalidInput):
        return answer(_STATUS[InvalidInput], error.code, sentences, field=error.field, value=error.value)
    code = _LINK_CODES.get(error.code, error.code) if isinstance(error, LinkInvalid) else error.code
    if code in _UNSIGNED:
        return answer(HTTPStatus.UNAUTHORIZED, code, sentences)
    status = next((found for kind, found in _STATUS.items() if isinstance(error, kind)), None)
    return answer(status or HTTPStatus.SERVICE_UNAVAILABLE, code, sentences)


def _of_validation(error: RequestValidationError, sentences: Sentences) -> Response[str]:
    first = error.errors()[0]
    kind = str(first.get("type", ""))
    if kind == "json_invalid":
        return answer(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_json", sentences)
    code = "missing" if kind == "missing" else "invalid_input"
    return answer(HTTPStatus.UNPROCESSABLE_ENTITY, code, sentences, field=_field_of(first), value=_value_of(first))


def _field_of(error: Mapping[str, Any]) -> str:
    """`body.wishes.0` is of no use to a person: the innermost name is."""
    names = [str(part) for part in error.get("loc", ()) if not isinstance(part, int)]
    return names[-1] if names else "body"


def _value_of(error: Mapping[str, Any]) -> str:
    value = error.get("input", "")
    return str(value)[:80] if isinstance(value, str | int | float) else ""


def _unknown_route(sentences: Sentences) -> Callable[[NotFoundError], Response[str]]:
    return lambda _: answer(HTTPStatus.NOT_FOUND, "unknown_route", sentences)
