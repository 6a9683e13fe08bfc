"""What must hold of suppressed addresses in every history (K5): watched as the other promises are."""

from collections.abc import Callable

from mianyue.adapters.items import Item
from mianyue.adapters.keys import SUPPRESSED, application_key, suppression_key
from mianyue.adapters.table import Key
from mianyue.domain.message import Status
from tests.simulators.ses import Accepted
from tests.simulators.world import World

OF_A_MAILBOX = frozenset({"bounced", "complained"})
_HAND_OVER = 60.0
"""Seconds a claimed mail may take to SES: the send function's time limit."""


def address_of(world: World, application_id: str) -> str:
    """Where the mails of an application go."""
    item = world.item(application_key(application_id))
    assert item, "an application of nobody"
    return str(item["email"]["S"])


class SuppressionPromises:
    """Nothing leaves for a suppressed address until HR has lifted it; `breaks` hears what does."""

    def __init__(self, world: World, breaks: Callable[[str], None]) -> None:
        self._world = world
        self._breaks = breaks
        self._since: dict[str, float] = {}
        world.on_write.append(self._written)
        world.ses.on_accepted.append(self._accepted)

    def _written(self, key: Key, before: Item | None, after: Item | None) -> None:
        if key[0].startswith(SUPPRESSED) and key[1] == "NOW":
            self._changed(key[0].removeprefix(f"{SUPPRESSED}#"), after)
        elif after is None or after == before:
            return
        elif after["type"]["S"] == "message":
            self._message(before, after)
        elif after["type"]["S"] == "case" and before is None and after["kind"]["S"] in OF_A_MAILBOX:
            self._world.hub.at(self._world.hub.now, lambda: self._lost(after))

    def _changed(self, address: str, after: Item | None) -> None:
        if after and "lifted_at" not in after:
            self._since.setdefault(address, self._world.hub.now)
            if not any(mail.lost and mail.to == address for mail in self._world.ses.accepted):
                self._breaks("an address was suppressed that has returned nothing for good")
        else:
            self._since.pop(address, None)

    def _message(self, before: Item | None, after: Item) -> None:
        claimed = after["status"]["S"] == Status.SENDING and (before is None or before["status"] != after["status"])
        if claimed and address_of(self._world, after["application_id"]["S"]) in self._since:
            self._breaks("a mail was claimed for an address that is suppressed")

    def _lost(self, case: Item) -> None:
        """A bounce or complaint has suppressed its address in the very write that told HR of it."""
        address = address_of(self._world, case["application_id"]["S"])
        if self._world.item(suppression_key(address)) is None:
            self._breaks("a bounce or complaint has not suppressed its address")

    def _accepted(self, mail: Accepted) -> None:
        since = self._since.get(mail.to)
        if since is not None and mail.at > since + _HAND_OVER:
            self._breaks(f"a mail went out {mail.at - since:.0f} s after its address was suppressed")
