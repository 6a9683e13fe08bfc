"""SpamAssassin, which the tests ask about every starter mail: found, or installed where that is possible."""

import os
import shutil
from pathlib import Path

from local.background import own_environment
from local.command import run
from local.laptop import LaptopError

_PACKAGE = "spamassassin"


def find_spam_filter() -> str:
    """Path of SpamAssassin, or '' if it is not there."""
    return shutil.which(_PACKAGE) or ""


def ensure_spam_filter(log: Path) -> bool:
    """Install it if it is missing and this is a Debian machine run by root; true if it did.

    Raises LaptopError with what to do otherwise.
    """
    if find_spam_filter():
        return False
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise LaptopError(
            f"The mail tests need SpamAssassin: install it (on Debian or Ubuntu: sudo apt-get install {_PACKAGE})."
        )
    environment = own_environment({"DEBIAN_FRONTEND": "noninteractive"})
    for words in (["update"], ["install", "--yes", "--no-install-recommends", _PACKAGE]):
        run(["apt-get", *words], environment=environment, log=log, doing="Installing SpamAssassin")
    return True
