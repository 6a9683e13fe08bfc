"""Secrets that CloudFormation makes: nobody ever types or sees them."""

import json

import aws_cdk.aws_lambda as lambda_
import aws_cdk.aws_secretsmanager as secretsmanager
from aws_cdk import RemovalPolicy
from constructs import Construct

from infra.parts.reasons import not_here
from infra.stage import Stage


class LinkKeys(Construct):
    """The keys that sign links: `{"active": "1", "1": KEY}`. A newer key signs, both verify."""

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self._secret = _secret(
            self,
            stage,
            "Keys that sign the links in mails",
            secret_string_template=json.dumps({"active": "1"}),
            generate_string_key="1",
            exclude_punctuation=True,
            password_length=64,
        )
        self.arn = self._secret.secret_arn
        not_here(
            self._secret,
            "SMG4",
            because="A rotated key kills every link in mails already sent; a second key is added beside it "
            "instead, and the first removed once the last link of its time has expired",
        )

    def grant_read(self, *functions: lambda_.Function) -> None:
        """Sign and verify links."""
        for function in functions:
            self._secret.grant_read(function)


class OriginSecret(Construct):
    """What CloudFront tells the functions so that they know a request came through it."""

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self._secret = _secret(
            self, stage, "Header that CloudFront adds to requests", exclude_punctuation=True, password_length=48
        )
        self.arn = self._secret.secret_arn
        self.value = self._secret.secret_value.unsafe_unwrap()
        """A dynamic reference: CloudFormation puts the value in, the template never holds it."""
        not_here(
            self._secret,
            "SMG4",
            because="Distribution and functions get the value at deploy time; only a deployment can change both",
        )


def _secret(scope: Construct, stage: Stage, description: str, **made_of: str | int | bool) -> secretsmanager.Secret:
    return secretsmanager.Secret(
        scope,
        "Secret",
        description=description,
        generate_secret_string=secretsmanager.SecretStringGenerator(**made_of),  # type: ignore[arg-type]
        removal_policy=RemovalPolicy.RETAIN if stage.keeps_data else RemovalPolicy.DESTROY,
    )
