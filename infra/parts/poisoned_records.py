"""What nobody could digest, of the stream and of SES: kept whole, announced to a queue, ready for the redrive."""

from typing import cast

import aws_cdk.aws_events as events
import aws_cdk.aws_events_targets as targets
import aws_cdk.aws_iam as iam
import aws_cdk.aws_lambda as lambda_
import aws_cdk.aws_s3 as s3
import jsii
from aws_cdk import Duration
from constructs import Construct

from infra.parts.dead_letters import dead_letters
from infra.parts.private_bucket import private_bucket
from infra.parts.reasons import grant_explained
from infra.stage import Stage

PREFIX = "aws/lambda"
"""Where Lambda puts failed stream records; the form of the key is Lambda's own."""
SES_EVENTS = "ses-events"
"""Where `track` puts what is no event of ours, each under its message's id."""


class PoisonedRecords(Construct):
    """Only an S3 destination keeps a failed record itself; the queue is what an alarm can watch."""

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self.bucket = private_bucket(
            self,
            stage=stage,
            unlogged_because="Written by Lambda's failure destination only; each object is announced to a queue",
            lifecycle_rules=[s3.LifecycleRule(expiration=Duration.days(90))],
        )
        self.queue = dead_letters(self, "Announced")
        self._announce()

    def destination(self) -> lambda_.IEventSourceDlq:
        """For an event source mapping's failures."""
        return _Destination(self.bucket)

    def grant_keep_apart(self, tracker: lambda_.Function) -> None:
        """Write what is no event of ours."""
        arn = self.bucket.arn_for_objects(f"{SES_EVENTS}/*")
        iam.Grant.add_to_principal(grantee=tracker, actions=["s3:PutObject"], resource_arns=[arn])
        resource = cast(s3.CfnBucket, self.bucket.node.default_child)
        grant_explained(
            tracker,
            f"<{self.bucket.stack.get_logical_id(resource)}.Arn>/{SES_EVENTS}/*",
            because=f"Object keys under {SES_EVENTS}/ are the ids of messages; the grant ends at the prefix",
        )

    def _announce(self) -> None:
        """By EventBridge: S3's own notifications begin with a test message, which would raise the alarm."""
        resource = cast(s3.CfnBucket, self.bucket.node.default_child)
        # CDK's own property for this is a custom resource with a function that may change any bucket.
        resource.notification_configuration = s3.CfnBucket.NotificationConfigurationProperty(
            event_bridge_configuration=s3.CfnBucket.EventBridgeConfigurationProperty(event_bridge_enabled=True)
        )
        events.Rule(
            self,
            "Arrived",
            description="A stream record failed for good, or an event is not ours",
            event_pattern=events.EventPattern(
                source=["aws.s3"],
                detail_type=["Object Created"],
                detail={"bucket": {"name": [self.bucket.bucket_name]}},
            ),
            targets=[
                targets.SqsQueue(self.queue, message=events.RuleTargetInput.from_event_path("$.detail.object.key"))
            ],
        )


@jsii.implements(lambda_.IEventSourceDlq)
class _Destination:
    """CDK's own S3 destination may read and delete the whole bucket; Lambda needs these two."""

    def __init__(self, bucket: s3.Bucket) -> None:
        self._bucket = bucket

    def bind(self, _target: lambda_.IEventSourceMapping, handler: lambda_.IFunction) -> lambda_.DlqDestinationConfig:
        """Called by CDK when the mapping is made."""
        for action, arn in {
            "s3:ListBucket": self._bucket.bucket_arn,
            "s3:PutObject": self._bucket.arn_for_objects(f"{PREFIX}/*"),
        }.items():
            iam.Grant.add_to_principal(grantee=handler, actions=[action], resource_arns=[arn])
        resource = cast(s3.CfnBucket, self._bucket.node.default_child)
        grant_explained(
            handler,
            f"<{self._bucket.stack.get_logical_id(resource)}.Arn>/{PREFIX}/*",
            because="Lambda makes the keys; the grant ends at its prefix",
        )
        return lambda_.DlqDestinationConfig(destination=self._bucket.bucket_arn)
