"""The data bucket: mail as sent, mails to oneself, and imported files."""

from typing import cast

import aws_cdk.aws_iam as iam
import aws_cdk.aws_lambda as lambda_
import aws_cdk.aws_s3 as s3
from aws_cdk import Duration
from constructs import Construct

from infra.parts.private_bucket import private_bucket
from infra.parts.reasons import grant_explained
from infra.stage import Stage


class DataBucket(Construct):
    """Versioned. Each function reaches the prefix of its own job only."""

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self._bucket = private_bucket(
            self,
            stage=stage,
            unlogged_because="Only functions get in, each to its own prefix; a log of keys would be one more place "
            "that tells who was written to. CloudTrail data events can be switched on where an audit asks for them",
            versioned=True,
            lifecycle_rules=_LIFECYCLE,
        )
        self.name = self._bucket.bucket_name

    def grant_keep_mail(self, function: lambda_.Function) -> None:
        """Write the mail as sent."""
        self._grant(function, "mail", "s3:PutObject")

    def grant_show_mail(self, function: lambda_.Function) -> None:
        """Read the mail as sent."""
        self._grant(function, "mail", "s3:GetObject")
        self._grant_not_found(function)

    def grant_keep_trials(self, function: lambda_.Function) -> None:
        """Write what goes to HR itself: what they try out, and what candidates have answered."""
        self._grant(function, "trials", "s3:PutObject")

    def grant_send_trials(self, function: lambda_.Function) -> None:
        """Read what goes to HR itself."""
        self._grant(function, "trials", "s3:GetObject")
        self._grant_not_found(function)

    def grant_import(self, function: lambda_.Function) -> None:
        """Keep an uploaded file and its rejected rows, and read them again."""
        self._grant(function, "imports", "s3:GetObject", "s3:PutObject")
        self._grant_not_found(function)

    def grant_bulk(self, function: lambda_.Function) -> None:
        """Keep the list of a bulk action, and read it again."""
        self._grant(function, "bulk", "s3:GetObject", "s3:PutObject")
        self._grant_not_found(function)

    def _grant_not_found(self, function: lambda_.Function) -> None:
        """Without it S3 answers 403 for an object that is not there, and nobody could tell the two apart."""
        iam.Grant.add_to_principal(grantee=function, actions=["s3:ListBucket"], resource_arns=[self._bucket.bucket_arn])

    def _grant(self, function: lambda_.Function, prefix: str, *actions: str) -> None:
        arn = self._bucket.arn_for_objects(f"{prefix}/*")
        iam.Grant.add_to_principal(grantee=function, actions=list(actions), resource_arns=[arn])
        resource = cast(s3.CfnBucket, self._bucket.node.default_child)
        grant_explained(
            function,
            f"<{self._bucket.stack.get_logical_id(resource)}.Arn>/{prefix}/*",
            because=f"Object keys under {prefix}/ are made at run time; the grant ends at the prefix",
        )


_LIFECYCLE = [
    s3.LifecycleRule(
        id="old-versions",
        noncurrent_version_expiration=Duration.days(30),
        abort_incomplete_multipart_upload_after=Duration.days(1),
    ),
    s3.LifecycleRule(id="mails-to-oneself", prefix="trials/", expiration=Duration.days(7)),
    s3.LifecycleRule(id="imported-files", prefix="imports/", expiration=Duration.days(90)),
    s3.LifecycleRule(id="bulk-lists", prefix="bulk/", expiration=Duration.days(90)),
]
