"""Mails to oneself in the table: whose turn it is, and that each attempt is made once. Both expire by themselves."""

from datetime import datetime, timedelta

from mianyue.adapters.items import Item, encode_value
from mianyue.adapters.table import ABSENT, Table, put
from mianyue.domain.trial import TURN, Trial

_KEPT = timedelta(days=1)


class TrialStore:
    """Claims attempts, and keeps people from writing to themselves all the time."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def take_turn(self, username: str, now: datetime) -> None:
        """Note that somebody writes to themselves. Raises Conflict when they have done so a moment ago."""
        item = _item(f"PERSON#{username}", "TRIAL", now) | {"sent_at": encode_value(now)}
        self._table.write(put(item, f"{ABSENT} OR sent_at < :before", before=now - TURN))

    def claim(self, trial: Trial, now: datetime) -> None:
        """This attempt is made now, by the caller alone. Raises Conflict."""
        self._table.write(put(_item(f"TRIAL#{trial.trial_id}", f"ATTEMPT#{trial.attempt}", now), ABSENT))


def _item(pk: str, sk: str, now: datetime) -> Item:
    return {
        "pk": {"S": pk},
        "sk": {"S": sk},
        "type": {"S": "trial"},
        "expires_at_epoch": encode_value(int((now + _KEPT).timestamp())),
    }
