"""Bulk actions as the API shows them."""

from collections import Counter
from datetime import datetime
from typing import cast

from functions.bulk import answers as a
from functions.bulk.estimate import estimate
from functions.bulk.look import Seen
from functions.bulk.ports import Setup
from functions.bulk.prepare import Forecast
from functions.bulk.sentences import REASONS
from functions.bulk.steer import complete, possible
from mianyue.domain.bulk import Left, Tally
from mianyue.domain.errors import NotFound
from mianyue.domain.prices import SES
from mianyue.http.answers import Moment, bilingual, iso


def preview(found: Forecast, setup: Setup) -> a.BulkPreview:
    """What a bulk action would do."""
    estimated = estimate(found.mails, found.quota)
    return {
        "bulk_id": found.bulk_id,
        "kind": found.wanted.kind.value,
        "stage": found.wanted.stage,
        "position_id": found.wanted.position_id,
        "total": found.total,
        "acts": len(found.listed),
        "left_out": _reasons(found.unacted),
        "mails": found.mails,
        "invited": found.invited,
        "told": found.told,
        "without_mail": _reasons(found.unmailed),
        "hold_seconds": setup.company.bulk_hold_seconds,
        "first_at": _iso(found.first_at),
        "last_at": _iso(found.last_at),
        "cost": {
            "least": f"{estimated.least:.4f}",
            "most": f"{estimated.most:.4f}",
            "read_on": SES.read_on.isoformat(),
            "source": SES.source,
        },
        "rate": estimated.rate,
        "seconds": estimated.seconds,
        "further_days": estimated.further_days,
    }


def bulk(seen: Seen, setup: Setup) -> a.Bulk:
    """A bulk action and how far it is."""
    found, tally = seen.bulk, seen.tally
    return {
        "bulk_id": found.bulk_id,
        "kind": found.kind.value,
        "stage": found.stage,
        "position_id": found.position_id,
        "position_name": _position_name(setup, found.position_id),
        "status": found.status.value,
        "complete": complete(found, tally),
        "steps": [step.value for step in possible(found, tally)],
        "total": found.total,
        "position": found.position,
        "acted": found.acted,
        "unchanged": found.unchanged,
        "conflict": found.conflict,
        "missing": found.missing,
        "stage_gone": found.stage_gone,
        "expected": found.expected,
        "mails": _tally(tally),
        "starts_at": iso(found.starts_at),
        "created_at": iso(found.created_at),
        "created_by": found.created_by,
        "changed_at": _iso(found.changed_at),
        "changed_by": found.changed_by,
        "left": [_left(each, seen.names.get(each.application_id, "")) for each in seen.left],
    }


def _tally(tally: Tally) -> a.MailTally:
    return cast(a.MailTally, {**tally._asdict(), "waiting": tally.waiting})


def _left(left: Left, name: str) -> a.LeftAlone:
    return {"application_id": left.application_id, "name": name, "outcome": left.outcome.value}


def _reasons(counted: Counter[str]) -> list[a.ReasonCount]:
    return [
        {"reason": reason, "count": count, "message": bilingual(*REASONS[reason])}
        for reason, count in counted.most_common()
    ]


def _position_name(setup: Setup, position_id: str) -> str:
    try:
        return setup.position(position_id).name if position_id else ""
    except NotFound:
        return position_id


def _iso(moment: datetime | None) -> Moment | None:
    return iso(moment) if moment else None
