"""What one interview's address may bring upon HR, and that HR itself is nobody's candidate (K6)."""

from collections import Counter
from datetime import timedelta

import pytest

from mianyue.domain.interview import Fact, Side
from tests.builders import NOW, a_company, an_event
from tests.replies.conftest import Post, a_mail


def flood(post: Post, mails: int, first: int = 1, *, after: timedelta = timedelta()) -> None:
    """`mails` mails of one person, a minute apart."""
    for number in range(first, first + mails):
        at = (NOW + after + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        raw = a_mail(f"mail {number}", sender="somebody@example.org", Message_ID=f"<{number}@example.org>")
        assert post.brings(raw, key=f"inbound/mail-{number}", at=at) == []


def test_ten_mails_a_day_reach_hr_and_the_others_stand_in_the_timeline_alone(post: Post) -> None:
    flood(post, 13)
    assert post.happened() == ["replied"] * 13
    assert (len(post.story.cases), len(post.office.queued), len(post.office.kept)) == (10, 10, 10)
    assert Side.REPLIED in post.interview.sides


def test_the_last_that_hr_is_told_of_says_so(post: Post) -> None:
    flood(post, 12)
    last = [event.detail["text"] for event in post.story.events if "limit" in event.detail]
    assert last == ["mail 10"]
    assert [case.detail["text"] for case in post.story.cases if case.detail.get("limit") == "last"] == ["mail 10"]
    assert [mail.text.count("> mail 10\n") for mail in post.office.kept.values() if "24小时内" in mail.text] == [1]


def test_a_day_later_hr_is_told_again(post: Post) -> None:
    flood(post, 11)
    flood(post, 1, first=12, after=timedelta(hours=24))
    assert len(post.story.cases) == 11


def test_a_mail_that_is_brought_again_is_handed_on_once_more_as_the_same(post: Post) -> None:
    flood(post, 10)
    flood(post, 1)
    assert len(post.office.queued) == 11
    assert len(post.office.kept) == len(post.story.cases) == 10


def test_a_stranger_at_an_address_of_before_does_not_use_up_what_the_candidate_may_write(post: Post) -> None:
    before, old = post.interview, post.address
    post.stories.record(an_event(Fact.ADDRESS_CHANGED), before, before.after(Fact.ADDRESS_CHANGED))
    for number in range(12):
        post.brings(a_mail(f"{number}", Message_ID=f"<{number}@x>"), old, key=f"inbound/old-{number}")
    assert [case.kind for case in post.story.cases] == ["old_address"] * 10
    post.brings(a_mail())
    assert Counter(case.kind for case in post.story.cases) == {"old_address": 10, "replied": 1}


def test_machines_do_not_use_up_what_a_person_may_write(post: Post) -> None:
    for number in range(12):
        raw = a_mail(f"away {number}", Auto_Submitted="auto-replied", Message_ID=f"<{number}@example.com>")
        post.brings(raw, key=f"inbound/away-{number}")
    flood(post, 1)
    assert len(post.story.cases) == 1
    assert len(post.office.queued) == 1


@pytest.mark.parametrize("sender", ["HR <Hr@Office.example.com>", "post@example.com"])
def test_what_hr_writes_with_a_copy_to_us_is_shown_and_changes_nothing(post: Post, sender: str) -> None:
    before = post.interview
    assert post.brings(a_mail("周四见", sender=sender)) == []
    (event,) = post.story.events
    assert (event.name, event.detail["text"]) == ("hr_wrote", "周四见")
    assert (post.interview, post.story.cases, post.office.queued) == (before, (), [])


def test_hr_as_a_candidate_of_its_own_is_heard(post: Post) -> None:
    post.office.company = a_company(hr_email="ouyang.min@example.com")
    post.brings(a_mail())
    assert post.happened() == ["replied"]
    assert len(post.story.cases) == 1


def test_a_mail_without_a_sender_is_not_hrs_where_hr_has_no_address(post: Post) -> None:
    post.office.company = a_company(hr_email="")
    post.brings(a_mail(sender=""))
    assert post.happened() == ["replied"]
