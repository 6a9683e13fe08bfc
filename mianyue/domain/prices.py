"""What a mail costs: prices with the day they were read and where, in decimal arithmetic (F1, B3)."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Price(NamedTuple):
    """US dollars for a thousand mails under one of SES's plans, in the first tier (up to ten million a month)."""

    plan: str
    per_thousand: Decimal


class PriceTable(NamedTuple):
    """Prices as they were published on a day."""

    read_on: date
    source: str
    prices: tuple[Price, ...]

    def cost(self, mails: int) -> tuple[Decimal, Decimal]:
        """The least and the most that `mails` can cost, in US dollars, unrounded."""
        costs = [price.per_thousand * mails / 1000 for price in self.prices]
        return min(costs), max(costs)


SES = PriceTable(
    read_on=date(2026, 7, 22),
    source="https://aws.amazon.com/ses/pricing/",
    prices=(
        # Accounts that have sent since June 2025 are billed à la carte unless they choose a plan.
        Price("a_la_carte", Decimal("0.10")),
        # New accounts since 21 July 2026 begin here.
        Price("essentials", Decimal("0.16")),
    ),
)
"""Of us-east-1, from AWS's price list; attachments and dedicated addresses cost extra."""
