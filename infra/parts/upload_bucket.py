"""The bucket that browsers put candidate files into, and the imports function reads them from (B1)."""

import aws_cdk.aws_iam as iam
import aws_cdk.aws_lambda as lambda_
import aws_cdk.aws_s3 as s3
from aws_cdk import Aws, Duration, Fn
from constructs import Construct

from infra.parts.private_bucket import private_bucket
from infra.parts.reasons import grant_explained
from infra.stage import Stage


class UploadBucket(Construct):
    """Apart from the data bucket: the one that something from outside may be written to, and that forgets it soon.

    Its name is made of the stack's id, so that the site's content policy can name it before it is there: each knows
    the other's address.
    """

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self.name = _name(stage)
        self.origin = f"https://{self.name}.s3.{Aws.REGION}.amazonaws.com"
        self._bucket = private_bucket(
            self,
            stage=stage,
            name=self.name,
            unlogged_because="What is put here is written down by the import that asked for it, with who and when",
            lifecycle_rules=[
                s3.LifecycleRule(
                    id="uploaded-files",
                    expiration=Duration.days(7),
                    abort_incomplete_multipart_upload_after=Duration.days(1),
                )
            ],
        )

    def let_in(self, site_url: str) -> None:
        """Pages of the site, and of no other, may put files here by an address that the imports function has signed."""
        self._bucket.add_cors_rule(
            allowed_methods=[s3.HttpMethods.PUT],
            allowed_origins=[site_url],
            allowed_headers=["content-type", "if-none-match"],
            max_age=600,
        )

    def grant_import(self, function: lambda_.Function) -> None:
        """Sign addresses for new files (who signs must be allowed what is signed), and read the files."""
        arn = self._bucket.arn_for_objects("imports/*")
        iam.Grant.add_to_principal(grantee=function, actions=["s3:GetObject", "s3:PutObject"], resource_arns=[arn])
        # Without it S3 answers 403 for a file that has not come, and nobody could tell the two apart.
        iam.Grant.add_to_principal(grantee=function, actions=["s3:ListBucket"], resource_arns=[self._bucket.bucket_arn])
        resource = self._bucket.node.default_child
        grant_explained(
            function,
            f"<{self._bucket.stack.get_logical_id(resource)}.Arn>/imports/*",  # type: ignore[arg-type]
            because="Object keys under imports/ are made at run time; the grant ends at the prefix",
        )


def _name(stage: Stage) -> str:
    if stage.on_laptop:
        return f"mianyue-{stage.name}-uploads"
    unique = Fn.select(4, Fn.split("-", Fn.select(2, Fn.split("/", Aws.STACK_ID))))
    return f"mianyue-{stage.name}-uploads-{unique}"
