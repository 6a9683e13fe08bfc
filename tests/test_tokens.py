"""No token is accepted that is forged, changed, foreign, expired or revoked; none that holds is refused."""

from tests.proofs.rotations import rotated
from tests.proofs.tokens import ONCE_OURS, forged


def test_five_thousand_forgeries_of_every_sort_are_refused() -> None:
    forger = forged(5_000)
    assert forger.tried.total() == 5_000
    assert min(forger.tried.values()) > 300
    assert forger.taken.total() == 0


def test_only_what_was_once_a_link_of_ours_has_a_new_one_sent_and_no_page_says_more_than_another() -> None:
    forger = forged(2_000)
    assert {name for name, mails in forger.mailed.items() if mails} == ONCE_OURS
    assert forger.wrongly_mailed == 0
    assert set(forger.told) == {None}


def test_no_link_breaks_while_keys_are_changed() -> None:
    checked = rotated(2_000)
    assert checked.opened > 5_000
    assert checked.switched > 20
    assert checked.refused == 0
