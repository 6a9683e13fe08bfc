"""The candidate's page tells times as the mails do, and its picker cannot produce a time that does not exist."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mianyue.domain.zones import shown

SOURCE = Path(__file__).parents[2] / "portal" / "candidate" / "moments.ts"
ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Pacific/Chatham",
)
BEFORE_CLOCK_CHANGES = (
    datetime(2026, 3, 5, 3, 7, tzinfo=UTC),
    datetime(2026, 3, 22, 15, 40, tzinfo=UTC),
    datetime(2026, 10, 20, 9, 0, tzinfo=UTC),
    datetime(2026, 12, 24, 23, 59, tzinfo=UTC),
)
SCRIPT = """
const m = await import(process.argv[1]);
const {zones, moments} = JSON.parse(process.argv[2]);
const told = (at, zone) => Object.fromEntries(["zh-CN", "en"].map((language) =>
  [language, [m.dayAndHour(at, zone, language), m.zoneText(at, zone, language)]]));
const answer = (zone, at) => ({zone, at, told: told(at, zone), days: m.offeredDays(at, zone)});
console.log(JSON.stringify(zones.map((zone) => moments.map((at) => answer(zone, at))).flat()));
"""


@cache
def answers() -> list[dict[str, Any]]:
    """What the page's own code says of each zone and moment."""
    given = {"zones": ZONES, "moments": [int(moment.timestamp() * 1000) for moment in BEFORE_CLOCK_CHANGES]}
    node = Path(sys.prefix) / "bin" / "node"
    words = [str(node), "--input-type=module", "-e", SCRIPT, SOURCE.as_uri(), json.dumps(given)]
    done = subprocess.run(words, capture_output=True, check=True, text=True)  # noqa: S603
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def local(milliseconds: int, zone: str) -> datetime:
    """A moment of the page as Python's own zone data has it."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(ZoneInfo(zone))


def offered(answer: dict[str, Any]) -> list[int]:
    """All moments of the picker."""
    return [moment for day in answer["days"] for moment in day["moments"]]


def test_every_offered_time_is_a_half_hour_of_the_day_it_stands_under() -> None:
    for answer in answers():
        for day in answer["days"]:
            for moment in day["moments"]:
                there = local(moment, answer["zone"])
                assert there.date().isoformat() == day["key"]
                assert there.minute in (0, 30)
                assert 8 <= there.hour <= 21


def test_offered_times_lie_ahead_and_within_two_weeks() -> None:
    for answer in answers():
        now = datetime.fromtimestamp(answer["at"] / 1000, UTC)
        moments = [datetime.fromtimestamp(moment / 1000, UTC) for moment in offered(answer)]
        assert now + timedelta(hours=2) <= min(moments)
        assert max(moments) < now + timedelta(days=14)


def test_no_time_is_offered_twice_and_no_full_day_lacks_one() -> None:
    for answer in answers():
        assert len(offered(answer)) == len(set(offered(answer)))
        assert {len(day["moments"]) for day in answer["days"][1:-1]} == {28}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_moment_reads_as_it_does_in_the_mail(language: str) -> None:
    for answer in answers():
        hour, place = answer["told"][language]
        moment = datetime.fromtimestamp(answer["at"] / 1000, UTC)
        in_mail = shown(moment, answer["zone"], language)
        brackets = ("（", "）") if language == "zh-CN" else (" (", ")")
        on_page = f"{hour}{brackets[0]}{place}{brackets[1]}".replace("−", "-")
        assert on_page == with_the_year_left_out(in_mail, moment, answer["zone"])


def with_the_year_left_out(text: str, moment: datetime, zone: str) -> str:
    """The page leaves the year out while it is the reader's own."""
    there = moment.astimezone(ZoneInfo(zone)).year
    if there != datetime.now(ZoneInfo(zone)).year:
        return text
    return text.replace(f"{there}年", "").replace(f" {there},", ",")
