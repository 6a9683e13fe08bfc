"""Which change of an address makes an interview's links anew, and what is said of it (P6)."""

import pytest

from mianyue.domain.revoking import moves_on, revoked
from tests.builders import APPLICATION_ID, NOW, an_interview


@pytest.mark.parametrize(
    ("old", "new", "moves"),
    [
        ("a@example.com", "b@example.com", True),
        ("a@example.com", "", True),
        ("a@example.com", "a@example.com", False),
        ("a@example.com", " A@Example.com", False),
        ("", "a@example.com", False),
    ],
)
def test_mails_move_on_to_another_mailbox_and_not_to_another_spelling_or_a_first_one(
    old: str, new: str, moves: bool
) -> None:
    assert moves_on(old, new) is moves


def test_what_is_said_of_it_is_an_event_of_its_own_each_time() -> None:
    once = revoked(an_interview(), at=NOW)
    twice = revoked(once.after, at=NOW)
    assert (once.before, once.after.link_version, twice.after.link_version) == (an_interview(), 2, 3)
    assert once.event.event_id != twice.event.event_id
    told = once.event
    assert (told.application_id, told.entry, told.name, told.at, told.source, told.detail) == (
        APPLICATION_ID,
        2,
        "address_changed",
        NOW,
        "hr",
        {},
    )
