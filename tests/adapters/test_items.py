"""Everything of the domain comes back from the table as it went in."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mianyue.adapters.items import decode, encode, encode_value
from mianyue.domain.deadline import deadline_of
from mianyue.domain.hit import RawHit
from mianyue.domain.interview import Fact
from mianyue.domain.tracking import ExceptionCase
from tests.builders import (
    NOW,
    a_company,
    a_position,
    a_reminder,
    a_rule,
    a_template,
    an_application,
    an_entry,
    an_event,
    an_interview,
    an_invitation,
)

THINGS = [
    an_application(),
    an_entry(),
    an_entry(routed_at=NOW),
    an_interview(),
    an_interview().after(Fact.NEW_TIME_ASKED, wishes=("a", "b")).after(Fact.BOUNCED),
    an_invitation(),
    an_invitation().claimed(NOW, "t@1"),
    a_reminder(),
    an_event(detail={"type": "Permanent"}),
    RawHit("a" * 16, 1, "hit", NOW, "GET", "Mozilla", NOW + timedelta(days=1)),
    ExceptionCase("a" * 16, 1, "case", "bounced", NOW),
    deadline_of(an_interview()),
    a_company(),
    a_position(),
    a_rule(),
    a_template(),
]


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: type(thing).__name__)
def test_what_went_in_comes_out(thing) -> None:
    assert decode(type(thing), encode(thing)) == thing


@given(st.text(), st.dictionaries(st.text(min_size=1), st.text()))
def test_any_text_survives(name: str, detail: dict[str, str]) -> None:
    assert decode(type(an_application()), encode(an_application(name=name))).name == name
    assert decode(type(an_event()), encode(an_event(detail=detail))).detail == detail


def test_attributes_of_a_newer_version_are_passed_over() -> None:
    item = encode(a_position()) | {"added_later": {"S": "x"}}
    assert decode(type(a_position()), item) == a_position()


def test_a_type_without_a_form_is_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        encode_value(1.5)
