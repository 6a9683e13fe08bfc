"""The data bucket: mail as sent, imported files, and stream records that nobody could digest."""

from typing import cast

import aws_cdk.aws_iam as iam
import aws_cdk.aws_lambda as lambda_
import aws_cdk.aws_s3 as s3
import aws_cdk.aws_sqs as sqs
import jsii
from aws_cdk import Duration, RemovalPolicy, Stack
from constructs import Construct, IConstruct

from infra.parts.dead_letters import dead_letters
from infra.parts.reasons import not_here
from infra.stage import Stage

POISONED_PREFIX = "aws/lambda/"
"""Where Lambda puts failed stream records; the key's form is Lambda's own."""


class DataBucket(Construct):
    """Private, encrypted, versioned. Each function reaches the prefixes of its own job only."""

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            encryption=s3.BucketEncryption.S3_MANAGED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            versioned=True,
            lifecycle_rules=_LIFECYCLE,
            removal_policy=RemovalPolicy.RETAIN if stage.keeps_data else RemovalPolicy.DESTROY,
        )
        self.name = self.bucket.bucket_name
        self.poisoned = self._announced()
        not_here(
            self.bucket,
            "S1",
            because="Only functions get in, each to its own prefix; a log of keys would be one more place that "
            "tells who was written to. CloudTrail data events can be switched on where an audit asks for them",
        )

    def grant_keep_mail(self, function: lambda_.Function) -> None:
        """Write the mail as sent."""
        self._grant(function, "mail", "s3:PutObject")

    def grant_show_mail(self, function: lambda_.Function) -> None:
        """Read the mail as sent."""
        self._grant(function, "mail", "s3:GetObject")

    def grant_import(self, function: lambda_.Function) -> None:
        """Keep an uploaded file and its rejected rows, and read them again."""
        self._grant(function, "imports", "s3:GetObject", "s3:PutObject")

    def poisoned_records(self) -> lambda_.IEventSourceDlq:
        """The destination of stream records that failed for good."""
        return _PoisonedRecords(self.bucket)

    def _announced(self) -> sqs.Queue:
        """A queue that hears of each poisoned record, for the alarm and for the redrive.

        Set on the resource itself: CDK's own way is a custom resource with a function that may change any bucket.
        """
        queue = dead_letters(self, "PoisonedRecords")
        allowed = queue.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal("s3.amazonaws.com")],
                actions=["sqs:SendMessage"],
                resources=[queue.queue_arn],
                # The account and not the bucket's ARN, for which the queue would have to wait for the bucket.
                conditions={"StringEquals": {"aws:SourceAccount": Stack.of(self).account}},
            )
        )
        resource = cast(s3.CfnBucket, self.bucket.node.default_child)
        resource.notification_configuration = s3.CfnBucket.NotificationConfigurationProperty(
            queue_configurations=[_created(POISONED_PREFIX, queue)]
        )
        if allowed.policy_dependable:
            self.bucket.node.add_dependency(allowed.policy_dependable)
        return queue

    def _grant(self, function: lambda_.Function, prefix: str, *actions: str) -> None:
        iam.Grant.add_to_principal(
            grantee=function,
            actions=list(actions),
            resource_arns=[self.bucket.arn_for_objects(f"{prefix}/*")],
        )
        _explain(function, self.bucket, prefix)


@jsii.implements(lambda_.IEventSourceDlq)
class _PoisonedRecords:
    """CDK's own S3 destination grants reading and deleting the whole bucket; Lambda needs these two."""

    def __init__(self, bucket: s3.Bucket) -> None:
        self._bucket = bucket

    def bind(self, _target: lambda_.IEventSourceMapping, function: lambda_.IFunction) -> lambda_.DlqDestinationConfig:
        """Called by CDK when the mapping is made."""
        prefix = POISONED_PREFIX.rstrip("/")
        iam.Grant.add_to_principal(grantee=function, actions=["s3:ListBucket"], resource_arns=[self._bucket.bucket_arn])
        iam.Grant.add_to_principal(
            grantee=function,
            actions=["s3:PutObject"],
            resource_arns=[self._bucket.arn_for_objects(f"{prefix}/*")],
        )
        _explain(function, self._bucket, prefix)
        return lambda_.DlqDestinationConfig(destination=self._bucket.bucket_arn)


def _created(prefix: str, queue: sqs.Queue) -> s3.CfnBucket.QueueConfigurationProperty:
    rule = s3.CfnBucket.FilterRuleProperty(name="prefix", value=prefix)
    return s3.CfnBucket.QueueConfigurationProperty(
        event="s3:ObjectCreated:*",
        queue=queue.queue_arn,
        filter=s3.CfnBucket.NotificationFilterProperty(s3_key=s3.CfnBucket.S3KeyFilterProperty(rules=[rule])),
    )


def _explain(function: IConstruct, bucket: s3.Bucket, prefix: str) -> None:
    logical_id = bucket.stack.get_logical_id(cast(s3.CfnBucket, bucket.node.default_child))
    not_here(
        function,
        f"IAM5[Resource::<{logical_id}.Arn>/{prefix}/*]",
        because=f"Object keys under {prefix}/ are made at run time; the grant ends at the prefix",
    )


_LIFECYCLE = [
    s3.LifecycleRule(
        id="old-versions",
        noncurrent_version_expiration=Duration.days(30),
        abort_incomplete_multipart_upload_after=Duration.days(1),
    ),
    s3.LifecycleRule(id="imported-files", prefix="imports/", expiration=Duration.days(90)),
    s3.LifecycleRule(id="poisoned-records", prefix=POISONED_PREFIX, expiration=Duration.days(90)),
]
