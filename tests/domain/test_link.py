"""What a link or a session says (P6)."""

from mianyue.domain.link import SESSION_LASTS, Scope


def test_a_scope_is_the_same_number_in_every_token_that_was_ever_signed() -> None:
    assert [Scope.LINK, Scope.SESSION, Scope.PLATFORM, Scope.REPLY] == [1, 2, 3, 4]


def test_a_page_can_act_for_half_an_hour() -> None:
    assert SESSION_LASTS.total_seconds() == 1800
