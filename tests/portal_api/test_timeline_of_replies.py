"""How a mail that has come in stands in the timeline (K1, K6)."""

import pytest

from functions.portal_api.timeline import timeline
from mianyue.domain.tracking import ExceptionCase, Story
from tests.builders import APPLICATION_ID, NOW, an_application, an_event

SAID = {"text": "我周四可以", "subject": "Re: 面试"}


@pytest.mark.parametrize("kind", ["replied", "old_address"])
def test_its_words_stand_there_once_though_hr_is_asked_too(kind: str) -> None:
    case = ExceptionCase(APPLICATION_ID, 2, "case-1", kind, NOW, detail=SAID)
    story = Story(an_application(), events=(an_event(kind, detail=SAID),), cases=(case,))
    shown = {each.kind: each.detail for each in timeline(story)}
    assert shown["event"] == SAID
    assert shown["case"] == {"case_id": "case-1", "resolution": ""}


def test_a_wish_is_named_with_its_case_as_before() -> None:
    case = ExceptionCase(APPLICATION_ID, 2, "case-1", "new_time_asked", NOW, detail={"note": "下午"})
    (shown,) = timeline(Story(an_application(), cases=(case,)))
    assert shown.detail["note"] == "下午"
