"""A message that is due goes to the queue, a later one gets a schedule: nobody waits inside the consumer."""

from datetime import timedelta

import pytest

from functions.send.queue_message import queue_message
from mianyue.domain.message import Message
from tests.builders import NOW, an_invitation


@pytest.mark.parametrize(
    ("wait", "way", "delays"),
    [
        (timedelta(seconds=-5), "queued", [0]),
        (timedelta(0), "queued", [0]),
        (timedelta(minutes=2), "queued", [120]),
        (timedelta(minutes=15), "queued", [900]),
        (timedelta(minutes=16), "scheduled", []),
    ],
)
def test_how_long_a_message_waits_decides_its_way(wait: timedelta, way: str, delays: list[int]) -> None:
    queued: list[int] = []
    scheduled: list[Message] = []

    class Queue:
        def message(self, message: Message, delay_seconds: int = 0) -> None:
            queued.append(delay_seconds)

    class Schedules:
        def message(self, message: Message) -> None:
            scheduled.append(message)

    message = an_invitation(due_at=NOW + wait)
    assert queue_message(Queue(), Schedules(), message, now=NOW) == way
    assert (queued, scheduled) == (delays, [] if delays else [message])
