"""What must hold of answers by mail in every history: each heard once, nobody nagged, no machine heard (K6)."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from mianyue.adapters.items import Item, decode
from mianyue.adapters.keys import interview_key
from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.partitions import story_pk
from mianyue.adapters.reply_addresses import ReplyAddresses
from mianyue.adapters.table import Key
from mianyue.domain.interview import Interview, Side
from mianyue.domain.message import REMINDERS, Message, Status
from tests.simulators.inbox import Letter
from tests.simulators.ses import Accepted
from tests.simulators.world import ENVIRONMENT, LINK_KEYS, World

_HAND_OVER = 60.0
"""Seconds a claimed mail may take to SES: the send function's time limit."""
_ADDRESSES = ReplyAddresses(LinkSigner(lambda: LINK_KEYS), ENVIRONMENT["REPLY_DOMAIN"])

type Name = tuple[str, int]


class ReplyPromises:
    """Watches a world from its first write; `breaks` is told what it has seen, in words."""

    def __init__(self, world: World, breaks: Callable[[str], None]) -> None:
        self._world = world
        self._breaks = breaks
        self._heard_at: dict[Name, float] = {}
        world.on_write.append(self._written)
        world.ses.on_accepted.append(self._accepted)

    def _written(self, _: Key, before: Item | None, after: Item | None) -> None:
        if not after or after == before:
            return
        match after["type"]["S"]:
            case "interview":
                self._interview(decode(Interview, after))
            case "message":
                self._message(before, decode(Message, after))

    def _interview(self, after: Interview) -> None:
        name = after.application_id, after.number
        if Side.REPLIED not in after.sides or name in self._heard_at:
            return
        self._heard_at[name] = self._world.hub.now
        if not any(each.came and not each.machine and _name(each) == name for each in self._world.inbox.letters):
            self._breaks("reminders were stopped for somebody who had not written")

    def _message(self, before: Item | None, after: Message) -> None:
        claimed = after.status is Status.SENDING and not (before and before["status"]["S"] == Status.SENDING)
        if claimed and after.kind in REMINDERS and self._has_written((after.application_id, after.entry)):
            self._breaks("a reminder was claimed after a reply")

    def _has_written(self, name: Name) -> bool:
        item = self._world.item(interview_key(*name))
        return bool(item) and Side.REPLIED in decode(Interview, item).sides

    def _accepted(self, mail: Accepted) -> None:
        heard_at = self._heard_at.get((mail.tags["application"], int(mail.tags["entry"])))
        if mail.kind in REMINDERS and heard_at and mail.at > heard_at + _HAND_OVER:
            self._breaks(f"a reminder went out {mail.at - heard_at:.0f} s after a reply")

    def check_rest(self) -> None:
        """Called when nothing goes wrong any more and all that was due is done."""
        came = Counter((_name(each), each.machine) for each in self._world.inbox.letters if each.came)
        for name, machine in came:
            shown = self._of(name, "event", "name", "auto_replied" if machine else "replied")
            if shown != came[name, machine]:
                self._breaks(f"{came[name, machine]} mails came in, and the timeline shows {shown}")
        for name in {name for name, _ in came}:
            if self._of(name, "case", "kind", "replied") != came[name, False]:
                self._breaks("HR was not told once of each reply")
        handed_on = Counter(mail.tags["trial"] for mail in self._world.ses.handed_on)
        if any(times > 1 for times in handed_on.values()):
            self._breaks("one reply was handed on to HR twice")
        if len(handed_on) > sum(times for (_, machine), times in came.items() if not machine):
            self._breaks("a machine's answer was handed on to HR")

    def _of(self, name: Name, kind: str, attribute: str, value: str) -> int:
        items = (item for item in self._world.listed(story_pk(name[0])) if item["type"]["S"] == kind)
        return sum(item[attribute]["S"] == value and int(item["entry"]["N"]) == name[1] for item in items)


def _name(letter: Letter) -> Name:
    """The interview that an address belongs to."""
    claim = _ADDRESSES.claim(letter.address, datetime.fromtimestamp(0, UTC))
    return claim.application_id, claim.entry
