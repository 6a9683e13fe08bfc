"""A send queue: mails that are due, taken by so many senders at once."""

import aws_cdk.aws_lambda as lambda_
import aws_cdk.aws_lambda_event_sources as event_sources
from constructs import Construct

from infra.parts.dead_letters import dead_letters, waiting_for


class SendQueue(Construct):
    """One message id per queue message; five failures bring it to the dead letters."""

    def __init__(self, scope: Construct, construct_id: str, *, senders: int) -> None:
        super().__init__(scope, construct_id)
        self._senders = senders
        self.dead_letters = dead_letters(self, "DeadLetters")
        self.queue = waiting_for(self, "Queue", consumer="send", dead_letters=self.dead_letters, max_receive_count=5)
        self.url = self.queue.queue_url
        self.arn = self.queue.queue_arn

    def feed(self, sender: lambda_.Function) -> None:
        """Due mails reach `sender` one by one."""
        sender.add_event_source(
            event_sources.SqsEventSource(
                self.queue, batch_size=1, max_concurrency=self._senders, report_batch_item_failures=True
            )
        )

    def grant_put(self, *functions: lambda_.Function) -> None:
        """Ask for a mail to be sent."""
        for function in functions:
            self.queue.grant_send_messages(function)
