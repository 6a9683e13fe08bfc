"""What a story says about an open or click: when its mail came, and what else was followed then (K3)."""

from datetime import timedelta
from typing import Any

import pytest

from mianyue.domain.hit import RawHit
from mianyue.domain.sights import seen_by, seen_by_hit
from mianyue.domain.tracking import Story, TrackingEvent
from mianyue.domain.verdicts import Sight
from tests.builders import APPLICATION_ID, NOW, an_application


def an_event(name: str, seconds: float, message: str = "m1", *, entry: int = 2, **detail: str) -> TrackingEvent:
    at = NOW + timedelta(seconds=seconds)
    return TrackingEvent(APPLICATION_ID, entry, f"{name}{seconds}{message}", name, at, "ses", message, detail)


def a_hit(seconds: float) -> RawHit:
    return RawHit(APPLICATION_ID, 2, "h", NOW + timedelta(seconds=seconds), "GET", "Mozilla", NOW, "192.0.2.0")


def seen(event: TrackingEvent, *events: TrackingEvent, **parts: Any) -> Any:
    return seen_by(event, Story(an_application(), events=events, **parts), user_agent="x", network="192.0.2.0")


SENT, DELIVERED = an_event("sent", 0), an_event("delivered", 4)


def test_time_runs_from_the_last_word_of_its_own_mail() -> None:
    other = an_event("sent", 50, "m2")
    assert seen(an_event("opened", 60), SENT, DELIVERED, other).after == timedelta(seconds=56)
    assert seen(an_event("opened", 60), other).after is None


def test_the_interviews_link_belongs_to_all_of_its_mails() -> None:
    click = an_event("clicked", 60, "")
    assert seen(click, SENT, an_event("sent", 50, "m2"), an_event("sent", 55, "m3", entry=3)).after == timedelta(
        seconds=10
    )


def test_what_is_seen_on_the_mails_way_was_before_delivery() -> None:
    assert seen(an_event("opened", 2), SENT, DELIVERED).before_delivery
    assert not seen(an_event("opened", 3.5), SENT, DELIVERED).before_delivery  # two clocks
    assert not seen(an_event("opened", 5), SENT, DELIVERED).before_delivery


@pytest.mark.parametrize(
    "mails",
    [
        (SENT,),
        (DELIVERED,),
        (SENT, an_event("sent", -9, "m2"), DELIVERED),
        (an_event("sent", -60), DELIVERED),
        (SENT, DELIVERED, an_event("delivered", 900, "m2")),
    ],
    ids=["no delivery", "no sending", "another mail", "long on its way", "delivered twice"],
)
def test_where_it_is_not_certain_that_nothing_had_arrived_it_was_not_before(mails: tuple[TrackingEvent, ...]) -> None:
    assert not seen(an_event("clicked", 2, ""), *mails).before_delivery


def test_another_link_within_a_second_counts_and_the_same_one_does_not() -> None:
    about = an_event("link_clicked", 60.5, link="https://example.com/about")
    assert seen(an_event("link_clicked", 60, link="https://example.com/jobs"), about).with_other_links
    assert not seen(an_event("link_clicked", 60, link="https://example.com/about"), about).with_other_links
    assert not seen(an_event("link_clicked", 59, link="https://example.com/jobs"), about).with_other_links
    assert seen(an_event("clicked", 60, ""), about).with_other_links
    assert not seen(an_event("opened", 60), about).with_other_links


def test_the_page_and_the_hits_that_led_to_it_are_one_link() -> None:
    click = an_event("clicked", 60, "")
    assert not seen(click, an_event("clicked", 60.2, ""), hits=(a_hit(59.5), a_hit(60))).with_other_links
    assert seen(an_event("link_clicked", 60, link="https://example.com"), hits=(a_hit(60),)).with_other_links


def test_a_hit_is_judged_by_all_that_is_known_by_now() -> None:
    about = an_event("link_clicked", 2, link="https://example.com/about")
    story = Story(an_application(), events=(SENT, DELIVERED, about))
    sight = seen_by_hit(a_hit(2), story)
    assert (sight.method, sight.network, sight.opened) == ("GET", "192.0.2.0", False)
    assert (sight.before_delivery, sight.with_other_links, sight.after) == (True, True, timedelta(seconds=2))


def test_a_sight_is_what_is_known_of_an_open_or_a_hit() -> None:
    story = Story(an_application(), events=(SENT, DELIVERED))
    assert seen_by(an_event("opened", 4), story, user_agent="x", network="192.0.2.0") == Sight(
        "x", opened=True, network="192.0.2.0", after=timedelta()
    )
    assert seen_by_hit(a_hit(60)._replace(method="HEAD"), story) == Sight(
        "Mozilla", method="HEAD", network="192.0.2.0", after=timedelta(seconds=56)
    )


def test_two_clocks_may_differ_by_a_second_and_a_mail_be_on_its_way_for_thirty() -> None:
    assert not seen(an_event("opened", 3), SENT, DELIVERED).before_delivery
    assert seen(an_event("opened", 2), an_event("sent", -28), DELIVERED).before_delivery
    assert not seen(an_event("opened", 2), an_event("sent", -28.1), DELIVERED).before_delivery


def test_together_is_a_whole_second_before_or_after() -> None:
    about = an_event("link_clicked", 60, link="https://example.com/about")
    moments = (58.9, 59, 61, 61.1)
    together = [seen(an_event("clicked", at, ""), about).with_other_links for at in moments]
    assert together == [False, True, True, False]


def test_the_link_of_the_interview_is_no_other_link_to_its_own_hit() -> None:
    story = Story(an_application(), events=(an_event("clicked", 60, ""),), hits=(a_hit(60),))
    assert not seen_by_hit(a_hit(60), story).with_other_links
    assert seen(an_event("link_clicked", 60, link="https://example.com"), an_event("clicked", 60, "")).with_other_links


def test_what_was_followed_in_another_interview_is_not_together() -> None:
    about = an_event("link_clicked", 60, entry=3, link="https://example.com/about")
    assert not seen(an_event("clicked", 60, ""), about).with_other_links
    click = an_event("link_clicked", 60, link="https://example.com")
    assert not seen(click, hits=(a_hit(60)._replace(entry=3),)).with_other_links


def test_a_hit_is_seen_beside_the_mails_of_its_own_interview() -> None:
    story = Story(an_application(), events=(an_event("sent", 0, entry=3), an_event("opened", 1)))
    assert seen_by_hit(a_hit(60), story).after is None
