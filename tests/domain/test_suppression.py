"""An address that no mail goes to any more (K5)."""

import pytest

from mianyue.domain.suppression import Suppression, same_mailbox
from tests.builders import APPLICATION_ID, NOW


@pytest.mark.parametrize("spelling", ["Ouyang.Min@Example.com", " ouyang.min@example.com "])
def test_a_mailbox_is_the_same_however_it_is_written(spelling: str) -> None:
    assert same_mailbox(spelling) == "ouyang.min@example.com"


def test_a_new_suppression_is_lifted_by_nobody() -> None:
    new = Suppression("ouyang.min@example.com", "bounced", NOW, APPLICATION_ID, 2, "m1")
    assert (new.lifted_at, new.lifted_by, new.lifted_because) == (None, "", "")
