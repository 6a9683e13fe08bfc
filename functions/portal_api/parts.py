"""What the routes find in their context."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from functions.portal_api import narrowed
from functions.portal_api.ports import (
    Audit,
    Calendar,
    Links,
    Listing,
    Mails,
    Members,
    Outbox,
    Pool,
    Reminders,
    SendQueue,
    Setups,
    Stories,
    Suppressions,
    Templates,
)
from functions.portal_api.question_ports import Faq, Questions
from mianyue.domain.allowed import Allowed, allowed_to
from mianyue.http.powertools import Router
from mianyue.http.roles import Staff, is_admin
from mianyue.http.trail import Trail


@dataclass(frozen=True)
class Parts:
    """Everything outside, as the use cases see it."""

    setups: Setups
    templates: Templates
    listing: Listing
    calendar: Calendar
    stories: Stories
    outbox: Outbox
    reminders: Reminders
    suppressions: Suppressions
    questions: Questions
    faq: Faq
    queue: SendQueue
    mails: Mails
    links: Links
    clock: Callable[[], datetime]
    """The time now, UTC."""
    staff: Staff
    trail: Trail
    pool: Pool
    members: Members
    audit: Audit


def parts_of(router: Router) -> Parts:
    """The parts that the handler has given with the request, as far as the signed-in person may see them (O4).

    Whoever is not signed in has a token of their own, which says what they may see.
    """
    parts, member = cast(Parts, router.context["parts"]), router.context.get("member")
    if member is None or is_admin(router.current_event.raw_event):
        return parts
    setup = parts.setups.setup()
    allowed = allowed_to(setup.company, setup.positions, member.departments)
    return parts if allowed.positions is None else _narrowed(parts, allowed)


def _narrowed(parts: Parts, allowed: Allowed) -> Parts:
    listing = narrowed.NarrowedListing(parts.listing, allowed)
    stories = narrowed.NarrowedStories(parts.stories, allowed)
    return replace(
        parts,
        setups=narrowed.NarrowedSetups(parts.setups, allowed),
        listing=listing,
        stories=stories,
        outbox=narrowed.NarrowedOutbox(parts.outbox, allowed),
        reminders=narrowed.NarrowedReminders(parts.reminders, allowed),
        suppressions=narrowed.NarrowedSuppressions(parts.suppressions, listing),
        questions=narrowed.NarrowedQuestions(parts.questions, stories),
        faq=narrowed.NarrowedFaq(parts.faq, allowed),
    )
