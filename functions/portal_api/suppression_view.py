"""A suppression as the API answers it."""

from collections.abc import Mapping
from typing import Literal, cast

from functions.portal_api import suppression_answers as a
from mianyue.domain.suppression import Suppression
from mianyue.http.answers import iso


def suppression_view(suppression: Suppression, names: Mapping[str, str]) -> a.SuppressionShape:
    """One line of the list; `names` are candidates by application."""
    return {
        "address": suppression.address,
        "reason": cast(Literal["bounced", "complained"], suppression.reason),
        "at": iso(suppression.at),
        "application_id": suppression.application_id,
        "candidate_name": names.get(suppression.application_id, ""),
        "message_id": suppression.message_id,
        "lifted_at": iso(suppression.lifted_at) if suppression.lifted_at else None,
        "lifted_by": suppression.lifted_by,
        "lifted_because": suppression.lifted_because,
    }
