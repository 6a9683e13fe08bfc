"""The first set-up, and the second, which must change nothing."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from infra.first_run import ADMIN_GROUPS, create_admin, set_up_company
from mianyue.adapters.aws_client import AwsClient
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.table import Table
from mianyue.domain.company import DEFAULT_STAGES


@pytest.fixture
def store(client: AwsClient, table_name: str) -> CompanyStore:
    return CompanyStore(Table(client, table_name), lambda: 0.0)


def test_a_new_company_has_stages_rules_and_templates(store: CompanyStore) -> None:
    assert set_up_company(store, "青屿", "hr@example.com") > 0
    setup = store.setup()
    assert (setup.company.name, setup.company.hr_email) == ("青屿", "hr@example.com")
    assert setup.company.stages == DEFAULT_STAGES
    assert setup.rules
    assert store.templates()


def test_what_hr_has_changed_stays(store: CompanyStore) -> None:
    set_up_company(store, "青屿", "hr@example.com")
    assert set_up_company(store, "Another name", "other@example.com") == 0
    assert store.setup().company.name == "青屿"


@pytest.fixture
def pool() -> Iterator[str]:
    with mock_aws():
        cognito = boto3.client("cognito-idp")
        identity = cognito.create_user_pool(PoolName="pool", UsernameAttributes=["email"])["UserPool"]["Id"]
        for group in ADMIN_GROUPS:
            cognito.create_group(UserPoolId=identity, GroupName=group)
        yield identity


def test_the_first_admin_may_do_what_admins_and_hr_may(pool: str) -> None:
    cognito = boto3.client("cognito-idp")
    assert create_admin(cognito, pool, "li@example.com") is True
    groups = cognito.admin_list_groups_for_user(UserPoolId=pool, Username="li@example.com")["Groups"]
    assert {group["GroupName"] for group in groups} == {"admin", "hr"}


def test_an_admin_who_is_there_is_left_alone(pool: str) -> None:
    cognito = boto3.client("cognito-idp")
    create_admin(cognito, pool, "li@example.com")
    assert create_admin(cognito, pool, "li@example.com") is False
    assert len(cognito.list_users(UserPoolId=pool)["Users"]) == 1
