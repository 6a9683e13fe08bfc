"""One thin client for every call the functions make to AWS (decision 14).

Nearly every call of a small company is a cold one, so importing less is answering sooner. It keeps its
connections, waits no longer than it says, and repeats a request only by the policy below: never where
the caller allows one try.
"""

import json
import os
from collections.abc import Callable
from datetime import datetime
from typing import Any

from mianyue.adapters import clock
from mianyue.adapters.http_messages import Answer
from mianyue.adapters.jitter import between
from mianyue.adapters.sigv4 import Credentials, Request, presigned_query, signed_headers
from mianyue.adapters.wire import NoAnswerError, Wire

_REPEATABLE = frozenset(
    {
        "InternalServerError",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionInProgressException",
    }
)


class AwsError(Exception):
    """AWS answered with an error. `code` is its name, `payload` its JSON body.

    `repeated` tells that an earlier request of the same call got no clear answer, and may have been carried out.
    """

    def __init__(self, status: int, code: str, payload: dict[str, Any]) -> None:
        super().__init__(f"{status} {code}")
        self.repeated = False
        self.status = status
        self.code = code
        self.payload = payload


class AwsClient:
    """Calls AWS's JSON and REST protocols. Not for use by several threads at once."""

    def __init__(
        self,
        wire: Wire,
        *,
        region: str,
        credentials: Callable[[], Credentials],
        endpoint: str = "",
        pause: Callable[[float], None] = clock.sleep,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self.region = region
        self._wire = wire
        self._credentials = credentials
        self._scheme, _, self._private_host = endpoint.rstrip("/").partition("://")
        self._pause = pause
        self._now = now

    def json(
        self, service: str, target: str, payload: dict[str, Any], *, version: str = "1.0", tries: int = 3
    ) -> dict[str, Any]:
        """One operation of a JSON service, e.g. ("dynamodb", "DynamoDB_20120810.GetItem", {...})."""
        headers = {"content-type": f"application/x-amz-json-{version}", "x-amz-target": target}
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
        answer = self.request(service, "POST", "/", headers=headers, body=body, tries=tries)
        result: dict[str, Any] = json.loads(answer or b"{}")
        return result

    def request(
        self,
        service: str,
        method: str,
        path: str,
        *,
        headers: dict[str, str] | None = None,
        body: bytes = b"",
        query: tuple[tuple[str, str], ...] = (),
        prefix: str = "",
        host_name: str = "",
        tries: int = 3,
        signed: bool = True,
    ) -> bytes:
        """One request, signed where that is what permits it; its body.

        Raises AwsError or NoAnswerError once the tries are used up.

        `service` is the signing name; `host_name` the host's where that differs (SES: `email`).
        `prefix` stands before the host (S3: the bucket), or in the path on a private endpoint.
        """
        host, path = self.address(host_name or service, prefix, path)
        request = Request(method, host, path, headers or {}, body, query)
        for attempt in range(1, tries + 1):
            try:
                return self._once(request, service if signed else "")
            except (AwsError, NoAnswerError) as error:
                if isinstance(error, AwsError):
                    error.repeated = attempt > 1
                if attempt == tries or not _repeatable(error):
                    raise
            self._pause(between(0.5, 1) * 0.05 * 2**attempt)
        raise AssertionError("unreachable: the last try returns or raises")

    def address(self, name: str, prefix: str, path: str) -> tuple[str, str]:
        """Host and path of a request: AWS's own, or those of the private endpoint."""
        if self._private_host:
            return self._private_host, (f"/{prefix}{path}" if prefix else path)
        return f"{prefix}.{name}.{self.region}.amazonaws.com".lstrip("."), path

    def presigned(
        self, service: str, method: str, path: str, *, headers: dict[str, str], seconds: int, prefix: str = ""
    ) -> str:
        """The query with which somebody else may send one request for so many seconds; `headers` must come with it."""
        request = Request(method, *self.address(service, prefix, path), headers)
        return presigned_query(
            request,
            service=service,
            region=self.region,
            credentials=self._credentials(),
            now=self._now(),
            seconds=seconds,
        )

    def _once(self, request: Request, signed_for: str) -> bytes:
        headers = self._signed(request, signed_for) if signed_for else {"host": request.host, **request.headers}
        secure = self._scheme != "http"
        answer = self._wire.exchange(request, headers, secure=secure)
        if answer.status >= 300:
            raise _error(answer)
        return answer.body

    def _signed(self, request: Request, service: str) -> dict[str, str]:
        credentials = self._credentials()
        return signed_headers(request, service=service, region=self.region, credentials=credentials, now=self._now())


def _repeatable(error: AwsError | NoAnswerError) -> bool:
    if isinstance(error, NoAnswerError):
        return True
    return error.status >= 500 or error.status == 429 or error.code in _REPEATABLE


def _error(answer: Answer) -> AwsError:
    try:
        payload = json.loads(answer.body or b"{}")
    except ValueError:  # S3 answers in XML
        payload = {}
    named = payload.get("__type") or payload.get("code") or answer.headers.get("x-amzn-errortype") or ""
    return AwsError(answer.status, str(named).rsplit("#", 1)[-1].split(":")[0], payload)


def environment_credentials() -> Credentials:
    """The credentials that Lambda puts into the environment."""
    return Credentials(
        os.environ["AWS_ACCESS_KEY_ID"],
        os.environ["AWS_SECRET_ACCESS_KEY"],
        os.environ.get("AWS_SESSION_TOKEN", ""),
    )


def environment_client() -> AwsClient:
    """The client of a running function."""
    return AwsClient(
        Wire(),
        region=os.environ["AWS_REGION"],
        credentials=environment_credentials,
        endpoint=os.environ.get("AWS_ENDPOINT_URL", ""),
    )
