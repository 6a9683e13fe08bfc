"""What the mails of a bulk action cost, and how long they take at the mail service's rate (B3, F1)."""

from decimal import Decimal
from math import ceil
from typing import NamedTuple

from functions.bulk.ports import Quota
from mianyue.domain.outgoing import RATE_USED
from mianyue.domain.prices import SES


class Estimate(NamedTuple):
    """US dollars, least and most; `seconds` of sending and `further_days` of waiting, None while nobody knows."""

    least: Decimal
    most: Decimal
    rate: float | None
    seconds: int | None
    further_days: int | None


def estimate(mails: int, quota: Quota | None) -> Estimate:
    """Cost and duration of so many mails."""
    least, most = SES.cost(mails)
    if quota is None or not quota.rate:
        return Estimate(least, most, None, None, None)
    beyond = max(0.0, mails - quota.left)
    days = ceil(beyond / quota.per_day) if beyond and quota.per_day else 0
    return Estimate(least, most, quota.rate, ceil(mails / (quota.rate * RATE_USED)), days)
