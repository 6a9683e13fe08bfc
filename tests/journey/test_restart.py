"""The engine is killed in the middle of the work: nothing that was accepted is lost, nothing goes out twice."""

from collections import Counter
from typing import Any

from tests.journey.hr import Hr
from tests.journey.laptop import RunningLaptop

KEY = {"pk": {"S": "KILLED"}, "sk": {"S": "KILLED"}}
PEOPLE = 12
AT_ONCE = 2
"""Messages that can be between claim and answer when the engine dies: for them, and only them, HR is asked."""


def test_after_an_orderly_restart_the_next_mail_goes_out_at_once(laptop: RunningLaptop) -> None:
    laptop.restart_engine()
    hr = Hr(laptop)
    hr.import_file("next.csv", "姓名,邮箱,应聘岗位\n下一位,next@example.com,销售代表\n".encode())
    assert hr.move("screened", hr.of("next@example.com")) == ["moved"]
    laptop.wait_for_mails("next@example.com", seconds=60)  # the sweep would need more than two minutes


def test_a_kill_in_the_middle_of_a_wave_loses_and_doubles_nothing(laptop: RunningLaptop) -> None:
    hr = Hr(laptop)
    addresses = [f"wave{number:02d}@example.com" for number in range(PEOPLE)]
    lines = [f"浪{number},{address},销售代表" for number, address in enumerate(addresses)]
    hr.import_file("wave.csv", "\n".join(["姓名,邮箱,应聘岗位", *lines]).encode())
    rows = [row for row in hr.applications() if row["email"] in addresses]
    assert hr.move("screened", *rows) == ["moved"] * PEOPLE
    laptop.wait_for(lambda: any(laptop.mails(address) for address in addresses), seconds=600)
    laptop.restart_engine(kill=True)
    hr = Hr(laptop)

    def settled() -> dict[str, list[str]] | None:
        found = {row["email"]: invitations(hr, row) for row in rows}
        return found if all(each and set(each) <= {"sent", "sending", "doubtful"} for each in found.values()) else None

    statuses = laptop.wait_for(settled, seconds=600)
    accepted = Counter(
        laptop.mail(mail["id"])["tags"]["message"] for address in addresses for mail in laptop.mails(address)
    )
    assert set(accepted.values()) == {1}
    for address, status in statuses.items():
        assert len(status) == 1, "an invitation was written twice"
        assert laptop.mails(address) or status != ["sent"], "a mail that counts as sent was never accepted"
    unclear = [address for address, status in statuses.items() if status != ["sent"]]
    assert len(unclear) <= AT_ONCE


def invitations(hr: Hr, row: Any) -> list[str]:
    """How the invitations of an application stand; there must never be two."""
    messages = hr.detail(row["application_id"])["messages"]
    return [message["status"] for message in messages if message["kind"] == "invitation"]


def test_what_was_written_a_moment_before_the_kill_is_there(laptop: RunningLaptop) -> None:
    table, name = laptop.client("dynamodb"), laptop.outputs["TableName"]
    table.put_item(TableName=name, Item={**KEY, "type": {"S": "test"}})
    laptop.restart_engine(kill=True)
    assert table.get_item(TableName=name, Key=KEY)["Item"]["type"] == {"S": "test"}
    assert laptop.sign_in()
