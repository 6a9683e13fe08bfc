"""What we sign is what botocore signs, byte for byte."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import product
from unittest import mock
from urllib.parse import parse_qsl, urlsplit

import pytest
from botocore.auth import SIGNED_HEADERS_BLACKLIST, S3SigV4Auth, S3SigV4QueryAuth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotocoreCredentials
from hypothesis import given
from hypothesis import strategies as st

from mianyue.adapters.sigv4 import Credentials, Request, presigned_query, signed_headers
from tests.adapters.sigv4_requests import CORPUS, REGION, dynamodb

NOW = datetime(2026, 11, 22, 6, 7, 8, tzinfo=UTC)
LASTING = Credentials("AKID", "secret")
TEMPORARY = Credentials("ASIA/+=", "se/cr+et=", "session/token+with=odd  characters and 空格")
SERVICES = ["dynamodb", "sqs", "secretsmanager", "scheduler", "lambda", "ses", "s3"]


def both(
    service: str, request: Request, *, credentials: Credentials = LASTING, now: datetime = NOW, region: str = REGION
) -> tuple[dict[str, str], dict[str, str]]:
    """Every header that takes part in the signature, and the signature itself: ours, botocore's."""
    ours = signed_headers(request, service=service, region=region, credentials=credentials, now=now)
    taking_part = {name: value for name, value in ours.items() if name not in SIGNED_HEADERS_BLACKLIST}
    return taking_part, botocores(service, request, credentials, now, region)


def botocores(service: str, request: Request, credentials: Credentials, now: datetime, region: str) -> dict[str, str]:
    kind = S3SigV4Auth if service == "s3" else SigV4Auth
    theirs = BotocoreCredentials(credentials.access_key, credentials.secret_key, credentials.token or None)
    signer = kind(theirs, service, region)
    url = f"https://{request.host}{request.target}"
    aws_request = AWSRequest(request.method, url, request.headers, data=request.body)
    moment = now.astimezone(UTC).replace(tzinfo=None)
    with mock.patch("botocore.auth.get_current_datetime", return_value=moment):
        signer.add_auth(aws_request)
    return dict(signer.headers_to_sign(aws_request).items())


@pytest.mark.parametrize("credentials", [LASTING, TEMPORARY], ids=["lasting", "temporary"])
@pytest.mark.parametrize("name", CORPUS)
def test_a_request_is_signed_as_botocore_signs_it(name: str, credentials: Credentials) -> None:
    service, request = CORPUS[name]
    ours, theirs = both(service, request, credentials=credentials)
    assert ours == theirs


@pytest.mark.parametrize("credentials", [LASTING, TEMPORARY], ids=["lasting", "temporary"])
@pytest.mark.parametrize("key", ["/imports/i1/source", "/uploads/imports/i1/source", "/a b/ü/面+?&=/%2F//../x"])
@pytest.mark.parametrize("headers", [{}, {"content-length": "52428800", "If-None-Match": "*"}], ids=["plain", "exact"])
def test_a_request_is_presigned_as_botocore_presigns_it(
    key: str, headers: dict[str, str], credentials: Credentials
) -> None:
    request = Request("PUT", "uploads.s3.eu-central-1.amazonaws.com", key, headers)
    ours = presigned_query(request, service="s3", region=REGION, credentials=credentials, now=NOW, seconds=600)
    theirs = AWSRequest("PUT", f"https://{request.host}{request.target}", headers)
    signer = S3SigV4QueryAuth(
        BotocoreCredentials(credentials.access_key, credentials.secret_key, credentials.token or None),
        "s3",
        REGION,
        expires=600,
    )
    with mock.patch("botocore.auth.get_current_datetime", return_value=NOW.replace(tzinfo=None)):
        signer.add_auth(theirs)
    assert sorted(parse_qsl(ours)) == sorted(parse_qsl(urlsplit(theirs.url).query))


@pytest.mark.parametrize(
    "now",
    [
        datetime(1999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2027, 1, 1, tzinfo=UTC),
        datetime(2028, 2, 29, 12, tzinfo=UTC),
        datetime(2027, 1, 1, 7, 59, tzinfo=timezone(timedelta(hours=8))),
        datetime(2026, 12, 31, 16, tzinfo=timezone(timedelta(hours=-8))),
        datetime(2026, 12, 31, 5, 44, 59, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    ],
    ids=str,
)
def test_the_moment_is_told_in_utc(now: datetime) -> None:
    service, request = dynamodb()
    ours, theirs = both(service, request, now=now)
    assert ours == theirs


def test_a_kept_key_is_used_for_its_own_day_region_service_and_secret_alone() -> None:
    _, request = dynamodb()
    days = [NOW, NOW + timedelta(days=1)]
    regions = ["eu-central-1", "ap-northeast-1"]
    for service, region, now, credentials in 2 * list(product(SERVICES, regions, days, [LASTING, TEMPORARY])):
        ours, theirs = both(service, request, now=now, region=region, credentials=credentials)
        assert ours == theirs


def test_what_is_not_signed_is_sent_all_the_same() -> None:
    service, request = dynamodb(**{"User-Agent": "Mianyue"})
    sent = signed_headers(request, service=service, region=REGION, credentials=LASTING, now=NOW)
    assert sent["user-agent"] == "Mianyue"
    assert "user-agent" not in sent["authorization"]


CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXT = st.text(CHARACTERS, max_size=12) | st.text(st.sampled_from(" \t/.%+=:*~;&?#ü面"), max_size=12)
SET_BY_THE_SIGNER = {"host", "date", "x-amz-content-sha256"}
HEADER_NAMES = st.from_regex(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,16}", fullmatch=True) | st.sampled_from(
    ["Content-Type", "X-Amz-Target", "User-Agent", "X-Amzn-Trace-Id", "EXPECT", "Authorization", "X-Amz-Date"]
)
HEADERS = st.lists(
    st.tuples(HEADER_NAMES.filter(lambda name: name.lower() not in SET_BY_THE_SIGNER), TEXT),
    unique_by=lambda header: header[0].lower(),
    max_size=6,
).map(dict)
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
YEARS_ENDS = st.builds(
    lambda year, seconds: datetime(year, 1, 1, tzinfo=UTC).timestamp() + seconds,
    st.integers(1971, 2105),
    st.integers(-90_000, 90_000),
)
MOMENTS = st.builds(datetime.fromtimestamp, st.floats(0, 4_290_000_000) | YEARS_ENDS, OFFSETS)
REQUESTS = st.builds(
    Request,
    method=st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]),
    host=st.sampled_from(["a.s3.eu-central-1.amazonaws.com", "localhost:4566", "[::1]:8000", "Example.COM:443"]),
    path=st.lists(TEXT | st.sampled_from([".", "..", ""]), max_size=6).map(lambda parts: "/" + "/".join(parts)),
    headers=HEADERS,
    body=st.binary(max_size=200),
    query=st.lists(st.tuples(TEXT, TEXT), max_size=5).map(tuple),
)
CREDENTIALS = st.builds(Credentials, st.just("AKID"), st.text(CHARACTERS, min_size=1), TEXT)


@given(st.sampled_from(SERVICES), REQUESTS, CREDENTIALS, MOMENTS)
def test_any_request_is_signed_as_botocore_signs_it(
    service: str, request: Request, credentials: Credentials, now: datetime
) -> None:
    ours, theirs = both(service, request, credentials=credentials, now=now)
    assert ours == theirs
