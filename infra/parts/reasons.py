"""Where a rule of cdk-nag does not fit, the reason stands beside the resource."""

from aws_cdk import Acknowledgment, Validations
from aws_cdk.aws_lambda import IFunction
from constructs import IConstruct

ARN_START = "arn:<AWS::Partition>"
HERE = "<AWS::Region>:<AWS::AccountId>"
"""Parts of ARNs that are known at deploy time only, as cdk-nag spells them."""


def not_here(construct: IConstruct, rule: str, because: str) -> None:
    """Acknowledge `rule` (an AwsSolutions id without its prefix) on `construct` and what is below it."""
    Validations.of(construct).acknowledge(Acknowledgment(id=f"AwsSolutions-{rule}", reason=because))


def grant_explained(function: IFunction, resource: str, because: str) -> None:
    """Acknowledge a wildcard `resource`, as cdk-nag spells it, in what `function` may reach."""
    if function.role:
        not_here(function.role, f"IAM5[Resource::{resource}]", because=because)
