"""Buckets as all of ours are made: nobody from outside, encrypted, TLS only."""

from collections.abc import Sequence

import aws_cdk.aws_s3 as s3
from aws_cdk import RemovalPolicy
from constructs import Construct

from infra.parts.reasons import not_here
from infra.stage import Stage


def private_bucket(
    scope: Construct,
    *,
    stage: Stage,
    unlogged_because: str,
    name: str | None = None,
    versioned: bool = False,
    lifecycle_rules: Sequence[s3.LifecycleRule] = (),
) -> s3.Bucket:
    """A bucket without access log; `unlogged_because` says why it needs none. Production keeps it for ever."""
    bucket = s3.Bucket(
        scope,
        "Bucket",
        bucket_name=name,
        encryption=s3.BucketEncryption.S3_MANAGED,
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        enforce_ssl=True,
        minimum_tls_version=1.2,
        versioned=versioned,
        lifecycle_rules=list(lifecycle_rules),
        removal_policy=RemovalPolicy.RETAIN if stage.keeps_data else RemovalPolicy.DESTROY,
    )
    not_here(bucket, "S1", because=unlogged_because)
    return bucket
