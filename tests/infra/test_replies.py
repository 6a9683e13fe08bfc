"""Mails that come in: who may write them, who is told, how long they stay (K6)."""

import json
from pathlib import Path

import pytest

from infra.deploy import dns_records
from infra.stage import Stage
from tests.infra.synthesized import Synthesized, synthesize


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Synthesized:
    return synthesize(Stage(name="production", sender="hr@example.com"), tmp_path_factory.mktemp("without"))


def test_a_mail_for_the_domain_goes_into_the_bucket_and_the_topic_hears_of_it(production: Synthesized) -> None:
    rule = production.only("AWS::SES::ReceiptRule")["Rule"]
    assert (rule["Recipients"], rule["Enabled"], rule["ScanEnabled"]) == (["reply.example.com"], True, True)
    (action,) = rule["Actions"]
    assert action["S3Action"]["ObjectKeyPrefix"] == "inbound/"
    assert action["S3Action"]["TopicArn"]["Ref"].startswith("InboxTopic")
    assert action["S3Action"]["BucketName"]["Ref"].startswith("InboxBucket")


def test_the_rule_waits_for_what_it_needs(production: Synthesized) -> None:
    (rule,) = production.named("AWS::SES::ReceiptRule").values()
    kinds = {production.template["Resources"][name]["Type"] for name in rule["DependsOn"]}
    assert {"AWS::S3::BucketPolicy", "AWS::SNS::TopicPolicy", "AWS::SES::EmailIdentity"} <= kinds


def test_no_other_rule_may_write_or_tell(production: Synthesized) -> None:
    statements = [
        statement
        for kind in ("AWS::S3::BucketPolicy", "AWS::SNS::TopicPolicy")
        for policy in production.all(kind)
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Principal"] == {"Service": "ses.amazonaws.com"} and "receipt-rule" in json.dumps(statement)
    ]
    assert [each["Action"] for each in statements] == ["s3:PutObject", "sns:Publish"]
    for statement in statements:
        condition = statement["Condition"]["StringEquals"]
        assert set(condition) == {"AWS:SourceAccount", "AWS:SourceArn"}
        assert "receipt-rule/replies-production" in json.dumps(condition)


def test_mails_are_forgotten_after_half_a_year(production: Synthesized) -> None:
    (bucket,) = [
        each["Properties"] for name, each in production.named("AWS::S3::Bucket").items() if name.startswith("Inbox")
    ]
    assert [rule["ExpirationInDays"] for rule in bucket["LifecycleConfiguration"]["Rules"]] == [180]
    assert "BucketEncryption" in bucket


def test_the_function_reads_what_came_in_and_nothing_else_of_s3(production: Synthesized) -> None:
    allowed = {action for action in production.allowed("replies") if action.startswith("s3:")}
    assert allowed == {"s3:GetObject", "s3:ListBucket", "s3:PutObject"}
    reading = [each for each in production.statements("replies") if "s3:GetObject" in str(each["Action"])]
    assert all("inbound/*" in json.dumps(each["Resource"]) for each in reading)


def test_two_mails_are_taken_apart_at_once_and_each_by_itself(production: Synthesized) -> None:
    (mapping,) = [
        each
        for each in production.all("AWS::Lambda::EventSourceMapping")
        if "Inbox" in json.dumps(each["EventSourceArn"])
    ]
    assert (mapping["BatchSize"], mapping["ScalingConfig"]) == (1, {"MaximumConcurrency": 2})


def test_a_reply_that_cannot_be_read_raises_an_alarm(production: Synthesized) -> None:
    alarms = [each["AlarmDescription"] for each in production.all("AWS::CloudWatch::Alarm")]
    assert any("UnreadReplies" in each for each in alarms)


def test_the_operator_is_told_the_records_and_the_rule_set(production: Synthesized) -> None:
    outputs = {name: str(each["Value"]) for name, each in production.template["Outputs"].items()}
    assert any("inbound-smtp" in value for value in outputs.values())
    assert any("RuleSetName" in name for name in outputs)


def test_the_records_are_printed_after_a_deployment() -> None:
    outputs = {"InboxMxA1": "reply.example.com MX 10 x", "InboxDkim1": "a CNAME b", "SenderDkim1": "c CNAME d"}
    outputs |= {"SiteUrl": "https://d.cloudfront.net", "DistributionDomainName": "d.cloudfront.net"}
    assert dns_records(outputs) == ["a CNAME b", "c CNAME d", "reply.example.com MX 10 x"]


def test_the_rule_joins_the_companys_own_set_where_there_is_one(tmp_path: Path) -> None:
    stage = Stage(name="staging", sender="hr@example.com", reply_domain="in.example.com", reply_rule_set="own")
    staging = synthesize(stage, tmp_path)
    assert staging.only("AWS::SES::ReceiptRule")["RuleSetName"] == "own"
    assert staging.all("AWS::SES::ReceiptRuleSet") == []


def test_until_replies_have_been_seen_to_arrive_mails_name_hrs_own_mailbox(tmp_path: Path) -> None:
    stage = Stage(name="staging", sender="hr@example.com", reply_domain="in.example.com")
    staging = synthesize(stage, tmp_path)
    domains = [staging.function(name)["Environment"]["Variables"]["REPLY_DOMAIN"] for name in ("send", "replies")]
    assert domains == ["", "in.example.com"]


def test_without_a_domain_nothing_comes_in(without: Synthesized) -> None:
    assert without.findings == ""
    assert without.all("AWS::SES::ReceiptRule") == []
    assert not [name for name in without.template["Resources"] if name.startswith(("Inbox", "Replies"))]
    assert without.function("send")["Environment"]["Variables"]["REPLY_DOMAIN"] == ""


def test_the_laptop_has_all_but_ses(laptop: Synthesized) -> None:
    assert laptop.all("AWS::SES::ReceiptRule") == []
    assert laptop.function("replies")
