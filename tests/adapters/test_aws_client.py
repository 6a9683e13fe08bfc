"""What the client does when AWS answers late, wrongly, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from mianyue.adapters.aws_client import AwsClient, AwsError
from mianyue.adapters.sigv4 import Credentials
from mianyue.adapters.wire import IDLE_SECONDS, NoAnswerError, NotConnectedError, Timeouts, Wire
from tests.adapters.aws_stub import TIMEOUT, Stub, Trouble, a_stub

PASSING_TROUBLE = [
    (500, {}),
    (503, {}),
    (503, b"<Error><Code>SlowDown</Code></Error>"),
    (429, {"__type": "TooManyRequestsException"}),
    (400, {"__type": "com.amazon#ThrottlingException"}),
    (400, {"__type": "ProvisionedThroughputExceededException"}),
    (400, {"__type": "TransactionInProgressException"}),
    Trouble.HANGS_UP,
    Trouble.BREAKS_OFF,
    Trouble.STAYS_SILENT,
]


@pytest.fixture
def stub() -> Iterator[Stub]:
    with a_stub() as running:
        yield running


class Seconds:
    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def a_client(stub: Stub, seconds: Seconds | None = None) -> Iterator[tuple[AwsClient, list[float]]]:
    pauses: list[float] = []
    wire = Wire(Timeouts(connect=1, read=TIMEOUT), seconds or Seconds())
    client = AwsClient(
        wire,
        region="eu-central-1",
        credentials=lambda: Credentials("id", "secret"),
        endpoint=f"http://127.0.0.1:{stub.server_port}",
        pause=pauses.append,
    )
    yield client, pauses
    wire.close()


class TestConnections:
    def test_one_is_used_again(self, stub: Stub) -> None:
        with a_client(stub) as (client, _):
            for _ in range(3):
                client.json("dynamodb", "X.Get", {})
        assert (len(stub.seen), stub.connections) == (3, 1)

    def test_one_that_was_idle_is_opened_anew(self, stub: Stub) -> None:
        seconds = Seconds()
        with a_client(stub, seconds) as (client, _):
            client.json("dynamodb", "X.Get", {})
            seconds.now += IDLE_SECONDS + 1
            client.json("dynamodb", "X.Get", {})
        assert stub.connections == 2

    def test_one_that_the_other_side_has_closed_costs_no_try(self, stub: Stub) -> None:
        """A mail is asked for once: on a dead connection nobody would ever know its fate."""
        stub.answers = [Trouble.ANSWERS_AND_LEAVES]
        with a_client(stub) as (client, _):
            client.json("dynamodb", "X.Get", {})
            assert stub.left.wait(5)
            client.json("ses", "X.Send", {}, tries=1)
        assert (len(stub.seen), stub.connections) == (2, 2)

    @pytest.mark.parametrize("trouble", [Trouble.HANGS_UP, Trouble.BREAKS_OFF, Trouble.STAYS_SILENT])
    def test_one_in_trouble_is_given_up(self, stub: Stub, trouble: Trouble) -> None:
        stub.answers = [trouble]
        with a_client(stub) as (client, _):
            client.json("dynamodb", "X.Get", {})
        assert stub.connections == 2

    def test_nobody_listening_is_told_from_no_answer(self, stub: Stub) -> None:
        with a_client(stub) as (client, _):
            stub.shutdown()
            stub.server_close()
            with pytest.raises(NotConnectedError):
                client.json("ses", "X.Send", {}, tries=1)


class TestTries:
    @pytest.mark.parametrize("trouble", PASSING_TROUBLE)
    def test_passing_trouble_is_tried_again_after_a_pause(self, stub: Stub, trouble) -> None:
        stub.answers = [trouble, (200, {"fine": True})]
        with a_client(stub) as (client, pauses):
            assert client.json("dynamodb", "X.Get", {}) == {"fine": True}
        assert (len(stub.seen), len(pauses)) == (2, 1)

    @pytest.mark.parametrize("trouble", PASSING_TROUBLE)
    def test_one_try_means_one_request_whatever_comes(self, stub: Stub, trouble) -> None:
        stub.answers = [trouble]
        with a_client(stub) as (client, _), pytest.raises((AwsError, NoAnswerError)) as raised:
            client.json("ses", "X.Send", {}, tries=1)
        assert len(stub.seen) == 1
        assert not isinstance(raised.value, NotConnectedError)

    @pytest.mark.parametrize(
        "code", ["ConditionalCheckFailedException", "ValidationException", "AccessDeniedException", "MessageRejected"]
    )
    def test_a_refusal_is_not_repeated(self, stub: Stub, code: str) -> None:
        stub.answers = [(400, {"__type": f"com.amazonaws#{code}"})]
        with a_client(stub) as (client, _), pytest.raises(AwsError) as refused:
            client.json("dynamodb", "X.Put", {})
        assert (refused.value.code, refused.value.repeated, len(stub.seen)) == (code, False, 1)

    def test_a_refusal_after_an_unclear_try_says_so(self, stub: Stub) -> None:
        stub.answers = [Trouble.HANGS_UP, (400, {"__type": "ConditionalCheckFailedException"})]
        with a_client(stub) as (client, _), pytest.raises(AwsError) as refused:
            client.json("dynamodb", "X.Put", {})
        assert refused.value.repeated

    def test_pauses_grow_and_the_last_error_comes_through(self, stub: Stub) -> None:
        stub.answers = [(500, {}), (500, {}), (503, {"__type": "ServiceUnavailable"})]
        with a_client(stub) as (client, pauses), pytest.raises(AwsError) as refused:
            client.json("dynamodb", "X.Get", {}, tries=3)
        assert (len(stub.seen), refused.value.code) == (3, "ServiceUnavailable")
        first, second = pauses
        assert 0.05 <= first <= 0.1 <= second <= 0.2


def test_without_a_private_endpoint_the_host_is_awss() -> None:
    client = AwsClient(Wire(), region="eu-central-1", credentials=lambda: Credentials("id", "secret"))
    assert client.address("email", "", "/v2") == ("email.eu-central-1.amazonaws.com", "/v2")
    assert client.address("s3", "bucket", "/key") == ("bucket.s3.eu-central-1.amazonaws.com", "/key")
