"""What HR sets up: parse, call one use case, answer with the set-up as it is then.

Rules, stages and the company's settings decide what is sent to everybody: an admin changes them. Positions open and
fill day by day: HR changes them too, all but where the interview takes place.
"""

from typing import Annotated

from functions.portal_api import save_company, save_position, save_stages
from functions.portal_api import setup_answers as a
from functions.portal_api import setup_requests as r
from functions.portal_api.dry_run import DryRun
from functions.portal_api.parts import Parts, parts_of
from functions.portal_api.save_rule import RuleDesk
from functions.portal_api.setup_fields import new_rule_id, position_of, rule_of, stages_of
from functions.portal_api.setup_views import dry_run_part, whole_setup
from mianyue.domain.audit import NOTHING
from mianyue.http.inputs import Whole
from mianyue.http.powertools import Router
from mianyue.http.roles import ADMIN, HR, is_admin
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "POST", "/api/hr/setup/rules", ADMIN, act="rule.added", answers=a.SetupShape)
def add_rule(body: r.NewRule) -> a.SetupShape:
    """Add a rule."""
    _rules().add(rule_of(body.rule, new_rule_id(_parts().clock())))
    return _now()


@route(router, "PUT", "/api/hr/setup/rules/<rule_id>", ADMIN, act="rule.changed", answers=a.SetupShape)
def change_rule(rule_id: str, body: r.ChangedRule) -> a.SetupShape:
    """Change a rule, switch it on or off."""
    _rules().change(rule_of(body.rule, rule_id), body.seen)
    return _now()


@route(router, "DELETE", "/api/hr/setup/rules/<rule_id>", ADMIN, act="rule.removed", answers=a.SetupShape)
def remove_rule(rule_id: str, seen: Annotated[int, Whole(1, 10**9)] = 1) -> a.SetupShape:
    """Remove a rule; who was invited by it stays invited."""
    _rules().remove(rule_id, seen)
    return _now()


@route(router, "POST", "/api/hr/setup/dry-run", HR, act=NOTHING, answers=a.DryRunPart)
def dry_run(body: r.DryRunRequest) -> a.DryRunPart:
    """Whom a rule would write to if it were on (R6): one part of the applications, and writes nothing."""
    parts = _parts()
    now = parts.clock()
    rule = rule_of(body.rule, body.rule_id or new_rule_id(now))
    tried = DryRun(rule, parts.setups.newest(), parts.templates, parts.stories, now)
    return dry_run_part(tried.part(parts.listing, body.cursor))


@route(router, "PUT", "/api/hr/setup/stages", ADMIN, act="stage.changed", answers=a.SetupShape)
def change_stages(body: r.StagesRequest) -> a.SetupShape:
    """Add, rename, order and remove stages (R1)."""
    save_stages.save_stages(_parts().setups, _parts().listing, stages_of(body), body.seen)
    return _now()


@route(router, "POST", "/api/hr/setup/positions", HR, act="position.added", answers=a.SetupShape)
def add_position(body: r.NewPosition) -> a.SetupShape:
    """Add a position."""
    save_position.add_position(_parts().setups, position_of(body.position), by_admin=_by_admin())
    return _now()


@route(router, "PUT", "/api/hr/setup/positions/<position_id>", HR, act="position.changed", answers=a.SetupShape)
def change_position(position_id: str, body: r.ChangedPosition) -> a.SetupShape:
    """Change a position."""
    position = position_of(body.position, position_id)
    save_position.change_position(_parts().setups, position, body.seen, by_admin=_by_admin())
    return _now()


@route(router, "PUT", "/api/hr/setup/positions/<position_id>/filled", HR, act="position.filled", answers=a.SetupShape)
def mark_filled(position_id: str, body: r.FilledRequest) -> a.SetupShape:
    """Nobody, or everybody again, is invited for a position from here on (R5)."""
    save_position.mark_filled(_parts().setups, position_id, body.filled, body.seen)
    return _now()


@route(router, "PUT", "/api/hr/setup/company", ADMIN, act="company.changed", answers=a.SetupShape)
def change_company(body: r.CompanyRequest) -> a.SetupShape:
    """Change the company's settings."""
    save_company.change_company(_parts().setups, body.company.model_dump(), body.seen)
    return _now()


def _rules() -> RuleDesk:
    return RuleDesk(_parts().setups, _parts().templates)


def _by_admin() -> bool:
    return is_admin(router.current_event.raw_event)


def _parts() -> Parts:
    return parts_of(router)


def _now() -> a.SetupShape:
    return whole_setup(_parts(), router.current_event.raw_event)
