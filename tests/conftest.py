"""What several folders of tests use: a table on moto's server, reached by our own client."""

import os
from collections.abc import Iterator

import boto3
import pytest
from moto.server import ThreadedMotoServer

from mianyue.adapters.audited_table import AuditedTable
from mianyue.adapters.aws_client import AwsClient
from mianyue.adapters.sigv4 import Credentials
from mianyue.adapters.table import INDEXES
from mianyue.adapters.wire import Timeouts, Wire
from tests.builders import NOW

os.environ.setdefault("AWS_ACCESS_KEY_ID", "testing")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "testing")
os.environ.setdefault("AWS_REGION", "eu-central-1")
os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")

KEYS = [
    {"AttributeName": name, "AttributeType": "S"}
    for name in ("pk", "sk", *(f"{index}{part}" for index in INDEXES for part in ("pk", "sk")))
]


@pytest.fixture(scope="session")
def aws_endpoint() -> Iterator[str]:
    """The address of moto's server on this machine."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="session")
def client(aws_endpoint: str) -> AwsClient:
    """It waits as long as it takes: moto knows no tokens, and does not keep two requests apart.

    A transaction that a busy machine makes it repeat while the first still runs would lose a part of that.
    """
    return AwsClient(
        Wire(Timeouts(connect=300, read=300)),
        region="eu-central-1",
        credentials=lambda: Credentials("testing", "testing"),
        endpoint=aws_endpoint,
        pause=lambda _: None,
    )


@pytest.fixture
def table_name(aws_endpoint: str) -> Iterator[str]:
    """An empty table as infra/parts makes it; gone after the test."""
    dynamodb = boto3.client("dynamodb", endpoint_url=aws_endpoint)
    dynamodb.create_table(
        TableName="mianyue",
        AttributeDefinitions=KEYS,
        KeySchema=_key_schema("pk", "sk"),
        GlobalSecondaryIndexes=[
            {
                "IndexName": name,
                "KeySchema": _key_schema(f"{name}pk", f"{name}sk"),
                "Projection": {"ProjectionType": "ALL"},
            }
            for name in INDEXES
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    yield "mianyue"
    dynamodb.delete_table(TableName="mianyue")


@pytest.fixture
def table(client: AwsClient, table_name: str) -> AuditedTable:
    """As the functions have it that people call; whoever does nothing in anybody's name sees no difference."""
    return AuditedTable(client, table_name, now=lambda: NOW, pause=lambda _: None)


def _key_schema(partition: str, sort: str) -> list:
    return [{"AttributeName": partition, "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]
