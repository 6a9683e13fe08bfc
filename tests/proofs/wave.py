"""A wave of invitations as HR sets it going, answers for it, and counts what has come of it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import batched
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from mianyue import starter
from mianyue.adapters import keys
from mianyue.adapters.link_signer import LinkSigner
from mianyue.domain.link import Scope
from tests.journey.hr import Hr
from tests.journey.laptop import RunningLaptop

POSITIONS = ("销售代表", "电商运营", "客服专员", "运营实习生")
"""One of each family that is invited once screened."""
HALF_A_DAY = 12 * 60 * 60


class Accepted(NamedTuple):
    """A mail that the mailbox has: who got it, and the interview that its link belongs to."""

    to: str
    application_id: str
    entry: int


class Wave:
    """People who are to get one invitation each, and nothing else."""

    def __init__(self, laptop: RunningLaptop, people: int) -> None:
        self._laptop = laptop
        self.addresses = [f"person{number:04d}@example.com" for number in range(people)]

    def invite(self) -> None:
        """Import everybody, and move them to the stage that invites."""
        remind_after_half_a_day(self._laptop)
        hr = Hr(self._laptop)
        hr.import_file("wave.csv", "\n".join(self._lines()).encode(), seconds=600)
        rows = self.rows()
        assert len(rows) == len(self.addresses)
        for some in batched(rows.values(), 100, strict=False):
            assert set(hr.move("screened", *some)) == {"moved"}

    def _lines(self) -> Iterator[str]:
        yield "姓名,邮箱,应聘岗位"
        for number, address in enumerate(self.addresses):
            yield f"候选{number:04d},{address},{POSITIONS[number % len(POSITIONS)]}"

    def rows(self) -> dict[str, Any]:
        """Each address with its application, as the list shows it."""
        wanted = set(self.addresses)
        return {row["email"]: row for row in Hr(self._laptop).every_application() if row["email"] in wanted}

    def waits_for(self) -> list[str]:
        """Those whose invitation is not known to have been delivered."""
        interviews = {address: row["interview"] for address, row in self.rows().items()}
        return [address for address, found in interviews.items() if not found or found["progress"] != "delivered"]

    def messages(self) -> dict[str, list[tuple[str, str]]]:
        """Kind and status of every message that we know of."""
        hr = Hr(self._laptop)
        details = {address: hr.detail(row["application_id"]) for address, row in self.rows().items()}
        return {
            address: [(message["kind"], message["status"]) for message in found["messages"]]
            for address, found in details.items()
        }

    def mails(self) -> list[dict[str, Any]]:
        """The mailbox's mails to anybody of the wave."""
        wanted = set(self.addresses)
        return [mail for mail in self._laptop.mails() if mail["to"] in wanted]

    def accepted(self) -> list[Accepted]:
        """Those mails with what their links say, under the stack's own signature."""
        secret = self._laptop.client("secretsmanager").get_secret_value(
            SecretId=self._laptop.outputs["LinkKeysSecretArn"]
        )
        link_keys = json.loads(secret["SecretString"])
        signer = LinkSigner(lambda: link_keys)
        return [self._accepted(mail, signer) for mail in self.mails()]

    def _accepted(self, mail: dict[str, Any], signer: LinkSigner) -> Accepted:
        token = urlsplit(self._laptop.link(mail["id"])).path.removeprefix("/t/")
        claim = signer.verify(Scope.LINK, token, datetime.now(UTC))
        return Accepted(mail["to"], claim.application_id, claim.entry)

    def expected(self) -> list[Accepted]:
        """What the model says: one mail for each, with the link of the one interview there is."""
        return [
            Accepted(address, row["application_id"], row["interview"]["number"]) for address, row in self.rows().items()
        ]


class Doubts:
    """HR at the open cases: what is in the mailbox is left, what is not is sent again."""

    def __init__(self, laptop: RunningLaptop) -> None:
        self._laptop = laptop
        self.asked: list[str] = []
        """The answer given to each question."""

    def answer(self) -> int:
        """Answer every open question; how many there were. Any other kind of exception is a defect."""
        hr = Hr(self._laptop)
        cases = hr.call("GET", "/cases")["cases"]
        assert {case["kind"] for case in cases} <= {"doubtful"}, cases
        there = {mail["to"] for mail in self._laptop.mails()}
        for case in cases:
            address = hr.detail(case["application_id"])["email"]
            self._settle(hr, case, "leave" if address in there else "send_again")
        return len(cases)

    def _settle(self, hr: Hr, case: dict[str, Any], answer: str) -> None:
        path = f"/applications/{case['application_id']}/cases/{case['case_id']}/resolve"
        hr.call("POST", path, {"resolution": answer})
        self.asked.append(answer)


def remind_after_half_a_day(laptop: RunningLaptop) -> None:
    """As in a real company: the demo company's reminders would come while the invitations still go out."""
    for rule in starter.rules(HALF_A_DAY):
        laptop.client("dynamodb").put_item(TableName=laptop.outputs["TableName"], Item=keys.rule_item(rule))
