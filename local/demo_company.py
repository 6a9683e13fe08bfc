"""The demo company and its HR user. Whatever is there already stays as it is."""

from collections.abc import Iterable
from copy import replace
from typing import TYPE_CHECKING, Protocol

from mianyue import starter, starter_faq
from mianyue.domain.company import Company, Position, Rule
from mianyue.domain.faq import FaqEntry
from mianyue.domain.template import Template

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

HR_USER = "hr@demo.mianyue.test"
HR_PASSWORD = "Mianyue-demo-1"  # noqa: S105 - printed for whoever tries the laptop; it opens nothing else
HR_GROUPS = ("hr", "admin")
DEMO_REMINDER_SECONDS = 75
DEMO_HOLD_SECONDS = 10
DEMO_BULK_HOLD_SECONDS = 30


class SetupStore(Protocol):
    """Where the company's set-up is kept."""

    def save_missing(self, things: Iterable[Company | Position | Rule | Template | FaqEntry]) -> int:
        """Write what is not there yet; how many that were."""


def create_company(store: SetupStore, site_url: str) -> int:
    """Company, positions, rules and templates; how many were missing. Returns 0 the second time.

    The AI interviews take place at the platform's stand-in of `site_url`. Invitations can be taken back for ten seconds
    and bulk actions for thirty, the rules remind after 75 seconds, and no hour is a quiet one: a newcomer sees it all
    happen, whenever they try it.
    """
    company = replace(
        starter.company(),
        hold_seconds=DEMO_HOLD_SECONDS,
        bulk_hold_seconds=DEMO_BULK_HOLD_SECONDS,
        quiet_from=0,
        quiet_until=0,
    )
    positions = starter.positions(f"{site_url}/platform/")
    rules = starter.rules(DEMO_REMINDER_SECONDS)
    return store.save_missing([company, *positions, *rules, *starter.templates(), *starter_faq.faq()])


def create_hr_user(cognito: "CognitoIdentityProviderClient", user_pool_id: str) -> bool:
    """The HR user with the printed password, in the groups `hr` and `admin`; false if it was there.

    A password that somebody has changed is left alone.
    """
    created = _create(cognito, user_pool_id)
    for group in HR_GROUPS:
        cognito.admin_add_user_to_group(UserPoolId=user_pool_id, Username=HR_USER, GroupName=group)
    user = cognito.admin_get_user(UserPoolId=user_pool_id, Username=HR_USER)
    if user["UserStatus"] == "FORCE_CHANGE_PASSWORD":
        cognito.admin_set_user_password(UserPoolId=user_pool_id, Username=HR_USER, Password=HR_PASSWORD, Permanent=True)
    return created


def _create(cognito: "CognitoIdentityProviderClient", user_pool_id: str) -> bool:
    try:
        cognito.admin_create_user(
            UserPoolId=user_pool_id,
            Username=HR_USER,
            MessageAction="SUPPRESS",
            UserAttributes=[{"Name": "email", "Value": HR_USER}, {"Name": "email_verified", "Value": "true"}],
        )
    except cognito.exceptions.UsernameExistsException:
        return False
    return True
