"""A candidate's day has an end for reminders, over all positions (M5)."""

from datetime import timedelta

import pytest

from mianyue.domain.reminder_day import places
from mianyue.domain.zones import zone
from tests.builders import NOW

SHANGHAI = zone("Asia/Shanghai")


def a_day(address: str = "ouyang.min@example.com", now=NOW, most: int = 1, message: str = "m1"):
    return places(address, message, now=now, zone=SHANGHAI, most=most)


def test_a_day_has_as_many_places_as_the_company_allows() -> None:
    assert [place.number for place in a_day(most=3)] == [1, 2, 3]
    assert a_day(most=0) == ()


@pytest.mark.parametrize("address", ["Ouyang.Min@Example.com", " ouyang.min@example.com "])
def test_one_address_is_one_person_however_it_is_written(address: str) -> None:
    assert a_day(address) == a_day()


def test_another_address_is_another_person() -> None:
    assert a_day("min@example.com")[0].person != a_day()[0].person


def test_the_day_is_the_candidates_own() -> None:
    midnight = NOW.replace(hour=16)  # in Shanghai
    assert a_day(now=midnight - timedelta(seconds=1))[0].day == "2026-11-23"
    assert a_day(now=midnight)[0].day == "2026-11-24"


def test_no_address_is_kept() -> None:
    assert "ouyang" not in str(a_day())


def test_a_day_is_forgotten_when_it_is_over_everywhere() -> None:
    assert a_day()[0].expires_at_epoch == (NOW + timedelta(days=3)).timestamp()


def test_each_place_belongs_to_the_message_that_takes_it() -> None:
    assert {place.message_id for place in a_day(most=2, message="m7")} == {"m7"}
