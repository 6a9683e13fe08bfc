"""What HR is asked, and how it can answer (H1)."""

import pytest

from mianyue.domain.tracking import ExceptionCase, Story, next_channel
from tests.builders import APPLICATION_ID, NOW, an_application, an_event, an_interview, an_invitation


def a_case(kind: str) -> ExceptionCase:
    return ExceptionCase(APPLICATION_ID, 2, case_id="case", kind=kind, at=NOW)


@pytest.mark.parametrize(
    "kind",
    [
        "bounced",
        "complained",
        "suppressed",
        "missing_value",
        "template_broken",
        "mail_rejected",
        "channel_missing",
        "no_address",
    ],
)
def test_what_did_not_arrive_can_be_sent_again_once_its_cause_is_gone(kind: str) -> None:
    assert a_case(kind).answers == ("send_again", "done")


def test_a_message_in_doubt_is_sent_again_or_left() -> None:
    assert a_case("doubtful").answers == ("send_again", "leave")


@pytest.mark.parametrize("kind", ["too_late", "anything_else"])
def test_all_else_is_done_elsewhere(kind: str) -> None:
    assert a_case(kind).answers == ("done",)


def test_a_case_says_which_way_is_tried_next() -> None:
    assert next_channel(an_invitation(channel="sms")) == {"next": "sms"}
    assert next_channel(None) == {"next": "no_other_channel"}


def test_only_a_persons_look_is_a_persons() -> None:
    assert [an_event(verdict=verdict).by_human for verdict in ("human", "machine", "")] == [True, False, False]


def test_of_several_interviews_the_newest_is_the_applications() -> None:
    story = Story(an_application(), interviews=(an_interview(number=3), an_interview(number=5), an_interview(number=4)))
    assert story.interview == an_interview(number=5)
    assert Story(an_application()).interview is None


def test_an_open_case_has_been_settled_by_nobody() -> None:
    case = a_case("bounced")
    assert (case.message_id, case.resolved_at, case.resolved_by, case.resolution) == ("", None, "", "")


def test_an_event_of_no_message_has_no_verdict() -> None:
    event = an_event("cancelled")
    assert (event.message_id, event.verdict, event.why) == ("", "", "")
