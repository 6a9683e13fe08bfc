"""Identities: what makes two things the same thing."""

import base64
import binascii
import hashlib

APPLICATION_ID_BYTES = 10


def application_id(raw: bytes) -> str:
    """Ten random bytes as 20 hexadecimal digits: short enough for a link, and fast to take apart in one."""
    if len(raw) != APPLICATION_ID_BYTES:
        raise ValueError(f"an application id is made of {APPLICATION_ID_BYTES} bytes")
    return raw.hex()


def application_id_bytes(identity: str) -> bytes:
    """The ten bytes behind an application id; ValueError when it is none."""
    return binascii.unhexlify(identity)


def derived(*parts: str | int) -> str:
    """A stable id of 26 characters: the same parts always give the same id, and only they do."""
    joined = "\x1f".join(str(part) for part in parts)
    return base64.b32encode(hashlib.sha256(joined.encode()).digest()[:16]).decode().rstrip("=").lower()


def message_id(application: str, entry: int, kind: str, cause: str) -> str:
    """One message per stage entry, kind and cause (R3): rule and template are no part of it.

    `cause` is `invite`, a reminder's ordinal, or the id of the answer that asks for the mail.
    """
    return "m" + derived(application, entry, kind, cause)
