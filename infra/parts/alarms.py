"""Alarms: ten, which are free, and up to five more for $0.10 each. docs/operators.md says what to do for each."""

import aws_cdk.aws_cloudwatch as cloudwatch
import aws_cdk.aws_cloudwatch_actions as actions
import aws_cdk.aws_iam as iam
import aws_cdk.aws_lambda as lambda_
import aws_cdk.aws_sns as sns
import aws_cdk.aws_sns_subscriptions as subscriptions
import aws_cdk.aws_sqs as sqs
from aws_cdk import Duration, Stack
from constructs import Construct

from infra.parts.http_api import HttpApi
from infra.stage import Stage

_MISSING = cloudwatch.TreatMissingData
_AT_LEAST = cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD


class Alarms(Construct):
    """Each watches one metric, says in its description what it means, and writes to one topic."""

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self.topic = sns.Topic(self, "Topic", enforce_ssl=True)
        self._let_alarms_publish()
        self._action = actions.SnsAction(self.topic)
        if stage.alarm_email:
            self.topic.add_subscription(subscriptions.EmailSubscription(stage.alarm_email))
        if stage.keeps_data:
            # The two rates belong to the account, not to the stack: one stage watches them.
            self._rate("BounceRate", 0.04, "SES reviews an account at 5 % bounces")
            self._rate("ComplaintRate", 0.0008, "SES reviews an account at 0.1 % complaints")

    def _let_alarms_publish(self) -> None:
        """The rule against plain HTTP takes the place of the topic's default policy, which let alarms in."""
        self.topic.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
                actions=["sns:Publish"],
                resources=[self.topic.topic_arn],
                conditions={"StringEquals": {"AWS:SourceAccount": Stack.of(self).account}},
            )
        )

    def not_empty(self, name: str, queue: sqs.Queue, meaning: str) -> None:
        """Anything at all in a queue that should stay empty."""
        metric = queue.metric_approximate_number_of_messages_visible(period=Duration.minutes(5), statistic="Maximum")
        self._alarm(name, metric, threshold=1, meaning=meaning)

    def late_mail(self, queue: sqs.Queue, *, what: str = "Mail") -> None:
        """A due mail has waited for an hour in the queue, or there was always one that had been put back.

        What SES does not take (quota used up, account paused) comes back as a new message, and never gets old.
        """
        hour = Duration.hours(1)
        age = queue.metric_approximate_age_of_oldest_message(period=Duration.minutes(5), statistic="Maximum")
        self._alarm(f"Late{what}", age, threshold=3600, meaning="A due mail has waited for an hour")
        put_back = queue.metric_approximate_number_of_messages_delayed(period=hour, statistic="Minimum")
        self._alarm(f"Held{what}", put_back, threshold=1, meaning="For an hour there were mails that SES did not take")

    def stuck_stream(self, sender: lambda_.Function) -> None:
        """New stage entries and messages are not taken from the stream."""
        metric = sender.metric("IteratorAge", period=Duration.minutes(5), statistic="Maximum")
        meaning = "Stage entries have waited in the stream for ten minutes"
        self._alarm("StuckStream", metric, threshold=Duration.minutes(10).to_milliseconds(), meaning=meaning)

    def failing_api(self, api: HttpApi) -> None:
        """People see errors that are ours."""
        metric = cloudwatch.Metric(
            namespace="AWS/ApiGateway",
            metric_name="5xx",
            dimensions_map={"ApiId": api.api_id},
            statistic="Sum",
            period=Duration.minutes(5),
        )
        self._alarm("FailingApi", metric, threshold=5, meaning="Five answers with 5xx within five minutes")

    def silent_sweep(self, remind: lambda_.Function) -> None:
        """Nobody looks for lost reminders any more."""
        metric = remind.metric_invocations(period=Duration.hours(1))
        self._alarm(
            "SilentSweep",
            metric,
            threshold=1,
            meaning="The sweep has not run for an hour: lost reminders would stay lost",
            comparison=cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
            missing=_MISSING.BREACHING,
        )

    def _rate(self, name: str, threshold: float, meaning: str) -> None:
        metric = cloudwatch.Metric(
            namespace="AWS/SES",
            metric_name=f"Reputation.{name}",
            statistic="Average",
            period=Duration.hours(1),
        )
        self._alarm(name, metric, threshold=threshold, meaning=meaning, missing=_MISSING.IGNORE)

    def _alarm(
        self,
        name: str,
        metric: cloudwatch.Metric | cloudwatch.MathExpression,
        *,
        threshold: float,
        meaning: str,
        comparison: cloudwatch.ComparisonOperator = _AT_LEAST,
        missing: cloudwatch.TreatMissingData = _MISSING.NOT_BREACHING,
    ) -> None:
        alarm = metric.create_alarm(
            self,
            name,
            alarm_description=f"{meaning}. See docs/operators.md, {name}.",
            threshold=threshold,
            evaluation_periods=1,
            comparison_operator=comparison,
            treat_missing_data=missing,
        )
        alarm.add_alarm_action(self._action)
