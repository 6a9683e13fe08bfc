from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx2
import pytest
from starlette.routing import Mount
from starlette.testclient import TestClient

from infra.security_headers import security_headers
from local.gateway import Upstream, gateway_app

API = "/_aws/execute-api/abc123/$default"


class Engine:
    """Answers as the engine would, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[httpx2.Request] = []
        self.answer = httpx2.Response(200, json={})
        self.silent = False

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if self.silent:
            raise httpx2.ConnectError("refused")
        self.asked.append(request)
        return self.answer

    @property
    def last(self) -> httpx2.Request:
        return self.asked[-1]


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def http(engine: Engine) -> Iterator[TestClient]:
    @asynccontextmanager
    async def nothing() -> AsyncIterator[None]:
        yield

    app = gateway_app(
        Upstream(api_id="abc123", portal_bucket="portal", upload_bucket="uploads", origin_secret="s3cret"),
        httpx2.AsyncClient(base_url="http://127.0.0.1:4566", transport=httpx2.MockTransport(engine)),
        headers=security_headers(),
        mailbox=Mount("/mailbox", routes=[]),
        background=nothing,
    )
    with TestClient(app, base_url="http://localhost:8080", follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"])
def test_api_calls_go_to_the_http_api_with_the_origin_secret(engine: Engine, http: TestClient, method: str) -> None:
    http.request(method, "/api/hr/applications?q=%E6%9D%8E&limit=5", headers={"authorization": "Bearer t"})
    assert engine.last.method == method
    assert engine.last.url.raw_path == f"{API}/api/hr/applications?q=%E6%9D%8E&limit=5".encode()
    assert engine.last.headers["x-origin-secret"] == "s3cret"
    assert engine.last.headers["authorization"] == "Bearer t"


def test_a_visitor_cannot_bring_an_origin_secret(engine: Engine, http: TestClient) -> None:
    http.get("/api/hr/me", headers={"x-origin-secret": "guess"})
    assert engine.last.headers.get_list("x-origin-secret") == ["s3cret"]


def test_a_body_arrives_as_it_was_sent(engine: Engine, http: TestClient) -> None:
    http.post("/api/candidate/session", json={"token": "令牌"})
    assert engine.last.read() == '{"token":"令牌"}'.encode()
    assert engine.last.headers["content-type"] == "application/json"


def test_a_link_hit_is_redirected_by_the_browser_not_by_the_gateway(engine: Engine, http: TestClient) -> None:
    engine.answer = httpx2.Response(302, headers={"location": "http://localhost:8080/i/index.html#tok"})
    answer = http.get("/t/tok%2Een")
    assert (answer.status_code, answer.headers["location"]) == (302, "http://localhost:8080/i/index.html#tok")
    assert [request.url.raw_path for request in engine.asked] == [f"{API}/t/tok%2Een".encode()]


def test_head_is_passed_on_as_head(engine: Engine, http: TestClient) -> None:
    engine.answer = httpx2.Response(302, headers={"location": "/i/index.html", "content-length": "0"})
    assert http.head("/t/token").status_code == 302
    assert engine.last.method == "HEAD"


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/", "index.html"),
        ("/i/index.html", "i/index.html"),
        ("/assets/a-1.js", "assets/a-1.js"),
        ("/config.json?list-type=2", "config.json"),
    ],
)
def test_everything_else_is_the_portal_bucket(engine: Engine, http: TestClient, path: str, key: str) -> None:
    engine.answer = httpx2.Response(200, text="page", headers={"content-type": "text/html"})
    assert http.get(path).text == "page"
    assert engine.last.url.raw_path == f"/portal/{key}".encode()
    assert "x-origin-secret" not in engine.last.headers


def test_a_candidate_file_goes_to_the_upload_bucket_by_the_address_it_was_given(
    engine: Engine, http: TestClient
) -> None:
    answer = http.put("/_uploads/imports/i1/source?X-Amz-Signature=ab%2F", content=b"x" * (11 * 1024 * 1024))
    assert answer.status_code == 200
    assert engine.last.url.raw_path == b"/uploads/imports/i1/source?X-Amz-Signature=ab%2F"
    assert len(engine.last.read()) == 11 * 1024 * 1024


@pytest.mark.parametrize("path", ["/_uploads/", "/_uploads/mail/m1", "/_uploads/imports/i1/source/rejects.csv"])
def test_nothing_else_is_put_anywhere(engine: Engine, http: TestClient, path: str) -> None:
    assert http.put(path, content=b"x").status_code in (404, 405)
    assert engine.asked == []


def test_a_candidate_file_that_is_too_big_is_refused(http: TestClient) -> None:
    headers = {"content-length": str(50 * 1024 * 1024 + 1)}
    assert http.put("/_uploads/imports/i1/source", headers=headers).status_code == 413


@pytest.mark.parametrize("path", ["/i/", "/assets/", "//"])
def test_a_folder_has_no_page_as_behind_cloudfront(engine: Engine, http: TestClient, path: str) -> None:
    assert http.get(f"http://localhost:8080{path}").status_code == 404
    assert engine.asked == []


@pytest.mark.parametrize("path", ["/%2e%2e/other/secret", "/a/%2e%2e/b", "/a%3Facl"])
def test_no_way_leads_out_of_the_bucket(engine: Engine, http: TestClient, path: str) -> None:
    assert http.get(path).status_code == 404
    assert engine.asked == []


@pytest.mark.parametrize("status", [403, 404])
def test_a_missing_file_is_not_found_without_the_stores_words(engine: Engine, http: TestClient, status: int) -> None:
    engine.answer = httpx2.Response(status, text="<Error>NoSuchKey</Error>")
    answer = http.get("/nothing.js")
    assert answer.status_code == 404
    assert "NoSuchKey" not in answer.text


def test_the_bucket_cannot_be_written(engine: Engine, http: TestClient) -> None:
    assert http.put("/index.html", content=b"x").status_code == 405
    assert engine.asked == []


def test_sign_in_goes_to_the_engines_root(engine: Engine, http: TestClient) -> None:
    http.post("/_cognito/", headers={"x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth"}, json={})
    assert engine.last.url.raw_path == b"/"


def test_no_other_service_is_reached_through_the_sign_in(engine: Engine, http: TestClient) -> None:
    answer = http.post("/_cognito/", headers={"x-amz-target": "DynamoDB_20120810.Scan"}, json={})
    assert answer.status_code == 400
    assert engine.asked == []


def test_every_response_has_the_security_headers(engine: Engine, http: TestClient) -> None:
    engine.answer = httpx2.Response(404)
    for path in ("/", "/api/hr/me", "/mailbox/none", "/platform/"):
        answer = http.get(path)
        for name, value in security_headers().items():
            assert answer.headers[name] == value


def test_the_engines_open_door_to_other_sites_is_shut(engine: Engine, http: TestClient) -> None:
    engine.answer = httpx2.Response(200, headers={"access-control-allow-origin": "*"})
    assert "access-control-allow-origin" not in http.get("/").headers


def test_a_header_a_page_sets_itself_stays(engine: Engine, http: TestClient) -> None:
    engine.answer = httpx2.Response(200, headers={"referrer-policy": "origin"})
    assert http.get("/").headers.get_list("referrer-policy") == ["origin"]


def test_only_this_machine_is_answered(engine: Engine, http: TestClient) -> None:
    assert http.get("/", headers={"host": "evil.example"}).status_code == 400
    assert engine.asked == []


def test_too_large_a_body_is_refused(engine: Engine, http: TestClient) -> None:
    assert http.post("/api/hr/imports", headers={"content-length": str(11 * 1024 * 1024)}).status_code == 413
    assert engine.asked == []


def test_a_silent_engine_is_said_in_both_languages(engine: Engine, http: TestClient) -> None:
    engine.silent = True
    answer = http.get("/api/hr/me")
    assert answer.status_code == 502
    assert set(answer.json()["error"]["message"]) == {"zh-CN", "en"}


def test_the_platforms_stand_in_is_served(http: TestClient) -> None:
    assert http.get("/platform/").status_code == 200
