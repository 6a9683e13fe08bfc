"""The engine is killed in the middle of the work: nothing that was accepted is lost, nothing goes out twice."""

from collections import Counter

from tests.journey.hr import Hr
from tests.journey.laptop import RunningLaptop

PEOPLE = 12


def test_a_kill_in_the_middle_of_a_wave_loses_and_doubles_nothing(laptop: RunningLaptop) -> None:
    hr = Hr(laptop)
    addresses = [f"wave{number:02d}@example.com" for number in range(PEOPLE)]
    lines = [f"浪{number},{address},销售代表" for number, address in enumerate(addresses)]
    hr.import_file("wave.csv", "\n".join(["姓名,邮箱,应聘岗位", *lines]).encode())
    rows = [row for row in hr.applications() if row["email"] in addresses]
    assert hr.move("screened", *rows) == ["moved"] * PEOPLE
    laptop.wait_for(lambda: any(laptop.mails(address) for address in addresses))
    laptop.restart_engine(kill=True)
    laptop.wait_for(lambda: all(laptop.mails(address) for address in addresses), seconds=400)
    hr = Hr(laptop)
    for row in rows:
        hr.wait_for_progress(row["application_id"], "delivered", seconds=120)
        kinds = [message["kind"] for message in hr.detail(row["application_id"])["messages"]]
        assert kinds.count("invitation") == 1
    invitations = Counter(
        mail["to"] for address in addresses for mail in laptop.mails(address) if "提醒" not in mail["subject"]
    )
    assert set(invitations.values()) == {1}
