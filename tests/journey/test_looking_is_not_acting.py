"""GET, HEAD and OPTIONS leave nothing but raw hits in the whole table, on every route there is (K4)."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.journey.hr import Candidate, Hr
from tests.journey.laptop import RunningLaptop
from tests.journey.table import changed, quiet_table, table, without_hits

ROUTES = json.loads((Path(__file__).parents[2] / "portal" / "openapi.json").read_text(encoding="utf-8"))["paths"]
METHODS = ("GET", "HEAD", "OPTIONS")
EMAIL = "looker@example.com"


@dataclass(frozen=True)
class Scene:
    """A candidate who has asked for another time, and the real ids of everything a route can name."""

    hr: Hr
    candidate: Candidate
    ids: dict[str, str]

    def paths(self) -> list[str]:
        """Every path of the API, filled in."""
        filled = []
        for path in ROUTES:
            for name, value in self.ids.items():
                path = path.replace(f"{{{name}}}", value)  # noqa: PLW2901 - the same path, with less to fill in
            assert "{" not in path
            filled.append(path)
        return filled


@pytest.fixture(scope="module")
def scene(laptop: RunningLaptop) -> Scene:
    hr = Hr(laptop)
    csv = f"姓名,邮箱,应聘岗位\n看一看,{EMAIL},销售代表\n没有邮箱,,销售代表\n"
    imported = hr.import_file("looker.csv", csv.encode())
    assert imported["bad"] == 1
    hr.move("screened", hr.of(EMAIL))
    (mail,) = laptop.wait_for_mails(EMAIL)
    application_id = hr.of(EMAIL)["application_id"]
    hr.wait_for_progress(application_id, "delivered")
    candidate = Candidate(laptop, laptop.link(mail["id"]))
    interview = candidate.arrive()
    candidate.act("new-time", {"wishes": [interview["starts_at"].replace("T06", "T07")], "note": ""})
    asked = {"text": "要准备什么？", "language": "zh-CN"}
    assert laptop.request("POST", "/api/candidate/questions", asked, bearer=candidate.session).status == 200
    detail = hr.detail(application_id)
    chosen = [{"application_id": application_id, "entry": detail["entry"]}]
    counted = hr.call("POST", "/bulks/preview", {"kind": "move", "stage": "offer", "applications": chosen})
    ids = {
        "application_id": application_id,
        "bulk_id": counted["bulk_id"],
        "position_id": detail["position_id"],
        "rule_id": "invite-sales",
        "message_id": detail["messages"][0]["message_id"],
        "case_id": detail["cases"][0]["case_id"],
        "import_id": imported["import_id"],
        "question_id": hr.call("GET", "/questions")["questions"][0]["question_id"],
        "faq_id": hr.call("GET", "/faq")["entries"][0]["faq_id"],
        "username": hr.call("GET", "/me")["username"],
    }
    return Scene(hr, candidate, ids)


def test_looking_at_every_route_changes_nothing(laptop: RunningLaptop, scene: Scene) -> None:
    before = quiet_table(laptop)
    looked = []
    for path in scene.paths():
        for bearer in ("", scene.hr.token, scene.candidate.session):
            for method in METHODS:
                answer = laptop.request(method, path, bearer=bearer)
                assert answer.status < 500, (method, path)
                looked.append((method, answer.status))
    assert len(looked) == 9 * len(ROUTES) > 90
    assert looked.count(("GET", 200)) >= 10, "the ids are real: looking gets through to what is there"
    assert changed(before, table(laptop)) == set()


def test_looking_at_the_link_leaves_a_raw_hit_and_nothing_more(laptop: RunningLaptop, scene: Scene) -> None:
    before = quiet_table(laptop)
    for method in ("HEAD", "GET", "GET", "HEAD"):
        for bearer in ("", scene.candidate.session):
            assert laptop.request(method, scene.candidate.link, bearer=bearer).status == 302
    assert laptop.request("OPTIONS", scene.candidate.link).status < 500
    after = table(laptop)
    assert changed(without_hits(before), without_hits(after)) == set()
    hits = changed(before, after)
    assert len(hits) == 8
    assert all(key.startswith(f"APP#{scene.ids['application_id']} HIT#") for key in hits)


def test_a_forged_link_leaves_nothing_at_all(laptop: RunningLaptop, scene: Scene) -> None:
    before = quiet_table(laptop)
    link = scene.candidate.link
    forged = link[:-4] + ("AAAA" if not link.endswith("AAAA") else "BBBB")
    for method in ("GET", "HEAD"):
        answer = laptop.request(method, forged)
        assert answer.headers["location"] == f"{laptop.base_url}/i/index.html#broken"
    assert changed(before, table(laptop)) == set()


def test_the_pages_that_links_lead_to_leave_nothing(laptop: RunningLaptop, scene: Scene) -> None:
    before = quiet_table(laptop)
    for path in ("/", "/i/", "/i/index.html", "/config.json", "/platform/", "/t/", "/t/none"):
        for method in METHODS:
            assert laptop.request(method, path).status < 500, (method, path)
    assert changed(before, table(laptop)) == set()
