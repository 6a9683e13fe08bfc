"""What the sweep watches of an interview (M4)."""

from mianyue.domain.deadline import Deadline, deadline_of
from tests.builders import APPLICATION_ID, an_interview


def test_an_interviews_deadline_is_watched_under_its_own_name() -> None:
    interview = an_interview(number=4)
    assert deadline_of(interview) == Deadline(APPLICATION_ID, 4, interview.deadline)
