"""Reminders that are planned are listed as things stand, and HR can cancel each as long as it waits (M6)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from functions.remind.decide_reminder import decide_reminder
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.keys import interview_item, reminder_item
from mianyue.adapters.reminder_store import ReminderStore
from mianyue.adapters.table import put
from mianyue.domain.errors import NotFound
from mianyue.domain.interview import Fact, Interview, Progress
from mianyue.domain.message import Status
from mianyue.domain.reminder import Reminder, ReminderStatus, planned
from mianyue.settling import settle_sent
from tests.builders import (
    APPLICATION_ID,
    NOW,
    a_company,
    a_reminder,
    an_application,
    an_interview,
    an_invitation,
)
from tests.http_events import refusal, said
from tests.portal_api.conftest import Portal

REMINDERS = "/api/hr/scheduled/reminders"
DUE = a_reminder().due_at
PATIENT = an_interview(unconfirmed_after_seconds=48 * 3600)


@pytest.fixture(autouse=True)
def planned_one(portal: Portal) -> None:
    portal.table.write(put(interview_item(an_interview(reminders=3))), put(reminder_item(a_reminder())))


def listed(portal: Portal, **query: str) -> Any:
    return said(portal.hr("GET", REMINDERS, **query))


def asked(portal: Portal, reminder: Reminder | None = None) -> dict[str, Any]:
    one = reminder or a_reminder()
    return portal.hr("POST", f"{REMINDERS}/cancel", {"application_id": one.application_id, "entry": 2, "ordinal": 1})


def happens(portal: Portal, interview: Interview) -> None:
    portal.table.write(put(interview_item(interview)))


def decided(portal: Portal) -> str:
    """Its moment has come, or the sweep has found it."""
    at = {"application_id": APPLICATION_ID, "entry": 2, "ordinal": 1}
    return decide_reminder(portal.stories, lambda _: None, **at, now=DUE)  # type: ignore[arg-type]


class TestTheQueue:
    def test_says_whom_it_will_remind_of_what_when_and_how_often(self, portal: Portal) -> None:
        assert listed(portal) == {
            "reminders": [
                {
                    "application_id": APPLICATION_ID,
                    "entry": 2,
                    "ordinal": 1,
                    "kind": "unopened_reminder",
                    "number": 1,
                    "most": 3,
                    "candidate_name": "欧阳敏",
                    "position_id": "sales-rep",
                    "position_name": "销售代表",
                    "zone": "Asia/Shanghai",
                    "due_at": "2026-11-24T02:00:00Z",
                    "starts_at": "2026-11-25T02:00:00Z",
                }
            ],
            "cursor": None,
        }

    def test_says_what_it_will_be_now_that_the_mail_was_opened(self, portal: Portal) -> None:
        happens(portal, PATIENT.after(Fact.OPENED))
        (reminder,) = listed(portal)["reminders"]
        assert (reminder["kind"], reminder["due_at"]) == ("unconfirmed_reminder", "2026-11-25T02:00:00Z")

    def test_counts_the_quiet_hours_in(self, portal: Portal) -> None:
        CompanyStore(portal.table, lambda: 0.0).save(a_company(quiet_from=9, quiet_until=15))
        assert listed(portal)["reminders"][0]["due_at"] == "2026-11-24T07:00:00Z"

    def test_counts_the_reminders_about_each_time_anew(self, portal: Portal) -> None:
        happens(portal, an_interview(asks=1, reminders=2))
        portal.table.write(put(reminder_item(a_reminder(ordinal=102))))
        (reminder,) = listed(portal)["reminders"]
        assert (reminder["ordinal"], reminder["number"], reminder["most"]) == (102, 2, 2)

    @pytest.mark.parametrize("status", [ReminderStatus.WRITTEN, ReminderStatus.DROPPED])
    def test_has_nothing_that_is_decided(self, portal: Portal, status: ReminderStatus) -> None:
        portal.table.write(put(reminder_item(a_reminder(status=status))))
        assert listed(portal)["reminders"] == []

    @pytest.mark.parametrize("fact", [Fact.CONFIRMED, Fact.DECLINED, Fact.CANCELLED, Fact.BOUNCED])
    def test_has_nothing_that_will_be_dropped_when_its_time_comes(self, portal: Portal, fact: Fact) -> None:
        happens(portal, an_interview().after(fact))
        assert listed(portal)["reminders"] == []

    def test_leaves_out_what_is_planned_for_nobody_who_is_there(self, portal: Portal) -> None:
        of_no_interview, of_nobody = a_reminder(entry=7), a_reminder(application_id="f" * 20)
        portal.table.write(put(reminder_item(of_no_interview)), put(reminder_item(of_nobody)))
        assert [each["application_id"] for each in listed(portal)["reminders"]] == [APPLICATION_ID]

    def test_comes_in_pages_soonest_first(self, portal: Portal) -> None:
        for number in range(4):
            application_id = f"{number:020x}"
            portal.apply(an_application(application_id=application_id))
            late = a_reminder(application_id=application_id, due_at=DUE + timedelta(minutes=9 - number))
            happens(portal, an_interview(application_id=application_id))
            portal.table.write(put(reminder_item(late)))
        seen, cursor = [], ""
        while cursor is not None:
            page = listed(portal, limit="2", cursor=cursor)
            seen += [each["application_id"] for each in page["reminders"]]
            cursor = page["cursor"]
        assert seen == [APPLICATION_ID, *(f"{number:020x}" for number in (3, 2, 1, 0))]

    def test_knows_no_cursor_of_another_list(self, portal: Portal) -> None:
        foreign = f"2026-11-24T02:02:00.000000Z_APP#{APPLICATION_ID}_MSG#m1"
        assert refusal(portal.hr("GET", REMINDERS, cursor=foreign)) == (422, "invalid_input")


class TestCancelling:
    def test_it_is_never_written_whoever_looks_at_it_again(self, portal: Portal) -> None:
        assert asked(portal)["statusCode"] == 204
        assert decided(portal) == "done_before"
        due = portal.outbox.due_before(DUE + timedelta(days=1))
        assert (listed(portal)["reminders"], [each for each in due if isinstance(each, Reminder)]) == ([], [])
        story = portal.story()
        assert [(each.status, each.reason) for each in story.reminders] == [("dropped", "cancelled_by_hr")]
        assert [each.kind for each in story.messages] == ["invitation"]

    def test_the_timeline_says_that_hr_has_done_it_and_the_interview_stays(self, portal: Portal) -> None:
        before = portal.interview()
        asked(portal)
        (event,) = portal.story().events
        assert (event.name, event.source, event.detail["kind"]) == ("reminder_cancelled", "hr", "unopened_reminder")
        assert event.detail["by"]
        assert portal.interview() == before

    @pytest.mark.parametrize("late", [True, False])
    def test_against_its_own_moment_exactly_one_wins(
        self, portal: Portal, monkeypatch: pytest.MonkeyPatch, late: bool
    ) -> None:
        """Both have read it as it waits; then one is first."""
        first, cancel = [lambda: decided(portal)] if late else [], ReminderStore.cancel

        def after_the_other(self: ReminderStore, *args: Any) -> None:
            while first:
                assert first.pop()() == "written"
            cancel(self, *args)

        monkeypatch.setattr(ReminderStore, "cancel", after_the_other)
        answer = asked(portal)
        reminded = [each for each in portal.story().messages if each.kind != "invitation"]
        if late:
            assert refusal(answer) == (409, "reminder_written")
            assert (len(reminded), portal.story().events) == (1, ())
        else:
            assert (answer["statusCode"], decided(portal), reminded) == (204, "done_before", [])

    def test_one_that_was_put_off_meanwhile_is_cancelled_all_the_same(
        self, portal: Portal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        meanwhile: list[Callable[[], object]] = [lambda: portal.stories.put_off(a_reminder(), portal.interview(), NOW)]
        cancel = ReminderStore.cancel

        def after_that(self: ReminderStore, *args: Any) -> None:
            while meanwhile:
                meanwhile.pop()()
            cancel(self, *args)

        monkeypatch.setattr(ReminderStore, "cancel", after_that)
        assert asked(portal)["statusCode"] == 204
        assert listed(portal)["reminders"] == []

    def test_whoever_is_second_hears_that_it_will_not_go_out_anyway(self, portal: Portal) -> None:
        asked(portal)
        assert refusal(asked(portal)) == (409, "reminder_dropped")
        assert len(portal.story().events) == 1

    def test_an_unknown_one_is_not_found(self, portal: Portal) -> None:
        assert refusal(asked(portal, a_reminder(application_id="f" * 20))) == (404, "not_found")
        with pytest.raises(NotFound):
            ReminderStore(portal.table).planned(APPLICATION_ID, 2, 9)

    def test_a_mail_that_is_sent_again_does_not_bring_it_back(self, portal: Portal) -> None:
        invitation, interview = an_invitation().claimed(NOW, "t@1"), portal.interview()
        portal.outbox.claim(invitation, interview)
        asked(portal)
        reference = (APPLICATION_ID, 2, invitation.message_id)
        assert settle_sent(portal.outbox, *reference, provider_id="ses-1", at=NOW) is None
        assert portal.interview().progress is Progress.SENT
        assert portal.story().messages[0].status is Status.SENT
        assert listed(portal)["reminders"] == []

    def test_a_new_time_is_reminded_of_all_the_same(self, portal: Portal) -> None:
        asked(portal)
        happens(portal, an_interview(asks=1))
        anew = planned(an_invitation(), an_interview(asks=1), NOW)
        assert anew
        portal.table.write(put(reminder_item(anew)))
        assert [each["ordinal"] for each in listed(portal)["reminders"]] == [101]


class TestBesideTheInterview:
    def shown(self, portal: Portal) -> Any:
        (reminder,) = said(portal.hr("GET", f"/api/hr/applications/{APPLICATION_ID}"))["reminders"]
        return reminder

    def test_what_waits_is_shown_as_things_stand(self, portal: Portal) -> None:
        happens(portal, PATIENT.after(Fact.OPENED))
        reminder = self.shown(portal)
        assert (reminder["kind"], reminder["due_at"]) == ("unconfirmed_reminder", "2026-11-25T02:00:00Z")
        assert (reminder["number"], reminder["most"], reminder["needless"]) == (1, 1, False)

    def test_what_will_not_go_out_says_so(self, portal: Portal) -> None:
        happens(portal, an_interview().after(Fact.REMINDERS_STOPPED))
        assert self.shown(portal)["needless"] is True

    def test_what_is_decided_stays_as_it_was(self, portal: Portal) -> None:
        portal.table.write(put(reminder_item(a_reminder(status=ReminderStatus.WRITTEN))))
        happens(portal, PATIENT.after(Fact.CONFIRMED))
        reminder = self.shown(portal)
        assert (reminder["kind"], reminder["due_at"], reminder["needless"]) == (
            "unopened_reminder",
            "2026-11-24T02:00:00Z",
            False,
        )
