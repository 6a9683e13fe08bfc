"""AWS Signature Version 4, the part of it that our requests need.

Rule: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.
"""

import hashlib
import hmac
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_UNSIGNED = frozenset(
    {
        "authorization",
        "connection",
        "expect",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "x-amzn-trace-id",
    }
)
"""Headers that may be changed on the way, and the one that holds the signature."""


class Credentials(NamedTuple):
    """A key pair, and the session token that comes with temporary ones."""

    access_key: str
    secret_key: str
    token: str = ""


class Request(NamedTuple):
    """One HTTP request before it is signed.

    `path` begins with a slash and is unencoded, as are the names and values of `query`. `headers` are the
    operation's own: no `host` and no `date`, for which others speak.
    """

    method: str
    host: str
    path: str
    headers: dict[str, str]
    body: bytes = b""
    query: tuple[tuple[str, str], ...] = ()

    @property
    def target(self) -> str:
        """Path and query as they stand in the request line."""
        query = _canonical_query(self.query)
        return _encoded(self.path, b"/") + (f"?{query}" if query else "")


def signed_headers(
    request: Request, *, service: str, region: str, credentials: Credentials, now: datetime
) -> dict[str, str]:
    """The request's headers with host, date, token and `Authorization` added (names in lower case)."""
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    payload = hashlib.sha256(request.body).hexdigest()
    headers = {name.lower(): value for name, value in request.headers.items()}
    headers |= {"host": request.host.lower().removesuffix(":443"), "x-amz-date": moment}
    if credentials.token:
        headers["x-amz-security-token"] = credentials.token
    if service == "s3":
        headers["x-amz-content-sha256"] = payload
    signed, canonical = _canonical_request(request, headers, payload, service)
    scope = f"{moment[:8]}/{region}/{service}/aws4_request"
    signature = _signature(credentials.secret_key, moment, scope, canonical)
    headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={credentials.access_key}/{scope}, SignedHeaders={signed}, Signature={signature}"
    )
    return headers


def presigned_query(
    request: Request, *, service: str, region: str, credentials: Credentials, now: datetime, seconds: int
) -> str:
    """The query that lets anybody send this request for so many seconds, with any body: host and `headers` must be
    as they are here. Rule: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html.
    """
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    scope = f"{moment[:8]}/{region}/{service}/aws4_request"
    headers = {name.lower(): value for name, value in request.headers.items()}
    headers["host"] = request.host.lower().removesuffix(":443")
    query = {
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": f"{credentials.access_key}/{scope}",
        "X-Amz-Date": moment,
        "X-Amz-Expires": str(seconds),
        "X-Amz-SignedHeaders": ";".join(sorted(headers.keys() - _UNSIGNED)),
    }
    if credentials.token:
        query["X-Amz-Security-Token"] = credentials.token
    asked = request._replace(query=(*request.query, *query.items()))
    _, canonical = _canonical_request(asked, headers, "UNSIGNED-PAYLOAD", service)
    signature = _signature(credentials.secret_key, moment, scope, canonical)
    return f"{_canonical_query(asked.query)}&X-Amz-Signature={signature}"


def _canonical_request(request: Request, headers: dict[str, str], payload: str, service: str) -> tuple[str, str]:
    """The names of the signed headers, and the text that is signed."""
    names = sorted(headers.keys() - _UNSIGNED)
    lines = "".join(f"{name}:{' '.join(headers[name].split())}\n" for name in names)
    signed = ";".join(names)
    path, query = _canonical_path(request.path, service), _canonical_query(request.query)
    return signed, "\n".join((request.method, path, query, lines, signed, payload))


def _canonical_path(path: str, service: str) -> str:
    """S3 alone signs the path as sent: its keys may hold `//` and `/./`. Every other service signs it
    without empty and dot segments, and encoded once more.
    """
    if service == "s3":
        return _encoded(path, b"/")
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del segments[-1:]
        elif segment not in ("", "."):
            segments.append(_encoded(_encoded(segment)))
    return "/" + "/".join(segments) + ("/" if segments and path.endswith("/") else "")


def _canonical_query(query: tuple[tuple[str, str], ...]) -> str:
    encoded = sorted((_encoded(name), _encoded(value)) for name, value in query)
    return "&".join(f"{name}={value}" for name, value in encoded)


def _signature(secret: str, moment: str, scope: str, canonical: str) -> str:
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return _hmac(_signing_key(secret, scope), f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{digest}").hex()


@lru_cache(maxsize=16)
def _signing_key(secret: str, scope: str) -> bytes:
    """Good for a day, a region and a service: kept, because making it is a third of the cost of a small request."""
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = _hmac(key, part)
    return key


def _encoded(text: str, also: bytes = b"") -> str:
    """Every byte but the plain ones and `also` as %XX (the rule's own "UriEncode")."""
    return "".join(chr(byte) if byte in _PLAIN or byte in also else f"%{byte:02X}" for byte in text.encode())


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")
