"""The company's own pipeline: stages added, renamed, put in order, and removed when nobody needs them (R1)."""

from collections.abc import Sequence
from copy import replace
from typing import NamedTuple

from functions.portal_api.allowed_values import require, require_length
from functions.portal_api.ports import Listing, Setup, Setups
from functions.portal_api.save_seen import saved_seen
from mianyue.domain.company import Rule
from mianyue.domain.errors import InvalidInput

LONGEST_NAME = 40
LOOKED_AT_ONCE = 1000
MOST_LOOKED_AT = 20_000
"""How many applications are looked at before a stage is taken for empty."""
MOST_NAMED = 5


class Stage(NamedTuple):
    """One stage as HR wants it. A new one has no key yet; '' as name leaves it its usual name."""

    stage: str
    name: str
    closing: bool


def save_stages(setups: Setups, listing: Listing, wanted: Sequence[Stage], seen: int) -> None:
    """Save the whole pipeline in place of the company's revision `seen`.

    Raises InvalidInput (`stage_in_rule`, `stage_not_empty` …), Refused (`changed_meanwhile`).
    """
    setup = setups.newest()
    stages = _with_keys(wanted, setup.company.stages)
    _check(stages)
    removed = [each for each in setup.company.stages if each not in {stage.stage for stage in stages}]
    _require_unused(removed, stages, setup)
    _require_empty(removed, listing)
    company = replace(
        setup.company,
        stages=tuple(each.stage for each in stages),
        stage_names={each.stage: each.name for each in stages if each.name},
        closing_stages=tuple(each.stage for each in stages if each.closing),
    )
    saved_seen(lambda: setups.change(company, seen))


def _with_keys(wanted: Sequence[Stage], known: Sequence[str]) -> list[Stage]:
    """A new stage is known by its first name from here on, whatever it is called later."""
    taken = {*known, *(each.stage for each in wanted)}
    keyed: list[Stage] = []
    for each in wanted:
        name = " ".join(each.name.split())
        require(each.stage in known or (not each.stage and bool(name)), "stages", "stage_name", each.stage)
        key = each.stage or _free(name, taken)
        taken.add(key)
        keyed.append(Stage(key, "" if name == key else name, each.closing))
    return keyed


def _free(name: str, taken: set[str]) -> str:
    names = (name, *(f"{name} {number}" for number in range(2, len(taken) + 3)))
    return next(each for each in names if each not in taken)


def _check(stages: Sequence[Stage]) -> None:
    require(bool(stages), "stages", "no_stage")
    first = stages[0]
    require(not first.closing, "stages", "closing_stage_first", first.name or first.stage)
    shown: set[str] = set()
    for each in stages:
        name = each.name or each.stage
        require_length("stages", name, LONGEST_NAME)
        require(name.casefold() not in shown, "stages", "stage_twice", name)
        shown.add(name.casefold())


def _require_unused(removed: Sequence[str], stages: Sequence[Stage], setup: Setup) -> None:
    """No rule may name a stage that is gone, nor invite in one that ends an application."""
    closing = {each.stage for each in stages if each.closing}
    for rule in setup.rules:
        for stage in removed:
            require(stage not in _used(rule), "stages", "stage_in_rule", stage)
        for stage in (rule.stage, *rule.stands_in):
            require(stage not in closing, "stages", "closing_stage_in_rule", stage)


def _used(rule: Rule) -> tuple[str, ...]:
    return (rule.stage, rule.passed_stage, *rule.stands_in)


def _require_empty(removed: Sequence[str], listing: Listing) -> None:
    """Whoever stands there is named, a few of them."""
    if not removed:
        return
    looked_at, cursor, names = 0, "", list[str]()
    while looked_at < MOST_LOOKED_AT and len(names) <= MOST_NAMED:
        page = listing.page(limit=LOOKED_AT_ONCE, cursor=cursor, wanted=lambda _: True)
        names += [each.application.name for each in page.rows if each.application.stage in removed]
        if not page.cursor:
            break
        looked_at, cursor = looked_at + len(page.rows), page.cursor
    else:
        require(bool(names), "stages", "stage_unchecked", removed[0])
    if names:
        raise InvalidInput("stages", "stage_not_empty", _few(names))


def _few(names: Sequence[str]) -> str:
    return " · ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
