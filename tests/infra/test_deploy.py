"""`./dev deploy` and its first question: where to, and may it?"""

import boto3
import pytest

from infra import deploy


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """No account, no region, nothing to find them by."""
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/nonexistent")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)


def test_without_a_region_it_says_which_variable_to_set() -> None:
    with pytest.raises(SystemExit, match="Set AWS_REGION"):
        deploy.main(["-c", "sender=hr@example.com"])


def test_without_credentials_it_stops_before_anything_is_built(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    monkeypatch.setattr(deploy, "install_node_packages", pytest.fail)
    assert deploy.main(["-c", "sender=hr@example.com"]) == 1
    assert "Unable to locate credentials" in capsys.readouterr().err


def test_an_address_of_its_own_is_a_record_in_the_companys_dns() -> None:
    outputs = {
        "SiteUrl": "https://jobs.example.com",
        "DistributionDomainName": "d1.cloudfront.net",
        "SenderDkim1": "a CNAME b",
    }
    assert deploy.dns_records(outputs) == ["a CNAME b", "jobs.example.com CNAME d1.cloudfront.net"]


def test_the_distributions_own_address_needs_no_record() -> None:
    outputs = {"SiteUrl": "https://d1.cloudfront.net", "DistributionDomainName": "d1.cloudfront.net"}
    assert deploy.dns_records(outputs) == []
