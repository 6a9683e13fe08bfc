"""What a value of the set-up may be: each refusal names the field and the value, its sentence the remedy (H5)."""

import re
from collections.abc import Container
from urllib.parse import urlsplit

from mianyue.domain.errors import InvalidInput

_ATOM = r"[A-Za-z0-9!#$%&*+/=?^_{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}")
"""One plain address: answers go there, and the mail service refuses every mail whose Reply-To is anything else."""


def require(holds: bool, field: str, code: str, value: object = "") -> None:
    """Raises InvalidInput (`code`) unless something holds."""
    if not holds:
        raise InvalidInput(field, code, str(value)[:80])


def require_known(field: str, value: str, among: Container[str], code: str) -> None:
    """'' stands for no choice; anything else must be among what there is."""
    require(value == "" or value in among, field, code, value)


def require_hour(field: str, hour: int) -> None:
    """A full hour of the day."""
    require(0 <= hour <= 23, field, "hour_of_day", hour)


def require_text(field: str, text: str, longest: int) -> None:
    """Something that can be read, and not too much of it."""
    require(bool(text.strip()), field, "missing")
    require_length(field, text, longest)


def require_length(field: str, text: str, longest: int) -> None:
    """Not too much text."""
    require(len(text) <= longest, field, "text_too_long", text)


def require_address(field: str, address: str) -> None:
    """One plain mail address."""
    require(bool(_ADDRESS.fullmatch(address)), field, "mail_address", address)


def require_https(field: str, address: str, now: str) -> None:
    """An https address without a fragment, which is where the candidate's token goes; `now` may stay what it is."""
    if address in ("", now):
        return
    try:
        url = urlsplit(address)
    except ValueError:
        url = urlsplit("")
    require(url.scheme == "https" and bool(url.hostname) and "#" not in address, field, "https_address", address)
    require_length(field, address, 500)
