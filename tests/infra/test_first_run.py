"""The first set-up, and later ones, which change what is given and nothing else."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from infra.first_run import ADMIN_GROUPS, UNNAMED, change_company, create_admin, set_up_company
from mianyue.adapters.aws_client import AwsClient
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.table import Table
from mianyue.adapters.template_store import TemplateStore
from mianyue.domain.company import DEFAULT_STAGES
from mianyue.domain.errors import NotFound


@pytest.fixture
def store(client: AwsClient, table_name: str) -> CompanyStore:
    return CompanyStore(Table(client, table_name), lambda: 0.0)


def test_a_new_company_has_stages_rules_and_templates(store: CompanyStore, table: Table) -> None:
    assert set_up_company(store, {"name": "青屿"}, sender="hr@example.com") > 0
    setup = store.setup()
    assert (setup.company.name, setup.company.hr_name, setup.company.hr_email) == ("青屿", "青屿", "hr@example.com")
    assert setup.company.stages == DEFAULT_STAGES
    assert setup.rules
    assert TemplateStore(table).templates()


def test_everything_that_is_given_the_first_time_is_kept(store: CompanyStore) -> None:
    given = {"name": "青屿", "hr_name": "林晓岚", "zone": "Europe/Berlin", "platform_url": "https://ai.example.com/"}
    set_up_company(store, given, sender="hr@example.com")
    company = store.setup().company
    assert (company.hr_name, company.zone, company.platform_url) == (
        "林晓岚",
        "Europe/Berlin",
        "https://ai.example.com/",
    )


def test_a_later_set_up_overwrites_what_is_given_and_leaves_the_rest(store: CompanyStore) -> None:
    set_up_company(store, {"name": "青屿", "hr_phone": "0571-5550-0126"}, sender="hr@example.com")
    assert set_up_company(store, {"hr_name": "林晓岚"}, sender="other@example.com") == 0
    company = store.setup().company
    assert (company.name, company.hr_name, company.hr_phone) == ("青屿", "林晓岚", "0571-5550-0126")
    assert company.hr_email == "hr@example.com"


def test_a_set_up_that_says_nothing_changes_nothing(store: CompanyStore) -> None:
    set_up_company(store, {}, sender="hr@example.com")
    before = store.setup()
    assert before.company.name == UNNAMED
    assert set_up_company(store, {}, sender="other@example.com") == 0
    assert store.setup() == before


def test_a_company_that_is_not_there_cannot_be_changed(store: CompanyStore) -> None:
    with pytest.raises(NotFound):
        change_company(store, {"name": "青屿"})


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
