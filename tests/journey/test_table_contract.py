"""The engine's table keeps the contract that the table in memory keeps: what runs on one is true of the other."""

from collections.abc import Iterator
from typing import Any

import pytest

from local.laptop import REGION
from mianyue.adapters.aws_client import AwsClient
from mianyue.adapters.sigv4 import Credentials
from mianyue.adapters.wire import Wire
from tests.journey.laptop import RunningLaptop
from tests.simulators.contract_differences import WhereMotoDiffers
from tests.simulators.contract_requests import TABLE, Call
from tests.simulators.refusing_client import refusing
from tests.simulators.table_contract import TableContract


@pytest.fixture(scope="module")
def dynamodb(laptop: RunningLaptop) -> Any:
    return laptop.client("dynamodb")


@pytest.fixture(scope="module")
def own_table(laptop: RunningLaptop, dynamodb: Any) -> Iterator[None]:
    """A table like the stack's; deleted at the end."""
    stacks = dynamodb.describe_table(TableName=laptop.outputs["TableName"])["Table"]
    fields = ("IndexName", "KeySchema", "Projection")
    dynamodb.create_table(
        TableName=TABLE,
        AttributeDefinitions=stacks["AttributeDefinitions"],
        KeySchema=stacks["KeySchema"],
        GlobalSecondaryIndexes=[{field: each[field] for field in fields} for each in stacks["GlobalSecondaryIndexes"]],
        BillingMode="PAY_PER_REQUEST",
    )
    dynamodb.get_waiter("table_exists").wait(TableName=TABLE, WaiterConfig={"Delay": 1})
    yield
    dynamodb.delete_table(TableName=TABLE)


@pytest.fixture(scope="module")
def engine_client(laptop: RunningLaptop) -> Iterator[AwsClient]:
    wire = Wire()
    credentials = Credentials("test", "test")
    url = laptop.laptop.engine_url
    yield AwsClient(wire, region=REGION, credentials=lambda: credentials, endpoint=url)
    wire.close()


class TestEngine(TableContract, WhereMotoDiffers):
    @pytest.fixture
    def call(self, own_table: None, dynamodb: Any, engine_client: AwsClient) -> Call:
        for page in dynamodb.get_paginator("scan").paginate(TableName=TABLE):
            for item in page["Items"]:
                dynamodb.delete_item(TableName=TABLE, Key={"pk": item["pk"], "sk": item["sk"]})
        return refusing(engine_client)
