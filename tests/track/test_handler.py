"""The track function as Lambda calls it, with recorded events."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest

from functions.track import handler as edge
from functions.track.wiring import Parts
from mianyue.adapters import clock
from mianyue.adapters.aws_client import AwsClient
from mianyue.adapters.hit_store import HitStore
from mianyue.adapters.keys import application_item, entry_item
from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.links import Links
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.domain.errors import Unavailable
from mianyue.domain.interview import Progress, Side
from mianyue.http.sentences import SENTENCES
from tests.builders import APPLICATION_ID, NOW, an_application, an_entry, an_interview, an_invitation
from tests.track.ses import a_notification

LINKS = Links(LinkSigner(lambda: {"active": "1", "1": "key"}), "https://jobs.example.com")


@pytest.fixture
def apart(aws_endpoint: str) -> Iterator[Any]:
    """The bucket of what nobody could digest."""
    s3 = boto3.resource("s3", endpoint_url=aws_endpoint)
    bucket = s3.create_bucket(Bucket="poisoned", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    yield bucket
    bucket.objects.delete()
    bucket.delete()


@pytest.fixture
def stories(table: Table, client: AwsClient, monkeypatch: pytest.MonkeyPatch) -> StoryStore:
    table.write(put(application_item(an_application())), put(entry_item(an_entry())))
    stories = StoryStore(table)
    stories.invite(an_entry(routed_at=NOW), an_interview(), [an_invitation()], [])
    parts = Parts(table, HitStore(table), LINKS, "origin", client, "mianyue", "poisoned")
    monkeypatch.setattr(edge, "parts", lambda: parts)
    return stories


@pytest.fixture
def clock_at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def a_queue_record(body: str, number: int = 1) -> dict[str, Any]:
    source = "arn:aws:sqs:eu-central-1:123456789012:events"
    return {"messageId": f"sqs-{number}", "eventSource": "aws:sqs", "eventSourceARN": source, "body": body}


def a_request(token: str, *, method: str = "GET", origin: str = "origin", body: str = "") -> dict[str, Any]:
    return {
        "version": "2.0",
        "routeKey": f"{method} /t/{{token}}",
        "headers": {
            "x-origin-secret": origin,
            "user-agent": "Mozilla/5.0",
            "content-type": "application/x-www-form-urlencoded",
        },
        "body": body,
        "pathParameters": {"token": token},
        "requestContext": {"http": {"method": method}, "requestId": "request-1"},
    }


FOREIGN = a_notification("Delivery", mail={"tags": {"ses:configuration-set": ["theirs"]}})


def test_what_is_foreign_or_broken_is_kept_apart_whole_and_never_brought_again(
    stories: StoryStore, apart: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    bodies = ["broken: secret@example.com", a_notification("Delivery"), FOREIGN]
    records = [a_queue_record(body, number) for number, body in enumerate(bodies, 1)]
    assert edge.handler({"Records": records}, None) == {"batchItemFailures": []}
    assert stories.interview(APPLICATION_ID, 2).progress is Progress.DELIVERED
    kept = {each.key: each.get()["Body"].read().decode() for each in apart.objects.all()}
    assert kept == {"ses-events/sqs-1": bodies[0], "ses-events/sqs-3": FOREIGN}
    assert {each.get()["ContentType"] for each in apart.objects.all()} == {"application/json"}
    logged = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert logged == [
        {"event": "ses_event_kept_apart", "id": "sqs-1", "why": "unreadable"},
        {"event": "ses_event", "id": an_invitation().message_id, "kind": "Delivery", "outcome": "delivered"},
        {"event": "ses_event_kept_apart", "id": "sqs-3", "why": "foreign"},
    ]


def test_an_event_of_another_account_is_foreign(stories: StoryStore, apart: Any) -> None:
    record = a_queue_record(a_notification("Delivery"))
    record["eventSourceARN"] = record["eventSourceARN"].replace("123456789012", "999999999999")
    assert edge.handler({"Records": [record]}, None) == {"batchItemFailures": []}
    assert [each.key for each in apart.objects.all()] == ["ses-events/sqs-1"]


def test_what_cannot_be_kept_apart_comes_again(stories: StoryStore) -> None:
    record = a_queue_record("broken")
    assert edge.handler({"Records": [record]}, None) == {"batchItemFailures": [{"itemIdentifier": "sqs-1"}]}


def test_an_event_that_cannot_be_written_comes_again_and_its_neighbour_does_not(
    stories: StoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(table: Table, *operations: Any) -> None:
        raise Unavailable("throttled")

    monkeypatch.setattr(Table, "write", write)
    records = [a_queue_record(a_notification("Delivery"), 1), a_queue_record(VALIDATED, 2)]
    failed = edge.handler({"Records": records}, None)
    assert failed == {"batchItemFailures": [{"itemIdentifier": "sqs-1"}]}


VALIDATED = "Successfully validated SNS topic for Amazon SES event publishing."


def test_a_hit_keeps_the_network_of_whoever_asked_and_not_their_address(stories: StoryStore) -> None:
    request = a_request(the_token())
    request["headers"]["x-forwarded-for"] = "10.0.0.1, 198.51.100.23, 130.176.1.2"
    edge.handler(request, None)
    (hit,) = stories.story(APPLICATION_ID).hits
    assert hit.network == "198.51.100.0"


def test_a_hit_tells_who_asked_and_when(stories: StoryStore, clock_at_now: None) -> None:
    edge.handler(a_request(the_token(), method="HEAD"), None)
    (hit,) = stories.story(APPLICATION_ID).hits
    assert (hit.hit_id, hit.at, hit.method) == ("request-1", NOW, "HEAD")
    assert (hit.user_agent, hit.network) == ("Mozilla/5.0", "")


def test_who_names_no_program_is_led_on_all_the_same(stories: StoryStore) -> None:
    request = a_request(the_token())
    del request["headers"]["user-agent"]
    assert edge.handler(request, None)["headers"]["location"] == LINKS.page(the_token())
    assert [hit.user_agent for hit in stories.story(APPLICATION_ID).hits] == [""]


def test_a_link_without_a_token_leads_to_the_page_that_explains(stories: StoryStore) -> None:
    for parameters in (None, {}):
        request = a_request("") | {"pathParameters": parameters}
        assert edge.handler(request, None)["headers"]["location"] == LINKS.page("broken")
    del request["pathParameters"]
    assert edge.handler(request, None)["headers"]["location"] == LINKS.page("broken")


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


ONE_CLICK = "List-Unsubscribe=One-Click"


def the_token() -> str:
    return LINKS.tracking(an_interview()).rsplit("/", 1)[1]


def test_one_click_stops_reminders_without_cookies_or_redirects(stories: StoryStore, clock_at_now: None) -> None:
    for _ in range(2):
        answer = edge.handler(a_request(the_token(), method="POST", body=ONE_CLICK), None)
        assert answer == {"statusCode": 200, "headers": {"cache-control": "no-store"}}
    story = stories.story(APPLICATION_ID)
    assert [(event.name, event.source) for event in story.events] == [("reminders_stopped", "link")]
    assert story.interview is not None
    assert story.interview.sides == {Side.REMINDERS_STOPPED}
    assert story.hits == ()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_at_the_same_address_stops_nothing(stories: StoryStore, clock_at_now: None, method: str) -> None:
    assert edge.handler(a_request(the_token(), method=method, body=ONE_CLICK), None)["statusCode"] == 302
    assert stories.interview(APPLICATION_ID, 2).sides == frozenset()


@pytest.mark.parametrize(
    ("token", "body", "status", "code", "logged"),
    [
        (the_token(), "", 400, "not_one_click", []),
        (the_token(), "confirm=1", 400, "not_one_click", []),
        ("forged", ONE_CLICK, 404, "link_broken", ["broken"]),
        (LINKS.session(an_interview(), NOW), ONE_CLICK, 404, "link_broken", ["wrong_scope"]),
        (
            LINKS.tracking(an_interview(deadline=NOW - timedelta(days=31))).rsplit("/", 1)[1],
            ONE_CLICK,
            410,
            "link_expired",
            ["expired"],
        ),
        (LINKS.tracking(an_interview(link_version=7)).rsplit("/", 1)[1], ONE_CLICK, 410, "link_revoked", ["revoked"]),
    ],
)
def test_any_other_post_is_refused_in_words_and_writes_nothing(
    stories: StoryStore,
    clock_at_now: None,
    capsys: pytest.CaptureFixture[str],
    *,
    token: str,
    body: str,
    status: int,
    code: str,
    logged: list[str],
) -> None:
    before = stories.story(APPLICATION_ID)
    answer = edge.handler(a_request(token, method="POST", body=body), None)
    told = json.loads(answer["body"])["error"]
    assert (answer["statusCode"], told["code"]) == (status, code)
    assert (told["message"]["zh-CN"], told["message"]["en"]) == SENTENCES[code]
    assert SENTENCES[code][0] in answer["body"]
    assert answer["headers"] == {"content-type": "application/json", "cache-control": "no-store"}
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [{"event": "unsubscribe_refused", "why": why} for why in logged]
    assert stories.story(APPLICATION_ID) == before


def test_a_post_past_the_front_door_is_turned_away(stories: StoryStore) -> None:
    request = a_request(the_token(), method="POST", body=ONE_CLICK, origin="guess")
    assert edge.handler(request, None) == {"statusCode": 403}
    assert stories.interview(APPLICATION_ID, 2).sides == frozenset()


def test_who_clicks_waits_for_nothing_that_only_a_post_or_an_event_needs() -> None:
    program = "import sys, functions.track.handler; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - this very Python
    late = {"email", "urllib.parse", "functions.track.post_handler", "functions.track.queue_handler"}
    late |= {
        "ipaddress",
        "mianyue.domain.verdicts",
        "mianyue.adapters.story_store",
        "mianyue.domain.interview",
        "mianyue.http",
    }
    assert late & set(done.stdout.split()) == set()
