"""Queues as all of ours are made: encrypted, TLS only, and with somewhere for failures to go."""

import aws_cdk.aws_sqs as sqs
from aws_cdk import Duration
from constructs import Construct

from infra.parts.function import SIZES
from infra.parts.reasons import not_here


def dead_letters(scope: Construct, construct_id: str) -> sqs.Queue:
    """Keeps what failed for two weeks, the longest SQS can; an alarm belongs to each."""
    queue = sqs.Queue(
        scope,
        construct_id,
        encryption=sqs.QueueEncryption.SQS_MANAGED,
        enforce_ssl=True,
        retention_period=Duration.days(14),
    )
    not_here(queue, "SQS3", because="It is where failures end; an alarm watches it, and people empty it")
    return queue


def waiting_for(
    scope: Construct,
    construct_id: str,
    *,
    consumer: str,
    dead_letters: sqs.Queue,
    max_receive_count: int,
) -> sqs.Queue:
    """A queue in front of the function `consumer`. Visibility: six timeouts, as Lambda's documentation asks."""
    return sqs.Queue(
        scope,
        construct_id,
        encryption=sqs.QueueEncryption.SQS_MANAGED,
        enforce_ssl=True,
        visibility_timeout=Duration.seconds(6 * SIZES[consumer].seconds),
        retention_period=Duration.days(14),
        dead_letter_queue=sqs.DeadLetterQueue(queue=dead_letters, max_receive_count=max_receive_count),
    )
