"""GET and HEAD leave nothing behind but raw hits, on every route there is (K4)."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.journey.hr import Candidate, Hr
from tests.journey.laptop import RunningLaptop

ROUTES = json.loads((Path(__file__).parents[2] / "portal" / "openapi.json").read_text(encoding="utf-8"))["paths"]
METHODS = ("GET", "HEAD", "OPTIONS")


@pytest.fixture(scope="module")
def candidate(laptop: RunningLaptop) -> Candidate:
    """A candidate who has been invited and has not looked yet."""
    hr = Hr(laptop)
    email = "looker@example.com"
    csv = f"姓名,邮箱,应聘岗位\n看一看,{email},销售代表\n"
    hr.import_file("looker.csv", csv.encode())
    hr.move("screened", hr.of(email))
    (mail,) = laptop.wait_for_mails(email)
    hr.wait_for_progress(hr.of(email)["application_id"], "delivered")
    return Candidate(laptop, laptop.link(mail["id"]))


def table_without_hits(laptop: RunningLaptop, application_id: str) -> dict[str, Any]:
    """Everything about one application, and everything that belongs to nobody."""
    pages = laptop.client("dynamodb").get_paginator("scan").paginate(TableName=laptop.outputs["TableName"])
    items = [item for page in pages for item in page["Items"] if not item["sk"]["S"].startswith("HIT#")]
    mine = [item for item in items if item["pk"]["S"] in (f"APP#{application_id}", "COMPANY", "TEMPLATE")]
    return {item["pk"]["S"] + item["sk"]["S"]: item for item in mine}


def hits(laptop: RunningLaptop, application_id: str) -> int:
    answer = laptop.client("dynamodb").query(
        TableName=laptop.outputs["TableName"],
        KeyConditionExpression="pk = :pk AND begins_with(sk, :hit)",
        ExpressionAttributeValues={":pk": {"S": f"APP#{application_id}"}, ":hit": {"S": "HIT#"}},
    )
    return int(answer["Count"])


def test_looking_at_every_route_changes_nothing(laptop: RunningLaptop, candidate: Candidate) -> None:
    hr = Hr(laptop)
    row = hr.of("looker@example.com")
    application_id = row["application_id"]
    candidate.arrive()
    message_id = hr.detail(application_id)["messages"][0]["message_id"]
    filled = {
        "{application_id}": application_id,
        "{message_id}": message_id,
        "{case_id}": "none",
        "{import_id}": "none",
    }
    before = table_without_hits(laptop, application_id)
    looked = 0
    for route in ROUTES:
        path = route
        for name, value in filled.items():
            path = path.replace(name, value)
        assert "{" not in path
        for bearer in ("", hr.token, candidate.session):
            for method in METHODS:
                assert laptop.request(method, path, bearer=bearer).status < 500, (method, path)
                looked += 1
    assert looked >= 9 * len(ROUTES) > 90
    assert table_without_hits(laptop, application_id) == before


def test_following_the_link_leaves_a_raw_hit_and_nothing_more(laptop: RunningLaptop, candidate: Candidate) -> None:
    application_id = Hr(laptop).of("looker@example.com")["application_id"]
    before, counted = table_without_hits(laptop, application_id), hits(laptop, application_id)
    for method in ("HEAD", "GET", "GET", "HEAD"):
        assert laptop.request(method, candidate.link).status == 302
    assert hits(laptop, application_id) == counted + 4
    assert table_without_hits(laptop, application_id) == before


def test_a_forged_link_leaves_nothing(laptop: RunningLaptop, candidate: Candidate) -> None:
    application_id = Hr(laptop).of("looker@example.com")["application_id"]
    counted = hits(laptop, application_id)
    forged = candidate.link[:-4] + ("AAAA" if not candidate.link.endswith("AAAA") else "BBBB")
    answer = laptop.request("GET", forged)
    assert answer.headers["location"] == f"{laptop.base_url}/i/index.html#broken"
    assert hits(laptop, application_id) == counted
