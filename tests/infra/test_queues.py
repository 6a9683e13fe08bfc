"""Queues, the events that SES sends, and the schedules."""

from infra.paths import ROOT
from tests.infra.synthesized import Resource, Synthesized


def test_as_many_senders_work_at_once_as_each_of_them_is_told(production: Synthesized, laptop: Synthesized) -> None:
    for stack, senders in ((production, 5), (laptop, 2)):
        mapping = _feeding(stack, "send")
        assert mapping["ScalingConfig"] == {"MaximumConcurrency": senders}
        assert mapping["BatchSize"] == 1
        assert stack.function("send")["Environment"]["Variables"]["SENDERS"] == str(senders)


def test_events_of_ses_are_read_ten_at_a_time(production: Synthesized) -> None:
    assert _feeding(production, "track")["BatchSize"] == 10


def test_failures_are_reported_one_by_one(production: Synthesized) -> None:
    for mapping in production.all("AWS::Lambda::EventSourceMapping"):
        assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_a_queue_waits_six_timeouts_before_it_hands_out_a_message_again(production: Synthesized) -> None:
    for name in ("send", "track"):
        queue = _queue(production, _feeding(production, name))
        assert queue["VisibilityTimeout"] == 6 * production.function(name)["Timeout"]
        assert queue["RedrivePolicy"]["maxReceiveCount"] == 5


def test_every_queue_is_encrypted_and_refuses_plain_http(production: Synthesized) -> None:
    queues = production.named("AWS::SQS::Queue")
    guarded = {
        name
        for policy in production.all("AWS::SQS::QueuePolicy")
        for name in (queue["Ref"] for queue in policy["Queues"])
        if "aws:SecureTransport" in str(policy["PolicyDocument"])
    }
    assert all(each["Properties"]["SqsManagedSseEnabled"] for each in queues.values())
    assert guarded == set(queues)


def test_ses_alone_and_for_our_configuration_set_alone_may_publish_events(production: Synthesized) -> None:
    destination = production.only("AWS::SES::ConfigurationSetEventDestination")["EventDestination"]
    (only,) = _publishers(production, destination["SnsDestination"]["TopicARN"])
    assert (only["Principal"], only["Action"]) == ({"Service": "ses.amazonaws.com"}, "sns:Publish")
    assert set(only["Condition"]["StringEquals"]) == {"AWS:SourceAccount", "AWS:SourceArn"}


def test_alarms_reach_the_topic_and_the_topic_reaches_somebody(production: Synthesized) -> None:
    (topic,) = production.all("AWS::CloudWatch::Alarm")[0]["AlarmActions"]
    (only,) = _publishers(production, topic)
    assert only["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    subscribed = {each["Endpoint"] for each in production.all("AWS::SNS::Subscription") if each["TopicArn"] == topic}
    assert subscribed == {"ops@example.com"}


def test_ses_tells_everything_it_knows_about_a_mail(production: Synthesized) -> None:
    told = production.only("AWS::SES::ConfigurationSetEventDestination")["EventDestination"]["MatchingEventTypes"]
    assert {"send", "delivery", "bounce", "complaint", "reject", "open", "click"} <= set(told)


def test_the_sender_address_has_dkim_and_a_bounce_domain(production: Synthesized) -> None:
    identity = production.only("AWS::SES::EmailIdentity")
    assert identity["EmailIdentity"] == "example.com"
    assert identity["MailFromAttributes"] == {"MailFromDomain": "bounce.example.com"}


def test_the_sweep_comes_every_five_minutes_and_more_often_on_the_laptop(
    production: Synthesized, laptop: Synthesized
) -> None:
    sweep = production.only("AWS::Scheduler::Schedule")
    assert sweep["ScheduleExpression"] == "rate(5 minutes)"
    assert sweep["Target"]["Input"] == '{"sweep":true}'
    assert laptop.only("AWS::Scheduler::Schedule")["ScheduleExpression"] == "rate(1 minute)"


def test_asynchronous_work_is_tried_three_times_and_then_kept(production: Synthesized) -> None:
    configured = production.all("AWS::Lambda::EventInvokeConfig")
    assert {each["FunctionName"]["Ref"] for each in configured} == {
        name
        for name, each in production.named("AWS::Lambda::Function").items()
        if each["Properties"]["Handler"].split(".")[1] in ("remind", "imports", "bulk")
    }
    for each in configured:
        assert each["MaximumRetryAttempts"] == 2
        assert each["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0] in _ends(production)


def test_there_are_at_most_eleven_alarms_and_each_place_where_failures_end_has_one(production: Synthesized) -> None:
    alarms = production.all("AWS::CloudWatch::Alarm")
    watched = {
        dimension["Value"]["Fn::GetAtt"][0]
        for alarm in alarms
        for dimension in alarm.get("Dimensions", [])
        if dimension["Name"] == "QueueName"
    }
    assert len(alarms) <= 11
    assert _ends(production) <= watched
    assert all(alarm["AlarmActions"] for alarm in alarms)


def test_mails_that_are_put_back_again_and_again_are_late_too(production: Synthesized) -> None:
    watched = {
        alarm["MetricName"]: alarm["Statistic"]
        for alarm in production.all("AWS::CloudWatch::Alarm")
        if "LateMail" in alarm["AlarmDescription"] or "HeldMail" in alarm["AlarmDescription"]
    }
    assert watched == {
        "ApproximateAgeOfOldestMessage": "Maximum",
        "ApproximateNumberOfMessagesDelayed": "Minimum",
    }


def test_every_alarm_is_explained_to_operators(production: Synthesized) -> None:
    explained = (ROOT / "docs" / "operators.md").read_text()
    for alarm in production.all("AWS::CloudWatch::Alarm"):
        name = alarm["AlarmDescription"].removesuffix(".").rpartition(" ")[2]
        assert f"**{name}**" in explained, name


def _publishers(stack: Synthesized, topic: Resource) -> list[Resource]:
    return [
        statement
        for policy in stack.all("AWS::SNS::TopicPolicy")
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Allow" and statement["Resource"] == topic
    ]


def _feeding(stack: Synthesized, name: str) -> Resource:
    handler = stack.function(name)["Handler"]
    functions = stack.named("AWS::Lambda::Function")
    (mapping,) = [
        each
        for each in stack.all("AWS::Lambda::EventSourceMapping")
        if functions[each["FunctionName"]["Ref"]]["Properties"]["Handler"] == handler and "StartingPosition" not in each
    ]
    return mapping


def _queue(stack: Synthesized, mapping: Resource) -> Resource:
    properties: Resource = stack.named("AWS::SQS::Queue")[mapping["EventSourceArn"]["Fn::GetAtt"][0]]["Properties"]
    return properties


def _ends(stack: Synthesized) -> set[str]:
    """Queues from which nobody takes anything by itself."""
    read = {
        each["EventSourceArn"]["Fn::GetAtt"][0]
        for each in stack.all("AWS::Lambda::EventSourceMapping")
        if "StartingPosition" not in each
    }
    return set(stack.named("AWS::SQS::Queue")) - read
