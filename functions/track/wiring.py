"""The parts of the track function, put together once in each process."""

from dataclasses import dataclass
from functools import cache

from mianyue.adapters import clock
from mianyue.adapters.aws_client import environment_client
from mianyue.adapters.link_keys import LinkKeys
from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.links import Links
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.settings import HttpSettings, read
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table


@dataclass(frozen=True)
class Parts:
    """What the handler needs."""

    stories: StoryStore
    outbox: OutboxStore
    links: Links
    origin_secret: str


@cache
def parts() -> Parts:
    """The parts, wired to the function's environment."""
    settings, client = read(HttpSettings), environment_client()
    table = Table(client, settings.table_name)
    signer = LinkSigner(LinkKeys(client, settings.link_keys_secret, clock.monotonic))
    return Parts(StoryStore(table), OutboxStore(table), Links(signer, settings.site_url), settings.origin_secret)
