"""A new key for the links comes in three safe steps, and no run takes two at once."""

from datetime import timedelta
from itertools import count

from infra.rotate_keys import KNOWN_EVERYWHERE, LONGEST_LINK, next_step
from tests.builders import NOW

FIRST = {"active": "1", "1": "first"}
NUMBERS = count(1)


def stepped(keys: dict[str, str], **later: float) -> dict[str, str]:
    return next_step(keys, NOW + timedelta(**later), lambda: f"new {next(NUMBERS)}").keys


def test_a_new_key_verifies_before_it_signs() -> None:
    added = stepped(FIRST)
    assert (added["active"], added["1"]) == ("1", "first")
    assert added["2"].startswith("new")
    assert stepped(added, seconds=KNOWN_EVERYWHERE.total_seconds() - 1) == added
    assert stepped(added, seconds=KNOWN_EVERYWHERE.total_seconds())["active"] == "2"


def test_the_old_key_verifies_until_its_last_link_has_expired() -> None:
    switched = stepped(stepped(FIRST), minutes=10)
    late = LONGEST_LINK + timedelta(minutes=10)
    assert "1" in stepped(switched, seconds=late.total_seconds() - 1)
    later = stepped(switched, seconds=late.total_seconds())
    assert later["active"] == "2"
    assert (later["1"], "1 replaced" in later) != ("first", True), "its id is free again"


def test_another_rotation_may_begin_while_old_keys_still_verify() -> None:
    switched = stepped(stepped(FIRST), minutes=10)
    third = stepped(switched, minutes=20)
    assert third["active"] == "2"
    assert {"1", "2", "3"} <= set(third)
    assert stepped(third, minutes=30)["active"] == "3"


def test_each_step_says_what_comes_next() -> None:
    added = next_step(FIRST, NOW, lambda: "k")
    assert "again in 10 minutes" in added.said
    assert "not known everywhere" in next_step(added.keys, NOW, lambda: "k").said
    assert "signs from now on" in next_step(added.keys, NOW + KNOWN_EVERYWHERE, lambda: "k").said


def test_there_are_no_more_keys_than_ids() -> None:
    full = {"active": "1", **{str(each): "key" for each in range(1, 256)}}
    assert next_step(full, NOW, lambda: "k").keys == full
