"""EventBridge Scheduler: one-time schedules that come late, twice, early, or not at all.

Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule.html: a precision of 60 seconds, at
least once, and gone after completion.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any

from tests.simulators.hub import Hub
from tests.simulators.refusal import Refusal

_AT = re.compile(r"at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)")


@dataclass
class SchedulerFaults:
    """Shares of schedules that never fire, fire twice, hours late, or some seconds early."""

    never: float = 0.0
    twice: float = 0.0
    late: float = 0.0
    early: float = 0.0


@dataclass
class Schedule:
    """A schedule: what it calls with what. A deleted one fires no more."""

    target: str
    input: str
    deleted: bool = False


class Scheduler:
    """Makes and fires schedules; `targets` are functions of the input by the target's ARN."""

    def __init__(
        self, hub: Hub, targets: dict[str, Callable[[str], None]], *, random: Random, faults: SchedulerFaults
    ) -> None:
        self.faults = faults
        self.schedules: dict[str, Schedule] = {}
        self._hub = hub
        self._targets = targets
        self._random = random

    def create(self, name: str, request: dict[str, Any]) -> dict[str, Any]:
        """CreateSchedule. Refused with 409 when the name is taken."""
        if name in self.schedules:
            raise Refusal(409, "ConflictException", {"Message": f"Schedule {name} already exists."})
        return self._made(name, request)

    def update(self, name: str, request: dict[str, Any]) -> dict[str, Any]:
        """UpdateSchedule: the whole of it anew. Refused with 404 when there is none."""
        self.delete(name)
        return self._made(name, request)

    def _made(self, name: str, request: dict[str, Any]) -> dict[str, Any]:
        matched = _AT.fullmatch(request["ScheduleExpression"])
        if not matched or request["ScheduleExpressionTimezone"] != "UTC" or not re.fullmatch(r"[\w.-]{1,64}", name):
            raise Refusal(400, "ValidationException", {"Message": "Invalid schedule"})
        moment = datetime.fromisoformat(matched[1]).replace(tzinfo=UTC).timestamp()
        schedule = self.schedules[name] = Schedule(request["Target"]["Arn"], request["Target"]["Input"])
        for start in self._starts(moment):
            self._hub.at(start, lambda: self._fire(name, schedule))
        return {"ScheduleArn": f"arn:aws:scheduler:eu-central-1:000000000000:schedule/group/{name}"}

    def delete(self, name: str) -> dict[str, Any]:
        """DeleteSchedule. Refused with 404 when there is none."""
        schedule = self.schedules.pop(name, None)
        if schedule is None:
            raise Refusal(404, "ResourceNotFoundException", {"Message": f"Schedule {name} does not exist."})
        schedule.deleted = True
        return {}

    def every(self, seconds: float, happening: Callable[[], None]) -> None:
        """A rate schedule: now and then (one turn in twenty) it misses its turn, or takes it twice."""

        def turn() -> None:
            self._hub.later(seconds, turn)
            chance = self._random.random()
            if chance >= min(self.faults.never, 0.05):
                happening()
            if chance > 1 - self.faults.twice:
                self._hub.later(self._random.uniform(0, 30), happening)

        self._hub.later(self._random.uniform(0, seconds), turn)

    def _starts(self, moment: float) -> list[float]:
        usual = moment + self._random.uniform(0, 60)
        chance, faults = self._random.random(), self.faults
        for share, starts in (
            (faults.never, []),
            (faults.twice, [usual, usual + self._random.uniform(0, 120)]),
            (faults.late, [usual + self._random.uniform(60, 6 * 3600)]),
            (faults.early, [moment - self._random.uniform(0, 90)]),
        ):
            if chance < share:
                return starts
            chance -= share
        return [usual]

    def _fire(self, name: str, schedule: Schedule) -> None:
        if not schedule.deleted:
            self.schedules.pop(name, None)  # ActionAfterCompletion
            self._targets[schedule.target](schedule.input)
