"""The company that every history plays in: a position, two rules, and templates that say what they are."""

import json
from typing import Any

from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.items import Item
from mianyue.adapters.keys import application_item
from mianyue.adapters.table import Table
from mianyue.domain.application import Application
from mianyue.domain.company import Company, Position, Rule
from mianyue.domain.message import Kind
from mianyue.domain.template import Template
from tests.builders import a_company, a_position, a_rule, a_template, an_application

_BODY = "<p>{{ candidate.name }}</p>{{ blocks.details }}{{ blocks.button }}"
RULES = (
    a_rule(
        rule_id="screened",
        stage="screened",
        family="sales",
        stands_in=("written_test_passed",),
        expiry_mail=True,
        reminders=3,
        confirm_seconds=30 * 3600,
    ),
    a_rule(
        rule_id="final",
        stage="final_interview",
        family="sales",
        deadline_days=3,
        reentry=True,
        confirm_seconds=12 * 3600,
    ),
)
"""One rule asks to confirm later than it reminds of an unopened mail, the other sooner."""
STAGES = ("screened", "final_interview", "written_test_passed", "offer", "rejected", "withdrawn")
"""Where HR moves people: two stages that invite, one that a first invitation outlives, one that does nothing, two that
end it."""
AT_ONCE = a_company()
IN_OFFICE_HOURS = a_company(
    daily_reminders=2, hold_seconds=120, quiet_from=20, quiet_until=9, sending_days=(0, 1, 2, 3, 4)
)


def things(company: Company) -> tuple[Company | Position | Rule | Template, ...]:
    """All that HR has set up."""
    templates = [a_template(kind=kind, subject=f"{kind} {{{{ position.name }}}}", body=_BODY) for kind in Kind]
    return company, a_position(), *RULES, *templates


def a_person(number: int, *, now: Any, zone: str, mailbox: int = 0, **changes: Any) -> Application:
    """Candidate `number`, who has applied and stands nowhere yet; `mailbox` is whose mails they get too."""
    return an_application(
        application_id=f"{number:020x}",
        candidate_id=f"candidate-{number}",
        name=f"姓名{number}号",
        email=f"person{mailbox or number}@example.com",
        phone=f"+86185196640{number:02d}",
        stage="applied",
        entry=1,
        created_at=now,
        zone=zone,
        **changes,
    )


def put_person(table: Any, application: Application) -> None:
    """Let somebody have applied."""
    table.call("PutItem", {"TableName": table.name, "Item": application_item(application)})


def put_company(table: Any, company: Company = AT_ONCE) -> None:
    """Let HR have set up everything."""
    for item in _company_items(company):
        table.call("PutItem", {"TableName": table.name, "Item": item})


def _company_items(company: Company) -> tuple[Item, ...]:
    noted = _Noting()
    CompanyStore(Table(noted, "mianyue"), lambda: 0.0).save(*things(company))  # type: ignore[arg-type]
    return tuple(noted.items)


class _Noting:
    """In place of a client: what the store writes, to be written into every new table."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def json(self, _service: str, _target: str, request: dict[str, Any]) -> dict[str, Any]:
        self.items.append(json.loads(json.dumps(request["Item"])))
        return {}
