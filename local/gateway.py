"""One address for everything, as CloudFront gives it in the cloud: portal, HTTP API, link hits; and the mailbox.

`/api/*` and `/t/*` go to the stack's HTTP API with the origin secret added, `/_cognito/` to the engine's user pool,
`/_uploads/` to the upload bucket, `/mailbox/` and `/platform/` are the laptop's own, everything else is the portal
bucket, where a path is a file's name and only `/` stands for index.html. A file that is not there is a 404 here and
S3's 403 behind CloudFront, whose error pages would take the place of the API's own 403s, too.
"""

import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from infra.stage import LAPTOP_UPLOADS
from local.forwarding import ORIGIN_SECRET_HEADER, forward
from local.security_headers import SecurityHeaders

ANY_METHOD = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
PLATFORM_PAGE = Path(__file__).parent / "platform_page"
COGNITO_TARGET = "AWSCognitoIdentityProviderService."
MOST_BODY_BYTES = 10 * 1024 * 1024  # an HTTP API's largest payload
MOST_UPLOAD_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Upstream:
    """Where the gateway passes requests on to."""

    api_id: str
    portal_bucket: str
    upload_bucket: str
    origin_secret: str


def gateway_app(
    upstream: Upstream,
    client: httpx2.AsyncClient,
    *,
    headers: Mapping[str, str],
    mailbox: BaseRoute,
    background: Callable[[], AbstractAsyncContextManager[None]],
) -> Starlette:
    """The gateway as an ASGI application; `background` runs while it serves."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with client, background():
            yield

    return Starlette(
        routes=[*_Passing(upstream, client).routes(), mailbox, _platform(), *_Portal(upstream, client).routes()],
        middleware=[
            Middleware(SecurityHeaders, headers=headers),
            Middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1"]),
        ],
        lifespan=lifespan,
    )


def _platform() -> Mount:
    """The AI-interview platform's stand-in: pages only, it calls the API as the real one would."""
    return Mount("/platform", app=StaticFiles(directory=PLATFORM_PAGE, html=True))


class _Passing:
    """What goes on to the HTTP API and to Cognito."""

    def __init__(self, upstream: Upstream, client: httpx2.AsyncClient) -> None:
        self._upstream = upstream
        self._client = client

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/api/{rest:path}", self._to_api, methods=ANY_METHOD),
            Route("/t/{rest:path}", self._to_api, methods=ANY_METHOD),
            Route("/_cognito/", self._to_cognito, methods=["POST"]),
            Route(LAPTOP_UPLOADS + "/imports/{import_id}/source", self._to_uploads, methods=["PUT"]),
        ]

    async def _to_api(self, request: Request) -> Response:
        _require_size(request)
        path: bytes = f"/_aws/execute-api/{self._upstream.api_id}/$default".encode() + request.scope["raw_path"]
        secret = {ORIGIN_SECRET_HEADER: self._upstream.origin_secret}
        return await forward(request, self._client, path=path, headers=secret)

    async def _to_uploads(self, request: Request) -> Response:
        """A candidate file; in the cloud the browser itself puts it into the bucket."""
        _require_size(request, MOST_UPLOAD_BYTES)
        key = request.scope["raw_path"].removeprefix(LAPTOP_UPLOADS.encode())
        return await forward(request, self._client, path=f"/{self._upstream.upload_bucket}".encode() + key)

    async def _to_cognito(self, request: Request) -> Response:
        """Cognito's own calls only: the engine's root would take those of any service."""
        _require_size(request)
        if not request.headers.get("x-amz-target", "").startswith(COGNITO_TARGET):
            raise HTTPException(400)
        return await forward(request, self._client, path=b"/")


class _Portal:
    """Static files out of the portal bucket."""

    def __init__(self, upstream: Upstream, client: httpx2.AsyncClient) -> None:
        self._bucket = upstream.portal_bucket
        self._client = client

    def routes(self) -> list[BaseRoute]:
        return [Route("/{key:path}", self._file, methods=["GET", "HEAD"])]

    async def _file(self, request: Request) -> Response:
        key = request.path_params["key"]
        if not re.fullmatch(r"[\w./-]*", key, re.ASCII) or ".." in key or key.endswith("/"):
            raise HTTPException(404)
        request.scope["query_string"] = b""  # S3 would read it as a request of its own (?acl, ?list-type=2)
        response = await forward(request, self._client, path=f"/{self._bucket}/{key or 'index.html'}".encode())
        if response.status_code in (403, 404):
            raise HTTPException(404)
        return response


def _require_size(request: Request, most: int = MOST_BODY_BYTES) -> None:
    if int(request.headers.get("content-length", "0")) > most:
        raise HTTPException(413)
