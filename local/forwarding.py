"""Passing a request on to the engine, the way CloudFront passes it on to the HTTP API and to the bucket."""

from collections.abc import Iterable, Mapping

import httpx2
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

ORIGIN_SECRET_HEADER = "x-origin-secret"  # noqa: S105 - the name of a header
_HOP_BY_HOP = frozenset(
    {"connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding"}
    | {"upgrade"}
)
_NOT_SENT_ON = _HOP_BY_HOP | {"host", "content-length", "accept-encoding", ORIGIN_SECRET_HEADER}
_CORS = frozenset(
    f"access-control-{rest}" for rest in ("allow-origin", "allow-methods", "allow-headers", "expose-headers", "max-age")
)
"""The engine lets every site in; the portal's own origin needs none of it."""
_NOT_GIVEN_BACK = _HOP_BY_HOP | _CORS | {"server", "date", "content-length"}


async def forward(
    request: Request, client: httpx2.AsyncClient, *, path: bytes, headers: Mapping[str, str] | None = None
) -> Response:
    """Send the request on under `path` (raw, still encoded), with `headers` added; give back what came.

    Method, query and body stay as they are. Redirects are the browser's to follow. 502 if the engine is silent.
    """
    passed_on = client.build_request(
        request.method,
        client.base_url.copy_with(raw_path=_target(request, path)),
        headers=[*_kept(request.headers.raw, _NOT_SENT_ON), *_raw({"accept-encoding": "identity", **(headers or {})})],
        content=await request.body(),
    )
    try:
        answer = await client.send(passed_on)
    except httpx2.HTTPError:
        return _silent()
    return _given_back(answer, request.method)


def _target(request: Request, path: bytes) -> bytes:
    query: bytes = request.scope["query_string"]
    return path + b"?" + query if query else path


def _given_back(answer: httpx2.Response, method: str) -> Response:
    response = Response(answer.content, status_code=answer.status_code)
    kept = _kept(answer.headers.raw, _NOT_GIVEN_BACK)
    if method == "HEAD":
        del response.headers["content-length"]
        kept += [pair for pair in answer.headers.raw if pair[0].lower() == b"content-length"]
    response.raw_headers.extend(kept)
    return response


def _kept(headers: Iterable[tuple[bytes, bytes]], left_out: frozenset[str]) -> list[tuple[bytes, bytes]]:
    named = [(name.lower(), value) for name, value in headers]
    return [(name, value) for name, value in named if name.decode("latin-1") not in left_out]


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _silent() -> JSONResponse:
    message = {
        "zh-CN": "本机引擎没有应答。请运行 ./dev up。",
        "en": "The laptop's engine does not answer. Run ./dev up.",
    }
    return JSONResponse({"error": {"code": "engine_silent", "message": message}}, status_code=502)
