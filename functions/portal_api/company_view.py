"""The company as HR sees it: what has been set up."""

from functions.portal_api import hr_answers as a
from functions.portal_api.ports import Setup
from mianyue.domain.company import Position


def company_view(setup: Setup) -> a.CompanyShape:
    """The company and what HR has set up."""
    return {
        "name": setup.company.name,
        "language": setup.company.language,
        "zone": setup.company.zone,
        "stages": list(setup.company.stages),
        "stage_names": dict(setup.company.stage_names),
        "positions": [_position(each) for each in setup.positions],
    }


def _position(position: Position) -> a.PositionShape:
    return {
        "position_id": position.position_id,
        "name": position.name,
        "name_en": position.name_en,
        "family": position.family,
        "length_minutes": position.length_minutes,
    }
