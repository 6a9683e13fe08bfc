"""Our signatures are botocore's, byte for byte."""

from datetime import UTC, datetime
from unittest import mock

import pytest
from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotocoreCredentials

from mianyue.adapters.sigv4 import Credentials, Request, signed_headers

NOW = datetime(2026, 11, 22, 6, 7, 8, tzinfo=UTC)

REQUESTS = {
    "json": ("dynamodb", Request("POST", "dynamodb.eu-central-1.amazonaws.com", "/", {"x-amz-target": "A.B"}, b"{}")),
    "unicode body": ("sqs", Request("POST", "sqs.eu-central-1.amazonaws.com", "/", {}, "欧阳敏 – ü".encode())),
    "a path to encode": ("scheduler", Request("POST", "h", "/schedules/a b:c", {}, b"{}")),
    "a path with unicode": ("lambda", Request("POST", "h", "/2015-03-31/functions/面约/invocations", {}, b"")),
    "odd spaces in headers": ("ses", Request("POST", "h", "/v2/email", {"X-Custom": "  a   b  "}, b"{}")),
    "a query to sort": ("scheduler", Request("DELETE", "h", "/schedules/x", {}, b"", (("z", "1"), ("a", "b c/~")))),
    "s3 put": ("s3", Request("PUT", "bucket.s3.eu-central-1.amazonaws.com", "/mail/m 1.json", {}, b"\x00\xff")),
    "s3 get": ("s3", Request("GET", "bucket.s3.eu-central-1.amazonaws.com", "/mail/姓名.json", {})),
}


@pytest.mark.parametrize("token", ["", "session/token+with=odd characters"])
@pytest.mark.parametrize("name", list(REQUESTS))
def test_a_signature_is_botocores(name: str, token: str) -> None:
    service, request = REQUESTS[name]
    ours = signed_headers(
        request, service=service, region="eu-central-1", credentials=Credentials("AKID", "secret", token), now=NOW
    )
    assert ours["authorization"] == botocores(service, request, token)


def botocores(service: str, request: Request, token: str) -> str:
    signer = S3SigV4Auth if service == "s3" else SigV4Auth
    headers = {"host": request.host, **request.headers}
    aws_request = AWSRequest(request.method, f"https://{request.host}{request.target}", headers, data=request.body)
    aws_request.context["payload_signing_enabled"] = True
    credentials = BotocoreCredentials("AKID", "secret", token or None)
    with mock.patch("botocore.auth.get_current_datetime", return_value=NOW.replace(tzinfo=None)):
        signer(credentials, service, "eu-central-1").add_auth(aws_request)
    return aws_request.headers["Authorization"]
