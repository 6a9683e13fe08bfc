"""The simulators are set as the stack is: a proof about other settings would prove nothing."""

import json

import pytest

from tests.infra.synthesized import Resource, Synthesized
from tests.simulators.sqs import QueueSettings
from tests.simulators.stream_mapping import MappingSettings
from tests.simulators.world import AWAITED_QUEUE, EVENT_QUEUE, REPLY_QUEUE, SECONDS, SEND_QUEUE, SWEEP_SECONDS


@pytest.mark.parametrize("name", list(SECONDS))
def test_functions_have_as_long(production: Synthesized, name: str) -> None:
    assert production.function(name)["Timeout"] == SECONDS[name]


def test_the_stream_is_read_alike(production: Synthesized) -> None:
    (mapping,) = (each for each in _mappings(production) if "StartingPosition" in each)
    patterns = [json.loads(each["Pattern"]) for each in mapping["FilterCriteria"]["Filters"]]
    settings = MappingSettings()
    assert [pattern["eventName"] for pattern in patterns] == [["INSERT"]] * 2
    work, events = (pattern["dynamodb"]["NewImage"] for pattern in patterns)
    assert tuple(work["type"]["S"]) == settings.types
    assert (events["type"]["S"], tuple(events["name"]["S"])) == (["event"], settings.events)
    assert mapping["BatchSize"] == settings.batch_size
    assert mapping["MaximumRetryAttempts"] == settings.retries
    assert mapping["BisectBatchOnFunctionError"] == settings.bisect
    assert mapping["MaximumRecordAgeInSeconds"] == settings.longest_age


@pytest.mark.parametrize(
    ("start", "name", "settings"),
    [
        ("Outbox", "send", SEND_QUEUE),
        ("Awaited", "send", AWAITED_QUEUE),
        ("SesEvents", "track", EVENT_QUEUE),
        ("Inbox", "replies", REPLY_QUEUE),
    ],
)
def test_the_queues_are_read_alike(laptop: Synthesized, start: str, name: str, settings: QueueSettings) -> None:
    (mapping,) = (
        each
        for each in _mappings(laptop)
        if _feeds(laptop, each, name) and each["EventSourceArn"]["Fn::GetAtt"][0].startswith(start)
    )
    queue = laptop.named("AWS::SQS::Queue")[mapping["EventSourceArn"]["Fn::GetAtt"][0]]["Properties"]
    assert mapping["BatchSize"] == settings.batch_size
    assert queue["VisibilityTimeout"] == settings.visibility
    assert queue["RedrivePolicy"]["maxReceiveCount"] == settings.receipts
    if "ScalingConfig" in mapping:
        assert mapping["ScalingConfig"]["MaximumConcurrency"] == settings.at_once


def test_the_sweep_comes_as_often(production: Synthesized) -> None:
    (sweep,) = production.all("AWS::Scheduler::Schedule")
    assert sweep["ScheduleExpression"] == f"rate({SWEEP_SECONDS // 60} minutes)"


def _mappings(stack: Synthesized) -> list[Resource]:
    return stack.all("AWS::Lambda::EventSourceMapping")


def _feeds(stack: Synthesized, mapping: Resource, name: str) -> bool:
    function = stack.named("AWS::Lambda::Function")[mapping["FunctionName"]["Ref"]]["Properties"]
    return bool(function["Handler"].startswith(f"functions.{name}."))
