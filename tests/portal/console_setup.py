"""What the set-up's and the waiting messages' part of HR's API answers in the tests of pages."""

from copy import deepcopy
from typing import Any

RULE: dict[str, Any] = {
    "rev": 1,
    "rule_id": "invite-sales",
    "stage": "screened",
    "family": "sales",
    "position_id": "",
    "candidate_type": "",
    "passed_stage": "",
    "enabled": True,
    "moment": "now",
    "send_hour": 9,
    "days_ahead": 2,
    "hour": 14,
    "deadline_days": 5,
    "reminders": 2,
    "reminder_seconds": 0,
    "confirm_seconds": 0,
    "channels": ["mail"],
    "template_scope": "",
    "reentry": False,
    "stands_in": [],
    "withdrawal_mail": True,
    "expiry_mail": False,
    "overruled_by": None,
}
POSITION: dict[str, Any] = {
    "rev": 1,
    "position_id": "p",
    "name": "销售代表",
    "name_en": "Sales",
    "family": "sales",
    "length_minutes": 30,
    "format": "",
    "format_en": "",
    "platform_url": "",
    "filled": False,
}
SETUP: dict[str, Any] = {
    "company": {
        "rev": 1,
        "name": "云帆",
        "language": "zh-CN",
        "zone": "Asia/Shanghai",
        "hr_name": "林晓岚",
        "hr_email": "hr@example.com",
        "hr_phone": "0571-5550-0126",
        "highlights": "双休，弹性上班",
        "platform_url": "https://interview.example.com/",
        "campus_reminder_seconds": 43200,
        "experienced_reminder_seconds": 86400,
        "campus_confirm_seconds": 43200,
        "experienced_confirm_seconds": 86400,
        "daily_reminders": 1,
        "hold_seconds": 120,
        "bulk_hold_seconds": 300,
        "new_time_hours": 24,
        "most_new_times": 3,
        "quiet_from": 21,
        "quiet_until": 8,
        "sending_days": [0, 1, 2, 3, 4],
    },
    "stages": [
        {"stage": "applied", "name": "", "closing": False},
        {"stage": "screened", "name": "", "closing": False},
        {"stage": "written_test_passed", "name": "", "closing": False},
        {"stage": "ai_interview", "name": "", "closing": False},
        {"stage": "群面", "name": "小组面试", "closing": False},
        {"stage": "hired", "name": "", "closing": True},
    ],
    "positions": [
        POSITION,
        {
            **POSITION,
            "position_id": "q",
            "name": "Python后端工程师",
            "name_en": "Python Engineer",
            "family": "technical",
        },
        {
            **POSITION,
            "position_id": "f",
            "name": "前台",
            "name_en": "Receptionist",
            "family": "general",
            "filled": True,
        },
    ],
    "rules": [
        RULE,
        {**RULE, "rule_id": "invite-all", "family": "", "moment": "hour", "send_hour": 10, "enabled": False},
        {
            **RULE,
            "rule_id": "invite-technical",
            "stage": "written_test_passed",
            "family": "technical",
            "candidate_type": "campus",
            "passed_stage": "screened",
            "stands_in": ["ai_interview", "群面"],
            "reminder_seconds": 43200,
            "expiry_mail": True,
        },
    ],
    "families": ["sales", "technical", "operations", "customer_service", "intern", "general"],
    "channels": ["mail"],
    "template_scopes": ["default", "family:sales", "position:p", "set:秋招"],
    "may_change": {"rules": True, "positions": True, "company": True},
}


def waiting(number: int, **more: Any) -> dict[str, Any]:
    """An invitation that can still be taken back."""
    return {
        "application_id": f"a{number}",
        "entry": 1,
        "message_id": f"w{number}",
        "kind": "invitation",
        "channel": "mail",
        "candidate_name": f"候选{number}",
        "position_id": "p",
        "position_name": "销售代表",
        "zone": "Asia/Shanghai",
        "due_at": "2026-11-24T02:00:00Z",
        "waits_for": "hold",
        "ends_interview": True,
        "batch": "",
        **more,
    }


def written_to(number: int) -> dict[str, Any]:
    """A line of a dry run."""
    return {
        "application_id": f"a{number}",
        "name": f"候选{number}",
        "position_id": "p",
        "position_name": "销售代表",
        "zone": "Europe/Berlin",
        "send_at": "2026-11-24T07:00:00Z",
        "channel": "mail",
        "template": "family:sales",
        "template_language": "zh-CN",
    }


LEFT_OUT = [
    {
        "application_id": "a8",
        "name": "候选8",
        "position_id": "p",
        "position_name": "销售代表",
        "reason": "other_rule",
        "rule_id": "invite-sales",
    },
    {
        "application_id": "a9",
        "name": "候选9",
        "position_id": "q",
        "position_name": "Python后端工程师",
        "reason": "invited_before",
        "rule_id": "",
    },
]


class FakeSetupApi:
    """`problem` refuses the next change; `outcomes` are those of taking messages back, by message; a filled position
    withdraws `acts`."""

    def __init__(self) -> None:
        self.setup = deepcopy(SETUP)
        self.parts = [
            {"looked_at": 250, "others": 3, "written_to": [written_to(1)], "left_out": [], "cursor": "more"},
            {"looked_at": 12, "others": 0, "written_to": [written_to(2)], "left_out": LEFT_OUT, "cursor": None},
        ]
        self.waiting = [
            waiting(1),
            waiting(2, zone="Europe/Berlin", waits_for="quiet_hours"),
            waiting(3, kind="unopened_reminder", ends_interview=False, waits_for="mail_service"),
        ]
        self.outcomes: dict[str, str] = {}
        self.acts = 4
        self.problem: dict[str, Any] | None = None

    def status(self, method: str) -> int:
        """What the next answer's status is."""
        return 409 if self.problem and method != "GET" else 200

    def answers(self, method: str, path: str, body: dict[str, Any]) -> Any:
        """The answer to a request below setup or scheduled."""
        if self.problem and method != "GET":
            problem, self.problem = self.problem, None
            return {"error": problem}
        if path == "setup/dry-run":
            return self.parts[1 if body["cursor"] else 0]
        if path == "scheduled":
            return {"messages": self.waiting, "cursor": None}
        if path == "scheduled/cancel":
            return {"results": [self._cancelled(each["message_id"]) for each in body["messages"]]}
        self._change(method, path, body)
        return self.setup

    def _cancelled(self, message_id: str) -> dict[str, str]:
        outcome = self.outcomes.get(message_id, "cancelled")
        self.waiting = [each for each in self.waiting if each["message_id"] != message_id]
        return {"message_id": message_id, "outcome": outcome}

    def _change(self, method: str, path: str, body: dict[str, Any]) -> None:
        kind, _, rest = path.removeprefix("setup").strip("/").partition("/")
        identity = rest.removesuffix("/filled")
        if kind == "rules" and method == "DELETE":
            self.setup["rules"] = [each for each in self.setup["rules"] if each["rule_id"] != identity]
        elif kind == "rules" and method == "POST":
            self.setup["rules"].append({**RULE, **body["rule"], "rule_id": "new"})
        elif kind in ("rules", "positions") and method == "PUT":
            for each in self.setup[kind]:
                if identity in (each.get("rule_id"), each["position_id"]):
                    each.update(body.get(kind[:-1], {"filled": body.get("filled", False)}), rev=body["seen"] + 1)
        elif kind == "stages":
            self.setup["stages"] = [{**each, "stage": each["stage"] or each["name"]} for each in body["stages"]]
        elif kind == "company" and method == "PUT":
            self.setup["company"] = {**body["company"], "rev": body["seen"] + 1}
