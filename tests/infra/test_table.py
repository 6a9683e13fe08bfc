"""The table, and the stream that makes it an outbox."""

import json

from mianyue.adapters.table import INDEXES
from mianyue.domain.reminder import TELLING
from tests.infra.synthesized import Synthesized


def test_can_be_restored_to_any_second(production: Synthesized) -> None:
    (replica,) = production.only("AWS::DynamoDB::GlobalTable")["Replicas"]
    assert replica["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert replica["DeletionProtectionEnabled"] is True


def test_is_encrypted_with_a_key_whose_use_can_be_audited(production: Synthesized) -> None:
    assert production.only("AWS::DynamoDB::GlobalTable")["SSESpecification"] == {"SSEEnabled": True, "SSEType": "KMS"}


def test_forgets_what_has_expired(production: Synthesized) -> None:
    expiry = production.only("AWS::DynamoDB::GlobalTable")["TimeToLiveSpecification"]
    assert expiry == {"AttributeName": "expires_at_epoch", "Enabled": True}


def test_has_the_keys_and_the_indexes_that_the_adapters_use(production: Synthesized) -> None:
    table = production.only("AWS::DynamoDB::GlobalTable")
    assert [key["AttributeName"] for key in table["KeySchema"]] == ["pk", "sk"]
    assert tuple(index["IndexName"] for index in table["GlobalSecondaryIndexes"]) == INDEXES
    for index in table["GlobalSecondaryIndexes"]:
        name = index["IndexName"]
        assert [key["AttributeName"] for key in index["KeySchema"]] == [f"{name}pk", f"{name}sk"]
        assert index["Projection"] == {"ProjectionType": "ALL"}


def test_outlives_the_stack_in_production_only(production: Synthesized, laptop: Synthesized) -> None:
    (kept,) = production.named("AWS::DynamoDB::GlobalTable").values()
    (dropped,) = laptop.named("AWS::DynamoDB::GlobalTable").values()
    assert (kept["DeletionPolicy"], dropped["DeletionPolicy"]) == ("Retain", "Delete")


def test_nothing_is_deleted_but_what_hr_has_set_up(production: Synthesized) -> None:
    policies = [each["PolicyDocument"]["Statement"] for each in production.all("AWS::IAM::Policy")]
    allowed = [each for statements in policies for each in statements if each["Effect"] == "Allow"]
    deleting = [each for each in allowed if "dynamodb:DeleteItem" in each["Action"]]
    assert [each["Condition"] for each in deleting] == [
        {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["COMPANY"]}}
    ]


def test_nobody_who_uses_the_table_may_change_or_remove_a_line_of_the_audit_log(production: Synthesized) -> None:
    policies = [each["PolicyDocument"]["Statement"] for each in production.all("AWS::IAM::Policy")]
    using = [each for each in policies if any("dynamodb:PutItem" in statement["Action"] for statement in each)]
    denied = {
        "Action": ["dynamodb:DeleteItem", "dynamodb:UpdateItem"],
        "Condition": {"ForAnyValue:StringLike": {"dynamodb:LeadingKeys": ["AUDIT*"]}},
        "Effect": "Deny",
    }
    assert using
    for statements in using:
        assert any(statement.items() >= denied.items() for statement in statements)


def test_the_sender_wakes_for_new_stage_entries_messages_and_what_ends_reminding_only(production: Synthesized) -> None:
    patterns = [json.loads(each["Pattern"]) for each in _stream(production)["FilterCriteria"]["Filters"]]
    assert [each["eventName"] for each in patterns] == [["INSERT"]] * 2
    first, second = (each["dynamodb"]["NewImage"] for each in patterns)
    assert first == {"type": {"S": ["stage_entry", "message"]}}
    assert second == {"type": {"S": ["event"]}, "name": {"S": list(TELLING)}}
    assert not {"delivered", "opened", "clicked"} & set(second["name"]["S"])


def test_a_bad_record_cannot_block_the_stream_for_a_day(production: Synthesized) -> None:
    stream = _stream(production)
    assert stream["MaximumRetryAttempts"] == 5
    assert stream["MaximumRecordAgeInSeconds"] == 6 * 3600
    assert stream["BisectBatchOnFunctionError"] is True
    assert stream["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_a_bad_record_is_kept_whole_and_announced(production: Synthesized) -> None:
    bucket = _stream(production)["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0]
    assert bucket in production.named("AWS::S3::Bucket")
    pattern = production.only("AWS::Events::Rule")["EventPattern"]
    assert pattern["detail"] == {"bucket": {"name": [{"Ref": bucket}]}}


def _stream(stack: Synthesized) -> dict:
    (mapping,) = [each for each in stack.all("AWS::Lambda::EventSourceMapping") if "StartingPosition" in each]
    return mapping
