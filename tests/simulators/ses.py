"""SES: accepts, refuses, and tells what became of a mail; the mails it has accepted are the truth of every proof.

Events come as AWS documents them, at least once, in no order, hours late, and some never:
https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html.
"""

import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from itertools import takewhile
from random import Random
from typing import Any

from tests.simulators.hub import Hub
from tests.simulators.refusal import Refusal
from tests.simulators.ses_events import FOREIGN, REFUSALS, described, ses_event

_LINK = re.compile(r"/t/([\w-]{48})")


@dataclass
class SesFaults:
    """Shares of refused mails (4xx), of events that come twice, hours late, or never, and of what becomes of mails."""

    rejected: float = 0.0
    repeated: float = 0.0
    late: float = 0.0
    lost: float = 0.0
    bounced: float = 0.0
    complained: float = 0.0
    taken_and_refused: float = 0.0
    soft: float = 0.0
    """Delays, and bounces that are not for good."""
    unsubscribed: float = 0.0
    foreign: float = 0.0
    """Of mails beside whose events something lands on the queue that is none of ours."""


@dataclass
class Quota:
    """Mails a second, and mails in 24 hours; over it SES refuses, it does not queue."""

    rate: float = 14.0
    day: int = 50_000
    strict: bool = False
    """No burst is let through: the fifteenth mail within any second is refused at 14/s."""


@dataclass
class Accepted:
    """A mail that SES has taken. `kind` stands in its subject; `link` is the token in its text."""

    at: float
    to: str
    kind: str
    link: str
    tags: dict[str, str]
    provider_id: str
    reply_to: str = ""
    events_told: list[str] = field(default_factory=list)
    """Events of it that have reached the queue; of a bounce that is not for good, with its type."""

    arrives: bool = True
    """False: nobody will ever see it."""

    @property
    def refused(self) -> bool:
        """SES has said that it will not send what it had taken."""
        return any(kind in self.events_told for kind in REFUSALS)

    @property
    def lost(self) -> bool:
        """It was returned for good, or complained about."""
        return bool({"Bounce", "Complaint"} & set(self.events_told))


