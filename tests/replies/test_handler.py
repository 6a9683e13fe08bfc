"""The replies function as Lambda calls it: each mail once, with all that follows from it (K6)."""

import json

import pytest

from mianyue.domain.errors import Conflict
from mianyue.domain.interview import Fact, Side
from mianyue.domain.message import Kind, why_not
from tests.builders import APPLICATION_ID, NOW, an_event
from tests.replies.conftest import ADDRESSES, Post, a_mail
from tests.replies.mails import Sample, sample, samples
from tests.replies.ses import a_notification

MACHINES = [each for each in samples() if each.machine_by]


def test_a_persons_mail_joins_the_timeline_stops_reminders_and_becomes_a_notice(post: Post) -> None:
    assert post.brings(a_mail("我周四可以")) == []
    (event,) = (each for each in post.story.events if each.name == "replied")
    assert (event.source, event.detail["text"]) == ("mail", "我周四可以")
    assert Side.REPLIED in post.interview.sides
    assert why_not(Kind.UNOPENED_REMINDER, post.interview) == "replied"
    (case,) = post.story.cases
    assert (case.kind, case.answers, case.detail["text"]) == ("replied", ("done",), "我周四可以")


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_a_machines_answer_is_shown_and_changes_nothing(post: Post, machine: Sample) -> None:
    before = post.interview
    assert post.brings(machine.raw, sender=machine.envelope_sender) == []
    (event,) = post.story.events
    assert (event.name, event.detail["automatic"]) == ("auto_replied", machine.machine_by)
    assert post.interview == before
    assert post.story.cases == ()
    assert post.office.queued == []


def test_the_same_mail_is_one_however_often_it_is_told(post: Post) -> None:
    post.brings(a_mail())
    post.tells(*[a_notification(post.address)] * 2)
    post.brings(a_mail(Received="from elsewhere"), key="inbound/mail-2", at="2026-11-24T05:00:00.000Z")
    assert post.happened() == ["replied"]
    assert len(post.story.cases) == 1
    assert {trial.trial_id for trial in post.office.queued} == set(post.office.kept)
    assert len(post.office.kept) == 1


def test_a_second_mail_is_another_one(post: Post) -> None:
    post.brings(a_mail("第一封"))
    post.brings(a_mail("第二封", Message_ID="<2@example.com>"), key="inbound/mail-2", at="2026-11-24T03:00:00.000Z")
    assert post.happened() == ["replied", "replied"]
    assert len(post.story.cases) == 2


@pytest.mark.parametrize(
    "address",
    [
        "reply@reply.example.com",
        "hr@reply.example.com",
        "",
        f"re{'a' * 58}@reply.example.com",
        f"{ADDRESSES.of.__name__}@reply.example.com",
    ],
)
def test_a_mail_to_a_forged_or_mistyped_address_touches_nothing(post: Post, address: str) -> None:
    assert post.brings(a_mail(), address or "@") == []
    assert post.happened() == []
    assert post.inbox.asked == []


def test_an_address_of_another_domain_is_nobodys(post: Post) -> None:
    assert post.brings(a_mail(), post.address.replace("reply.", "evil.")) == []
    assert post.happened() == []


def test_an_address_counts_in_capitals_too(post: Post) -> None:
    post.brings(a_mail(), post.address.upper())
    assert post.happened() == ["replied"]


def moved_on(post: Post) -> str:
    """The address of before, once mails go to another one."""
    before, address = post.interview, post.address
    post.stories.record(an_event(Fact.ADDRESS_CHANGED), before, before.after(Fact.ADDRESS_CHANGED))
    return address


def test_a_mail_to_an_address_of_before_is_shown_with_a_warning_and_asks_hr(post: Post) -> None:
    assert post.brings(a_mail("我周四可以", sender="stranger@example.org"), moved_on(post)) == []
    (event,) = (each for each in post.story.events if each.name == "old_address")
    (case,) = post.story.cases
    assert (case.kind, case.answers) == ("old_address", ("done",))
    for detail in (event.detail, case.detail):
        assert (detail["warning"], detail["sender"], detail["text"]) == (
            "old_address",
            "stranger@example.org",
            "我周四可以",
        )


def test_a_mail_to_an_address_of_before_stops_no_reminder_and_goes_nowhere(post: Post) -> None:
    address = moved_on(post)
    before = post.interview
    post.brings(a_mail(), address)
    assert post.interview == before
    assert post.office.queued == []
    post.brings(a_mail(), post.address, key="inbound/mail-2")
    assert Side.REPLIED in post.interview.sides


def test_a_machine_at_an_address_of_before_asks_nobody(post: Post) -> None:
    post.brings(MACHINES[0].raw, moved_on(post), sender=MACHINES[0].envelope_sender)
    assert post.happened()[-1:] == ["auto_replied"]
    assert post.story.cases == ()


