"""Identities are short, stable and collide only when the parts are equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mianyue.domain.ids import application_id, application_id_bytes, derived, message_id


@given(st.binary(min_size=10, max_size=10))
def test_an_application_id_can_be_turned_back(raw: bytes) -> None:
    identity = application_id(raw)
    assert len(identity) == 20
    assert application_id_bytes(identity) == raw


def test_an_application_id_is_made_of_ten_bytes() -> None:
    with pytest.raises(ValueError, match="10 bytes"):
        application_id(b"short")


parts = st.lists(st.text(alphabet="ab1", max_size=3), min_size=1, max_size=4)


@given(parts, parts)
def test_derived_ids_are_equal_only_for_equal_parts(one: list[str], other: list[str]) -> None:
    assert (derived(*one) == derived(*other)) == (one == other)


def test_an_id_is_the_same_in_every_version_of_the_code() -> None:
    assert derived("a", 1, "b") == "p3lcfdcybzbmmsxcqxj6th4yvy"
    assert message_id("a", 1, "invitation", "invite") == "mqdpmhvvoqjnfeoii32a43ftyju"
