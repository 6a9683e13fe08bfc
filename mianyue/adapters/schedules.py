"""One-time schedules: each wakes somebody up for one reminder, one message or one bulk action, then deletes itself.

A schedule is only a wake-up call. What is due stands in the table, and the sweep finds what a schedule lost.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from mianyue.adapters.aws_client import AwsClient, AwsError
from mianyue.adapters.send_queue import Queues, message_reference
from mianyue.domain.message import Message
from mianyue.domain.reminder import Reminder

_NOWHERE = Queues("", "")


class Schedules:
    """Makes schedules in our group, with the role that may call the targets."""

    def __init__(
        self, client: AwsClient, *, group: str, role_arn: str, remind_arn: str = "", queues: Queues = _NOWHERE
    ) -> None:
        self._client = client
        self._group = group
        self._role_arn = role_arn
        self._remind_arn = remind_arn
        self._queues = queues

    def reminder(self, reminder: Reminder, function_arn: str = "") -> None:
        """Wake the reminder function, which knows its own `function_arn`, when `reminder` is due."""
        payload = {
            "application_id": reminder.application_id,
            "entry": reminder.entry,
            "ordinal": reminder.ordinal,
        }
        self._at(reminder.due_at, reminder.name, function_arn or self._remind_arn, payload)

    def forget(self, reminder: Reminder) -> None:
        """Nobody needs to be woken for `reminder` any more. One request, as best as can be; gone already is fine."""
        try:
            query = (("groupName", self._group),)
            self._client.request("scheduler", "DELETE", f"/schedules/{reminder.name}", query=query, tries=1)
        except AwsError as error:
            if error.status != 404:
                raise

    def message(self, message: Message) -> None:
        """Put `message` on its send queue when it is due."""
        self._at(message.due_at, f"message-{message.message_id}", self._queues.of(message), message_reference(message))

    def bulk(self, bulk_id: str, starts_at: datetime, function_arn: str) -> None:
        """Wake `function_arn` when the hold of a bulk action is over."""
        self._at(starts_at, f"bulk-{bulk_id}", function_arn, {"bulk_id": bulk_id})

    def _at(self, moment: datetime, name: str, target: str, payload: Mapping[str, object]) -> None:
        request = {
            "GroupName": self._group,
            "ScheduleExpression": f"at({moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S})",
            "ScheduleExpressionTimezone": "UTC",
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "ActionAfterCompletion": "DELETE",
            "Target": {"Arn": target, "RoleArn": self._role_arn, "Input": json.dumps(payload)},
        }
        try:
            self._ask("POST", name, request)
        except AwsError as error:
            if error.status != 409:
                raise
            self._move(name, request)

    def _move(self, name: str, request: dict[str, Any]) -> None:
        """It is there already: made by an earlier try of the same work, or for a time that holds no longer."""
        try:
            self._ask("PUT", name, request)
        except AwsError as error:
            # Gone off in between: whoever it woke looks at the time again, and so does the sweep.
            if error.status != 404:
                raise

    def _ask(self, method: str, name: str, request: dict[str, Any]) -> None:
        headers = {"content-type": "application/json"}
        body = json.dumps(request).encode()
        self._client.request("scheduler", method, f"/schedules/{name}", headers=headers, body=body)
