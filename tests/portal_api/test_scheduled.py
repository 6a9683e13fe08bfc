"""What waits to be sent is listed with why, and HR can take it back as long as it waits (R4)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from mianyue.adapters.bulk_store import BulkStore
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.keys import application_item, interview_item, message_item
from mianyue.adapters.table import put
from mianyue.domain.bulk_mail import BulkStatus
from mianyue.domain.interview import Fact, Progress, Side
from mianyue.domain.message import Kind, Message, Status, new_message
from tests.builders import APPLICATION_ID, NOW, a_bulk, a_company, a_rule, an_application, an_interview, an_invitation
from tests.http_events import said
from tests.portal_api.conftest import Portal

SCHEDULED = "/api/hr/scheduled"
HELD = timedelta(minutes=2)


@pytest.fixture(autouse=True)
def with_holds_and_quiet_hours(portal: Portal) -> None:
    company = a_company(hold_seconds=120, bulk_hold_seconds=300, quiet_from=21, quiet_until=8)
    CompanyStore(portal.table, lambda: 0.0).save(company)


def listed(portal: Portal, **query: str) -> Any:
    return said(portal.hr("GET", SCHEDULED, **query))


def waiting(portal: Portal, due_at: datetime, **changes: Any) -> Message:
    """The invitation of the one application, put off until `due_at`."""
    message = an_invitation(due_at=due_at, **changes)
    portal.table.write(put(message_item(message)))
    return message


def cancelled(portal: Portal, *messages: Message) -> list[str]:
    wanted = [
        {"application_id": each.application_id, "entry": each.entry, "message_id": each.message_id} for each in messages
    ]
    return [each["outcome"] for each in said(portal.hr("POST", f"{SCHEDULED}/cancel", {"messages": wanted}))["results"]]


class TestTheQueue:
    def test_says_who_waits_for_what_and_until_when(self, portal: Portal) -> None:
        message = waiting(portal, NOW + HELD)
        assert listed(portal) == {
            "messages": [
                {
                    "application_id": APPLICATION_ID,
                    "entry": 2,
                    "message_id": message.message_id,
                    "kind": "invitation",
                    "channel": "mail",
                    "candidate_name": "欧阳敏",
                    "position_id": "sales-rep",
                    "position_name": "销售代表",
                    "zone": "Asia/Shanghai",
                    "due_at": "2026-11-23T02:02:00Z",
                    "waits_for": "hold",
                    "ends_interview": True,
                    "batch": "",
                }
            ],
            "cursor": None,
        }

    def test_has_nothing_that_is_on_its_way_or_gone(self, portal: Portal) -> None:
        for status in (Status.SENDING, Status.SENT, Status.DROPPED, Status.FAILED, Status.DOUBTFUL):
            waiting(portal, NOW + HELD, status=status, claimed_at=NOW)
            assert listed(portal)["messages"] == []

    def test_has_nothing_that_will_be_dropped_when_its_time_comes(self, portal: Portal) -> None:
        waiting(portal, NOW + HELD)
        portal.table.write(put(interview_item(an_interview().after(Fact.CANCELLED))))
        assert listed(portal)["messages"] == []

    def test_leaves_out_what_is_written_for_nobody_who_is_there(self, portal: Portal) -> None:
        message = waiting(portal, NOW + HELD)
        without_interview = an_invitation(an_interview(number=7), due_at=NOW + HELD)
        without_anything = an_invitation(an_interview(application_id="f" * 20), due_at=NOW + HELD)
        portal.table.write(put(message_item(without_interview)), put(message_item(without_anything)))
        assert [each["message_id"] for each in listed(portal)["messages"]] == [message.message_id]

    def test_comes_in_pages_soonest_first(self, portal: Portal) -> None:
        portal.table.write(put(message_item(an_invitation(status=Status.SENT))))
        for number in range(5):
            application_id = f"{number:020x}"
            interview = an_interview(application_id=application_id)
            portal.apply(an_application(application_id=application_id))
            message = an_invitation(interview, due_at=NOW + timedelta(minutes=5 - number))
            portal.table.write(put(interview_item(interview)), put(message_item(message)))
        seen, cursor = [], ""
        while cursor is not None:
            page = listed(portal, limit="2", cursor=cursor)
            seen += [each["application_id"] for each in page["messages"]]
            cursor = page["cursor"]
        assert seen == [f"{number:020x}" for number in (4, 3, 2, 1, 0)]

    def test_says_that_the_hour_of_the_rule_is_waited_for(self, portal: Portal) -> None:
        rule = a_rule(moment="hour", send_hour=14)
        CompanyStore(portal.table, lambda: 0.0).save(rule)
        waiting(portal, NOW + timedelta(hours=4))
        assert listed(portal)["messages"][0]["waits_for"] == "hour"

    def test_says_that_quiet_hours_are_waited_out(self, portal: Portal) -> None:
        evening = datetime.fromisoformat("2026-11-23T14:00:00Z")  # 22:00 in Shanghai
        portal.now = evening
        waiting(portal, datetime.fromisoformat("2026-11-24T00:00:00Z"), created_at=evening)
        assert listed(portal)["messages"][0]["waits_for"] == "quiet_hours"

    def test_says_that_the_candidate_has_had_the_reminders_of_the_day(self, portal: Portal) -> None:
        """Whether or not the next day begins with the end of quiet hours."""
        for opens in ("2026-11-23T16:00:00Z", "2026-11-24T00:00:00Z"):
            reminder = waiting(portal, NOW, kind=Kind.UNOPENED_REMINDER, cause="1")
            portal.outbox.hold(reminder, datetime.fromisoformat(opens), "day_full")
            assert listed(portal)["messages"][0]["waits_for"] == "day_full"

    def test_forgets_a_full_day_once_something_else_is_waited_for(self, portal: Portal) -> None:
        held = portal.outbox.hold(waiting(portal, NOW), NOW + HELD, "day_full")
        claimed = held.claimed(NOW, "t@1")
        portal.outbox.claim(claimed, portal.interview())
        portal.outbox.release(claimed, NOW + HELD)
        assert listed(portal)["messages"][0]["waits_for"] == "mail_service"

    def test_says_that_the_mail_service_is_waited_for(self, portal: Portal) -> None:
        waiting(portal, NOW + HELD, tries=1)
        assert listed(portal)["messages"][0]["waits_for"] == "mail_service"

    def test_says_that_a_rules_mail_which_the_mail_service_has_put_off_waits_for_that(self, portal: Portal) -> None:
        CompanyStore(portal.table, lambda: 0.0).save(a_rule(moment="hour", send_hour=9))
        waiting(portal, NOW + timedelta(minutes=13, seconds=7))
        assert listed(portal)["messages"][0]["waits_for"] == "mail_service"

    def test_says_that_a_mails_bulk_action_is_paused(self, portal: Portal) -> None:
        bulk = a_bulk(status=BulkStatus.PAUSED)
        BulkStore(portal.table).add(bulk, NOW)
        waiting(portal, NOW, batch=bulk.bulk_id)
        assert listed(portal)["messages"][0]["waits_for"] == "paused"

    def test_knows_that_a_bulk_action_was_held_before_it_began(self, portal: Portal) -> None:
        bulk = a_bulk(status=BulkStatus.RUNNING)
        BulkStore(portal.table).add(bulk, NOW)
        portal.now = datetime.fromisoformat("2026-11-23T23:58:00Z")  # two minutes before the quiet hours end
        opens = datetime.fromisoformat("2026-11-24T00:00:00Z")
        waiting(portal, opens, created_at=portal.now, batch=bulk.bulk_id)
        assert listed(portal)["messages"][0]["waits_for"] == "quiet_hours"

    def test_says_that_what_is_due_goes_out_in_a_moment(self, portal: Portal) -> None:
        waiting(portal, NOW)
        assert listed(portal)["messages"][0]["waits_for"] == "turn"


class TestTakingBack:
    def test_an_invitation_ends_its_interview(self, portal: Portal) -> None:
        message = waiting(portal, NOW + HELD)
        assert cancelled(portal, message) == ["cancelled"]
        (dropped,) = portal.story().messages
        assert (dropped.status, dropped.reason) == (Status.DROPPED, "cancelled_by_hr")
        assert portal.interview().sides == {Side.CANCELLED}
        assert listed(portal)["messages"] == []

    def test_anything_else_leaves_the_interview_as_it_is(self, portal: Portal) -> None:
        interview = an_interview(progress=Progress.SENT)
        reminder = new_message(interview, Kind.UNOPENED_REMINDER, "1", now=NOW, due_at=NOW + HELD)
        portal.table.write(put(interview_item(interview)), put(message_item(reminder)))
        portal.table.write(put(message_item(an_invitation(status=Status.SENT))))
        assert [each["ends_interview"] for each in listed(portal)["messages"]] == [False]
        assert cancelled(portal, reminder) == ["cancelled"]
        assert portal.interview() == interview

    def test_says_of_each_what_came_of_it(self, portal: Portal) -> None:
        gone = waiting(portal, NOW, status=Status.SENT, sent_at=NOW)
        other = "f" * 20
        interview = an_interview(application_id=other)
        waits = an_invitation(interview, due_at=NOW + HELD)
        portal.table.write(
            put(application_item(an_application(application_id=other))),
            put(interview_item(interview)),
            put(message_item(waits)),
        )
        unknown = an_invitation(message_id="m-unknown")
        assert cancelled(portal, gone, waits, waits, unknown) == [
            "already_sent",
            "cancelled",
            "not_waiting",
            "not_found",
        ]

    def test_nobody_or_too_many_is_refused(self, portal: Portal) -> None:
        one = {"application_id": APPLICATION_ID, "entry": 2, "message_id": "m1"}
        for count in (0, 51):
            assert portal.hr("POST", f"{SCHEDULED}/cancel", {"messages": [one] * count})["statusCode"] == 422
