"""What the handler and the routes of bulk actions find in their context."""

from dataclasses import dataclass

from functions.bulk.look import Window
from functions.bulk.ports import Setups
from functions.bulk.prepare import Counting
from functions.bulk.steer import Wheel
from functions.bulk.work import Worker
from mianyue.http.roles import Staff
from mianyue.http.trail import Trail


@dataclass(frozen=True)
class Parts:
    """Each step with what it needs from outside."""

    counting: Counting
    wheel: Wheel
    window: Window
    worker: Worker
    setups: Setups
    origin_secret: str
    staff: Staff
    trail: Trail
