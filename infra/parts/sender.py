"""The sender: the domain that SES verifies, and who may write in its name."""

import aws_cdk.aws_iam as iam
import aws_cdk.aws_lambda as lambda_
import aws_cdk.aws_ses as ses
from aws_cdk import CfnOutput, Stack
from constructs import Construct

from infra.parts.reasons import ARN_START, HERE, grant_explained
from infra.stage import Stage


class Sender(Construct):
    """Domain identity with DKIM and a MAIL FROM domain of its own; the DNS records are outputs of the stack."""

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage, events: ses.IConfigurationSet) -> None:
        super().__init__(scope, construct_id)
        self.address = stage.sender
        self._stage = stage
        self._events = events
        if not stage.sender_is_verified:
            identity = self._identity(stage.sender_domain)
            if not stage.on_laptop:  # its engine makes no DKIM records
                self._tell_records(identity)

    def environment(self) -> dict[str, str]:
        """What a function that sends has to know."""
        return {
            "SENDER_ADDRESS": self.address,
            "SENDERS": str(self._stage.senders),
            "AWAITED_SENDERS": str(self._stage.awaited_senders),
            "SES_CONFIGURATION_SET": self._events.configuration_set_name,
        }

    def grant_send(self, function: lambda_.Function) -> None:
        """Send from this address alone, whoever the recipient is."""
        stack = Stack.of(self)

        def arn(resource: str, name: str) -> str:
            return stack.format_arn(service="ses", resource=resource, resource_name=name)

        function.add_to_role_policy(
            iam.PolicyStatement(
                actions=["ses:SendEmail", "ses:SendRawEmail"],
                resources=[
                    arn("identity", "*"),
                    arn("configuration-set", self._events.configuration_set_name),
                ],
                conditions={"StringEquals": {"ses:FromAddress": self.address}},
            )
        )
        grant_explained(
            function,
            f"{ARN_START}:ses:{HERE}:identity/*",
            because="In its sandbox SES asks for permission on the recipient's identity too; "
            "the condition on the From address is what limits the grant",
        )

    def grant_ask_quota(self, function: lambda_.Function) -> None:
        """Ask SES how many mails a second and a day the account may send."""
        function.add_to_role_policy(iam.PolicyStatement(actions=["ses:GetAccount"], resources=["*"]))
        grant_explained(
            function,
            "*",
            because="ses:GetAccount reads the account's quota, and IAM knows no resource for that; "
            "a test sees to it that no other action reaches every resource",
        )

    def _identity(self, domain: str) -> ses.EmailIdentity:
        return ses.EmailIdentity(
            self, "Identity", identity=ses.Identity.domain(domain), mail_from_domain=f"bounce.{domain}"
        )

    def _tell_records(self, identity: ses.EmailIdentity) -> None:
        for number, record in enumerate(identity.dkim_records, start=1):
            CfnOutput(
                self,
                f"Dkim{number}",
                value=f"{record.name} CNAME {record.value}",
                description="DNS record to add",
            )
