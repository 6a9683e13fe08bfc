"""Schedules: the one-time ones that wake a reminder, and the sweep that finds what was lost."""

from typing import cast

import aws_cdk.aws_iam as iam
import aws_cdk.aws_lambda as lambda_
import aws_cdk.aws_lambda_destinations as destinations
import aws_cdk.aws_scheduler as scheduler
import aws_cdk.aws_scheduler_targets as targets
from aws_cdk import Duration, RemovalPolicy, Stack
from constructs import Construct

from infra.parts.dead_letters import dead_letters
from infra.parts.reasons import ARN_START, HERE, grant_explained, not_here
from infra.parts.send_queue import SendQueue
from infra.stage import Stage


class Schedules(Construct):
    """One group for all schedules, and the role Scheduler takes to wake `remind` or to fill the send queues."""

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self._sweep_every = Duration.minutes(stage.sweep_minutes)
        self.group = scheduler.ScheduleGroup(self, "Group", removal_policy=RemovalPolicy.DESTROY)
        self.group_name = self.group.schedule_group_name
        self.role = iam.Role(self, "Role", assumed_by=self._only_our_group())
        self.dead_letters = dead_letters(self, "DeadLetters")

    def wake(self, remind: lambda_.Function, *outboxes: SendQueue) -> None:
        """Lets schedules reach all targets, and starts the sweep. Failures end in the dead letters."""
        for outbox in outboxes:
            outbox.queue.grant_send_messages(self.role)
        self.catch_failures_of(remind)
        scheduler.Schedule(
            self,
            "Sweep",
            description="Finds reminders and mails whose schedule or stream record was lost",
            schedule=scheduler.ScheduleExpression.rate(self._sweep_every),
            schedule_group=self.group,
            target=targets.LambdaInvoke(
                remind,
                input=scheduler.ScheduleTargetInput.from_object({"sweep": True}),
                role=self.role,
                dead_letter_queue=self.dead_letters,
                max_event_age=self._sweep_every,
                retry_attempts=2,
            ),
        )

        remind_id = Stack.of(self).get_logical_id(cast(lambda_.CfnFunction, remind.node.default_child))
        not_here(
            self.role,
            f"IAM5[Resource::<{remind_id}.Arn>:*]",
            because="CDK's Scheduler target covers versions of the function too, of which there are none",
        )

    def start(self, bulk: lambda_.Function) -> None:
        """Lets schedules start bulk actions once their hold is over. Failures end in the dead letters.

        The very function, no version of it: what Scheduler is told is the ARN that the function was called by.
        """
        self.role.add_to_policy(iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[bulk.function_arn]))
        self.catch_failures_of(bulk)

    def environment(self, *, wakes: lambda_.Function, fills: SendQueue, awaited: SendQueue) -> dict[str, str]:
        """What a function that plans has to know: where schedules go, and what they set going."""
        return self.own_environment() | {
            "REMIND_FUNCTION_ARN": wakes.function_arn,
            "SEND_QUEUE_ARN": fills.arn,
            "AWAITED_QUEUE_ARN": awaited.arn,
        }

    def own_environment(self) -> dict[str, str]:
        """What a function has to know that plans its own work."""
        return {"SCHEDULE_GROUP": self.group_name, "SCHEDULER_ROLE_ARN": self.role.role_arn}

    def catch_failures_of(self, function: lambda_.Function) -> None:
        """Asynchronous work of `function` that failed three times ends in the dead letters, payload and all."""
        function.configure_async_invoke(
            on_failure=destinations.SqsDestination(self.dead_letters),
            retry_attempts=2,
            max_event_age=Duration.hours(6),
        )

    def grant_plan(self, function: lambda_.Function) -> None:
        """Make, move and delete one-time schedules in the group, and hand them the role; none elsewhere."""
        schedules = Stack.of(self).format_arn(
            service="scheduler", resource="schedule", resource_name=f"{self.group_name}/*"
        )
        iam.Grant.add_to_principal(
            grantee=function,
            actions=["scheduler:CreateSchedule", "scheduler:UpdateSchedule", "scheduler:DeleteSchedule"],
            resource_arns=[schedules],
        )
        grant_explained(
            function,
            f"{ARN_START}:scheduler:{HERE}:schedule/{self.group_name}/*",
            because="The names of schedules are made at run time; the grant ends at the group",
        )
        function.add_to_role_policy(
            iam.PolicyStatement(
                actions=["iam:PassRole"],
                resources=[self.role.role_arn],
                conditions={"StringEquals": {"iam:PassedToService": "scheduler.amazonaws.com"}},
            )
        )

    def _only_our_group(self) -> iam.IPrincipal:
        return iam.ServicePrincipal(
            "scheduler.amazonaws.com",
            conditions={
                "StringEquals": {
                    "aws:SourceAccount": Stack.of(self).account,
                    "aws:SourceArn": self.group.schedule_group_arn,
                }
            },
        )
