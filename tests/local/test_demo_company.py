from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import boto3
import pytest
from moto import mock_aws
from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

from local.demo_company import DEMO_REMINDER_SECONDS, HR_PASSWORD, HR_USER, create_company, create_hr_user
from mianyue.domain.company import Company, Position, Rule
from mianyue.domain.faq import FaqEntry
from mianyue.domain.template import Template

SITE = "http://localhost:8080"


class Store:
    def __init__(self) -> None:
        self.kept: dict[str, Company | Position | Rule | Template | FaqEntry] = {}

    def save_missing(self, things: Iterable[Company | Position | Rule | Template | FaqEntry]) -> int:
        missing = {repr(thing): thing for thing in things if repr(thing) not in self.kept}
        self.kept |= missing
        return len(missing)

    def of[T](self, kind: type[T]) -> list[T]:
        return [thing for thing in self.kept.values() if isinstance(thing, kind)]


@pytest.fixture
def cognito(monkeypatch: pytest.MonkeyPatch) -> Iterator[CognitoIdentityProviderClient]:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        yield boto3.client(
            "cognito-idp", region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test"
        )


@pytest.fixture
def pool(cognito: CognitoIdentityProviderClient) -> str:
    pool = cognito.create_user_pool(PoolName="hr", UsernameAttributes=["email"])["UserPool"]["Id"]
    for group in ("hr", "admin"):
        cognito.create_group(UserPoolId=pool, GroupName=group)
    return pool


def groups(cognito: CognitoIdentityProviderClient, pool: str) -> set[str]:
    found = cognito.admin_list_groups_for_user(UserPoolId=pool, Username=HR_USER)["Groups"]
    return {group["GroupName"] for group in found}


def test_the_company_is_set_up_once() -> None:
    store = Store()
    assert create_company(store, SITE) == len(store.kept) > 40
    assert create_company(store, SITE) == 0


def test_reminders_come_while_a_newcomer_still_looks() -> None:
    store = Store()
    create_company(store, SITE)
    assert {rule.reminder_seconds for rule in store.of(Rule)} == {DEMO_REMINDER_SECONDS}
    assert 60 <= DEMO_REMINDER_SECONDS <= 90


def test_interviews_take_place_at_the_stand_in() -> None:
    store = Store()
    create_company(store, SITE)
    assert {position.platform_url for position in store.of(Position)} == {f"{SITE}/platform/"}


def test_the_hr_user_is_made_once_with_both_roles(cognito: CognitoIdentityProviderClient, pool: str) -> None:
    assert create_hr_user(cognito, pool)
    assert not create_hr_user(cognito, pool)
    assert groups(cognito, pool) == {"hr", "admin"}
    assert cognito.admin_get_user(UserPoolId=pool, Username=HR_USER)["UserStatus"] == "CONFIRMED"


def test_a_half_made_user_is_completed(cognito: CognitoIdentityProviderClient, pool: str) -> None:
    cognito.admin_create_user(UserPoolId=pool, Username=HR_USER, MessageAction="SUPPRESS")
    assert not create_hr_user(cognito, pool)
    assert groups(cognito, pool) == {"hr", "admin"}
    assert cognito.admin_get_user(UserPoolId=pool, Username=HR_USER)["UserStatus"] == "CONFIRMED"


def test_a_changed_password_is_left_alone(
    cognito: CognitoIdentityProviderClient, pool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_hr_user(cognito, pool)
    calls: list[object] = []
    monkeypatch.setattr(cognito, "admin_set_user_password", lambda **call: calls.append(call))
    create_hr_user(cognito, pool)
    assert calls == []


def test_the_password_meets_the_pools_policy() -> None:
    assert len(HR_PASSWORD) >= 12
    assert any(sign.isupper() for sign in HR_PASSWORD)
    assert any(sign.islower() for sign in HR_PASSWORD)
    assert any(sign.isdigit() for sign in HR_PASSWORD)
    assert any(not sign.isalnum() for sign in HR_PASSWORD)


def test_mails_go_out_at_whatever_hour_a_newcomer_tries_it_and_soon() -> None:
    store = Store()
    create_company(store, SITE)
    (company,) = store.of(Company)
    sunday_night = datetime(2026, 11, 29, 3, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert company.window.opens(sunday_night, "Asia/Shanghai") == sunday_night
    assert 0 < company.hold_seconds <= company.bulk_hold_seconds <= 60
