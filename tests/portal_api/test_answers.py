"""Answers are plain dicts: their words are the domain's, and what holds them to their shape does find errors."""

from typing import get_args

import pytest
from pydantic import ValidationError

from functions.portal_api.candidate_answers import Closed
from functions.portal_api.hr_answers import ProgressName, SideName
from mianyue.domain.interview import Progress, Side
from mianyue.http.answers import iso
from tests.builders import NOW
from tests.http_events import said
from tests.portal_api.conftest import Portal
from tests.portal_api.declared import checked


def test_progress_and_side_states_have_the_names_of_the_domain() -> None:
    assert get_args(ProgressName) == tuple(each.name.lower() for each in Progress)
    assert get_args(SideName) == tuple(each.value for each in Side)
    assert set(get_args(Closed)) == {"cancelled", "expired", "finished"}


def test_a_moment_is_written_in_utc_to_the_second() -> None:
    assert iso(NOW.replace(microsecond=999_999)) == "2026-11-23T02:00:00Z"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"cursor":null', '"cursor":7'),
        ('"cursor":null', '"cursor":null,"more":1'),
        ('"progress":"queued"', '"progress":"lost"'),
        ('"entry":2,', ""),
    ],
)
def test_an_answer_of_another_shape_is_found_out(portal: Portal, right: str, wrong: str) -> None:
    answer = portal.hr("GET", "/api/hr/applications")
    assert said(answer)["applications"]
    assert right in answer["body"]
    with pytest.raises(ValidationError):
        checked("GET", "/api/hr/applications", answer | {"body": answer["body"].replace(right, wrong)})
