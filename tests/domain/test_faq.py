"""Which ready answers a candidate is shown, and in which order (P3)."""

from mianyue.domain.faq import FaqOrder, for_position, in_order
from tests.builders import a_faq_entry, a_position

ALL = a_faq_entry("faq-1")
SALES = a_faq_entry("faq-2", scope="family:sales")
MINE = a_faq_entry("faq-3", scope="position:sales-rep")
OTHERS = [a_faq_entry("faq-4", scope="family:technical"), a_faq_entry("faq-5", scope="position:another")]


def test_a_candidate_sees_what_is_for_their_position_family_or_everybody_the_closest_first() -> None:
    assert for_position([ALL, *OTHERS, SALES, MINE], a_position()) == [MINE, SALES, ALL]


def test_hrs_order_holds_and_what_it_does_not_name_comes_last_oldest_first() -> None:
    order = FaqOrder(("faq-3", "gone", "faq-1"))
    assert [each.faq_id for each in in_order([*OTHERS, ALL, SALES, MINE], order)] == [
        "faq-3",
        "faq-1",
        "faq-2",
        "faq-4",
        "faq-5",
    ]
