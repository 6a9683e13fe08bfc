"""The one table: everything that is known, and the outbox at the same time."""

import json
from collections.abc import Mapping
from typing import Any

import aws_cdk.aws_dynamodb as dynamodb
import aws_cdk.aws_iam as iam
import aws_cdk.aws_lambda as lambda_
import aws_cdk.aws_lambda_event_sources as event_sources
from aws_cdk import Duration, RemovalPolicy, Stack
from constructs import Construct

from infra.parts.poisoned_records import PoisonedRecords
from infra.stage import Stage
from mianyue.adapters.audit_items import AUDIT
from mianyue.adapters.keys import COMPANY
from mianyue.adapters.table import INDEXES
from mianyue.domain.reminder import TELLING

WAKES_SENDER = ("stage_entry", "message")
"""Types of items whose arrival the send function has to see; filters cannot compare old with new."""
WAKES_REVIEW = {"type": {"S": ["event"]}, "name": {"S": [str(name) for name in TELLING]}}
"""Events after which waiting reminders may be needless."""

_READ = ("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query")
_WRITE = ("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:ConditionCheckItem")


class Table(Construct):
    """Single-table design: keys `pk` and `sk`, indexes `gsi1` and `gsi2`, a stream, expiry by `expires_at_epoch`."""

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self._table = dynamodb.TableV2(
            self,
            "Table",
            # The laptop engine replaces a table it has named itself, with all that is in it, at every update.
            table_name=Stack.of(self).stack_name if stage.on_laptop else None,
            partition_key=_key("pk"),
            sort_key=_key("sk"),
            billing=dynamodb.Billing.on_demand(),
            global_secondary_indexes=[
                dynamodb.GlobalSecondaryIndexPropsV2(
                    index_name=name, partition_key=_key(f"{name}pk"), sort_key=_key(f"{name}sk")
                )
                for name in INDEXES
            ],
            dynamo_stream=dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
            time_to_live_attribute="expires_at_epoch",
            encryption=dynamodb.TableEncryptionV2.aws_managed_key(),
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=stage.keeps_data,
            removal_policy=RemovalPolicy.RETAIN if stage.keeps_data else RemovalPolicy.DESTROY,
        )
        self.name = self._table.table_name

    def grant_use(self, *functions: lambda_.Function) -> None:
        """Read and write single items and partitions. Nobody may scan, or read a whole table in any way."""
        for function in functions:
            iam.Grant.add_to_principal(
                grantee=function,
                actions=[*_READ, *_WRITE],
                resource_arns=[self._table.table_arn, *(f"{self._table.table_arn}/index/{name}" for name in INDEXES)],
            )
            function.add_to_role_policy(self._lines_stay())

    def _lines_stay(self) -> iam.PolicyStatement:
        """A line of the audit log is put once, and is nobody's to change or to remove: it goes by its expiry (O3)."""
        return iam.PolicyStatement(
            effect=iam.Effect.DENY,
            actions=["dynamodb:DeleteItem", "dynamodb:UpdateItem"],
            resources=[self._table.table_arn],
            conditions={"ForAnyValue:StringLike": {"dynamodb:LeadingKeys": [f"{AUDIT}*"]}},
        )

    def grant_remove_set_up(self, function: lambda_.Function) -> None:
        """Remove what HR has set up. Nothing else in the table is ever deleted but by its expiry."""
        iam.Grant.add_to_principal(
            grantee=function,
            actions=["dynamodb:DeleteItem"],
            resource_arns=[self._table.table_arn],
            conditions={"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": [COMPANY]}},
        )

    def wake(self, sender: lambda_.Function, *, poisoned: PoisonedRecords) -> None:
        """New stage entries and messages reach `sender`; what it cannot digest ends in `poisoned`, whole."""
        sender.add_event_source(
            event_sources.DynamoEventSource(
                self._table,
                starting_position=lambda_.StartingPosition.TRIM_HORIZON,
                filters=[_inserted({"type": {"S": list(WAKES_SENDER)}}), _inserted(WAKES_REVIEW)],
                batch_size=10,
                bisect_batch_on_error=True,
                retry_attempts=5,
                max_record_age=Duration.hours(6),
                report_batch_item_failures=True,
                on_failure=poisoned.destination(),
            )
        )


def _key(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)


def _inserted(image: Mapping[str, Any]) -> dict[str, str]:
    pattern = {"eventName": ["INSERT"], "dynamodb": {"NewImage": image}}
    return {"pattern": json.dumps(pattern)}
