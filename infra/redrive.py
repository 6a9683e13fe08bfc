"""`./dev redrive`: once the cause of an alarm is gone, what had failed is done after all.

    ./dev redrive Mianyue-production

Everything here may run twice: ids are derived from causes and writes are conditional, so a repeated record changes
nothing. What fails again stays where it was.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from infra.parts.poisoned_records import SES_EVENTS
from infra.session import aws_session, stack_outputs

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient

_IN_SIGHT_AGAIN_SECONDS = 900
"""Longer than any function works, so that no letter is taken twice in one run."""


class Redrive:
    """Empties the dead-letter queues of one stack."""

    def __init__(self, outputs: dict[str, str], *, sqs: "SQSClient", functions: "LambdaClient", s3: "S3Client") -> None:
        self._outputs = outputs
        self._sqs = sqs
        self._functions = functions
        self._s3 = s3

    def all(self) -> dict[str, int]:
        """How many letters were settled, by the alarm of their queue."""
        return {
            "UnsentMail": self._each(self._outputs["UnsentMailQueueUrl"], self._back_to("SendQueueUrl")),
            "UnsentAwaitedMail": self._each(
                self._outputs["UnsentAwaitedMailQueueUrl"], self._back_to("AwaitedQueueUrl")
            ),
            "UnreadSesEvents": self._each(self._outputs["UnreadSesEventsQueueUrl"], self._back_to("SesEventsQueueUrl")),
            "UnreadReplies": self._replies(),
            "UndoneWork": self._each(self._outputs["UndoneWorkQueueUrl"], self._work_again),
            "PoisonedRecords": self._each(self._outputs["PoisonedRecordsQueueUrl"], self._read_again),
        }

    def _replies(self) -> int:
        """None where no domain takes replies in."""
        if "UnreadRepliesQueueUrl" not in self._outputs:
            return 0
        return self._each(self._outputs["UnreadRepliesQueueUrl"], self._back_to("RepliesQueueUrl"))

    def _back_to(self, queue: str) -> Callable[[str], bool]:
        """To where it came from: the function behind that queue takes it from there."""

        def put(body: str) -> bool:
            self._sqs.send_message(QueueUrl=self._outputs[queue], MessageBody=body)
            return True

        return put

    def _each(self, url: str, again: Callable[[str], bool]) -> int:
        return sum(self._settled(url, handle, again(body)) for handle, body in self._letters(url))

    def _letters(self, url: str) -> Iterator[tuple[str, str]]:
        while messages := self._sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=10,
            WaitTimeSeconds=1,  # asks every SQS server: without it a few letters are easily missed
            VisibilityTimeout=_IN_SIGHT_AGAIN_SECONDS,
        ).get("Messages"):
            yield from ((message["ReceiptHandle"], message["Body"]) for message in messages)

    def _settled(self, url: str, handle: str, done: bool) -> bool:
        if done:
            self._sqs.delete_message(QueueUrl=url, ReceiptHandle=handle)
        return done

    def _work_again(self, body: str) -> bool:
        """A function's failed asynchronous call; a schedule's own letter is the sweep's, which comes again anyway."""
        record = json.loads(body)
        if "requestPayload" not in record:
            return True
        function = record["requestContext"]["functionArn"].removesuffix(":$LATEST")
        return self._called(function, record["requestPayload"])

    def _read_again(self, body: str) -> bool:
        """The key of a kept batch: it goes to the sender in the form the stream gave it in. Or of an event of SES."""
        key = json.loads(body)
        kept = self._s3.get_object(Bucket=self._outputs["PoisonedBucketName"], Key=key)["Body"].read()
        if key.startswith(f"{SES_EVENTS}/"):
            return self._back_to("SesEventsQueueUrl")(kept.decode())
        payload = json.loads(kept)["payload"]  # Lambda writes the batch as text
        return self._called(self._outputs["SendFunctionName"], json.loads(payload))

    def _called(self, function: str, payload: object) -> bool:
        """True when the function has taken all of it."""
        answer = self._functions.invoke(FunctionName=function, Payload=json.dumps(payload))
        said = json.loads(answer["Payload"].read() or b"null")
        return "FunctionError" not in answer and not (isinstance(said, dict) and said.get("batchItemFailures"))


def main(arguments: Sequence[str]) -> int:
    """The command line: the name of a stack."""
    if len(arguments) != 1:
        print("Which stack? For example: ./dev redrive Mianyue-production", file=sys.stderr)
        return 1
    session = aws_session()
    outputs = stack_outputs(session, arguments[0])
    redrive = Redrive(outputs, sqs=session.client("sqs"), functions=session.client("lambda"), s3=session.client("s3"))
    for name, count in redrive.all().items():
        print(f"{name}: {count} done again")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
