"""The portal: built when its sources have changed, and the settings it reads."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from local.background import own_environment
from local.command import run
from local.fingerprint import Stamp, fingerprint
from local.laptop import REGION, REPOSITORY, Laptop

PORTAL = REPOSITORY / "portal"
DIST = PORTAL / "dist"


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


def portal_settings(outputs: Mapping[str, str], company_name: str) -> dict[str, str]:
    """What the portal reads from /config.json; the gateway passes /_cognito/ on to the engine."""
    return {
        "region": REGION,
        "userPoolClientId": outputs["UserPoolClientId"],
        "cognitoEndpoint": "/_cognito/",
        "companyName": company_name,
        "stage": "laptop",
    }
