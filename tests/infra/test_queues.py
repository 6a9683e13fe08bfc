"""Queues, the events that SES sends, and the schedules."""

from infra.paths import ROOT
from tests.infra.synthesized import Resource, Synthesized


def test_as_many_senders_work_at_once_as_each_of_them_is_told(production: Synthesized, laptop: Synthesized) -> None:
    for stack, senders in ((production, 5), (laptop, 2)):
        told = stack.function("send")["Environment"]["Variables"]
        many, awaited = (_fed_by(stack, told[name]) for name in ("SEND_QUEUE_URL", "AWAITED_QUEUE_URL"))
        assert many["ScalingConfig"] == {"MaximumConcurrency": senders}
        assert awaited["ScalingConfig"] == {"MaximumConcurrency": 2}
        assert (many["BatchSize"], awaited["BatchSize"]) == (1, 1)
        assert (told["SENDERS"], told["AWAITED_SENDERS"]) == (str(senders), "2")


def test_whoever_asks_for_mails_knows_both_queues_and_may_fill_both(production: Synthesized) -> None:
    told = production.function("send")["Environment"]["Variables"]
    queues = {told[name]["Ref"] for name in ("SEND_QUEUE_URL", "AWAITED_QUEUE_URL")}
    assert len(queues) == 2
    for name in ("send", "remind", "portal_api", "templates", "bulk", "replies"):
        environment = production.function(name)["Environment"]["Variables"]
        assert {environment["SEND_QUEUE_URL"]["Ref"], environment["AWAITED_QUEUE_URL"]["Ref"]} == queues
    filling = [
        str(statement["Resource"])
        for policy in production.all("AWS::IAM::Policy")
        for statement in policy["PolicyDocument"]["Statement"]
        if "sqs:SendMessage" in statement["Action"]
    ]
    many, awaited = (told[name]["Ref"] for name in ("SEND_QUEUE_URL", "AWAITED_QUEUE_URL"))
    assert sum(f"'{many}'" in each for each in filling) == 6  # five functions, and schedules
    assert sum(f"'{awaited}'" in each for each in filling) == 7  # and what hands replies on to HR


def test_events_of_ses_are_read_ten_at_a_time(production: Synthesized) -> None:
    (mapping,) = _feeding(production, "track")
    assert mapping["BatchSize"] == 10


def test_failures_are_reported_one_by_one(production: Synthesized) -> None:
    for mapping in production.all("AWS::Lambda::EventSourceMapping"):
        assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_a_queue_waits_six_timeouts_before_it_hands_out_a_message_again(production: Synthesized) -> None:
    for name in ("send", "track", "replies"):
        for queue in (_queue(production, each) for each in _feeding(production, name)):
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
    identities = {each["EmailIdentity"]: each for each in production.all("AWS::SES::EmailIdentity")}
    assert set(identities) == {"example.com", "reply.example.com"}
    identity = identities["example.com"]
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


def test_there_are_at_most_fifteen_alarms_and_each_place_where_failures_end_has_one(production: Synthesized) -> None:
    alarms = production.all("AWS::CloudWatch::Alarm")
    watched = {
        dimension["Value"]["Fn::GetAtt"][0]
        for alarm in alarms
        for dimension in alarm.get("Dimensions", [])
        if dimension["Name"] == "QueueName"
    }
    assert len(alarms) <= 15
    assert _ends(production) <= watched
    assert all(alarm["AlarmActions"] for alarm in alarms)


def test_mails_that_are_put_back_again_and_again_are_late_too(production: Synthesized) -> None:
    watched = {
        (alarm["MetricName"], alarm["Statistic"], alarm["Dimensions"][0]["Value"]["Fn::GetAtt"][0])
        for alarm in production.all("AWS::CloudWatch::Alarm")
        if {"Late", "Held"} & {alarm["AlarmDescription"].rsplit(" ", 1)[1][:4]}
    }
    queues = {each["EventSourceArn"]["Fn::GetAtt"][0] for each in _feeding(production, "send")}
    assert watched == {
        (metric, statistic, queue)
        for queue in queues
        for metric, statistic in (
            ("ApproximateAgeOfOldestMessage", "Maximum"),
            ("ApproximateNumberOfMessagesDelayed", "Minimum"),
        )
    }
    assert len(queues) == 2


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


def _fed_by(stack: Synthesized, url: Resource) -> Resource:
    """The mapping that brings the messages of a queue, and brings them to the sender."""
    (mapping,) = [each for each in _feeding(stack, "send") if each["EventSourceArn"]["Fn::GetAtt"][0] == url["Ref"]]
    return mapping


def _feeding(stack: Synthesized, name: str) -> list[Resource]:
    """The queues' mappings of a function."""
    handler = stack.function(name)["Handler"]
    functions = stack.named("AWS::Lambda::Function")
    return [
        each
        for each in stack.all("AWS::Lambda::EventSourceMapping")
        if functions[each["FunctionName"]["Ref"]]["Properties"]["Handler"] == handler and "StartingPosition" not in each
    ]


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
