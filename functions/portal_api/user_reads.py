"""Who may sign in: parse, call one use case, map the result (O4)."""

from functions.portal_api import user_answers as a
from functions.portal_api.parts import parts_of
from functions.portal_api.user_view import user_list
from mianyue.http.powertools import Router
from mianyue.http.roles import ADMIN, caller
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "GET", "/api/hr/users", ADMIN, answers=a.UserList)
def users() -> a.UserList:
    """Everybody who may sign in, with their role."""
    return user_list(parts_of(router), caller(router.current_event.raw_event).username)
