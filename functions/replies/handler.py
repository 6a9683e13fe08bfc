"""Entry point of the replies function: mails that SES has put into the bucket, as the queue tells of them."""

from typing import Any

from functions.replies.read_notification import read_notification
from functions.replies.received_mail import read_mail
from functions.replies.record_reply import record_reply, whose
from functions.replies.wiring import Parts, parts
from mianyue.adapters import clock
from mianyue.adapters.batches import queue_batch
from mianyue.adapters.log import log
from mianyue.domain.errors import NotFound


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Take in a batch of mails; those to bring again. What is no notice of SES ends in the dead letters."""
    return queue_batch(event["Records"], lambda record: _take_in(record["body"], parts()))


def _take_in(body: str, wired: Parts) -> None:
    arrival = read_notification(body, wired.bucket)
    if arrival is None:
        return
    claims = whose(wired.addresses, arrival, clock.now())
    if not claims:
        log("reply", id=arrival.key, outcome="nobodys")
        return
    try:
        mail = read_mail(wired.inbox.get(arrival.key), arrival.envelope_sender)
    except NotFound:  # told so late that the bucket has forgotten it
        log("reply", id=arrival.key, outcome="forgotten")
        return
    own = wired.handing_on.own_addresses()
    for claim in claims:
        recorded = record_reply(wired.stories, claim, arrival, mail, own=own)
        outcome = wired.handing_on.hand_on(recorded) if recorded else "unknown"
        log("reply", id=arrival.key, kind=recorded.event.name if recorded else "", outcome=outcome)
