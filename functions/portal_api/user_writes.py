"""Inviting people and changing what they may: parse, call one use case, answer with the list as it is then (O4)."""

from functions.portal_api import user_answers as a
from functions.portal_api import user_requests as r
from functions.portal_api.parts import parts_of
from functions.portal_api.user_desk import UserDesk
from functions.portal_api.user_view import user_list
from mianyue.http.powertools import Router
from mianyue.http.roles import ADMIN, caller
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "POST", "/api/hr/users", ADMIN, act="user.invited", answers=a.UserList)
def invite_user(body: r.Invitation) -> a.UserList:
    """Invite somebody by mail, with a temporary password."""
    _desk().invite(body.email, body.name, body.role, body.departments)
    return _now()


@route(router, "POST", "/api/hr/users/<username>/invitation", ADMIN, act="user.invited_again", answers=a.UserList)
def invite_user_again(username: str) -> a.UserList:
    """Send the invitation again, with another temporary password."""
    _desk().invite_again(username)
    return _now()


@route(router, "PUT", "/api/hr/users/<username>/role", ADMIN, act="user.role_changed", answers=a.UserList)
def change_role(username: str, body: r.RoleRequest) -> a.UserList:
    """Give somebody another role; it holds from their next request on."""
    _desk().give_role(username, body.role)
    return _now()


@route(router, "PUT", "/api/hr/users/<username>/enabled", ADMIN, act="user.enabled", answers=a.UserList)
def enable_user(username: str, body: r.EnabledRequest) -> a.UserList:
    """Let somebody sign in, or not any more."""
    _desk().enable(username, enabled=body.enabled)
    return _now()


@route(router, "PUT", "/api/hr/users/<username>/departments", ADMIN, act="user.assigned", answers=a.UserList)
def assign_user(username: str, body: r.DepartmentsRequest) -> a.UserList:
    """Say which departments somebody belongs to."""
    _desk().assign(username, body.departments)
    return _now()


@route(router, "POST", "/api/hr/users/<username>/sign-out", ADMIN, act="user.signed_out", answers=a.UserList)
def sign_user_out(username: str) -> a.UserList:
    """Sign somebody out everywhere, at once."""
    _desk().sign_out(username)
    return _now()


def _desk() -> UserDesk:
    parts = parts_of(router)
    return UserDesk(parts.pool, parts.members, caller(router.current_event.raw_event).username, parts.clock())


def _now() -> a.UserList:
    return user_list(parts_of(router), caller(router.current_event.raw_event).username)
