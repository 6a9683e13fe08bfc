"""The company's settings as an operator types them."""

import argparse
import json
from collections.abc import Iterator

import boto3
import pytest

from infra import company
from infra.company import add_company_options, given_fields, missing_platform
from infra.first_run import set_up_company
from mianyue.adapters.aws_client import AwsClient
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.table import Table
from mianyue.domain.company import Company

OUTPUTS = ("TableName", "UserPoolClientId", "StageName", "PortalBucketName")
TEMPLATE = {
    "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
    "Outputs": {
        name: {"Value": value} for name, value in zip(OUTPUTS, ("mianyue", "client", "staging", "portal"), strict=True)
    },
}


def test_only_what_is_given_counts() -> None:
    assert given_fields(_parsed("--company", "青屿", "--hr-phone", "")) == {"name": "青屿", "hr_phone": ""}
    assert given_fields(_parsed()) == {}


def test_every_setting_has_an_option() -> None:
    words = "--company A --hr-name B --hr-email c@example.com --hr-phone 1 --language en --zone Europe/Berlin"
    given = given_fields(_parsed(*words.split(), "--platform-url", "https://ai.example.com/"))
    assert tuple(given) == company.FIELDS


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--company", " "), "a company needs a name"),
        (("--hr-email", "hr"), "'hr' is no mail address"),
        (("--language", "de"), "invalid choice: 'de'"),
        (("--zone", "Mars/Olympus"), "there is no zone 'Mars/Olympus'; use a name such as Asia/Shanghai"),
        (("--platform-url", "http://ai.example.com"), "must begin with https:// and hold no #"),
        (("--platform-url", "https://ai.example.com/#room"), "must begin with https:// and hold no #"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(
    words: tuple[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        _parsed(*words)
    assert said in capsys.readouterr().err


def test_while_no_interview_can_be_started_the_operator_is_told() -> None:
    assert "--platform-url" in missing_platform(Company("青屿"))
    assert missing_platform(Company("青屿", platform_url="https://ai.example.com/")) == ""


@pytest.fixture
def staging(
    client: AwsClient, table_name: str, aws_endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[CompanyStore]:
    """A deployment of staging: its stack's outputs, its bucket, its table."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", aws_endpoint)
    set_up_company(_store(client, table_name), {"name": "青屿", "hr_phone": "1"}, sender="hr@example.com")
    stacks, bucket = boto3.client("cloudformation"), boto3.resource("s3").Bucket("portal")
    stacks.create_stack(StackName="Mianyue-staging", TemplateBody=json.dumps(TEMPLATE))
    bucket.create(CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    yield _store(client, table_name)
    bucket.objects.delete()
    bucket.delete()
    stacks.delete_stack(StackName="Mianyue-staging")


def test_settings_change_without_a_deployment(staging: CompanyStore, capsys: pytest.CaptureFixture[str]) -> None:
    assert company.main(["--stage", "staging", "--company", "青屿 Qingyu", "--language", "en"]) == 0
    now = staging.setup().company
    assert (now.name, now.language, now.hr_phone) == ("青屿 Qingyu", "en", "1")
    assert "name: 青屿 Qingyu" in capsys.readouterr().out


def test_the_pages_learn_the_new_name(staging: CompanyStore) -> None:
    company.main(["--stage", "staging", "--company", "青屿 Qingyu"])
    settings = json.loads(boto3.client("s3").get_object(Bucket="portal", Key="config.json")["Body"].read())
    assert (settings["companyName"], settings["userPoolClientId"]) == ("青屿 Qingyu", "client")


def test_a_stage_that_is_not_deployed_is_said_in_a_sentence(
    staging: CompanyStore, capsys: pytest.CaptureFixture[str]
) -> None:
    assert company.main(["--hr-name", "林晓岚"]) == 1
    assert "Mianyue-production" in capsys.readouterr().err


def _parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_company_options(parser)
    return parser.parse_args(words)


def _store(client: AwsClient, table_name: str) -> CompanyStore:
    return CompanyStore(Table(client, table_name), lambda: 0.0)
