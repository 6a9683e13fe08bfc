"""Errors become answers: the one place that gives an error its status and its sentences."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus

from mianyue.domain.errors import Conflict, InvalidInput, LinkInvalid, MianyueError, NotFound, Refused
from mianyue.http.answers import Bilingual, Problem, ProblemDetail, bilingual
from mianyue.http.powertools import ApiGatewayResolver, NotFoundError, Response
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
_UNSIGNED = frozenset({"not_signed_in", "wrong_token", "signed_out"})


def install(app: ApiGatewayResolver, more: Sentences | None = None) -> None:
    """Make `app` answer every error of ours with a Problem; `more` adds sentences for codes of its own."""
    sentences = {**SENTENCES, **(more or {})}
    app.exception_handler(MianyueError)(lambda error: _of_error(error, sentences))
    app.not_found(_unknown_route(sentences))


def answer(
    status: HTTPStatus, code: str, sentences: Sentences, *, field: str | None = None, value: str | None = None
) -> Response[str]:
    """A problem as an HTTP response."""
    message = _message(sentences, code, field=field or "", value=value or "")
    detail = ProblemDetail(code=code, message=message)
    if field is not None:
        detail["field"] = field
    if value is not None:
        detail["value"] = value
    body = json.dumps(Problem(error=detail), ensure_ascii=False, separators=(",", ":"))
    return Response(status_code=status, content_type="application/json", body=body)


def _message(sentences: Sentences, code: str, *, field: str, value: str) -> Bilingual:
    """The two sentences of a code; an unknown code gets the general ones."""
    chinese, english = sentences.get(code) or sentences["temporary"]
    return bilingual(chinese.format(field=field, value=value), english.format(field=field, value=value))


def _of_error(error: MianyueError, sentences: Sentences) -> Response[str]:
    if isinstance(error, InvalidInput):
        return answer(_STATUS[InvalidInput], error.code, sentences, field=error.field, value=error.value)
    code = _LINK_CODES.get(error.code, error.code) if isinstance(error, LinkInvalid) else error.code
    if isinstance(error, NotAllowed) and code in _UNSIGNED:
        return answer(HTTPStatus.UNAUTHORIZED, code, sentences)
    status = next((found for kind, found in _STATUS.items() if isinstance(error, kind)), None)
    return answer(status or HTTPStatus.SERVICE_UNAVAILABLE, code, sentences)


def _unknown_route(sentences: Sentences) -> Callable[[NotFoundError], Response[str]]:
    return lambda _: answer(HTTPStatus.NOT_FOUND, "unknown_route", sentences)
