"""The parts of the track function, put together once in each process: no more than a link hit needs."""

from functools import cache
from typing import NamedTuple

from mianyue.adapters import clock
from mianyue.adapters.aws_client import AwsClient, environment_client
from mianyue.adapters.hit_store import HitStore
from mianyue.adapters.link_keys import LinkKeys
from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.links import Links
from mianyue.adapters.settings import read
from mianyue.adapters.table import Table


class TrackSettings(NamedTuple):
    """What the track function is told."""

    table_name: str
    site_url: str
    link_keys_secret: str
    origin_secret: str
    ses_configuration_set: str
    poisoned_bucket: str


class Parts(NamedTuple):
    """What the handler needs; the table and all behind the secret are for the events of SES."""

    table: Table
    hits: HitStore
    links: Links
    origin_secret: str
    client: AwsClient
    configuration_set: str
    poisoned_bucket: str


@cache
def parts() -> Parts:
    """The parts, wired to the function's environment."""
    settings, client = read(TrackSettings), environment_client()
    table = Table(client, settings.table_name)
    signer = LinkSigner(LinkKeys(client, settings.link_keys_secret, clock.monotonic))
    return Parts(
        table,
        HitStore(table),
        Links(signer, settings.site_url),
        settings.origin_secret,
        client,
        settings.ses_configuration_set,
        settings.poisoned_bucket,
    )
