"""Count and cost before anything happens: whom a bulk action acts on, who gets a mail, who not and why (B3).

The list that was counted is kept, and is the list that will be worked through: what HR has read is what happens.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from typing import NamedTuple

from functions.bulk.drafts import Draft, keep
from functions.bulk.foresee import Foreseen, Foresight
from functions.bulk.ports import AskQuota, Files, Histories, Listing, Quota, Setup, Setups
from mianyue.domain.application import Application
from mianyue.domain.bulk import LARGEST, BulkKind, starting
from mianyue.domain.errors import InvalidInput
from mianyue.domain.narrowing import Narrowing

_TOGETHER = 100
"""Applications read at once."""


class Wanted(NamedTuple):
    """What HR asks for: those chosen by hand as (application, stage entry seen), or everybody in a narrowed list."""

    kind: BulkKind
    stage: str = ""
    position_id: str = ""
    chosen: tuple[tuple[str, int], ...] = ()
    narrowed: Narrowing | None = None


@dataclass
class Forecast:
    """What a bulk action comes to. All count applications, by reason where there is one; `mails` counts mails."""

    bulk_id: str
    wanted: Wanted
    starts_at: datetime
    total: int = 0
    listed: list[tuple[str, int]] = field(default_factory=list)
    invited: int = 0
    told: int = 0
    mails: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    unacted: Counter[str] = field(default_factory=Counter)
    unmailed: Counter[str] = field(default_factory=Counter)
    quota: Quota | None = None

    def add(self, application_id: str, seen: int, foreseen: Foreseen) -> None:
        """Count one application."""
        self.total += 1
        if not foreseen.acts:
            self.unacted[foreseen.reason] += 1
            return
        self.listed.append((application_id, seen))
        self.invited += bool(foreseen.invited_at)
        self.told += bool(foreseen.told)
        if not foreseen.mails:
            self.unmailed[foreseen.reason] += 1
        for at in foreseen.mails:
            self._mail(at)

    def _mail(self, at: datetime) -> None:
        self.mails += 1
        self.first_at = min(self.first_at or at, at)
        self.last_at = max(self.last_at or at, at)


@dataclass(frozen=True)
class Counting:
    """What preparing needs from outside."""

    setups: Setups
    listing: Listing
    histories: Histories
    files: Files
    ask_quota: AskQuota
    clock: Callable[[], datetime]


def prepare(counting: Counting, wanted: Wanted, *, bulk_id: str) -> Forecast:
    """Count, and keep the list under `bulk_id`; nothing else is written.

    Raises InvalidInput (`unknown_stage`, `unknown_position`, `everybody_withdrawn`, `nobody_chosen`,
    `too_many_chosen`).
    """
    setup = counting.setups.newest()
    _check(wanted, setup)
    now = counting.clock()
    starts_at = starting(now, setup.company.bulk_hold_seconds)
    forecast = Forecast(bulk_id, wanted, starts_at)
    foresight = Foresight(wanted.kind, wanted.stage, bulk_id, setup, starts_at)
    for some in batched(_chosen(counting, wanted), _TOGETHER, strict=False):
        _count(counting, forecast, foresight, some)
    forecast.quota = counting.ask_quota()
    draft = Draft(wanted.kind, wanted.stage, wanted.position_id, forecast.mails, now, tuple(forecast.listed))
    keep(counting.files, bulk_id, draft)
    return forecast


def _check(wanted: Wanted, setup: Setup) -> None:
    if wanted.kind is BulkKind.MOVE and wanted.stage not in setup.company.stages:
        raise InvalidInput("stage", "unknown_stage", wanted.stage)
    if wanted.kind is BulkKind.WITHDRAW:
        _check_withdrawal(wanted, setup)


def _check_withdrawal(wanted: Wanted, setup: Setup) -> None:
    """Nobody ends every interview of the company by leaving out a field."""
    if wanted.position_id and wanted.position_id not in {each.position_id for each in setup.positions}:
        raise InvalidInput("position_id", "unknown_position", wanted.position_id)
    if wanted.narrowed and wanted.narrowed.takes_all:
        raise InvalidInput("position_id", "everybody_withdrawn")


def _chosen(counting: Counting, wanted: Wanted) -> list[tuple[str, int]]:
    chosen = list(wanted.chosen) if wanted.narrowed is None else _everybody(counting, wanted.narrowed)
    if not chosen:
        raise InvalidInput("applications", "nobody_chosen")
    return list(dict(chosen).items())


def _everybody(counting: Counting, narrowed: Narrowing) -> list[tuple[str, int]]:
    page = counting.listing.page(limit=LARGEST, wanted=lambda line: narrowed.wants(line.application))
    if page.cursor:
        raise InvalidInput("applications", "too_many_chosen", f"{LARGEST}")
    return [(line.application.application_id, line.application.entry) for line in page.rows]


def _count(counting: Counting, forecast: Forecast, foresight: Foresight, some: tuple[tuple[str, int], ...]) -> None:
    found: dict[str, Application] = counting.listing.applications({application_id for application_id, _ in some})
    stories = counting.histories.of(found.values())
    for application_id, seen in some:
        story = stories.get(application_id)
        foreseen = foresight.of(story, seen) if story else Foreseen(False, reason="not_found")
        forecast.add(application_id, seen, foreseen)
