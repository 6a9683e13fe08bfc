"""Nobody is written to at night who does not wait for it (R6)."""

from datetime import timedelta

import pytest

from functions.send.sending_policy import SendingPolicy
from mianyue.adapters.company_store import Setup
from mianyue.domain.errors import NotFound
from mianyue.domain.message import Kind, new_message
from mianyue.domain.sendable import Sendable
from tests.builders import NOW, a_company, a_position, an_application, an_interview

NIGHT = NOW.replace(hour=14)  # 22:00 in Shanghai, 15:00 in Berlin
AT_NIGHT = Setup(
    a_company(quiet_from=21, quiet_until=8), (a_position(), a_position(position_id="gone", filled=True)), ()
)


def found(kind: Kind, **interview: object) -> Sendable:
    made = an_interview(**interview)
    return Sendable(an_application(), made, new_message(made, kind, "1", now=NIGHT))


@pytest.mark.parametrize("kind", [Kind.INVITATION, Kind.UNOPENED_REMINDER, Kind.UNCONFIRMED_REMINDER, Kind.EXPIRY])
def test_what_nobody_waits_for_waits_for_the_morning(kind: Kind) -> None:
    opens = SendingPolicy(lambda: AT_NIGHT).opens(found(kind), NIGHT)
    assert opens == NIGHT + timedelta(hours=10)


@pytest.mark.parametrize("kind", [Kind.CONFIRMATION, Kind.ANSWER, Kind.NEW_TIME_ACCEPTED, Kind.WITHDRAWAL])
def test_what_somebody_waits_for_goes_out_at_once(kind: Kind) -> None:
    assert SendingPolicy(lambda: AT_NIGHT).opens(found(kind), NIGHT) == NIGHT


def test_it_is_the_candidates_night_that_counts() -> None:
    assert SendingPolicy(lambda: AT_NIGHT).opens(found(Kind.INVITATION, zone="Europe/Berlin"), NIGHT) == NIGHT


def test_a_filled_position_is_known() -> None:
    policy = SendingPolicy(lambda: AT_NIGHT)
    assert policy.position_filled(found(Kind.INVITATION, position_id="gone"))
    assert not policy.position_filled(found(Kind.INVITATION))


def test_what_the_set_up_lacks_is_for_the_writer_to_say() -> None:
    def missing() -> Setup:
        raise NotFound("company")

    policy = SendingPolicy(missing)
    assert policy.opens(found(Kind.INVITATION), NIGHT) == NIGHT
    assert not policy.position_filled(found(Kind.INVITATION))


def test_only_reminders_have_places_in_a_day() -> None:
    policy = SendingPolicy(lambda: AT_NIGHT)
    assert len(policy.places(found(Kind.UNCONFIRMED_REMINDER), NIGHT)) == 1
    assert policy.places(found(Kind.INVITATION), NIGHT) == ()


def test_the_next_day_begins_when_its_quiet_hours_end() -> None:
    assert SendingPolicy(lambda: AT_NIGHT).next_day(found(Kind.UNOPENED_REMINDER), NOW) == NOW + timedelta(hours=22)


def test_without_quiet_hours_the_next_day_begins_at_the_candidates_midnight() -> None:
    policy = SendingPolicy(lambda: Setup(a_company(), (a_position(),), ()))
    assert policy.next_day(found(Kind.UNOPENED_REMINDER), NOW) == NOW + timedelta(hours=14)
