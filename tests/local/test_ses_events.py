"""The shapes of SES's documented examples (event-publishing-retrieving-sns-examples)."""

from datetime import UTC, datetime

import pytest

from local.ses_events import automatic_events, click_event, moment_of, open_event
from tests.local.mail_builders import CONFIGURATION_SET, mail

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def kinds(address: str) -> list[str]:
    return [event["eventType"] for event in automatic_events(mail(address))]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("wei@example.com", ["Send", "Delivery"]),
        ("success@simulator.amazonses.com", ["Send", "Delivery"]),
        ("ooto@simulator.amazonses.com", ["Send", "Delivery"]),
        ("bounce@simulator.amazonses.com", ["Send", "Bounce"]),
        ("Wei <bounce+wei@simulator.amazonses.com>", ["Send", "Bounce"]),
        ("suppressionlist@simulator.amazonses.com", ["Send", "Bounce"]),
        ("complaint@simulator.amazonses.com", ["Send", "Delivery", "Complaint"]),
        ("bounce@simulator.amazonses.com.example.com", ["Send", "Delivery"]),
    ],
)
def test_simulator_addresses_behave_as_ses_documents(address: str, expected: list[str]) -> None:
    assert kinds(address) == expected


def test_every_event_carries_the_mail_with_its_tags() -> None:
    for event in automatic_events(mail()):
        assert event["mail"]["messageId"] == "m-1"
        assert event["mail"]["timestamp"] == "2026-11-23T06:00:00.250Z"
        assert event["mail"]["destination"] == ["wei@example.com"]
        assert event["mail"]["commonHeaders"]["subject"] == "AI 面试邀请"
        assert event["mail"]["tags"]["message_id"] == ["MSG7"]
        assert event["mail"]["tags"]["ses:configuration-set"] == [CONFIGURATION_SET]
        assert event["mail"]["tags"]["ses:from-domain"] == ["demo.mianyue.test"]


def test_a_send_has_an_empty_object_of_its_own() -> None:
    send = automatic_events(mail())[0]
    assert send["send"] == {}
    assert moment_of(send) == "2026-11-23T06:00:00.250Z"


def test_a_delivery_names_its_recipients() -> None:
    delivery = automatic_events(mail())[1]["delivery"]
    assert delivery["recipients"] == ["wei@example.com"]
    assert set(delivery) == {"timestamp", "processingTimeMillis", "recipients", "smtpResponse", "reportingMTA"}


def test_a_bounce_is_permanent_and_says_why() -> None:
    bounce = automatic_events(mail("bounce@simulator.amazonses.com"))[1]["bounce"]
    assert (bounce["bounceType"], bounce["bounceSubType"]) == ("Permanent", "General")
    assert bounce["bouncedRecipients"][0]["emailAddress"] == "bounce@simulator.amazonses.com"
    assert bounce["bouncedRecipients"][0]["status"] == "5.1.1"
    assert bounce["feedbackId"]


def test_a_complaint_names_who_complained() -> None:
    complaint = automatic_events(mail("complaint@simulator.amazonses.com"))[2]["complaint"]
    assert complaint["complainedRecipients"] == [{"emailAddress": "complaint@simulator.amazonses.com"}]
    assert complaint["complaintFeedbackType"] == "abuse"


def test_the_same_mail_always_gives_the_same_events() -> None:
    assert automatic_events(mail()) == automatic_events(mail())


def test_open_and_click_say_who_was_seen() -> None:
    opened = open_event(mail(), at=NOON, ip_address="127.0.0.1", user_agent="Firefox")
    clicked = click_event(mail(), link="https://example.com/", at=NOON, ip_address="127.0.0.1", user_agent="Firefox")
    seen = {"ipAddress": "127.0.0.1", "timestamp": "2026-11-24T12:00:00.000Z", "userAgent": "Firefox"}
    assert (opened["eventType"], opened["open"]) == ("Open", seen)
    assert clicked["click"] == seen | {"link": "https://example.com/", "linkTags": None}
    assert moment_of(opened) == "2026-11-24T12:00:00.000Z"
