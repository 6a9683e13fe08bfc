"""Mails to oneself: an attempt is claimed once, a person has a turn every ten seconds, and both are forgotten (T4)."""

from datetime import timedelta

import pytest

from mianyue.adapters.table import Table
from mianyue.adapters.trial_store import TrialStore
from mianyue.domain.errors import Conflict
from mianyue.domain.trial import TURN, WAITS, Trial
from tests.builders import NOW

TRIAL = Trial("t1", NOW + WAITS)


def test_an_attempt_is_claimed_once_and_the_next_one_anew(table: Table) -> None:
    store = TrialStore(table)
    store.claim(TRIAL, NOW)
    with pytest.raises(Conflict):
        store.claim(TRIAL, NOW)
    store.claim(TRIAL.again, NOW)


def test_a_person_has_a_turn_every_ten_seconds(table: Table) -> None:
    store = TrialStore(table)
    store.take_turn("hr-1", NOW)
    store.take_turn("hr-2", NOW)
    for wait in (timedelta(0), timedelta(seconds=1), TURN):
        with pytest.raises(Conflict):
            store.take_turn("hr-1", NOW + wait)
    store.take_turn("hr-1", NOW + TURN + timedelta(milliseconds=1))


def test_what_is_kept_expires(table: Table) -> None:
    TrialStore(table).claim(TRIAL, NOW)
    item = table.get(("TRIAL#t1", "ATTEMPT#1"))
    assert item
    assert int(item["expires_at_epoch"]["N"]) == int((NOW + timedelta(days=1)).timestamp())
