"""The two HTTP functions start from their environment, and name what is missing in it."""

import pytest

from functions.imports import wiring as imports_wiring
from functions.portal_api import wiring as portal_wiring
from functions.templates import wiring as templates_wiring

ENVIRONMENT = {
    "TABLE_NAME": "mianyue",
    "SITE_URL": "https://jobs.example.com",
    "LINK_KEYS_SECRET": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:link-keys",
    "ORIGIN_SECRET": "origin-secret",
    "DATA_BUCKET": "mianyue-data",
    "UPLOAD_BUCKET": "mianyue-uploads",
    "UPLOAD_URL": "https://mianyue-uploads.s3.eu-central-1.amazonaws.com",
    "SEND_QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/123456789012/send",
    "AWAITED_QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/123456789012/awaited",
    "USER_POOL_ID": "eu-central-1_EXAMPLE",
    "SENDER_ADDRESS": "hr@example.com",
    "AWS_LAMBDA_FUNCTION_NAME": "Mianyue-Imports",
}
WIRED = (portal_wiring.parts, portal_wiring.settings, imports_wiring.parts, templates_wiring.parts)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for wired in WIRED:
        wired.cache_clear()


def test_the_parts_are_made_once() -> None:
    assert portal_wiring.parts() is portal_wiring.parts()
    assert imports_wiring.parts() is imports_wiring.parts()
    assert templates_wiring.parts() is templates_wiring.parts()
    assert imports_wiring.parts().origin_secret == "origin-secret"


@pytest.mark.parametrize("name", ["TABLE_NAME", "ORIGIN_SECRET", "DATA_BUCKET"])
@pytest.mark.parametrize("wired", [portal_wiring.parts, imports_wiring.parts, templates_wiring.parts])
def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, name: str, wired: object) -> None:
    monkeypatch.delenv(name)
    with pytest.raises(KeyError, match=name):
        wired()  # type: ignore[operator]


def test_the_clock_runs_in_utc() -> None:
    assert str(portal_wiring.parts().clock().tzinfo) == "UTC"
    assert str(templates_wiring.parts().desk.clock().tzinfo) == "UTC"
    assert str(imports_wiring.parts().worker.clock().tzinfo) == "UTC"
