"""The pages on a slow phone, by Lighthouse's own profile of one: four times slower, 1.6 Mbit/s, 150 ms away.

Its times are computed from what loading takes on this machine; so a page is loaded several times: the median counts.
"""

import json
import os
import subprocess
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bench.measuring import Row, figure
from local.background import own_environment
from local.browser import find_browser
from local.laptop import laptop_from
from local.portal import build_portal, install_packages
from tests.portal.candidate_visit import INTERVIEW
from tests.portal.served_site import served

_PACKAGES = Path(__file__).with_name("pages")
_ROUNDS = 3
_SESSION = {"session": "a-session", "expires_in": 3600, "interview": INTERVIEW}
_ANSWERS = {"/api/candidate/session": _SESSION, "/config.json": {}}


def page_rows() -> list[Row]:
    """Lighthouse's scores of the candidate's page, and the seconds until it shows something."""
    laptop = laptop_from(os.environ)
    build_portal(laptop)
    install_packages(laptop, _PACKAGES)
    with served(_ANSWERS) as site:
        seen = [_seen(f"{site}/i/#a-token") for _ in range(_ROUNDS)]
    scored = partial(_scored, seen)
    painted = figure([each["audits"]["first-contentful-paint"]["numericValue"] / 1000 for each in seen])
    shown = median(each["audits"]["largest-contentful-paint"]["numericValue"] / 1000 for each in seen)
    moved = max(each["audits"]["cumulative-layout-shift"]["numericValue"] for each in seen)
    return [
        Row(15, "candidate's page on a slow phone: performance", scored("performance"), 95, at_least=True),
        Row(15, "the same: accessibility", scored("accessibility"), 100, at_least=True),
        Row(15, "the same: best practices", scored("best-practices"), 95, at_least=True),
        Row(15, "the same: seconds until something shows", painted, 1, note=f"{shown:.2f} until the interview does"),
        Row(15, "the same: layout shift", moved, 0.01),
    ]


def _scored(seen: list[dict[str, Any]], category: str) -> float:
    """The median of the rounds, of 100."""
    return 100 * median(float(each["categories"][category]["score"]) for each in seen)


def _seen(address: str) -> dict[str, Any]:
    """Lighthouse's report of one load."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        flags = "--headless=new --no-sandbox --disable-dev-shm-usage"
        words = ["node", str(_PACKAGES / "node_modules/lighthouse/cli/index.js"), address, f"--chrome-flags={flags}"]
        words += ["--only-categories=performance,accessibility,best-practices", "--output=json", "--quiet"]
        subprocess.run(  # noqa: S603 - ours
            [*words, f"--output-path={report}"],
            env=own_environment({"CHROME_PATH": find_browser()}),
            check=True,
            capture_output=True,
        )
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        return found
