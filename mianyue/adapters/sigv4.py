"""AWS Signature Version 4, the part of it that our requests need.

Rule: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

_SAFE = "-_.~"


@dataclass(frozen=True)
class Credentials:
    """A key pair, and the session token that comes with temporary ones."""

    access_key: str
    secret_key: str
    token: str = ""


@dataclass(frozen=True)
class Request:
    """One HTTP request before it is signed. `path` is unencoded; `query` values are text."""

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
        return quote(self.path, safe="/" + _SAFE) + (f"?{query}" if query else "")


def signed_headers(
    request: Request, *, service: str, region: str, credentials: Credentials, now: datetime
) -> dict[str, str]:
    """The request's headers with host, date, token and `Authorization` added (names in lower case)."""
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    payload = hashlib.sha256(request.body).hexdigest()
    headers = {name.lower(): " ".join(value.split()) for name, value in request.headers.items()}
    headers |= {"host": request.host, "x-amz-date": moment}
    if credentials.token:
        headers["x-amz-security-token"] = credentials.token
    if service == "s3":
        headers["x-amz-content-sha256"] = payload
    scope = f"{moment[:8]}/{region}/{service}/aws4_request"
    names = ";".join(sorted(headers))
    canonical = _canonical_request(request, headers, names, payload, service)
    to_sign = "\n".join(("AWS4-HMAC-SHA256", moment, scope, hashlib.sha256(canonical).hexdigest()))
    signature = _hmac(_signing_key(credentials.secret_key, scope), to_sign).hex()
    headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={credentials.access_key}/{scope}, SignedHeaders={names}, Signature={signature}"
    )
    return headers


def _canonical_request(request: Request, headers: dict[str, str], names: str, payload: str, service: str) -> bytes:
    path = quote(request.path, safe="/" + _SAFE)
    if service != "s3":  # S3 alone signs the path as sent; every other service signs it encoded once more
        path = quote(path, safe="/" + _SAFE)
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    return "\n".join((request.method, path, _canonical_query(request.query), lines, names, payload)).encode()


def _canonical_query(query: tuple[tuple[str, str], ...]) -> str:
    encoded = sorted((quote(name, safe=_SAFE), quote(value, safe=_SAFE)) for name, value in query)
    return "&".join(f"{name}={value}" for name, value in encoded)


def _signing_key(secret: str, scope: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = _hmac(key, part)
    return key


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
