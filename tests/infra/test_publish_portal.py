"""The portal in its bucket."""

import json
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from infra.publish_portal import content_type, forget_cached, upload


@pytest.fixture
def built(tmp_path: Path) -> Path:
    for name in ("index.html", "assets/console-1a2b.js", "i/index.html", "i/assets/page-3c4d.css"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return tmp_path


def test_assets_are_kept_for_ever_and_pages_asked_for_again(built: Path) -> None:
    with mock_aws():
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket="portal")
        assert upload(built, {"stage": "production"}, bucket="portal", s3=s3) == 5
        caching = {
            each["Key"]: s3.head_object(Bucket="portal", Key=each["Key"])["CacheControl"]
            for each in s3.list_objects_v2(Bucket="portal")["Contents"]
        }
        settings = json.loads(s3.get_object(Bucket="portal", Key="config.json")["Body"].read())
    assert {key for key, value in caching.items() if "immutable" in value} == {
        "assets/console-1a2b.js",
        "i/assets/page-3c4d.css",
    }
    assert {value for key, value in caching.items() if "assets/" not in key} == {"no-cache"}
    assert settings == {"stage": "production"}


def test_a_page_never_comes_before_what_it_asks_for(built: Path) -> None:
    written: list[str] = []

    class Recorder:
        def put_object(self, **request: object) -> None:
            written.append(str(request["Key"]))

    upload(built, {}, bucket="portal", s3=Recorder())
    assert written.index("i/index.html") > written.index("i/assets/page-3c4d.css")
    assert written[-1] == "config.json"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/a.js", "text/javascript; charset=utf-8"),
        ("assets/a.svg", "image/svg+xml"),
        ("assets/unknown", "application/octet-stream"),
    ],
)
def test_files_say_what_they_are(key: str, expected: str) -> None:
    assert content_type(key) == expected


def test_one_path_makes_cloudfront_forget_everything() -> None:
    asked: list[dict] = []

    class Recorder:
        def create_invalidation(self, *, DistributionId: str, InvalidationBatch: dict) -> None:  # noqa: N803
            asked.append({DistributionId: InvalidationBatch["Paths"]})

    forget_cached("E123", Recorder())
    assert asked == [{"E123": {"Quantity": 1, "Items": ["/*"]}}]
