"""The browser and the Chinese fonts that the page tests need: found, or installed where that is possible."""

import os
import shutil
import subprocess
from pathlib import Path

from local.background import own_environment
from local.command import run
from local.laptop import LaptopError

BROWSER_VARIABLE = "MIANYUE_BROWSER"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_PACKAGES = ("chromium", "fonts-noto-cjk")


def find_browser() -> str:
    """Path of a Chromium, or '' if there is none. MIANYUE_BROWSER comes first."""
    named = os.environ.get(BROWSER_VARIABLE, "")
    return named or next(filter(None, map(shutil.which, _NAMES)), "")


def ensure_browser(log: Path) -> bool:
    """Install browser and fonts if either is missing and this is a Debian machine run by root; true if it did.

    Raises LaptopError with what to do otherwise.
    """
    if find_browser() and _has_chinese_font():
        return False
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise LaptopError(
            f"The page tests need Chromium and a Chinese font: install {' and '.join(_PACKAGES)} (on Debian or Ubuntu: "
            f"sudo apt-get install {' '.join(_PACKAGES)}), or name a browser in {BROWSER_VARIABLE}."
        )
    environment = own_environment({"DEBIAN_FRONTEND": "noninteractive"})
    for words in (["update"], ["install", "--yes", "--no-install-recommends", *_PACKAGES]):
        run(["apt-get", *words], environment=environment, log=log, doing="Installing Chromium and a Chinese font")
    return True


def _has_chinese_font() -> bool:
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    return bool(subprocess.run([lister, ":lang=zh"], capture_output=True, check=False).stdout.strip())
