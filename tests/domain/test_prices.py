"""What mails cost, exactly."""

from datetime import date
from decimal import Decimal

from mianyue.domain.prices import SES


def test_five_thousand_mails_cost_between_fifty_and_eighty_cents() -> None:
    assert SES.cost(5000) == (Decimal("0.5"), Decimal("0.8"))


def test_a_single_mail_is_not_rounded_away() -> None:
    assert SES.cost(1) == (Decimal("0.0001"), Decimal("0.00016"))


def test_no_mails_cost_nothing() -> None:
    assert SES.cost(0) == (0, 0)


def test_the_table_says_when_and_where_it_was_read() -> None:
    assert SES.source.startswith("https://aws.amazon.com/")
    assert SES.read_on == date(2026, 7, 22)
    assert {price.plan for price in SES.prices} == {"a_la_carte", "essentials"}
