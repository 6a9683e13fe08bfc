"""SES's events become facts: once each, forward only, and only for mails of ours (K1, K2, K5)."""

import json
from copy import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.remind.decide_reminder import decide_reminder
from functions.track.read_ses_event import read_ses_event
from functions.track.record_ses_event import record_ses_event
from mianyue.adapters.application_list import ApplicationList
from mianyue.adapters.keys import application_item, entry_item, message_item, reminder_item
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.reminder_store import ReminderStore
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.suppression_store import SuppressionStore
from mianyue.adapters.table import Table, put
from mianyue.domain.errors import Conflict, InvalidInput, NotFound
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Interview, Progress, Side
from mianyue.domain.message import Kind, Status, doubt_id, why_not
from mianyue.domain.tracking import ExceptionCase
from mianyue.domain.trial import TAG
from tests.builders import APPLICATION_ID, NOW, an_application, an_entry, an_event, an_interview, an_invitation
from tests.track.ses import CHROME, DETAILS, IPHONE, ORIGIN, a_notification

OURS = {"ses:configuration-set": ["mianyue"]}


class Tracker:
    def __init__(self, table: Table, **changes: Any) -> None:
        self.stories, self.outbox, self.suppressions = StoryStore(table), OutboxStore(table), SuppressionStore(table)
        self.cases = ApplicationList(table).open_cases
        self.table = table
        table.write(put(application_item(an_application())), put(entry_item(an_entry())))
        interview = an_interview(**changes)
        self.stories.invite(an_entry(routed_at=NOW), interview, [an_invitation()], [])
        self.outbox.claim(an_invitation().claimed(NOW, "t@1"), interview)

    def told(self, *notifications: str) -> Interview:
        for notification in notifications:
            event = read_ses_event(notification, ORIGIN)
            assert event is not None
            record_ses_event(self.stories, self.outbox, event)
        return self.stories.interview(APPLICATION_ID, 2)

    def timeline(self) -> list[str]:
        return sorted(event.name for event in self.stories.story(APPLICATION_ID).events)


@pytest.fixture
def tracker(table: Table) -> Tracker:
    return Tracker(table)


def test_the_ordinary_way(tracker: Tracker) -> None:
    interview = tracker.told(*(a_notification(kind) for kind in ("Send", "Delivery", "Open")))
    assert interview.progress is Progress.OPENED
    assert tracker.timeline() == ["delivered", "opened", "sent"]


@pytest.mark.parametrize("order", list(permutations(("Send", "Delivery", "Open"))))
def test_any_order_ends_in_the_same_place(tracker: Tracker, order: tuple[str, ...]) -> None:
    interview = tracker.told(*(a_notification(kind) for kind in order))
    assert interview.progress is Progress.OPENED
    assert tracker.timeline() == ["delivered", "opened", "sent"]


def test_the_same_event_again_changes_nothing(tracker: Tracker) -> None:
    first = tracker.told(*[a_notification("Delivery")] * 3, *[a_notification("Send")] * 2)
    assert tracker.timeline() == ["delivered", "sent"]
    assert first.rev == 3  # sent, delivered


def test_two_opens_at_two_times_are_two_events(tracker: Tracker) -> None:
    tracker.told(a_notification("Open"), a_notification("Open", timestamp="2026-11-23T09:00:00.000Z"))
    assert tracker.timeline() == ["opened", "opened", "sent"]


def test_the_send_event_settles_a_message_that_had_no_answer(tracker: Tracker) -> None:
    tracker.told(a_notification("Send"))
    message = tracker.outbox.sendable(APPLICATION_ID, 2, an_invitation().message_id).message
    assert (message.status, message.provider_id) == (Status.SENT, "0100ses-000000")
    assert len(tracker.stories.story(APPLICATION_ID).reminders) == 1