class Ses:
    """Takes mails. `publish` gets each event; `on_accepted` hears of every mail."""

    def __init__(
        self,
        hub: Hub,
        publish: Callable[[str], None],
        *,
        random: Random,
        faults: SesFaults,
        quota: Quota,
    ) -> None:
        self.faults = faults
        self.quota = quota
        self.accepted: list[Accepted] = []
        self.handed_on: list[Accepted] = []
        """Mails to HR itself."""
        self.asked: list[float] = []
        """When it was asked to take a mail, whether or not it did."""
        self.on_accepted: list[Callable[[Accepted], None]] = []
        self.foreign: set[str] = set()
        """What has landed on the queue though it is no event of ours."""
        self._hub = hub
        self._publish = publish
        self._random = random
        self._allowance = quota.rate
        self._counted_at = hub.now

    def send(self, request: dict[str, Any]) -> dict[str, Any]:
        """SendEmail."""
        self.asked.append(self._hub.now)
        self._within_quota()
        if self._random.random() < self.faults.rejected:
            raise Refusal(400, "MessageRejected", {"message": "Email address is not verified."})
        subject, html = _read(request["Content"])
        found = _LINK.search(html)
        mail = Accepted(
            at=self._hub.now,
            to=request["Destination"]["ToAddresses"][0],
            kind=subject.split()[0],
            link=found[1] if found else "",
            tags={each["Name"]: each["Value"] for each in request["EmailTags"]},
            provider_id=f"ses-{len(self.accepted)}",
            reply_to=request.get("ReplyToAddresses", [""])[0],
        )
        if "trial" in mail.tags:  # HR's own: no candidate hears of it, and nothing becomes of it
            self.handed_on.append(mail)
            return {"MessageId": f"ses-hr-{len(self.handed_on)}"}
        self.accepted.append(mail)
        self._tell_fate(mail)
        for listener in self.on_accepted:
            listener(mail)
        return {"MessageId": mail.provider_id}

    def most_asked_in_a_second(self) -> int:
        """Most requests in any second, beginning wherever it may."""
        return _most_in_a_second(self.asked)

    def most_accepted_in_a_second(self) -> int:
        """Most mails taken in any second, beginning wherever it may."""
        return _most_in_a_second([mail.at for mail in self.accepted])

    def account(self) -> dict[str, Any]:
        """GetAccount."""
        sent = self._last_24_hours()
        quota = {"Max24HourSend": self.quota.day, "MaxSendRate": self.quota.rate, "SentLast24Hours": sent}
        return {"SendQuota": quota, "SendingEnabled": True, "ProductionAccessEnabled": True}

    def tell(self, mail: Accepted, kind: str, after: float = 0.0, **details: str) -> None:
        """Something became of a mail: SES publishes it, as badly as it can; `details` instead of the usual ones."""
        chance = self._random.random
        if chance() < self.faults.lost:
            return
        happened = self._hub.now + after
        for _ in range(2 if chance() < self.faults.repeated else 1):
            delay = self._random.uniform(0, 5 * 3600) if chance() < self.faults.late else self._random.uniform(0.2, 8)
            self._hub.at(happened + delay, lambda: self._told(mail, kind, happened, details))

    def _told(self, mail: Accepted, kind: str, happened: float, details: dict[str, str]) -> None:
        mail.events_told.append(" ".join((*filter(None, (details.get("bounceType"),)), kind)))
        self._publish(ses_event(_described(mail), kind, happened, details))

    def _tell_fate(self, mail: Accepted) -> None:
        self._beside(mail)
        chance = self._random.random()
        if chance < self.faults.taken_and_refused:
            mail.arrives = False
            self.tell(mail, self._random.choice(REFUSALS), self._random.uniform(0.1, 60))
            if chance < self.faults.taken_and_refused / 2:  # whether it says so first is not documented
                self.tell(mail, "Send")
            return
        self.tell(mail, "Send")
        chance = self._random.random()
        if chance < self.faults.bounced:
            self.tell(mail, "Bounce", self._random.uniform(1, 600))
            return
        arrives = self._on_its_way(mail)
        self.tell(mail, "Delivery", arrives)
        if chance > 1 - self.faults.complained:
            self.tell(mail, "Complaint", arrives + self._random.uniform(60, 7200))
        if self._random.random() < self.faults.unsubscribed:
            self.tell(mail, "Subscription", arrives + self._random.uniform(60, 7200))

    def _on_its_way(self, mail: Accepted) -> float:
        """Seconds until it is in the mailbox; SES may have difficulties first, of which none is the end."""
        arrives = self._random.uniform(1, 30)
        if self._random.random() < self.faults.soft:
            self.tell(mail, "DeliveryDelay", arrives)
            self.tell(mail, "Bounce", arrives + 1, bounceType=self._random.choice(("Transient", "Undetermined")))
            arrives += self._random.uniform(60, 3600)
        return arrives

    def _beside(self, mail: Accepted) -> None:
        if self._random.random() < self.faults.foreign:
            text = self._random.choice(FOREIGN)(_described(mail))
            self.foreign.add(text)
            self._hub.later(self._random.uniform(0, 600), lambda: self._publish(text))

    def _within_quota(self) -> None:
        gained = (self._hub.now - self._counted_at) * self.quota.rate
        self._allowance = min(self.quota.rate, self._allowance + gained)
        self._counted_at = self._hub.now
        if self._last_24_hours() >= self.quota.day:
            raise Refusal(429, "TooManyRequestsException", {"message": "Daily message quota exceeded."})
        if self._allowance < 1 or (self.quota.strict and self._last_second() >= self.quota.rate):
            raise Refusal(429, "TooManyRequestsException", {"message": "Maximum sending rate exceeded."})
        self._allowance -= 1

    def _last_second(self) -> int:
        newest = takewhile(lambda mail: mail.at > self._hub.now - 1, reversed(self.accepted))
        return sum(1 for _ in newest)

    def _last_24_hours(self) -> int:
        return sum(1 for mail in self.accepted if mail.at > self._hub.now - 24 * 3600)


def _most_in_a_second(moments: list[float]) -> int:
    most = first = 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - 1:
            first += 1
        most = max(most, last - first + 1)
    return most


def _read(content: dict[str, Any]) -> tuple[str, str]:
    """Subject and page of a mail, however it was handed over."""
    if simple := content.get("Simple"):
        return simple["Subject"]["Data"], simple["Body"]["Html"]["Data"]
    mail = message_from_bytes(b64decode(content["Raw"]["Data"]), policy=default)
    page = mail.get_body(("html",))
    assert page, "a mail without a page"
    return str(mail["subject"]), page.get_content()


def _described(mail: Accepted) -> dict[str, Any]:
    return described(mail.provider_id, mail.to, mail.tags, mail.at)
