"""What a new deployment needs before HR can work: a company, stages, templates, rules, and somebody who may sign in.

Whatever is there already stays as it is, but for the settings that are given anew, so this runs after every deployment.
"""

from collections.abc import Iterable, Mapping
from copy import replace
from typing import TYPE_CHECKING, Protocol

from mianyue import starter, starter_faq
from mianyue.adapters.company_store import Setup
from mianyue.domain.company import Company, Position, Rule
from mianyue.domain.faq import FaqEntry
from mianyue.domain.template import Template

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

ADMIN_GROUPS = ("admin", "hr")
UNNAMED = "Mianyue"
"""The company until somebody says what it is called."""


class SetupStore(Protocol):
    """Where the set-up is kept."""

    def save_missing(self, things: Iterable[Company | Position | Rule | Template | FaqEntry]) -> int:
        """Write what is not there yet; how many things that were."""

    def setup(self) -> Setup:
        """What there is."""

    def change(self, thing: Company, seen: int) -> Company:
        """Write the company in place of its revision `seen`. Raises Conflict."""


def set_up_company(store: SetupStore, given: Mapping[str, str], *, sender: str) -> int:
    """Company with the usual stages, starter templates and default rules; how many of them were missing.

    `given` are fields of Company: they overwrite what was there, all others stay. A new company is reached at `sender`.
    """
    name = given.get("name", UNNAMED)
    company = replace(Company(name=name, hr_name=name, hr_email=sender), **dict(given))  # type: ignore[arg-type]
    missing = store.save_missing([company, *starter.default_rules(), *starter.templates(), *starter_faq.faq()])
    change_company(store, given)
    return missing


def change_company(store: SetupStore, given: Mapping[str, str]) -> Company:
    """The company after the fields in `given` have been overwritten.

    Raises NotFound before the first deployment, and Conflict when somebody has changed it at the same moment.
    """
    company = store.setup().company
    changed = replace(company, **dict(given))  # type: ignore[arg-type]
    return store.change(changed, seen=company.rev) if changed != company else company


def create_admin(cognito: "CognitoIdentityProviderClient", user_pool_id: str, email: str) -> bool:
    """An account for `email` in the groups admin and hr; Cognito mails the temporary password. False if it is there."""
    created = _create(cognito, user_pool_id, email)
    for group in ADMIN_GROUPS:
        cognito.admin_add_user_to_group(UserPoolId=user_pool_id, Username=email, GroupName=group)
    return created


def _create(cognito: "CognitoIdentityProviderClient", user_pool_id: str, email: str) -> bool:
    attributes = {"email": email, "email_verified": "true"}
    try:
        cognito.admin_create_user(
            UserPoolId=user_pool_id,
            Username=email,
            DesiredDeliveryMediums=["EMAIL"],
            UserAttributes=[{"Name": name, "Value": value} for name, value in attributes.items()],
        )
    except cognito.exceptions.UsernameExistsException:
        return False
    return True