def test_a_virus_is_the_worst_that_can_be_said_of_a_mail(post: Post) -> None:
    post.brings(a_mail(), moved_on(post), virus="FAIL")
    assert (post.story.cases[0].kind, post.story.cases[0].detail["warning"]) == ("old_address", "virus")


def test_a_mail_of_an_application_that_was_erased_is_done(post: Post) -> None:
    address = ADDRESSES.of(post.interview._replace(application_id="f" * 20))
    assert post.brings(a_mail(), address) == []


def test_who_writes_from_another_address_is_named_and_still_heard(post: Post) -> None:
    post.brings(a_mail(sender="妈妈 <mother@example.org>"))
    assert post.story.events[0].detail["sender"] == "mother@example.org"
    assert Side.REPLIED in post.interview.sides
    assert post.story.cases[0].detail["sender"] == "mother@example.org"


def test_the_candidates_own_address_is_not_named_however_it_is_spelt(post: Post) -> None:
    post.brings(a_mail(sender='"欧阳, 敏" <Ouyang.Min@Example.com>'))
    assert "sender" not in post.story.events[0].detail


@pytest.mark.parametrize(
    ("verdict", "warning", "handed_on"),
    [("virus", "virus", 0), ("spam", "spam", 0), ("dmarc", "unverified_sender", 1), ("spf", None, 1)],
)
def test_what_ses_has_found_is_said_and_what_is_dangerous_stays_here(
    post: Post, verdict: str, warning: str | None, handed_on: int
) -> None:
    post.brings(a_mail(), **{verdict: "FAIL"})
    assert post.story.events[0].detail.get("warning") == warning
    assert post.story.cases[0].detail.get("warning") == warning
    assert len(post.office.queued) == handed_on


def test_a_reply_to_an_interview_that_has_ended_still_reaches_hr(post: Post) -> None:
    before = post.interview
    post.stories.record(an_event(Fact.CANCELLED), before, before.after(Fact.CANCELLED))
    post.brings(a_mail())
    assert len(post.story.cases) == 1


def test_an_answer_that_is_written_meanwhile_is_not_lost(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    receive, first = post.stories.receive, post.interview

    def slowly(*args: object) -> bool:
        if post.interview == first:
            post.stories.record(an_event(Fact.CONFIRMED), first, first.after(Fact.CONFIRMED))
        return receive(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(post.stories, "receive", slowly)
    post.brings(a_mail())
    assert post.interview.coming
    assert Side.REPLIED in post.interview.sides


def test_what_never_comes_to_rest_is_brought_again(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> bool:
        raise Conflict("interview")

    monkeypatch.setattr(post.stories, "receive", refused)
    assert post.brings(a_mail()) == [{"itemIdentifier": "sqs-0"}]


@pytest.mark.parametrize(
    "told",
    [
        "no JSON",
        "[]",
        json.dumps({"notificationType": "Received"}),
        json.dumps(a_notification("x", key="elsewhere/mail-1")),
        json.dumps(a_notification("x")).replace('"inbox"', '"another"'),
    ],
)
def test_what_is_no_notice_of_ses_is_left_to_the_dead_letters(post: Post, told: str) -> None:
    assert post.tells(told) == [{"itemIdentifier": "sqs-0"}]
    assert post.inbox.asked == []


def test_a_notice_that_tells_of_no_mail_is_done(post: Post) -> None:
    assert post.tells(json.dumps({"notificationType": "AmazonSnsSubscriptionSucceeded"})) == []


def test_a_mail_that_the_bucket_has_forgotten_is_done(post: Post) -> None:
    assert post.tells(a_notification(post.address)) == []
    assert post.happened() == []


def test_a_bad_mail_does_not_take_its_neighbours_along(post: Post) -> None:
    post.inbox.mails["inbound/mail-1"] = a_mail()
    assert post.tells("no JSON", a_notification(post.address)) == [{"itemIdentifier": "sqs-0"}]
    assert post.happened() == ["replied"]


def test_files_are_named_and_nothing_more(post: Post) -> None:
    post.brings(sample("person-outlook-desktop").raw)
    assert post.story.events[0].detail["files"] == "简历.pdf"


def test_a_long_mail_is_cut_for_the_timeline_and_more_for_the_notice(post: Post) -> None:
    post.brings(a_mail("长" * 10_000))
    assert len(post.story.events[0].detail["text"]) < 4010
    assert len(post.story.cases[0].detail["text"]) < 610


def test_the_mail_stays_known_by_its_place_in_the_bucket(post: Post) -> None:
    post.brings(a_mail())
    items = list(post.table.items(f"APP#{APPLICATION_ID}", prefix="REPLY#"))
    assert [item["kept_as"]["S"] for item in items] == ["inbound/mail-1"]
    assert post.story.events[0].at > NOW