@pytest.mark.parametrize("kind", ["Send", "Delivery", "Open", "Bounce", "Complaint", "DeliveryDelay"])
def test_any_event_of_a_mail_proves_that_it_was_accepted(tracker: Tracker, kind: str) -> None:
    tracker.told(a_notification(kind))
    message = tracker.outbox.sendable(APPLICATION_ID, 2, an_invitation().message_id).message
    assert message.status is Status.SENT
    assert message.sent_at == datetime(2026, 11, 23, 2, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize("hr_has_left_it", [False, True])
def test_an_event_that_comes_late_ends_the_doubt(tracker: Tracker, hr_has_left_it: bool) -> None:
    claimed = an_invitation().claimed(NOW, "t@1")
    case = ExceptionCase(APPLICATION_ID, 2, doubt_id(claimed), "doubtful", NOW, claimed.message_id)
    tracker.outbox.doubt(claimed, case)
    if hr_has_left_it:
        doubtful = replace(claimed, status=Status.DOUBTFUL)
        tracker.outbox.give_up(doubtful, replace(case, resolved_at=NOW, resolution="leave"))
    tracker.told(a_notification("Send"))
    message = tracker.outbox.sendable(APPLICATION_ID, 2, claimed.message_id).message
    assert (message.status, message.reason) == (Status.SENT, "")
    assert tracker.cases() == []
    assert len(tracker.stories.story(APPLICATION_ID).reminders) == 1


def test_a_permanent_bounce_is_for_hr(tracker: Tracker) -> None:
    assert tracker.told(a_notification("Bounce")).sides == frozenset({Side.BOUNCED})
    (case,) = tracker.cases()
    told = {"type": "Permanent", "subtype": "General", "next": "no_other_channel"}
    assert (case.kind, case.detail) == ("bounced", told)
    (event,) = [each for each in tracker.stories.story(APPLICATION_ID).events if each.name == "bounced"]
    assert (case.entry, case.at, case.message_id) == (2, event.at, an_invitation().message_id)
    assert case.case_id == derived(event.event_id, "bounced")


@pytest.mark.parametrize(("kind", "reason"), [("Bounce", "bounced"), ("Complaint", "complained")])
def test_what_is_lost_for_good_suppresses_its_address(tracker: Tracker, kind: str, reason: str) -> None:
    tracker.told(a_notification(kind, mail={"destination": ["Somebody@Example.com"]}))
    standing = tracker.suppressions.stands("somebody@example.com ")
    assert standing is not None
    assert (standing.reason, standing.address) == (reason, "Somebody@Example.com")
    assert (standing.application_id, standing.message_id) == (APPLICATION_ID, an_invitation().message_id)
    (event,) = [each for each in tracker.stories.story(APPLICATION_ID).events if each.name == reason]
    assert (standing.entry, standing.at) == (2, event.at)


@pytest.mark.parametrize(
    "notification", [a_notification("Bounce", bounceType="Transient"), a_notification("Reject"), a_notification("Open")]
)
def test_nothing_else_suppresses_an_address(tracker: Tracker, notification: str) -> None:
    tracker.told(notification)
    assert tracker.suppressions.page(limit=10).suppressions == []


def test_an_event_told_again_after_hr_has_lifted_it_suppresses_nothing_anew(tracker: Tracker) -> None:
    tracker.told(a_notification("Bounce"))
    standing = tracker.suppressions.stands("somebody@example.com")
    assert standing is not None
    tracker.suppressions.lift(standing, by="hr-1", because="room made", now=NOW)
    tracker.told(a_notification("Bounce"))
    assert tracker.suppressions.stands("somebody@example.com") is None


def test_a_bounce_starts_the_next_channel_of_the_plan(table: Table) -> None:
    tracker = Tracker(table, channels=("mail", "sms", "wechat"))
    tracker.told(a_notification("Bounce"))
    (case,) = tracker.cases()
    assert case.detail["next"] == "sms"
    _, by_sms = sorted(tracker.stories.story(APPLICATION_ID).messages, key=lambda each: each.channel)
    assert (by_sms.channel, by_sms.kind, by_sms.status) == ("sms", Kind.INVITATION, Status.QUEUED)
    assert why_not(by_sms.kind, tracker.stories.interview(APPLICATION_ID, 2), by_sms.channel) == ""


@pytest.mark.parametrize("kind", ["Transient", "Undetermined"])
def test_a_soft_bounce_is_shown_and_writes_nobody_off(tracker: Tracker, kind: str) -> None:
    assert tracker.told(a_notification("Bounce", bounceType=kind)).sides == frozenset()
    assert tracker.timeline() == ["bounced", "sent"]
    assert tracker.cases() == []


def test_a_delay_is_shown_only(tracker: Tracker) -> None:
    assert tracker.told(a_notification("DeliveryDelay")).progress is Progress.SENT
    assert tracker.timeline() == ["delivery_delayed", "sent"]


def test_what_is_shown_only_is_passed_over_when_its_application_is_erased_at_that_moment(tracker: Tracker) -> None:
    class Erased(StoryStore):
        def interview(self, application_id: str, number: int) -> Interview:
            raise NotFound("interview")

    told = read_ses_event(a_notification("DeliveryDelay"), ORIGIN)
    assert told is not None
    assert record_ses_event(Erased(tracker.table), tracker.outbox, told) == "unknown"
    assert tracker.timeline() == ["sent"]


def test_a_complaint_is_for_hr_and_ends_the_mails(tracker: Tracker) -> None:
    assert not tracker.told(a_notification("Complaint")).reachable
    assert [case.kind for case in tracker.cases()] == ["complained"]


def test_an_event_after_erasure_is_passed_over(table: Table) -> None:
    event = read_ses_event(a_notification("Delivery"), ORIGIN)
    assert event is not None
    assert record_ses_event(StoryStore(table), OutboxStore(table), event) == "unknown"


def test_a_mail_that_hr_has_sent_to_themselves_is_passed_over() -> None:
    for kind in DETAILS:
        assert read_ses_event(a_notification(kind, mail={"tags": OURS | {TAG: ["t1"]}}), ORIGIN) is None


def test_a_mail_without_our_tags_is_nobodys_invitation() -> None:
    assert read_ses_event(a_notification("Delivery", mail={"tags": OURS}), ORIGIN) is None


def test_that_the_topic_works_is_no_event() -> None:
    assert read_ses_event("Successfully validated SNS topic for Amazon SES event publishing.", ORIGIN) is None


@pytest.mark.parametrize(
    "foreign",
    [
        a_notification("Bounce", mail={"tags": {"ses:configuration-set": ["theirs"], "message": ["m"]}}),
        a_notification("Bounce", mail={"tags": {}}),
        a_notification("Bounce", mail={"sendingAccountId": "210987654321"}),
        json.dumps({"Type": "Notification", "TopicArn": "arn:theirs", "Message": a_notification("Bounce")}),
    ],
    ids=["configuration set", "none", "account", "topic"],
)
def test_what_another_sends_is_foreign(foreign: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_ses_event(foreign, ORIGIN)
    assert refused.value.code == "foreign"


PERMANENT = ("General", "NoEmail", "Suppressed", "OnAccountSuppressionList", "UnsubscribedRecipient")
TRANSIENT = ("General", "MailboxFull", "MessageTooLarge", "ContentRejected", "AttachmentRejected")


@pytest.mark.parametrize(
    ("kind", "subtype"),
    [("Undetermined", "Undetermined"), *(("Permanent", each) for each in PERMANENT)]
    + [("Transient", each) for each in TRANSIENT],
)
def test_every_bounce_is_shown_with_its_subtype_and_only_a_permanent_one_ends_the_mails(
    tracker: Tracker, kind: str, subtype: str
) -> None:
    interview = tracker.told(a_notification("Bounce", bounceType=kind, bounceSubType=subtype))
    assert (interview.sides == {Side.BOUNCED}) is (kind == "Permanent")
    (event,) = [each for each in tracker.stories.story(APPLICATION_ID).events if each.name == "bounced"]
    assert event.detail == {"type": kind, "subtype": subtype}


@pytest.mark.parametrize("kind", ["Reject", "Rendering Failure"])
@pytest.mark.parametrize("send_first", [True, False])
def test_a_mail_that_ses_refuses_has_failed_and_hr_is_asked_once(tracker: Tracker, kind: str, send_first: bool) -> None:
    notifications = [a_notification("Send"), a_notification(kind)]
    told = notifications if send_first else notifications[::-1]
    interview = tracker.told(*told, *told)
    message = tracker.outbox.sendable(APPLICATION_ID, 2, an_invitation().message_id).message
    assert (message.status, message.reason) == (Status.FAILED, "refused_by_channel")
    assert [(case.kind, case.message_id) for case in tracker.cases()] == [("mail_rejected", message.message_id)]
    assert (interview.progress, interview.sides) == (Progress.SENT, frozenset())
    assert tracker.timeline() == sorted(["sent", {"Reject": "rejected"}.get(kind, "rendering_failed")])


def test_what_hr_is_asked_of_a_refused_mail_is_a_question_of_its_own(tracker: Tracker) -> None:
    tracker.told(a_notification("Reject"))
    (case,) = tracker.cases()
    (event,) = (each for each in tracker.stories.story(APPLICATION_ID).events if each.name == "rejected")
    assert (case.kind, case.case_id) == ("mail_rejected", derived(event.event_id, "mail_rejected"))


def sent_again(tracker: Tracker, interview: Interview) -> None:
    """HR has the refused invitation sent once more."""
    (case,) = tracker.cases()
    failed = tracker.outbox.sendable(APPLICATION_ID, 2, an_invitation().message_id).message
    settled = replace(case, resolved_at=NOW, resolution="send_again")
    again = tracker.outbox.requeue(failed, settled, NOW).claimed(NOW, "t@1")
    tracker.outbox.claim(again, interview)
    tracker.told(a_notification("Send", mail={"messageId": "the-second", "timestamp": "2026-11-23T03:00:00.000Z"}))


def test_nobody_is_reminded_of_a_mail_that_ses_has_refused(tracker: Tracker) -> None:
    tracker.told(a_notification("Send"), a_notification("Reject"))
    (reminder,) = tracker.stories.story(APPLICATION_ID).reminders
    assert (reminder.status, reminder.reason) == ("dropped", "refused_by_channel")
    assert list(tracker.outbox.due_before(reminder.due_at + timedelta(days=1))) == []


def test_a_reminder_that_waits_to_be_sent_does_not_follow_a_refused_mail(tracker: Tracker) -> None:
    interview = tracker.told(a_notification("Send"))
    (reminder,) = tracker.stories.story(APPLICATION_ID).reminders
    message = reminder.message(interview, reminder.due_at)
    tracker.stories.decide(reminder, interview, message, "")
    tracker.told(a_notification("Reject"))
    waiting = tracker.outbox.sendable(APPLICATION_ID, 2, message.message_id).message
    assert (waiting.status, waiting.reason) == (Status.DROPPED, "refused_by_channel")


def test_a_reminder_of_another_mail_stands_though_one_is_refused(tracker: Tracker) -> None:
    tracker.told(a_notification("Send"))
    (reminder,) = tracker.stories.story(APPLICATION_ID).reminders
    tracker.table.write(put(reminder_item(replace(reminder, follows="the mail to a corrected address"))))
    tracker.told(a_notification("Reject"))
    assert tracker.stories.reminder(APPLICATION_ID, 2, 1).status == "waiting"


def test_a_reminder_that_is_decided_while_its_mail_is_refused_is_dropped_all_the_same(tracker: Tracker) -> None:
    interview = tracker.told(a_notification("Send"))
    (reminder,) = tracker.stories.story(APPLICATION_ID).reminders
    refuse, message = tracker.outbox.refuse, reminder.message(interview, reminder.due_at)

    def late(*args: Any, **more: Any) -> None:
        if tracker.stories.reminder(APPLICATION_ID, 2, 1).status == "waiting":
            tracker.stories.decide(reminder, interview, message, "")
        refuse(*args, **more)

    tracker.outbox.refuse = late  # type: ignore[method-assign]
    tracker.told(a_notification("Reject"))
    assert tracker.outbox.sendable(APPLICATION_ID, 2, message.message_id).message.status is Status.DROPPED


def test_a_mail_that_hr_sends_again_after_a_refusal_has_its_reminder_again(tracker: Tracker) -> None:
    sent_again(tracker, tracker.told(a_notification("Send"), a_notification("Reject")))
    assert tracker.stories.reminder(APPLICATION_ID, 2, 1).status == "waiting"


@pytest.mark.parametrize("tries", [0, 1])
def test_a_reminder_that_was_written_and_had_not_left_is_written_anew_for_a_mail_that_hr_sends_again(
    tracker: Tracker, tries: int
) -> None:
    interview = tracker.told(a_notification("Send"))
    (reminder,) = tracker.stories.story(APPLICATION_ID).reminders
    message = reminder.message(interview, reminder.due_at)
    tracker.stories.decide(reminder, interview, message, "")
    tracker.table.write(put(message_item(replace(message, tries=tries))))
    tracker.told(a_notification("Reject"))
    undone = tracker.stories.reminder(APPLICATION_ID, 2, 1)
    assert (undone.status, undone.reason) == ("dropped", "refused_by_channel")
    sent_again(tracker, interview)
    planned = tracker.stories.reminder(APPLICATION_ID, 2, 1)
    ids = {"application_id": APPLICATION_ID, "entry": 2, "ordinal": 1}
    assert decide_reminder(tracker.stories, lambda _: None, **ids, now=planned.due_at) == "written"
    again = tracker.outbox.sendable(APPLICATION_ID, 2, message.message_id).message
    assert (again.status, again.reason, again.due_at, again.tries) == (Status.QUEUED, "", planned.due_at, tries)
    assert again in list(tracker.outbox.due_before(planned.due_at + timedelta(days=1)))


def test_a_reminder_that_has_left_is_not_written_anew(tracker: Tracker) -> None:
    interview = tracker.told(a_notification("Send"))
    (reminder,) = tracker.stories.story(APPLICATION_ID).reminders
    message = reminder.message(interview, reminder.due_at)
    tracker.stories.decide(reminder, interview, message, "")
    tracker.table.write(put(message_item(replace(message, status=Status.SENT, tries=1))))
    tracker.told(a_notification("Reject"))
    sent_again(tracker, interview)
    assert tracker.stories.reminder(APPLICATION_ID, 2, 1).status == "written"
    tracker.table.write(put(reminder_item(reminder)))
    with pytest.raises(Conflict):
        tracker.stories.decide(reminder, interview, message, "")


def test_a_reminder_that_hr_has_cancelled_stays_so_though_its_mail_is_sent_again(tracker: Tracker) -> None:
    interview = tracker.told(a_notification("Send"))
    (reminder,) = tracker.stories.story(APPLICATION_ID).reminders
    ReminderStore(tracker.table).cancel(replace(reminder, reason="cancelled_by_hr"), an_event("reminder_cancelled"))
    tracker.told(a_notification("Reject"))
    sent_again(tracker, interview)
    assert tracker.stories.reminder(APPLICATION_ID, 2, 1).reason == "cancelled_by_hr"


def test_a_late_refusal_does_not_touch_a_mail_that_has_left_again(tracker: Tracker) -> None:
    tracker.told(a_notification("Send"))
    interview = tracker.told(a_notification("Reject", mail={"messageId": "an-earlier-one"}))
    message = tracker.outbox.sendable(APPLICATION_ID, 2, an_invitation().message_id).message
    assert (message.status, tracker.cases()) == (Status.SENT, [])
    assert interview.progress is Progress.SENT
    assert tracker.timeline() == ["rejected", "sent"]


@pytest.mark.parametrize("late", ["Send", "Reject"])
def test_what_ses_says_late_of_a_refused_mail_does_not_stand_for_the_one_that_hr_sends_again(
    tracker: Tracker, late: str
) -> None:
    tracker.told(a_notification("Reject"))
    outbox = tracker.outbox
    refused = outbox.sendable(APPLICATION_ID, 2, an_invitation().message_id).message
    again = outbox.requeue(refused, replace(tracker.cases()[0], resolved_at=NOW, resolution="send_again"), NOW)
    tracker.told(a_notification(late))
    assert outbox.sendable(APPLICATION_ID, 2, again.message_id).message == again
    assert tracker.cases() == []


def test_unsubscribing_with_ses_stops_reminders(tracker: Tracker) -> None:
    assert tracker.told(*[a_notification("Subscription")] * 2).sides == {Side.REMINDERS_STOPPED}
    assert tracker.timeline() == ["reminders_stopped", "sent"]


def test_a_subscription_that_goes_on_tells_nothing() -> None:
    assert read_ses_event(a_notification("Subscription", newTopicPreferences={"unsubscribeAll": False}), ORIGIN) is None


def test_a_mail_that_is_called_no_spam_is_no_complaint() -> None:
    assert read_ses_event(a_notification("Complaint", complaintFeedbackType="not-spam"), ORIGIN) is None


def test_a_click_of_another_link_is_shown_without_what_follows_its_path(tracker: Tracker) -> None:
    assert tracker.told(a_notification("Click")).progress is Progress.CLICKED
    (event,) = [each for each in tracker.stories.story(APPLICATION_ID).events if each.name == "link_clicked"]
    assert event.detail["link"] == "https://example.com/about"
    assert (event.verdict, event.why) == ("human", "nothing_against")


def counters(interview: Interview) -> tuple[int, int, int, int]:
    return interview.opens, interview.human_opens, interview.clicks, interview.human_clicks


def test_a_machine_is_counted_apart_and_brings_nothing_forward(tracker: Tracker) -> None:
    machine = a_notification("Open", userAgent="Mozilla/5.0", timestamp="2026-11-23T02:00:09.000Z")
    interview = tracker.told(machine, machine, a_notification("Click", userAgent="Barracuda Sentinel (EE)"))
    assert (interview.progress, counters(interview)) == (Progress.SENT, (1, 0, 1, 0))
    assert why_not(Kind.UNOPENED_REMINDER, interview) == ""
    interview = tracker.told(a_notification("Open"), a_notification("Open"))
    assert (interview.progress, counters(interview)) == (Progress.OPENED, (2, 1, 1, 0))
    assert why_not(Kind.UNOPENED_REMINDER, interview) == "opened"


def test_a_scanners_network_tells_it_within_seconds(tracker: Tracker) -> None:
    at_once = {"userAgent": CHROME, "timestamp": "2026-11-23T02:00:05.000Z"}
    tracker.told(a_notification("Open", ipAddress="40.94.16.1", **at_once))
    (event,) = [each for each in tracker.stories.story(APPLICATION_ID).events if each.name == "opened"]
    assert (event.verdict, event.why) == ("machine", "scanner_network")


def test_an_event_tells_when_and_as_what_its_mail_was_accepted(tracker: Tracker) -> None:
    told = read_ses_event(a_notification("Delivery"), ORIGIN)
    assert told is not None
    assert record_ses_event(tracker.stories, tracker.outbox, told) == "delivered"
    message = tracker.outbox.sendable(APPLICATION_ID, 2, an_invitation().message_id).message
    assert (message.status, message.sent_at, message.provider_id) == (
        Status.SENT,
        datetime(2026, 11, 23, 2, 0, 1, tzinfo=UTC),
        "0100ses-000000",
    )


def test_links_followed_within_a_second_are_a_machines(tracker: Tracker) -> None:
    links = [a_notification("Click", link=f"https://example.com/{name}") for name in "abc"]
    tracker.told(*links)
    clicks = [each for each in tracker.stories.story(APPLICATION_ID).events if each.name == "link_clicked"]
    assert sorted(each.why for each in clicks) == ["links_together", "links_together", "nothing_against"]


_LOOKS = st.lists(
    st.tuples(
        st.sampled_from(["Open", "Click"]),
        st.integers(0, 5),
        st.sampled_from([IPHONE, CHROME, "Mozilla/5.0", "", "curl/8"]),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_LOOKS)
def test_counters_equal_a_recount_of_the_events_however_often_they_are_told(
    tracker: Tracker, looks: list[tuple[str, int, str]]
) -> None:
    told = [
        a_notification(kind, timestamp=f"2026-11-23T02:{minute:02}:00.000Z", userAgent=agent)
        for kind, minute, agent in looks
    ]
    interview = tracker.told(*told, *told)
    events = tracker.stories.story(APPLICATION_ID).events
    assert counters(interview) == (
        sum(each.name == "opened" for each in events),
        sum(each.name == "opened" and each.by_human for each in events),
        sum(each.name == "link_clicked" for each in events),
        sum(each.name == "link_clicked" and each.by_human for each in events),
    )
    by_people = {each.name for each in events if each.by_human}
    assert (interview.progress >= Progress.OPENED) is bool(by_people)


@pytest.mark.parametrize(
    "broken",
    ["", "[]", "null", "{}", '{"eventType":"Send"}', "not json", '{"eventType":"Send","mail":{"tags":{"message":1}}}'],
)
def test_a_broken_shape_is_refused_by_name(broken: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_ses_event(broken, ORIGIN)
    assert refused.value.field == "ses_event"


@pytest.mark.parametrize("kind", list(DETAILS))
def test_no_address_gets_into_an_event(kind: str) -> None:
    told = read_ses_event(a_notification(kind), ORIGIN)
    assert told is None or "@" not in json.dumps([told.event.detail, told.event.event_id])


def test_every_fact_that_ses_can_tell_is_one_of_ours() -> None:
    told = [read_ses_event(a_notification(kind), ORIGIN) for kind in DETAILS]
    assert {each.fact for each in told if each} <= set(Fact) | {None}
