"""What HR has set up, to look at and to edit: parse, call one use case, map the result (H5)."""

from functions.portal_api import setup_answers as a
from functions.portal_api.parts import parts_of
from functions.portal_api.setup_views import whole_setup
from mianyue.http.powertools import Router
from mianyue.http.roles import HR
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "GET", "/api/hr/setup", HR, answers=a.SetupShape)
def setup() -> a.SetupShape:
    """All that HR has set up, as it stands now, and what may be chosen from."""
    return whole_setup(parts_of(router), router.current_event.raw_event)
