"""What the client does when AWS answers late, wrongly, or not at all."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mianyue.adapters.aws_client import IDLE_SECONDS, AwsClient, AwsError, NoAnswerError, NotConnectedError, Timeouts
from mianyue.adapters.sigv4 import Credentials


class Stub(ThreadingHTTPServer):
    """Answers from a list: a status and a body, or 'hang up'."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.answers: list[tuple[int, dict] | str] = []
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []
        self.connections = 0


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Stub

    def setup(self) -> None:
        super().setup()
        self.server.connections += 1

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.seen.append((self.command, self.path, dict(self.headers), body))
        answer = self.server.answers.pop(0) if self.server.answers else (200, {})
        if isinstance(answer, str):
            self.close_connection = True
            return
        status, payload = answer
        text = json.dumps(payload).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def stub() -> Iterator[Stub]:
    server = Stub()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


class Clock:
    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def a_client(stub: Stub, clock: Callable[[], float] = Clock()) -> Iterator[tuple[AwsClient, list[float]]]:  # noqa: B008
    pauses: list[float] = []
    client = AwsClient(
        region="eu-central-1",
        credentials=lambda: Credentials("id", "secret"),
        endpoint=f"http://127.0.0.1:{stub.server_port}",
        timeouts=Timeouts(connect=1, read=1),
        pause=pauses.append,
        clock=clock,
    )
    yield client, pauses
    client.close()


def test_a_connection_is_used_again(stub: Stub) -> None:
    with a_client(stub) as (client, _):
        for _ in range(3):
            client.json("dynamodb", "X.Get", {})
    assert (len(stub.seen), stub.connections) == (3, 1)


def test_a_connection_that_was_idle_is_opened_anew(stub: Stub) -> None:
    clock = Clock()
    with a_client(stub, clock) as (client, _):
        client.json("dynamodb", "X.Get", {})
        clock.now += IDLE_SECONDS + 1
        client.json("dynamodb", "X.Get", {})
    assert stub.connections == 2


@pytest.mark.parametrize(
    "failure",
    [
        (500, {}),
        (503, {}),
        (429, {"__type": "TooManyRequestsException"}),
        (400, {"__type": "com.amazon#ThrottlingException"}),
        (400, {"__type": "ProvisionedThroughputExceededException"}),
        "hang up",
    ],
)
def test_passing_trouble_is_tried_again_after_a_pause(stub: Stub, failure) -> None:
    stub.answers = [failure, (200, {"fine": True})]
    with a_client(stub) as (client, pauses):
        assert client.json("dynamodb", "X.Get", {}) == {"fine": True}
    assert len(pauses) == 1


def test_a_refusal_is_not_repeated(stub: Stub) -> None:
    stub.answers = [(400, {"__type": "com.amazonaws#ConditionalCheckFailedException"})]
    with a_client(stub) as (client, _), pytest.raises(AwsError) as refused:
        client.json("dynamodb", "X.Put", {})
    assert (refused.value.code, len(stub.seen)) == ("ConditionalCheckFailedException", 1)


@pytest.mark.parametrize("failure", [(500, {}), (429, {}), "hang up"])
def test_one_try_means_one_request_whatever_comes(stub: Stub, failure) -> None:
    stub.answers = [failure]
    with a_client(stub) as (client, _), pytest.raises((AwsError, NoAnswerError)):
        client.json("ses", "X.Send", {}, tries=1)
    assert len(stub.seen) == 1


def test_after_the_last_try_the_error_comes_through(stub: Stub) -> None:
    stub.answers = [(500, {})] * 3
    with a_client(stub) as (client, pauses), pytest.raises(AwsError):
        client.json("dynamodb", "X.Get", {}, tries=3)
    assert (len(stub.seen), len(pauses)) == (3, 2)


def test_nobody_listening_is_no_answer(stub: Stub) -> None:
    with a_client(stub) as (client, _):
        stub.socket.close()
        with pytest.raises(NotConnectedError):
            client.json("ses", "X.Send", {}, tries=1)


def test_without_a_private_endpoint_the_host_is_awss() -> None:
    client = AwsClient(region="eu-central-1", credentials=lambda: Credentials("id", "secret"))
    assert client.address("email", "", "/v2") == ("email.eu-central-1.amazonaws.com", "/v2")
    assert client.address("s3", "bucket", "/key") == ("bucket.s3.eu-central-1.amazonaws.com", "/key")
