"""Each kind of event that SES publishes, read as AWS documents it (K1)."""

import json
from datetime import datetime
from typing import Any

import pytest

from functions.track.read_ses_event import Origin, SesEvent, read_ses_event
from mianyue.domain.errors import InvalidInput
from mianyue.domain.interview import Fact
from mianyue.domain.moments import parse_stamp
from mianyue.domain.tracking import TrackingEvent
from tests.builders import APPLICATION_ID, an_invitation
from tests.track.ses import CHROME, IPHONE, ORIGIN, a_notification

ACCEPTED = parse_stamp("2026-11-23T02:00:01.000Z")


def read(kind: str, **named: Any) -> SesEvent:
    told = read_ses_event(a_notification(kind, **named), ORIGIN)
    assert told is not None
    return told


def at(clock: str) -> datetime:
    return parse_stamp(f"2026-11-23T{clock}.000Z")


@pytest.mark.parametrize(
    ("kind", "fact", "name", "moment", "detail"),
    [
        ("Send", Fact.SENT, "sent", ACCEPTED, {}),
        ("Delivery", Fact.DELIVERED, "delivered", at("02:00:03"), {}),
        ("DeliveryDelay", None, "delivery_delayed", at("02:05:00"), {"type": "MailboxFull"}),
        ("Bounce", Fact.BOUNCED, "bounced", at("02:00:04"), {"type": "Permanent", "subtype": "General"}),
        ("Complaint", Fact.COMPLAINED, "complained", at("03:00:00"), {"feedback": "abuse"}),
        ("Reject", None, "rejected", ACCEPTED, {"reason": "Bad content"}),
        ("Open", Fact.OPENED, "opened", at("02:10:00"), {"user_agent": IPHONE}),
        (
            "Click",
            Fact.CLICKED,
            "link_clicked",
            at("02:11:00"),
            {"user_agent": CHROME, "link": "https://example.com/about"},
        ),
        ("Rendering Failure", None, "rendering_failed", ACCEPTED, {"template": "MyTemplate"}),
        ("Subscription", Fact.REMINDERS_STOPPED, "reminders_stopped", at("02:11:00"), {}),
    ],
)
def test_each_kind_says_what_happened_to_which_mail_and_when(
    kind: str, fact: Fact | None, name: str, moment: datetime, detail: dict[str, str]
) -> None:
    told = read(kind)
    assert told.event == TrackingEvent(
        application_id=APPLICATION_ID,
        entry=2,
        event_id=told.event.event_id,
        name=name,
        at=moment,
        source="ses",
        message_id=an_invitation().message_id,
        detail=detail,
    )
    assert (told.fact, told.kind, told.provider_id, told.accepted_at) == (fact, kind, "0100ses-000000", ACCEPTED)
    assert told.network == ("192.0.2.0" if kind in ("Open", "Click") else "")
    assert told.address == ("somebody@example.com" if kind in ("Bounce", "Complaint") else "")


def test_an_event_is_itself_by_mail_kind_moment_and_link() -> None:
    told = [
        read("Open"),
        read("Open", mail={"messageId": "another"}),
        read("Open", timestamp="2026-11-23T02:10:01.000Z"),
        read("Delivery", timestamp="2026-11-23T02:10:00.000Z"),
        read("Click", timestamp="2026-11-23T02:10:00.000Z"),
        read("Click", timestamp="2026-11-23T02:10:00.000Z", link="https://example.com/other"),
    ]
    assert len({each.event.event_id for each in told}) == len(told)
    assert read("Open").event.event_id == told[0].event.event_id


@pytest.mark.parametrize(
    ("kind", "details", "detail"),
    [
        ("Complaint", {"complaintFeedbackType": None}, {}),
        (
            "Complaint",
            {"complaintSubType": "OnAccountSuppressionList"},
            {"feedback": "abuse", "subtype": "OnAccountSuppressionList"},
        ),
        ("Open", {"userAgent": "x" * 300}, {"user_agent": "x" * 200}),
        ("Click", {"userAgent": "", "link": "https://" + "x" * 300}, {"link": "https://" + "x" * 192}),
        ("Click", {"userAgent": "", "link": "https://example.com/#a?b"}, {"link": "https://example.com/"}),
        ("Reject", {"reason": "x" * 300}, {"reason": "x" * 200}),
        ("Rendering Failure", {"templateName": "x" * 300}, {"template": "x" * 200}),
    ],
)
def test_what_it_says_beside_is_kept_short(kind: str, details: dict[str, Any], detail: dict[str, str]) -> None:
    assert read(kind, **details).event.detail == detail


@pytest.mark.parametrize(
    ("kind", "member", "absent"),
    [
        ("Bounce", "bounce", "bounceSubType"),
        ("Complaint", "complaint", "complaintFeedbackType"),
        ("DeliveryDelay", "deliveryDelay", "delayType"),
        ("Open", "open", "userAgent"),
        ("Reject", "reject", "reason"),
        ("Rendering Failure", "failure", "templateName"),
    ],
)
def test_what_it_does_not_say_is_not_there(kind: str, member: str, absent: str) -> None:
    notification = json.loads(a_notification(kind))
    del notification[member][absent]
    told = read_ses_event(json.dumps(notification), ORIGIN)
    assert told is not None
    assert told.event.detail == ({"type": "Permanent"} if kind == "Bounce" else {})


@pytest.mark.parametrize("kind", ["Transient", "Undetermined"])
def test_a_soft_bounce_is_no_fact_and_loses_no_address(kind: str) -> None:
    told = read("Bounce", bounceType=kind)
    assert (told.fact, told.address, told.event.name) == (None, "", "bounced")


@pytest.mark.parametrize("account", ["123456789012", "210987654321"])
def test_where_the_account_is_not_known_every_one_is_ours(account: str) -> None:
    assert read_ses_event(a_notification("Open", mail={"sendingAccountId": account}), Origin("mianyue"))


def test_an_event_that_names_no_account_is_ours() -> None:
    notification = json.loads(a_notification("Open"))
    del notification["mail"]["sendingAccountId"]
    assert read_ses_event(json.dumps(notification), ORIGIN)


@pytest.mark.parametrize(
    ("told", "code", "what"),
    [
        ({"TopicArn": "arn:theirs"}, "foreign", "topic"),
        ({"mail": {"tags": {}}}, "foreign", "configuration_set"),
        ({"eventType": "Unheard"}, "unreadable", "KeyError"),
        ({"open": None}, "unreadable", "AttributeError"),
    ],
)
def test_what_is_not_ours_or_has_no_shape_is_refused_by_what_is_wrong(told: dict, code: str, what: str) -> None:
    notification = json.loads(a_notification("Open")) | told
    with pytest.raises(InvalidInput) as refused:
        read_ses_event(json.dumps(notification), ORIGIN)
    assert (refused.value.field, refused.value.code, refused.value.value) == ("ses_event", code, what)


def test_another_accounts_event_is_foreign() -> None:
    with pytest.raises(InvalidInput) as refused:
        read("Open", mail={"sendingAccountId": "210987654321"})
    assert (refused.value.field, refused.value.code, refused.value.value) == ("ses_event", "foreign", "account")


def test_that_the_topic_works_is_no_event_however_it_is_written() -> None:
    assert read_ses_event(" Successfully validated SNS topic for Amazon SES event publishing.\n", ORIGIN) is None
