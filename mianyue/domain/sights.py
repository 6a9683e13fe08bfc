"""What an application's story says about one open or click: when its mail arrived, what else was followed then (K3)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mianyue.domain.hit import RawHit
from mianyue.domain.interview import Fact
from mianyue.domain.tracking import Story, TrackingEvent
from mianyue.domain.verdicts import TOGETHER, Sight

OWN_LINK = "interview"
"""Name of the link that leads to the interview, among the links of a mail."""
_ON_THE_WAY = timedelta(seconds=30)
"""Longer than this a mail may have been delivered twice, once without SES's knowing."""
_TICK = timedelta(seconds=1)
"""Two clocks."""


def seen_by(event: TrackingEvent, story: Story, *, user_agent: str, network: str) -> Sight:
    """An open or click that is about to be recorded."""
    mails = _mails(story, event.entry, event.message_id)
    return Sight(
        user_agent=user_agent,
        opened=event.name == Fact.OPENED,
        network=network,
        after=_after(mails, event.at),
        before_delivery=_before_delivery(mails, event.at),
        with_other_links=event.name != Fact.OPENED and _others(story, event.entry, _link(event), event.at),
    )


def seen_by_hit(hit: RawHit, story: Story) -> Sight:
    """A raw hit of the interview's link, with all that has become known since."""
    mails = _mails(story, hit.entry, "")
    return Sight(
        user_agent=hit.user_agent,
        method=hit.method,
        network=hit.network,
        after=_after(mails, hit.at),
        before_delivery=_before_delivery(mails, hit.at),
        with_other_links=_others(story, hit.entry, OWN_LINK, hit.at),
    )


def _mails(story: Story, entry: int, message_id: str) -> list[TrackingEvent]:
    """What is known of the mail's way, or of the ways of all the mails of one interview: they share its link."""
    on_the_way = (each for each in story.events if each.entry == entry and each.name in (Fact.SENT, Fact.DELIVERED))
    return [each for each in on_the_way if message_id in ("", each.message_id)]


def _after(mails: Iterable[TrackingEvent], at: datetime) -> timedelta | None:
    """Since the last of them came."""
    earlier = [each.at for each in mails if each.at <= at]
    return at - max(earlier) if earlier else None


def _before_delivery(mails: list[TrackingEvent], at: datetime) -> bool:
    """It was still on its way, and there was no other: SES's own moments, so both must be known."""
    sent = [each.at for each in mails if each.name == Fact.SENT]
    delivered = [each.at for each in mails if each.name == Fact.DELIVERED]
    if len(sent) != 1 or len(delivered) != 1:
        return False
    return at < delivered[0] - _TICK and at - sent[0] <= _ON_THE_WAY


def _others(story: Story, entry: int, link: str, at: datetime) -> bool:
    """Another link was followed within a second."""
    followed = [(_link(each), each.at) for each in story.events if each.entry == entry and each.name in _CLICKS]
    followed += [(OWN_LINK, hit.at) for hit in story.hits if hit.entry == entry]
    return any(other != link and abs(moment - at) <= TOGETHER for other, moment in followed)


_CLICKS = (Fact.CLICKED, "link_clicked")


def _link(event: TrackingEvent) -> str:
    return event.detail.get("link", OWN_LINK)
