"""An address for one upload: where browsers reach the bucket, signed for where the bucket itself is."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from mianyue.adapters.aws_client import AwsClient
from mianyue.adapters.sigv4 import Credentials
from mianyue.adapters.upload_bucket import UploadBucket
from mianyue.adapters.wire import Wire

NOW = datetime(2026, 11, 22, 6, 7, 8, tzinfo=UTC)


def an_address(endpoint: str = "", url: str = "https://uploads.s3.eu-central-1.amazonaws.com", size: int = 10) -> str:
    credentials = Credentials("AKID", "secret", "token")
    client = AwsClient(
        Wire(), region="eu-central-1", credentials=lambda: credentials, endpoint=endpoint, now=lambda: NOW
    )
    return UploadBucket(client, "uploads", url).address("imports/i1/source", size, 600)


def test_says_how_long_it_is_good_and_what_must_come_with_the_file() -> None:
    parts = urlsplit(an_address())
    query = parse_qs(parts.query)
    assert (parts.netloc, parts.path) == ("uploads.s3.eu-central-1.amazonaws.com", "/imports/i1/source")
    assert query["X-Amz-Expires"] == ["600"]
    assert query["X-Amz-SignedHeaders"] == ["content-length;host;if-none-match"]


def test_is_another_for_every_size() -> None:
    assert an_address(size=10) != an_address(size=11)


def test_leads_to_the_gateway_on_the_laptop() -> None:
    address = an_address("http://127.0.0.1:4566", "http://localhost:8080/_uploads")
    assert address.startswith("http://localhost:8080/_uploads/imports/i1/source?X-Amz-Algorithm=")
