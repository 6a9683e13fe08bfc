"""Users as the API answers them."""

from itertools import batched
from typing import Any, cast

from functions.portal_api import user_answers as a
from functions.portal_api.parts import Parts
from mianyue.domain.member import Member
from mianyue.http.answers import iso


def user_list(parts: Parts, me: str) -> a.UserList:
    """Everybody, as they stand now."""
    accounts = parts.pool.accounts()
    members: dict[str, Member] = {}
    for some in batched((each.username for each in accounts), 100, strict=False):
        members |= parts.members.members(some)
    setup = parts.setups.setup()
    return {
        "users": [_user(each, members.get(each.username), me) for each in accounts],
        "departments": [{"department_id": each.department_id, "name": each.name} for each in setup.departments],
        "by_department": setup.company.by_department,
    }


def _user(account: Any, member: Member | None, me: str) -> a.UserShape:
    return {
        "username": account.username,
        "email": account.email,
        "name": account.name,
        "role": cast(Any, account.role),
        "enabled": account.enabled,
        "invited": account.invited,
        "departments": list(member.departments) if member else [],
        "created_at": iso(account.created_at),
        "me": account.username == me,
    }
