"""The redrive command at work on a simulated world: infra/redrive.py itself, with this world's queues behind it."""

import io
import json
from typing import Any

from infra.redrive import Redrive
from tests.simulators.lambda_functions import Outcome
from tests.simulators.world import World

_OUTPUTS = {
    "UnsentMailQueueUrl": "unsent",
    "UnreadSesEventsQueueUrl": "unread",
    "UndoneWorkQueueUrl": "undone",
    "PoisonedRecordsQueueUrl": "poisoned",
    "SendQueueUrl": "send",
    "UnsentAwaitedMailQueueUrl": "unsent-awaited",
    "AwaitedQueueUrl": "awaited",
    "SesEventsQueueUrl": "events",
    "UnreadRepliesQueueUrl": "unread-replies",
    "RepliesQueueUrl": "replies",
    "PoisonedBucketName": "poisoned",
    "SendFunctionName": "send",
}


def redrive(world: World) -> dict[str, int]:
    """What `./dev redrive` would do now; how many letters were settled, by alarm."""
    stand_in: Any = _Aws(world)
    return Redrive(_OUTPUTS, sqs=stand_in, functions=stand_in, s3=stand_in).all()


class _Aws:
    """boto3's clients, as far as the redrive uses them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._letters = {
            "unsent": world.send_queue.dead,
            "unsent-awaited": world.awaited_queue.dead,
            "unread": world.event_queue.dead,
            "unread-replies": world.reply_queue.dead,
            "undone": world.undone,
            "poisoned": world.poisoned,
        }
        self._taken: dict[str, set[int]] = {name: set() for name in self._letters}

    def receive_message(self, *, QueueUrl: str, **_: Any) -> dict[str, Any]:  # noqa: N803 - boto3's names
        taken = self._taken[QueueUrl]
        messages = []
        for number, letter in enumerate(self._letters[QueueUrl]):
            if letter and number not in taken:
                taken.add(number)
                body = json.dumps(str(number)) if QueueUrl == "poisoned" else letter
                messages.append({"ReceiptHandle": str(number), "Body": body})
        return {"Messages": messages} if messages else {}

    def delete_message(self, *, QueueUrl: str, ReceiptHandle: str) -> None:  # noqa: N803
        self._letters[QueueUrl][int(ReceiptHandle)] = ""

    def send_message(self, *, QueueUrl: str, MessageBody: str) -> None:  # noqa: N803
        world = self._world
        queues = {
            "send": world.send_queue,
            "awaited": world.awaited_queue,
            "events": world.event_queue,
            "replies": world.reply_queue,
        }
        queues[QueueUrl].send(MessageBody)

    def get_object(self, *, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803
        return {"Body": io.BytesIO(self._letters[Bucket][int(Key)].encode())}

    def invoke(self, *, FunctionName: str, Payload: str) -> dict[str, Any]:  # noqa: N803
        """A synchronous call: time goes on until it has ended."""
        world, outcomes = self._world, list[Outcome]()
        function = next(each for each in world.functions() if each.name == FunctionName.removeprefix("arn:"))
        function.invoke(json.loads(Payload), outcomes.append)
        while not outcomes:
            world.hub.run(world.hub.now + 1)
        (outcome,) = outcomes
        error = {} if outcome.ok else {"FunctionError": "Unhandled"}
        return {"Payload": io.BytesIO(json.dumps(outcome.answer).encode()), **error}
