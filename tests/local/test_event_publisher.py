import json
from pathlib import Path

import pytest

from local.event_journal import EventJournal
from local.event_publisher import EventPublisher
from tests.local.mail_builders import CONFIGURATION_SET, mail


class Topic:
    def __init__(self) -> None:
        self.events: list[dict[str, object]] = []
        self.refuse = ""

    def __call__(self, event: str) -> None:
        parsed = json.loads(event)
        if parsed["eventType"] == self.refuse:
            raise ConnectionError
        self.events.append(parsed)

    @property
    def kinds(self) -> list[object]:
        return [event["eventType"] for event in self.events]


def publisher(topic: Topic, path: Path) -> EventPublisher:
    return EventPublisher(topic, EventJournal(path), CONFIGURATION_SET)


def test_each_event_is_published_once_however_often_it_is_polled(tmp_path: Path) -> None:
    topic = Topic()
    one = publisher(topic, tmp_path / "journal")
    one.publish_automatic([mail()])
    one.publish_automatic([mail()])
    assert topic.kinds == ["Send", "Delivery"]


def test_a_restart_neither_repeats_nor_forgets(tmp_path: Path) -> None:
    topic = Topic()
    topic.refuse = "Delivery"
    with pytest.raises(ConnectionError):
        publisher(topic, tmp_path / "journal").publish_automatic([mail()])
    topic.refuse = ""
    publisher(topic, tmp_path / "journal").publish_automatic([mail()])
    assert topic.kinds == ["Send", "Delivery"]


def test_a_line_cut_off_by_a_crash_counts_as_not_published(tmp_path: Path) -> None:
    topic = Topic()
    journal = tmp_path / "journal"
    publisher(topic, journal).publish_automatic([mail()])
    journal.write_text(journal.read_text()[:-9])
    publisher(topic, journal).publish_automatic([mail()])
    assert topic.kinds == ["Send", "Delivery", "Delivery"]
    assert topic.events[1] == topic.events[2]


def test_after_a_cut_off_line_the_next_event_is_remembered(tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    journal.write_text('{"message_id": "m-')
    topic = Topic()
    publisher(topic, journal).publish_automatic([mail()])
    publisher(topic, journal).publish_automatic([mail()])
    assert topic.kinds == ["Send", "Delivery"]


def test_a_mail_without_the_stacks_configuration_set_is_not_reported(tmp_path: Path) -> None:
    topic = Topic()
    publisher(topic, tmp_path / "journal").publish_automatic([mail(ConfigurationSetName="another")])
    assert topic.kinds == []
