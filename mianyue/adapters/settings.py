"""The environment of a function, read once: a missing value stops the function at its start, by name."""

import os
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Settings:
    """What every function is told by the stack."""

    table_name: str


@dataclass(frozen=True)
class LinkSettings(Settings):
    """What a function that makes or checks links is told."""

    site_url: str
    link_keys_secret: str


@dataclass(frozen=True)
class HttpSettings(LinkSettings):
    """What a function behind the HTTP API is told."""

    origin_secret: str


@dataclass(frozen=True)
class SendSettings(LinkSettings):
    """What the send function is told."""

    data_bucket: str
    send_queue_url: str
    send_queue_arn: str
    remind_function_arn: str
    schedule_group: str
    scheduler_role_arn: str
    ses_configuration_set: str
    sender_address: str
    senders: str
    """How many processes send at once: each keeps to its part of SES's rate."""


@dataclass(frozen=True)
class RemindSettings(Settings):
    """What the remind function is told."""

    send_queue_url: str


def read[S: Settings](kind: type[S]) -> S:
    """The settings of a kind, each from the environment variable of its name in capitals.

    Raises KeyError naming the variable that is missing.
    """
    return kind(**{each.name: os.environ[each.name.upper()] for each in fields(kind)})
