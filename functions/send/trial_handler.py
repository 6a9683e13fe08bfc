"""The send function's third door: mails that HR sends to themselves (T4)."""

from typing import Any

from functions.send.send_trial_mail import TrialSender
from functions.send.wiring import Parts
from mianyue.adapters import clock
from mianyue.adapters.log import log
from mianyue.adapters.mail_archive import TRIALS, MailArchive
from mianyue.adapters.trial_queue import TrialQueue, trial_of
from mianyue.adapters.trial_store import TrialStore


def send_trial(wired: Parts, reference: dict[str, Any]) -> None:
    """Send the trial that the queue refers to."""
    trial, mails = trial_of(reference), MailArchive(wired.bucket, TRIALS)
    sender = TrialSender(trials=TrialStore(wired.table), mails=mails, post=wired.post, queue=TrialQueue(wired.queue))
    log("trial", id=trial.trial_id, outcome=sender.send(trial, now=clock.now()))
