"""Mails that candidates write in answer: SES → bucket, and SES → SNS → SQS → the replies function (K6)."""

from typing import cast

import aws_cdk.aws_iam as iam
import aws_cdk.aws_lambda as lambda_
import aws_cdk.aws_lambda_event_sources as event_sources
import aws_cdk.aws_s3 as s3
import aws_cdk.aws_ses as ses
import aws_cdk.aws_sns as sns
import aws_cdk.aws_sns_subscriptions as subscriptions
from aws_cdk import Aws, CfnOutput, Duration, Stack
from constructs import Construct

from functions.replies.read_notification import INBOX
from infra.parts.dead_letters import dead_letters, waiting_for
from infra.parts.private_bucket import private_bucket
from infra.parts.reasons import grant_explained
from infra.stage import Stage

KEPT = Duration.days(180)
"""How long a mail is kept as it came; what the timeline shows of it stays with the application."""
_RULE = "replies"


class Replies(Construct):
    """What comes in for the domain of replies. The laptop's engine receives no mail: its mailbox plays SES.

    CDK's own S3 action lets any rule of the account write to the bucket (aws/aws-cdk#29811): here it is one rule.
    """

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self._stage = stage
        self.bucket = private_bucket(
            self,
            stage=stage,
            unlogged_because="SES alone writes and one function reads; a log of keys would tell when somebody has "
            "written. CloudTrail data events can be switched on where an audit asks for them",
            lifecycle_rules=[
                s3.LifecycleRule(
                    id="mails-as-they-came",
                    expiration=KEPT,
                    abort_incomplete_multipart_upload_after=Duration.days(1),
                )
            ],
        )
        self.topic = sns.Topic(self, "Topic", enforce_ssl=True)
        self.dead_letters = dead_letters(self, "DeadLetters")
        self.queue = waiting_for(
            self,
            "Queue",
            consumer="replies",
            dead_letters=self.dead_letters,
            max_receive_count=5,
        )
        self.topic.add_subscription(subscriptions.SqsSubscription(self.queue, raw_message_delivery=True))
        if not stage.on_laptop:
            self._let_in()

    def environment(self) -> dict[str, str]:
        """What the replies function has to know."""
        return {"REPLY_BUCKET": self.bucket.bucket_name}

    def feed(self, function: lambda_.Function) -> None:
        """Mails reach `function` one by one, two at most at once: one may have 40 MB, and somebody may send many."""
        function.add_event_source(
            event_sources.SqsEventSource(self.queue, batch_size=1, max_concurrency=2, report_batch_item_failures=True)
        )

    def grant_read(self, function: lambda_.Function) -> None:
        """Read the mails that have come in."""
        arn = self.bucket.arn_for_objects(f"{INBOX}*")
        iam.Grant.add_to_principal(grantee=function, actions=["s3:GetObject"], resource_arns=[arn])
        # Without it S3 answers 403 for a mail that is not there any more, and nobody could tell the two apart.
        iam.Grant.add_to_principal(grantee=function, actions=["s3:ListBucket"], resource_arns=[self.bucket.bucket_arn])
        resource = cast(s3.CfnBucket, self.bucket.node.default_child)
        grant_explained(
            function,
            f"<{Stack.of(self).get_logical_id(resource)}.Arn>/{INBOX}*",
            because="Object keys are SES's ids of mails; the grant ends at the folder",
        )

    def _let_in(self) -> None:
        """The domain, the rule, and what the rule may do. Nothing comes in before its rule set is the active one."""
        identity = ses.EmailIdentity(self, "Identity", identity=ses.Identity.domain(self._stage.reply_domain))
        rule_set = self._rule_set()
        self._let_rule_write(rule_set)
        rule = ses.CfnReceiptRule(
            self,
            "Rule",
            rule_set_name=rule_set,
            rule=ses.CfnReceiptRule.RuleProperty(
                name=self._rule_name,
                enabled=True,
                recipients=[self._stage.reply_domain],
                scan_enabled=True,
                tls_policy="Optional",  # some mail systems still write without it, and their people shall be heard
                actions=[
                    ses.CfnReceiptRule.ActionProperty(
                        s3_action=ses.CfnReceiptRule.S3ActionProperty(
                            bucket_name=self.bucket.bucket_name,
                            object_key_prefix=INBOX,
                            topic_arn=self.topic.topic_arn,
                        )
                    )
                ],
            ),
        )
        for needed in (identity, self.bucket.policy, self.topic.node.find_child("Policy")):
            if needed:
                rule.node.add_dependency(needed)
        self._tell_records(identity, rule_set)

    @property
    def _rule_name(self) -> str:
        return f"{_RULE}-{self._stage.name}"

    def _rule_set(self) -> str:
        """The company's own rule set, or one of ours: an account has one active set for all its domains."""
        if self._stage.reply_rule_set:
            return self._stage.reply_rule_set
        made = ses.CfnReceiptRuleSet(self, "RuleSet", rule_set_name=f"mianyue-{self._stage.name}")
        return made.ref

    def _let_rule_write(self, rule_set: str) -> None:
        rule = f"{rule_set}:receipt-rule/{self._rule_name}"
        arn = Stack.of(self).format_arn(service="ses", resource="receipt-rule-set", resource_name=rule)
        by_the_rule = {"StringEquals": {"AWS:SourceAccount": Aws.ACCOUNT_ID, "AWS:SourceArn": arn}}
        service = iam.ServicePrincipal("ses.amazonaws.com")
        self.bucket.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[service],
                actions=["s3:PutObject"],
                resources=[self.bucket.arn_for_objects(f"{INBOX}*")],
                conditions=by_the_rule,
            )
        )
        self.topic.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[service],
                actions=["sns:Publish"],
                resources=[self.topic.topic_arn],
                conditions=by_the_rule,
            )
        )

    def _tell_records(self, identity: ses.EmailIdentity, rule_set: str) -> None:
        domain = self._stage.reply_domain
        for number, record in enumerate(identity.dkim_records, start=1):
            self._tell(f"Dkim{number}", f"{record.name} CNAME {record.value}")
        self._tell("Mx", f"{domain} MX 10 inbound-smtp.{Aws.REGION}.amazonaws.com")
        CfnOutput(self, "RuleSetName", value=rule_set, description="To be made the active receipt rule set")

    def _tell(self, name: str, record: str) -> None:
        CfnOutput(self, name, value=record, description="DNS record to add")
