"""Which applications a list shows (H2)."""

import pytest

from mianyue.domain.narrowing import Narrowing
from tests.builders import an_application

SOMEBODY = an_application(name="Ouyang Min", email="ouyang.min@example.com", phone="+8618519664073")


@pytest.mark.parametrize(
    ("narrowing", "wanted"),
    [
        (Narrowing(), True),
        (Narrowing(stage="screened"), True),
        (Narrowing(stage="applied"), False),
        (Narrowing(position_id="sales-rep"), True),
        (Narrowing(position_id="backend"), False),
        (Narrowing(stage="screened", position_id="backend"), False),
        (Narrowing(stage="applied", position_id="sales-rep"), False),
        (Narrowing(stage="screened", search="nobody"), False),
    ],
)
def test_stage_position_and_search_must_all_fit(narrowing: Narrowing, wanted: bool) -> None:
    assert narrowing.wants(SOMEBODY) is wanted


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("ouyang m", True),
        ("ＯＵＹＡＮＧ", True),
        ("min@example", True),
        ("185 1966", True),
        ("(185)-1966", True),
        ("+86185", True),
        ("4073", True),
        ("407", False),
        ("9999", False),
        ("o4073", False),
        ("li", False),
    ],
)
def test_a_search_finds_parts_of_name_and_mail_and_four_digits_of_the_phone(search: str, found: bool) -> None:
    assert bool(Narrowing(search=search).wants(SOMEBODY)) is found


@pytest.mark.parametrize(
    ("narrowing", "all_"),
    [
        (Narrowing(), True),
        (Narrowing(search="  "), True),
        (Narrowing(search="o"), False),
        (Narrowing(stage="screened"), False),
        (Narrowing(position_id="sales-rep"), False),
    ],
)
def test_who_narrows_nothing_takes_all(narrowing: Narrowing, all_: bool) -> None:
    assert bool(narrowing.takes_all) is all_
