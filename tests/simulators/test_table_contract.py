"""The table in memory and moto's keep the table contract, and answer alike whatever comes."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings

from mianyue.adapters.aws_client import AwsClient
from tests.simulators.contract_differences import WhereMotoDiffers, WhereTheEngineDiffers
from tests.simulators.contract_requests import TABLE, Call
from tests.simulators.refusing_client import refusing
from tests.simulators.table import MemoryTable
from tests.simulators.table_contract import TableContract
from tests.simulators.table_sequences import Step, contents, outcome, sequences


@pytest.fixture
def memory() -> Call:
    return MemoryTable(TABLE).call


@pytest.fixture
def moto(client: AwsClient, table_name: str) -> Call:
    return refusing(client)


class TestMemoryTable(TableContract, WhereMotoDiffers, WhereTheEngineDiffers):
    @pytest.fixture
    def call(self, memory: Call) -> Call:
        return memory


class TestMoto(TableContract, WhereTheEngineDiffers):
    @pytest.fixture
    def call(self, moto: Call) -> Call:
        return moto


def test_no_fact_of_the_contract_hides_another() -> None:
    groups = [group for group in TestMemoryTable.__mro__ if "simulators" in group.__module__]
    facts = [name for group in groups for name in vars(group) if name.startswith("test_")]
    assert len(set(facts)) == len(facts) > 40


_partitions = count()


# One table serves all examples: each has partitions of its own.
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=sequences)
def test_both_answer_alike_whatever_comes(memory: Call, moto: Call, steps: list[Step]) -> None:
    pk = f"p{next(_partitions)}"
    for step in steps:
        assert outcome(memory, step, pk) == outcome(moto, step, pk)
    assert contents(memory, pk) == contents(moto, pk)
