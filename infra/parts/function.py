"""A function of ours: arm64, Python 3.13, its own role, its own log, its own zip."""

from dataclasses import dataclass

import aws_cdk.aws_iam as iam
import aws_cdk.aws_lambda as lambda_
import aws_cdk.aws_logs as logs
from aws_cdk import Duration, RemovalPolicy, Tags
from constructs import Construct

from infra.bundling import ARM64, THIS_MACHINE, bundled
from infra.environment import ZONES
from infra.parts.reasons import not_here
from infra.stage import Stage


@dataclass(frozen=True)
class Size:
    """What one invocation may use. More memory is more processor too: a cold start waits for imports."""

    memory_mb: int
    seconds: int

    @property
    def timeout(self) -> Duration:
        """The function's time limit."""
        return Duration.seconds(self.seconds)


SIZES = {
    "track": Size(memory_mb=512, seconds=30),
    "send": Size(memory_mb=512, seconds=60),
    "remind": Size(memory_mb=256, seconds=120),
    "portal_api": Size(memory_mb=1024, seconds=29),  # the HTTP API gives up after 30
    "replies": Size(memory_mb=1024, seconds=60),  # a mail may have 40 MB, and is taken apart in memory
    "templates": Size(memory_mb=1024, seconds=29),
    "imports": Size(memory_mb=1769, seconds=900),  # one whole processor, and as long as Lambda lets it work
    "bulk": Size(memory_mb=1024, seconds=900),  # it waits for the table, and counts up to 10,000 within 29 seconds
}


class Function(lambda_.Function):
    """The function in `functions/NAME`. Its role may write its own log and nothing else until somebody grants it."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        stage: Stage,
        environment: dict[str, str],
    ) -> None:
        construct_id = "".join(word.capitalize() for word in name.split("_"))
        log = logs.LogGroup(
            scope,
            f"{construct_id}Log",
            retention=logs.RetentionDays.THREE_MONTHS if stage.keeps_data else logs.RetentionDays.ONE_WEEK,
            removal_policy=RemovalPolicy.DESTROY,
        )
        role = _role(scope, construct_id, log)
        bundle = bundled(name, THIS_MACHINE if stage.on_laptop else ARM64)
        super().__init__(
            scope,
            construct_id,
            description=f"Mianyue {name} ({stage.name})",
            runtime=lambda_.Runtime.PYTHON_3_13,
            architecture=lambda_.Architecture.ARM_64,
            code=lambda_.Code.from_asset(str(bundle)),
            handler=f"functions.{name}.handler.handler",
            memory_size=SIZES[name].memory_mb,
            timeout=SIZES[name].timeout,
            environment={"STAGE_NAME": stage.name, **ZONES, **environment},
            role=role,
            log_group=log,
            logging_format=lambda_.LoggingFormat.JSON,
            # Start and report of every invocation would be some 400 bytes, most of what is logged about a mail. What
            # fails or runs out of time is a warning, and stays; durations and errors are metrics.
            system_log_level_v2=lambda_.SystemLogLevel.WARN,
        )
        for each in (self, role, log):
            Tags.of(each).add("part", name)
        not_here(
            self,
            "L1",
            because="3.13 is what the code is typed, tested and locked for; AWS patches it until 2029",
        )

    def grant_invoke_itself(self) -> None:
        """Go on with long work in an invocation of its own.

        A policy of its own: in the role's, the function and its permission would wait for each other.
        """
        policy = iam.Policy(self, "InvokeItself", roles=[self.role] if self.role else [])
        policy.add_statements(iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[self.function_arn]))

    def grant_be_woken(self, other: lambda_.Function) -> None:
        """Let `other` ask this function to go on with its work."""
        other.add_to_role_policy(iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[self.function_arn]))


def _role(scope: Construct, construct_id: str, log: logs.LogGroup) -> iam.Role:
    """Instead of CDK's own role, whose managed policy may write every log of the account."""
    role = iam.Role(
        scope,
        f"{construct_id}Role",
        assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
    )
    log.grant_write(role)
    return role
