"""A mail to oneself: one request for each attempt, given up rather than doubled, and written down nowhere (T4)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from functions.send.send_trial_mail import TrialSender
from mianyue.domain.errors import ChannelError, OverQuota, Rejected, Throttled, Unanswered
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.trial import WAITS, Trial
from tests.builders import NOW
from tests.templates.fakes import FakeMails, FakeQueue, FakeTrials

MAIL = OutgoingMail("me@example.com", "星河", "hr@example.com", "", "【测试】面试", "<p>您好</p>", "您好", "t@0")
TRIAL = Trial("t1", NOW + WAITS)


@dataclass
class FakePost:
    refuses: list[ChannelError] = field(default_factory=list)
    busy: ChannelError | None = None
    sent: list[OutgoingMail] = field(default_factory=list)

    def turn(self) -> None:
        if self.busy:
            raise self.busy

    def send(self, mail: OutgoingMail) -> str:
        if self.refuses:
            raise self.refuses.pop()
        self.sent.append(mail)
        return "ses-1"


@dataclass
class Office:
    post: FakePost = field(default_factory=FakePost)
    queue: FakeQueue = field(default_factory=FakeQueue)
    trials: FakeTrials = field(default_factory=FakeTrials)

    def send(self, trial: Trial = TRIAL, *, after: timedelta = timedelta(0)) -> str:
        mails = FakeMails({"t1": MAIL})
        sender = TrialSender(trials=self.trials, mails=mails, post=self.post, queue=self.queue)
        return sender.send(trial, now=NOW + after)


def test_it_is_sent_once_however_often_the_queue_brings_it() -> None:
    office = Office()
    assert [office.send(), office.send()] == ["sent", "done_before"]
    assert office.post.sent == [MAIL]


@pytest.mark.parametrize(("busy", "seconds"), [(Throttled("rate"), 2), (OverQuota("day"), 20)])
def test_it_waits_for_its_turn_without_a_claim(busy: ChannelError, seconds: int) -> None:
    office = Office(post=FakePost(busy=busy))
    assert office.send() == "later"
    assert office.queue.trials == [(TRIAL, seconds)]
    office.post.busy = None
    assert office.send() == "sent"


def test_a_throttled_request_is_another_attempt() -> None:
    office = Office(post=FakePost([Throttled("rate")]))
    assert office.send() == "later"
    ((again, _),) = office.queue.trials
    assert again.attempt == 2
    assert [office.send(TRIAL), office.send(again), office.send(again)] == ["done_before", "sent", "done_before"]
    assert office.post.sent == [MAIL]


@pytest.mark.parametrize(
    ("error", "outcome"), [(Rejected("bad address"), "rejected"), (Unanswered("time-out"), "unanswered")]
)
def test_whatever_else_the_channel_says_ends_it(error: ChannelError, outcome: str) -> None:
    office = Office(post=FakePost([error]))
    assert [office.send(), office.send()] == [outcome, "done_before"]
    assert (office.post.sent, office.queue.trials) == ([], [])


def test_nobody_waits_for_it_longer_than_a_quarter_of_an_hour() -> None:
    office = Office()
    assert office.send(after=WAITS + timedelta(seconds=1)) == "given_up"
    assert office.post.sent == []


def test_one_that_has_been_forgotten_is_passed_over() -> None:
    assert Office().send(Trial("t-unknown", TRIAL.until)) == "unknown"


def test_a_defect_brings_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office()

    def broken(*_: object) -> None:
        raise RuntimeError

    claim: Callable[..., None] = broken
    monkeypatch.setattr(office.trials, "claim", claim)
    with pytest.raises(RuntimeError):
        office.send()
    assert office.post.sent == []
