"""Puts the built portal into its bucket: pages last, so that none asks for a file that is not there yet."""

import json
import mimetypes
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_FOR_EVER = "public, max-age=31536000, immutable"
"""Built assets carry a hash in their names: other content, other name."""
_ASK_AGAIN = "no-cache"


class Invalidates(Protocol):
    """CloudFront, as far as it is needed here."""

    def create_invalidation(self, *, DistributionId: str, InvalidationBatch: Any) -> Any:  # noqa: N803
        """Forget cached files."""


def upload(files: Path, settings: Mapping[str, str], *, bucket: str, s3: "S3Client") -> int:
    """Upload everything below `files`, and `settings` as config.json; how many objects were written."""
    keys = sorted((str(file.relative_to(files)) for file in files.rglob("*") if file.is_file()), key=_pages_last)
    for key in keys:
        s3.put_object(
            Bucket=bucket,
            Key=key,
            Body=(files / key).read_bytes(),
            ContentType=content_type(key),
            CacheControl=_FOR_EVER if _is_asset(key) else _ASK_AGAIN,
        )
    upload_settings(settings, bucket=bucket, s3=s3)
    return len(keys) + 1


def upload_settings(settings: Mapping[str, str], *, bucket: str, s3: "S3Client") -> None:
    """Write config.json, which browsers and CloudFront ask for anew each time."""
    s3.put_object(
        Bucket=bucket,
        Key="config.json",
        Body=json.dumps(settings, ensure_ascii=False).encode(),
        ContentType="application/json",
        CacheControl=_ASK_AGAIN,
    )


def settings_of(outputs: Mapping[str, str], *, region: str, company: str) -> dict[str, str]:
    """What the pages need to know of a deployment, from the stack's outputs and the company's name."""
    return {
        "region": region,
        "userPoolClientId": outputs["UserPoolClientId"],
        "cognitoEndpoint": f"https://cognito-idp.{region}.amazonaws.com/",
        "companyName": company,
        "stage": outputs["StageName"],
    }


def forget_cached(distribution_id: str, cloudfront: Invalidates) -> None:
    """Let CloudFront ask the bucket again for everything: one path, of a thousand that are free each month."""
    cloudfront.create_invalidation(
        DistributionId=distribution_id,
        InvalidationBatch={"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": uuid.uuid4().hex},
    )


def content_type(key: str) -> str:
    """What a browser should take a file for, text always as UTF-8."""
    guessed = mimetypes.guess_type(key)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed


def _is_asset(key: str) -> bool:
    return "assets" in key.split("/")[:-1]


def _pages_last(key: str) -> tuple[bool, str]:
    return (not _is_asset(key), key)
