"""A mail that HR sends to themselves: wait for a turn, claim the attempt, ask the channel once (T4).

No message stands behind it, so nothing is settled, counted or asked of HR: whoever waits for it sees that it came.
"""

from datetime import datetime, timedelta
from math import ceil
from typing import Protocol

from mianyue.domain.errors import Conflict, NotFound, OverQuota, Rejected, Throttled, Unanswered
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.trial import Trial

_BACK_OFF = timedelta(seconds=2)
_MUCH_LATER = timedelta(seconds=20)


class Trials(Protocol):
    """What is claimed."""

    def claim(self, trial: Trial, now: datetime) -> None:
        """This attempt is made now, by the caller alone. Raises Conflict."""


class Mails(Protocol):
    """What the templates function has kept."""

    def mail(self, message_id: str) -> OutgoingMail:
        """The mail of a trial. Raises NotFound."""


class Post(Protocol):
    """Hands a mail over, in exactly one request."""

    def turn(self) -> None:
        """Wait for the moment to hand a mail over. Raises Throttled or OverQuota when that is not soon."""

    def send(self, mail: OutgoingMail) -> str:
        """The channel's own id. Raises Throttled, OverQuota, Rejected or Unanswered."""


class Queue(Protocol):
    """Brings a trial back later."""

    def trial(self, trial: Trial, delay_seconds: int = 0) -> None:
        """A mail to oneself is to be sent after `delay_seconds`."""


class TrialSender:
    """Sends trials with the parts it is given."""

    def __init__(self, *, trials: Trials, mails: Mails, post: Post, queue: Queue) -> None:
        self._trials = trials
        self._mails = mails
        self._post = post
        self._queue = queue

    def send(self, trial: Trial, *, now: datetime) -> str:
        """Send one trial; what came of it, as one word."""
        if now > trial.until:
            return "given_up"
        try:
            mail = self._mails.mail(trial.trial_id)
            self._post.turn()
            self._trials.claim(trial, now)
        except NotFound:
            return "unknown"
        except Throttled as busy:
            return self._later(trial, busy)
        except Conflict:
            return "done_before"
        return self._hand_over(trial, mail)

    def _hand_over(self, trial: Trial, mail: OutgoingMail) -> str:
        try:
            self._post.send(mail)
        except Throttled as busy:
            return self._later(trial.again, busy)
        except Rejected:
            return "rejected"
        except Unanswered:  # it may have been sent: better none than two
            return "unanswered"
        return "sent"

    def _later(self, trial: Trial, busy: Throttled) -> str:
        wait = _MUCH_LATER if isinstance(busy, OverQuota) else _BACK_OFF
        self._queue.trial(trial, delay_seconds=ceil(wait.total_seconds()))
        return "later"
