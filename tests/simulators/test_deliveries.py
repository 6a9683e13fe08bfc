"""The simulators do what AWS documents: who brings what again, how often, and where it ends."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from tests.simulators.hub import Hub, Killed
from tests.simulators.lambda_functions import Outcome, SimulatedFunction
from tests.simulators.refusal import Refusal
from tests.simulators.scheduler import Scheduler, SchedulerFaults
from tests.simulators.ses import Quota, Ses, SesFaults
from tests.simulators.sqs import Queue, QueueFaults, QueueSettings
from tests.simulators.stream_mapping import StreamFaults, StreamMapping

HOUR = 3600.0


@pytest.fixture
def hub() -> Hub:
    return Hub(1_700_000_000.0)


class Worker:
    """A function that notes what it is brought, and fails as it is told."""

    def __init__(self, hub: Hub, fails: Callable[[str], bool] = lambda _: False) -> None:
        self.seen: list[list[str]] = []
        self.fails = fails
        self.function = SimulatedFunction(hub, "worker", self._work, seconds=60, skew=lambda: 0.0, random=Random(1))

    def _work(self, event: dict[str, Any], _context: object) -> dict[str, Any]:
        names = [_name(record) for record in event["Records"]]
        self.seen.append(names)
        failed = [record for record in event["Records"] if self.fails(_name(record))]
        return {"batchItemFailures": [{"itemIdentifier": _identifier(record)} for record in failed]}


def _name(record: dict[str, Any]) -> str:
    return str(record.get("body") or record["dynamodb"]["Keys"]["sk"]["S"])


def _identifier(record: dict[str, Any]) -> str:
    return str(record.get("messageId") or record["dynamodb"]["SequenceNumber"])


def a_record(hub: Hub, name: str, number: int, kind: str = "message") -> dict[str, Any]:
    stream = {
        "Keys": {"pk": {"S": "APP#1"}, "sk": {"S": name}},
        "NewImage": {"type": {"S": kind}},
        "SequenceNumber": f"{number:021d}",
        "ApproximateCreationDateTime": hub.now,
    }
    return {"eventName": "INSERT", "eventSource": "aws:dynamodb", "dynamodb": stream}


class TestStream:
    @pytest.fixture
    def poisoned(self) -> list[str]:
        return []

    def a_mapping(self, hub: Hub, worker: Worker, poisoned: list[str], **faults: float) -> StreamMapping:
        return StreamMapping(hub, worker.function, poisoned.append, random=Random(2), faults=StreamFaults(**faults))

    def test_records_of_an_item_come_in_order_and_others_do_not_come(self, hub: Hub, poisoned: list[str]) -> None:
        worker = Worker(hub)
        mapping = self.a_mapping(hub, worker, poisoned)
        for number, name in enumerate("abcde"):
            mapping.take(a_record(hub, name, number))
        mapping.take(a_record(hub, "x", 9, kind="event"))
        hub.run(hub.now + 60)
        assert [name for batch in worker.seen for name in batch] == list("abcde")

    def test_a_poisoned_record_is_cut_out_and_kept_whole_and_the_others_get_through(
        self, hub: Hub, poisoned: list[str]
    ) -> None:
        worker = Worker(hub, fails=lambda name: name == "c")
        mapping = self.a_mapping(hub, worker, poisoned)
        for number, name in enumerate("abcde"):
            mapping.take(a_record(hub, name, number))
        hub.run(hub.now + HOUR)
        assert {name for batch in worker.seen for name in batch} == set("abcde")
        assert worker.seen.count(["c"]) >= 6  # once, and five retries
        (kept,) = poisoned
        (record,) = json.loads(json.loads(kept)["payload"])["Records"]
        assert record["dynamodb"]["Keys"]["sk"] == {"S": "c"}

    def test_after_six_hours_a_record_is_given_up_and_after_a_day_it_is_gone(
        self, hub: Hub, poisoned: list[str]
    ) -> None:
        worker = Worker(hub)
        mapping = self.a_mapping(hub, worker, poisoned)
        worker.function.available = False
        mapping.take(a_record(hub, "lost", 1))
        hub.run(hub.now + 20 * HOUR)
        worker.function.available = True
        hub.run(hub.now + 20 * HOUR)
        assert (worker.seen, len(poisoned)) == ([], 1)

    def test_a_batch_may_come_twice(self, hub: Hub, poisoned: list[str]) -> None:
        worker = Worker(hub)
        self.a_mapping(hub, worker, poisoned, repeated=1.0).take(a_record(hub, "a", 1))
        hub.run(hub.now + 200)
        assert worker.seen == [["a"], ["a"]]


class TestQueue:
    def a_queue(self, hub: Hub, worker: Worker, **faults: float) -> Queue:
        settings = QueueSettings(batch_size=1, visibility=360, receipts=5, at_once=2)
        return Queue(hub, worker.function, settings, random=Random(3), faults=QueueFaults(**faults))

    def test_a_message_is_brought_once_after_its_delay(self, hub: Hub) -> None:
        worker = Worker(hub)
        self.a_queue(hub, worker).send("a", delay=900)
        hub.run(hub.now + 899)
        assert worker.seen == []
        hub.run(hub.now + 2 * HOUR)
        assert worker.seen == [["a"]]

    def test_a_message_that_fails_comes_again_and_ends_with_the_dead(self, hub: Hub) -> None:
        worker = Worker(hub, fails=lambda _: True)
        queue = self.a_queue(hub, worker)
        queue.send("a")
        hub.run(hub.now + 5 * 360 + 10)
        assert (worker.seen, queue.dead) == ([["a"]] * 5, ["a"])

    def test_a_message_may_come_twice_or_never(self, hub: Hub) -> None:
        worker = Worker(hub)
        self.a_queue(hub, worker, repeated=1.0).send("twice")
        self.a_queue(hub, worker, lost=1.0).send("never")
        hub.run(hub.now + 60)
        assert worker.seen == [["twice"], ["twice"]]


class TestFunction:
    def invoked(self, hub: Hub, handler: Callable[[Any, Any], Any]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        function = SimulatedFunction(hub, "f", handler, seconds=30, skew=lambda: 0.0, random=Random(4))
        function.invoke({}, outcomes.append)
        hub.run(hub.now + 100)
        return outcomes

    def test_a_crash_an_error_and_too_long_a_time_are_failures(self, hub: Hub) -> None:
        def crashes(_event: object, _context: object) -> None:
            raise Killed

        assert self.invoked(hub, crashes) == [Outcome(False, error="Crashed")]
        assert self.invoked(hub, lambda *_: 1 / 0) == [Outcome(False, error="ZeroDivisionError")]
        assert self.invoked(hub, lambda *_: hub.wait(31)) == [Outcome(False, error="TimedOut")]
        assert self.invoked(hub, lambda *_: "fine") == [Outcome(True, "fine")]

    def test_asynchronous_work_is_tried_three_times_and_then_kept(self, hub: Hub) -> None:
        tried: list[float] = []
        lost: list[dict[str, Any]] = []

        def fails(_event: object, _context: object) -> None:
            tried.append(hub.now)
            raise RuntimeError

        function = SimulatedFunction(hub, "f", fails, seconds=30, skew=lambda: 0.0, random=Random(5))
        function.invoke_later({"sweep": True}, lost.append)
        hub.run(hub.now + HOUR)
        assert (len(tried), lost) == (3, [{"sweep": True}])


class TestScheduler:
    def a_scheduler(self, hub: Hub, fired: list[str], **faults: float) -> Scheduler:
        return Scheduler(hub, {"arn": fired.append}, random=Random(6), faults=SchedulerFaults(**faults))

    REQUEST: dict[str, Any] = {  # noqa: RUF012 - a constant
        "ScheduleExpression": "at(2023-11-14T23:00:00)",
        "ScheduleExpressionTimezone": "UTC",
        "Target": {"Arn": "arn", "Input": "wake"},
    }

    def test_a_schedule_fires_within_its_minute_and_is_gone(self, hub: Hub) -> None:
        fired: list[str] = []
        scheduler = self.a_scheduler(hub, fired)
        scheduler.create("name", self.REQUEST)
        with pytest.raises(Refusal):
            scheduler.create("name", self.REQUEST)
        hub.run(1_700_002_800.0)  # 23:00:00
        assert fired == []
        hub.run(1_700_002_861.0)
        assert fired == ["wake"]
        scheduler.create("name", self.REQUEST)

    def test_a_deleted_schedule_does_not_fire(self, hub: Hub) -> None:
        fired: list[str] = []
        scheduler = self.a_scheduler(hub, fired)
        scheduler.create("name", self.REQUEST)
        scheduler.delete("name")
        hub.run(hub.now + 2 * HOUR)
        assert fired == []
        with pytest.raises(Refusal):
            scheduler.delete("name")

    def test_an_updated_schedule_fires_at_its_new_time_alone(self, hub: Hub) -> None:
        fired: list[str] = []
        scheduler = self.a_scheduler(hub, fired)
        scheduler.create("name", self.REQUEST)
        scheduler.update("name", {**self.REQUEST, "ScheduleExpression": "at(2023-11-15T01:00:00)"})
        hub.run(1_700_002_861.0)
        assert fired == []
        hub.run(1_700_010_061.0)
        assert fired == ["wake"]
        with pytest.raises(Refusal):
            scheduler.update("name", self.REQUEST)

    @pytest.mark.parametrize(("fault", "times"), [("never", 0), ("twice", 2), ("late", 1), ("early", 1)])
    def test_schedules_go_wrong_as_they_are_told(self, hub: Hub, fault: str, times: int) -> None:
        fired: list[str] = []
        self.a_scheduler(hub, fired, **{fault: 1.0}).create("name", self.REQUEST)
        hub.run(hub.now + 12 * HOUR)
        assert len(fired) == times

    def test_what_cannot_be_a_schedule_is_refused(self, hub: Hub) -> None:
        with pytest.raises(Refusal):
            self.a_scheduler(hub, []).create("name", {**self.REQUEST, "ScheduleExpressionTimezone": "Europe/Berlin"})


class TestSes:
    MAIL: dict[str, Any] = {  # noqa: RUF012 - a constant
        "Destination": {"ToAddresses": ["min@example.com"]},
        "Content": {"Simple": {"Subject": {"Data": "invitation x"}, "Body": {"Html": {"Data": "<p>x</p>"}}}},
        "EmailTags": [{"Name": "message", "Value": "m1"}],
    }

    def an_ses(self, hub: Hub, published: list[str], quota: Quota, **faults: float) -> Ses:
        return Ses(hub, published.append, random=Random(7), faults=SesFaults(**faults), quota=quota)

    def test_over_its_rate_and_over_its_day_it_refuses(self, hub: Hub) -> None:
        ses = self.an_ses(hub, [], Quota(rate=2, day=3))
        ses.send(self.MAIL)
        ses.send(self.MAIL)
        with pytest.raises(Refusal, match="rate exceeded"):
            ses.send(self.MAIL)
        hub.run(hub.now + 1)
        ses.send(self.MAIL)
        hub.run(hub.now + 1)
        with pytest.raises(Refusal, match="Daily"):
            ses.send(self.MAIL)
        hub.run(hub.now + 24 * HOUR)
        ses.send(self.MAIL)

    @pytest.mark.parametrize(("fault", "times"), [("repeated", 2), ("lost", 0), ("late", 1)])
    def test_events_come_twice_late_or_never(self, hub: Hub, fault: str, times: int) -> None:
        published: list[str] = []
        self.an_ses(hub, published, Quota(), **{fault: 1.0}).send(self.MAIL)
        hub.run(hub.now + 12 * HOUR)
        kinds = [json.loads(each)["eventType"] for each in published]
        assert (kinds.count("Send"), kinds.count("Delivery")) == (times, times)
