"""The track function as Lambda calls it, with recorded events."""

import json
from typing import Any

import pytest

from functions.track import handler as edge
from functions.track.wiring import Parts
from mianyue.adapters.hit_store import HitStore
from mianyue.adapters.keys import application_item, entry_item
from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.links import Links
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.domain.interview import Progress
from tests.builders import APPLICATION_ID, NOW, an_application, an_entry, an_interview, an_invitation
from tests.track.ses import a_notification

LINKS = Links(LinkSigner(lambda: {"active": "1", "1": "key"}), "https://jobs.example.com")


@pytest.fixture
def stories(table: Table, monkeypatch: pytest.MonkeyPatch) -> StoryStore:
    table.write(put(application_item(an_application())), put(entry_item(an_entry())))
    stories = StoryStore(table)
    stories.invite(an_entry(routed_at=NOW), an_interview(), [an_invitation()], [])
    monkeypatch.setattr(edge, "parts", lambda: Parts(table, HitStore(table), LINKS, "origin"))
    return stories


def a_queue_record(body: str, number: int = 1) -> dict[str, Any]:
    return {"messageId": f"sqs-{number}", "eventSource": "aws:sqs", "body": body}


def a_request(token: str, *, method: str = "GET", origin: str = "origin") -> dict[str, Any]:
    return {
        "version": "2.0",
        "routeKey": f"{method} /t/{{token}}",
        "headers": {"x-origin-secret": origin, "user-agent": "Mozilla/5.0"},
        "pathParameters": {"token": token},
        "requestContext": {"http": {"method": method}, "requestId": "request-1"},
    }


def test_a_batch_of_events_is_worked_through_and_only_the_bad_one_comes_again(
    stories: StoryStore, capsys: pytest.CaptureFixture[str]
) -> None:
    records = [
        a_queue_record("broken: secret@example.com", 1),
        a_queue_record(a_notification("Delivery"), 2),
    ]
    assert edge.handler({"Records": records}, None) == {"batchItemFailures": [{"itemIdentifier": "sqs-1"}]}
    assert stories.interview(APPLICATION_ID, 2).progress is Progress.DELIVERED
    logged = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in logged] == ["record_failed", "ses_event"]
    assert "example.com" not in json.dumps(logged)


def test_a_hit_is_led_on_and_not_kept_by_caches(stories: StoryStore) -> None:
    token = LINKS.tracking(an_interview()).rsplit("/", 1)[1]
    answer = edge.handler(a_request(token), None)
    assert answer["statusCode"] == 302
    assert answer["headers"] == {"location": LINKS.page(token), "cache-control": "no-store"}


def test_who_comes_past_the_front_door_is_turned_away(stories: StoryStore) -> None:
    token = LINKS.tracking(an_interview()).rsplit("/", 1)[1]
    for guess in ("guess", "", "秘密"):
        assert edge.handler(a_request(token, origin=guess), None) == {"statusCode": 403}
    request = a_request(token)
    del request["headers"]["x-origin-secret"]
    assert edge.handler(request, None) == {"statusCode": 403}
    assert stories.story(APPLICATION_ID).hits == ()
