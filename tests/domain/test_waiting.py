"""Why a message still waits, in one word (R4, R6)."""

from datetime import timedelta
from typing import Any

import pytest

from mianyue.domain.bulk_mail import BulkCause, BulkStatus
from mianyue.domain.company import Company, Moment, Rule
from mianyue.domain.message import Kind
from mianyue.domain.sendable import Sendable
from mianyue.domain.waiting import waits_for
from tests.builders import NOW, a_company, a_rule, an_application, an_interview, an_invitation

SECONDS, HOUR = timedelta(seconds=1), timedelta(hours=1)
HOLDING = a_company(hold_seconds=120, bulk_hold_seconds=300)
NIGHT = a_company(quiet_from=21, quiet_until=8)
EIGHT = NOW + timedelta(hours=22)  # in Shanghai, the next morning
AT_AN_HOUR = a_rule(moment=Moment.HOUR)


def waits(company: Company | None = None, rule: Rule | None = None, bulk: Any = None, **changes: Any) -> str:
    found = Sendable(an_application(), an_interview(), an_invitation(**{"due_at": NOW + HOUR} | changes), bulk)
    return waits_for(found, rule, company or a_company(), NOW)


def test_what_is_due_waits_for_its_turn() -> None:
    assert waits(due_at=NOW) == "turn"
    assert waits(due_at=NOW + SECONDS) != "turn"


@pytest.mark.parametrize(("status", "why"), [(BulkStatus.PAUSED, "paused"), (BulkStatus.RUNNING, "turn")])
def test_what_a_paused_action_has_written_waits_for_it(status: BulkStatus, why: str) -> None:
    assert waits(bulk=BulkCause("b1", status), due_at=NOW) == why


def test_a_full_day_is_waited_out() -> None:
    assert waits(held_for="day_full", tries=1) == "day_full"


def test_what_was_tried_waits_for_the_mail_service() -> None:
    assert waits(NIGHT, tries=1, due_at=EIGHT) == "mail_service"


@pytest.mark.parametrize(
    ("seconds", "batch", "why"),
    [
        (60, "b1", "mail_service"),
        (130, "", "hold"),
        (131, "", "mail_service"),
        (310, "import-1", "hold"),
        (311, "import-1", "mail_service"),
    ],
)
def test_what_is_held_can_still_be_taken_back(seconds: int, batch: str, why: str) -> None:
    assert waits(HOLDING, due_at=NOW + seconds * SECONDS, batch=batch) == why


def test_an_invitation_waits_for_its_rules_hour() -> None:
    assert waits(rule=AT_AN_HOUR) == "hour"
    assert waits(rule=a_rule(moment=Moment.NOW)) == "mail_service"
    assert waits(rule=None) == "mail_service"
    assert waits(rule=AT_AN_HOUR, kind=Kind.UNOPENED_REMINDER) == "mail_service"


def test_an_hour_is_the_candidates_own() -> None:
    adelaide = an_interview(zone="Australia/Adelaide")
    found = Sendable(an_application(), adelaide, an_invitation(due_at=NOW + HOUR / 2))
    assert waits_for(found, AT_AN_HOUR, a_company(), NOW) == "hour"


@pytest.mark.parametrize(
    "beside", [timedelta(minutes=1), timedelta(seconds=1), timedelta(microseconds=1)], ids=["minute", "second", "less"]
)
def test_what_the_mail_service_has_put_off_is_not_on_the_hour(beside: timedelta) -> None:
    assert waits(rule=AT_AN_HOUR, due_at=NOW + HOUR + beside) == "mail_service"


def test_a_message_waits_for_the_end_of_the_quiet_hours() -> None:
    assert waits(NIGHT, due_at=EIGHT) == "quiet_hours"
    assert waits(NIGHT, due_at=EIGHT + HOUR) == "mail_service"
