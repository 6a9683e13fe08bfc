"""The redrive: what had failed is done again, and what fails again stays."""

import io
import json
from typing import Any, cast

from infra.redrive import Redrive

OUTPUTS = {
    "SendQueueUrl": "https://sqs/send",
    "AwaitedQueueUrl": "https://sqs/awaited",
    "SesEventsQueueUrl": "https://sqs/ses",
    "RepliesQueueUrl": "https://sqs/replies",
    "UnreadRepliesQueueUrl": "https://sqs/unread-replies",
    "UnsentMailQueueUrl": "https://sqs/unsent",
    "UnsentAwaitedMailQueueUrl": "https://sqs/unsent-awaited",
    "UnreadSesEventsQueueUrl": "https://sqs/events",
    "UndoneWorkQueueUrl": "https://sqs/work",
    "PoisonedRecordsQueueUrl": "https://sqs/poisoned",
    "PoisonedBucketName": "poisoned",
    "SendFunctionName": "send",
}
STREAM_EVENT = {"Records": [{"eventID": "1"}]}


class Queues:
    """SQS with letters in its queues; each is handed out once."""

    def __init__(self, **letters: list[object]) -> None:
        self._letters = {f"https://sqs/{name}": list(bodies) for name, bodies in letters.items()}
        self.sent: list[tuple[str, object]] = []
        self.deleted: list[str] = []

    def send_message(self, *, QueueUrl: str, MessageBody: str) -> None:  # noqa: N803
        self.sent.append((QueueUrl, json.loads(MessageBody)))

    def receive_message(self, *, QueueUrl: str, **_: object) -> Any:  # noqa: N803
        bodies = self._letters.pop(QueueUrl, [])
        return {"Messages": [{"ReceiptHandle": json.dumps(body), "Body": json.dumps(body)} for body in bodies]}

    def delete_message(self, *, QueueUrl: str, ReceiptHandle: str) -> None:  # noqa: N803
        self.deleted.append(ReceiptHandle)


class Functions:
    """Lambda that gives one and the same answer."""

    def __init__(self, answer: object = None, error: str = "") -> None:
        self._answer = answer
        self._error = {"FunctionError": error} if error else {}
        self.called: list[tuple[str, object]] = []

    def invoke(self, *, FunctionName: str, Payload: str) -> Any:  # noqa: N803
        self.called.append((FunctionName, json.loads(Payload)))
        return {"Payload": io.BytesIO(json.dumps(self._answer).encode()), **self._error}


class Bucket:
    """S3 with the one object that Lambda wrote."""

    def get_object(self, *, Bucket: str, Key: str) -> Any:  # noqa: N803
        kept = {"requestContext": {}, "payload": json.dumps(STREAM_EVENT)}
        return {"Body": io.BytesIO(json.dumps({"key": Key} | kept).encode())}


def _redrive(queues: Queues, functions: Functions) -> dict[str, int]:
    return Redrive(OUTPUTS, sqs=queues, functions=functions, s3=Bucket()).all()


def test_failed_mails_and_events_go_back_to_their_queues() -> None:
    letters = {"unsent": [{"message_id": "m1"}], "unsent-awaited": [{"message_id": "m2"}]}
    queues = Queues(**letters, events=[{"eventType": "Bounce"}])
    settled = _redrive(queues, Functions())
    assert queues.sent == [
        ("https://sqs/send", {"message_id": "m1"}),
        ("https://sqs/awaited", {"message_id": "m2"}),
        ("https://sqs/ses", {"eventType": "Bounce"}),
    ]
    assert [settled[name] for name in ("UnsentMail", "UnsentAwaitedMail", "UnreadSesEvents")] == [1, 1, 1]
    assert len(queues.deleted) == 3


def test_replies_that_could_not_be_taken_in_are_brought_again() -> None:
    queues = Queues(**{"unread-replies": [{"notificationType": "Received"}]})
    assert _redrive(queues, Functions())["UnreadReplies"] == 1
    assert queues.sent == [("https://sqs/replies", {"notificationType": "Received"})]


def test_where_no_domain_takes_replies_in_there_are_none_to_bring_again() -> None:
    outputs = {name: url for name, url in OUTPUTS.items() if "Replies" not in name}
    queues = Queues()
    assert Redrive(outputs, sqs=queues, functions=Functions(), s3=Bucket()).all()["UnreadReplies"] == 0


def test_failed_work_is_given_to_its_function_again() -> None:
    letter = {"requestContext": {"functionArn": "arn:remind:$LATEST"}, "requestPayload": {"sweep": True}}
    queues, functions = Queues(work=[letter]), Functions()
    assert _redrive(queues, functions)["UndoneWork"] == 1
    assert functions.called == [("arn:remind", {"sweep": True})]
    assert len(queues.deleted) == 1


def test_a_sweep_that_scheduler_could_not_start_needs_no_second_one() -> None:
    queues, functions = Queues(work=[{"sweep": True}]), Functions()
    _redrive(queues, functions)
    assert (functions.called, len(queues.deleted)) == ([], 1)


def test_a_poisoned_batch_reaches_the_sender_as_the_stream_gave_it() -> None:
    queues, functions = Queues(poisoned=["aws/lambda/one"]), Functions({"batchItemFailures": []})
    assert _redrive(queues, functions)["PoisonedRecords"] == 1
    assert functions.called == [("send", STREAM_EVENT)]


def test_what_fails_again_stays() -> None:
    for functions in (Functions({"batchItemFailures": [{"itemIdentifier": "1"}]}), Functions(error="Unhandled")):
        queues = Queues(poisoned=["aws/lambda/one"])
        assert _redrive(queues, functions)["PoisonedRecords"] == 0
        assert queues.deleted == []


def test_an_event_that_was_kept_apart_goes_back_to_its_queue_whole() -> None:
    queues, functions = Queues(poisoned=["ses-events/m1"]), Functions()
    assert _redrive(queues, functions)["PoisonedRecords"] == 1
    assert [(url, cast(dict[str, str], body)["key"]) for url, body in queues.sent] == [
        ("https://sqs/ses", "ses-events/m1")
    ]
    assert functions.called == []
