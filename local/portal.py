"""The portal: built when its sources have changed, and laid into the portal bucket."""

import hashlib
import json
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from local.background import own_environment
from local.command import run
from local.fingerprint import Stamp, fingerprint
from local.laptop import REGION, REPOSITORY, Laptop

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PORTAL = REPOSITORY / "portal"
DIST = PORTAL / "dist"
ASSETS = "assets/"
"""Files below have a checksum in their names and never change."""


def build_portal(laptop: Laptop) -> bool:
    """Build portal/dist unless it stands for the present sources; false if nothing was to do."""
    sources = fingerprint([PORTAL])
    stamp = Stamp(PORTAL / "node_modules" / ".mianyue-built")
    if DIST.is_dir() and stamp.matches(sources):
        return False
    install_packages(laptop, PORTAL)
    _npm(laptop, "run", "build", folder=PORTAL, doing="Building the portal")
    stamp.set(sources)
    return True


def install_packages(laptop: Laptop, folder: Path) -> None:
    """`npm ci` unless node_modules stands for the present package lock (same note as infra/cdk.py leaves)."""
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    stamp = Stamp(folder / "node_modules" / ".installed")
    if not stamp.matches(wanted):
        _npm(laptop, "ci", "--no-audit", "--no-fund", folder=folder, doing="Installing the portal's packages")
        stamp.set(wanted)


def _npm(laptop: Laptop, *words: str, folder: Path, doing: str) -> None:
    log = laptop.state / "logs" / f"npm-{words[-1].strip('-')}.log"
    run(["npm", "--prefix", str(folder), *words], environment=own_environment({}), log=log, doing=doing)


def upload_portal(s3: "S3Client", bucket: str, settings: Mapping[str, str]) -> None:
    """Put the built portal and its config.json into the bucket, pages after the assets they ask for."""
    files = {str(path.relative_to(DIST)): path for path in DIST.rglob("*") if path.is_file()}
    for key in sorted(files, key=lambda name: (not name.startswith(ASSETS), name)):
        _put(s3, bucket, key=key, body=files[key].read_bytes(), content_type=_content_type(key))
    _put(s3, bucket, key="config.json", body=json.dumps(settings).encode(), content_type="application/json")


def _content_type(key: str) -> str:
    guessed = mimetypes.guess_type(key)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed


def _put(s3: "S3Client", bucket: str, *, key: str, body: bytes, content_type: str) -> None:
    caching = "public, max-age=31536000, immutable" if key.startswith(ASSETS) else "no-cache"
    s3.put_object(Bucket=bucket, Key=key, Body=body, ContentType=content_type, CacheControl=caching)


def portal_settings(outputs: Mapping[str, str], company_name: str) -> dict[str, str]:
    """What the portal reads from /config.json; the gateway passes /_cognito/ on to the engine."""
    return {
        "region": REGION,
        "userPoolClientId": outputs["UserPoolClientId"],
        "cognitoEndpoint": "/_cognito/",
        "companyName": company_name,
        "stage": "laptop",
    }
