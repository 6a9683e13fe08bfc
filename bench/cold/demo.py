"""The starter's demo company as the stub knows it: its table, its link keys, and one invitation that is due."""

import json
from collections.abc import Iterable
from copy import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.cold.aws_stub import Asked
from mianyue import starter
from mianyue.adapters import keys
from mianyue.adapters.items import Item, encode_value
from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.links import Links
from mianyue.domain.application import Application, CandidateType, StageEntry
from mianyue.domain.company import Rule
from mianyue.domain.interview import Interview
from mianyue.domain.message import Kind, Message, new_message
from mianyue.domain.rules import invited

SITE = "https://jobs.example.com"
ORIGIN_SECRET = "origin-secret"  # noqa: S105 - of nobody
_LINK_KEYS = {"active": "1", "1": "0123456789abcdef" * 4}
_APPLICATIONS = 20
_COMPANY = replace(starter.company(), quiet_from=0, quiet_until=0)
"""It is measured at night, too."""
_TEMPLATE = "invitation#family:sales#zh-CN"
_USUAL_TEXTS = Path(__file__).parent / "texts"


class Demo:
    """A table in which the newest application has an invitation to be sent, and the others an interview each."""

    def __init__(self) -> None:
        now = datetime.now(UTC)
        position = starter.positions("https://interview.example.com/room")[0]
        rule = next(each for each in starter.default_rules() if each.family == position.family)
        self._applications = [_application(n, now) for n in range(_APPLICATIONS)]
        self._interviews = [_interview(each, rule, now) for each in self._applications]
        self.message: Message = new_message(self._interviews[0], Kind.INVITATION, "invite", now=now)
        self._due = keys.message_key(self.message.application_id, self.message.message_id)
        self._at_first = {(item["pk"]["S"], item["sk"]["S"]): item for item in self._all_items()}
        self._items = dict(self._at_first)

    def answer(self, asked: Asked) -> bytes:
        """What AWS would answer. Once the invitation is sent it is due again, so every mail meets the same table."""
        if asked.service == "s3":  # which speaks XML, and says nothing to a PUT
            return b""
        return json.dumps(self._answer(asked), ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def token(self) -> str:
        """The token in the link of the newest interview."""
        return Links(LinkSigner(lambda: _LINK_KEYS), SITE).tracking(self._interviews[0]).rpartition("/")[2]

    def _answer(self, asked: Asked) -> dict[str, Any]:
        match asked.service, asked.operation:
            case "secretsmanager", "GetSecretValue":
                return {"ARN": "arn", "Name": "link-keys", "SecretString": json.dumps(_LINK_KEYS)}
            case "dynamodb", "BatchGetItem":
                return {"Responses": self._found(json.loads(asked.body)["RequestItems"]), "UnprocessedKeys": {}}
            case "dynamodb", "Query":
                return _page(self._queried(json.loads(asked.body)))
            case "dynamodb", "TransactWriteItems":
                self._write(json.loads(asked.body)["TransactItems"])
            case "email", "GET /v2/email/account":
                quota = {"Max24HourSend": -1, "MaxSendRate": 1_000_000, "SentLast24Hours": 0}
                return {"SendingEnabled": True, "SendQuota": quota}
            case "email", _:
                return {"MessageId": "0107019b-0000-4000-8000-00000000abcd-000000"}
            case "scheduler", _:
                return {"ScheduleArn": "arn:aws:scheduler:eu-central-1:123456789012:schedule/group/name"}
        return {}

    def _found(self, wanted: dict[str, dict[str, Any]]) -> dict[str, list[Item]]:
        asked = {name: [(key["pk"]["S"], key["sk"]["S"]) for key in each["Keys"]] for name, each in wanted.items()}
        return {name: [self._items[key] for key in each if key in self._items] for name, each in asked.items()}

    def _queried(self, query: dict[str, Any]) -> list[Item]:
        index = query.get("IndexName", "")
        name = f"{index}pk"
        wanted = query["ExpressionAttributeValues"][":pk"]
        found = [item for item in self._items.values() if item.get(name) == wanted]
        sort = f"{index}sk"
        return sorted(found, key=lambda item: str(item[sort]["S"]), reverse=not query.get("ScanIndexForward", True))

    def _write(self, operations: list[dict[str, Any]]) -> None:
        for item in (each["Put"]["Item"] for each in operations if "Put" in each):
            self._items[item["pk"]["S"], item["sk"]["S"]] = item
        if self._items[self._due]["status"]["S"] == "sent":
            self._items = dict(self._at_first)

    def _all_items(self) -> Iterable[Item]:
        yield keys.company_item(_COMPANY)
        yield from map(keys.position_item, starter.positions("https://interview.example.com/room"))
        yield from map(keys.rule_item, starter.default_rules())
        yield from map(keys.application_item, self._applications)
        yield from map(keys.interview_item, self._interviews)
        yield keys.message_item(self.message)
        template = next(each for each in starter.templates() if each.key == _TEMPLATE)
        yield keys.template_item(template) | _usual_texts()


def _application(number: int, now: datetime) -> Application:
    return Application(
        application_id=f"{number:020x}",
        candidate_id=f"c{number}",
        position_id="sales-representative",
        name="欧阳敏",
        email=f"candidate{number}@example.com",
        phone=f"+86185196640{number:02d}",
        candidate_type=CandidateType.EXPERIENCED,
        language="zh-CN",
        zone="Asia/Shanghai",
        stage="screened",
        entry=1,
        created_at=now - timedelta(minutes=number),
    )


def _interview(application: Application, rule: Rule, now: datetime) -> Interview:
    entry = StageEntry(application.application_id, 1, "screened", now, "hr")
    position = starter.positions("https://interview.example.com/room")[0]
    made = invited(application, entry, rule=rule, company=_COMPANY, position=position, now=now)
    return replace(made, unopened_after_seconds=3600)


def _usual_texts() -> Item:
    """The same mail as a Jinja2 template in the usual way, beside ours in the same item."""
    return {path.stem: encode_value(path.read_text("utf-8")) for path in sorted(_USUAL_TEXTS.iterdir())}


def _page(items: list[Item]) -> dict[str, Any]:
    return {"Items": items, "Count": len(items), "ScannedCount": len(items)}
