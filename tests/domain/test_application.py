"""Where an application stands (R3)."""

from mianyue.domain.application import CandidateType, StageEntry, entry_of
from tests.builders import APPLICATION_ID, NOW, an_application, an_entry


def test_what_the_table_keeps_of_it_is_called_as_ever() -> None:
    assert list(CandidateType) == ["campus", "experienced"]


def test_a_move_is_the_next_entry() -> None:
    assert an_application().moved("offer") == an_application(stage="offer", entry=3)


def test_an_entry_stands_for_where_the_application_is_now() -> None:
    application = an_application(stage="offer", entry=7)
    assert entry_of(application, at=NOW, by="hr-1", batch="b1", held=True) == StageEntry(
        APPLICATION_ID, 7, "offer", NOW, "hr-1", batch="b1", held=True
    )
    by_hand = entry_of(application, at=NOW, by="hr-1")
    assert (by_hand.batch, by_hand.held, by_hand.routed_at) == ("", False, None)


def test_a_new_one_came_of_nothing_but_itself() -> None:
    assert (an_application().import_id, an_application().note) == ("", "")
    assert (an_entry().batch, an_entry().held, an_entry().routed_at) == ("", False, None)
