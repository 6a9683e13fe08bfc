"""The functions: what they are told, and what they may do."""

import sysconfig

import pytest

from functions.bulk.wiring import BulkSettings
from functions.imports.wiring import ImportsSettings
from functions.portal_api.wiring import PortalSettings
from functions.remind.wiring import RemindSettings
from functions.replies.wiring import RepliesSettings
from functions.send.wiring import SendSettings
from functions.templates.wiring import TemplatesSettings
from functions.track.wiring import TrackSettings
from infra.environment import ZONES
from tests.infra.synthesized import Synthesized, as_list

FUNCTIONS = ("send", "track", "remind", "portal_api", "imports", "templates", "bulk", "replies")
SETTINGS = {
    "send": SendSettings,
    "track": TrackSettings,
    "remind": RemindSettings,
    "portal_api": PortalSettings,
    "imports": ImportsSettings,
    "templates": TemplatesSettings,
    "bulk": BulkSettings,
    "replies": RepliesSettings,
}
FROM_LAMBDA = "AWS_LAMBDA_FUNCTION_NAME"
SENDS_MAIL = {"ses:SendEmail", "ses:SendRawEmail"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_runs_python_3_13_on_arm64(production: Synthesized, name: str) -> None:
    function = production.function(name)
    assert (function["Runtime"], function["Architectures"]) == ("python3.13", ["arm64"])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_is_told_its_settings_and_no_more(production: Synthesized, name: str) -> None:
    wanted = {name.upper() for name in SETTINGS[name]._fields} - {FROM_LAMBDA}
    assert set(production.function(name)["Environment"]["Variables"]) == wanted | {"STAGE_NAME", *ZONES}


def test_zones_are_looked_for_where_python_would_look_anyway() -> None:
    assert {"PYTHONTZPATH": sysconfig.get_config_var("TZPATH")} == ZONES


@pytest.mark.parametrize("name", FUNCTIONS)
def test_writes_to_a_log_of_its_own_that_does_not_grow_for_ever(production: Synthesized, name: str) -> None:
    log = production.function(name)["LoggingConfig"]["LogGroup"]["Ref"]
    assert production.named("AWS::Logs::LogGroup")[log]["Properties"]["RetentionInDays"] == 90
    assert {"logs:CreateLogStream", "logs:PutLogEvents"} <= production.allowed(name)


def test_lambdas_own_lines_are_logged_where_something_went_wrong(production: Synthesized) -> None:
    for name in FUNCTIONS:
        logging = production.function(name)["LoggingConfig"]
        assert (logging["LogFormat"], logging["SystemLogLevel"]) == ("JSON", "WARN")


def test_no_role_is_given_whole_families_of_actions(production: Synthesized) -> None:
    assert [action for action in production.allowed() if "*" in action] == []
    assert all("ManagedPolicyArns" not in role for role in production.all("AWS::IAM::Role"))


def test_no_grant_reaches_every_resource_but_the_question_for_the_accounts_quota(production: Synthesized) -> None:
    everywhere = [each for each in production.statements() if "*" in as_list(each["Resource"])]
    assert [(each["Action"], each["Effect"]) for each in everywhere] == [("ses:GetAccount", "Allow")] * 2
    assert all(everywhere[0] in production.statements(name) for name in ("send", "bulk"))


def test_nobody_may_scan(production: Synthesized) -> None:
    assert not {action for action in production.allowed() if action.startswith(("dynamodb:Scan", "dynamodb:*"))}


def test_only_what_hr_has_set_up_may_be_deleted(production: Synthesized) -> None:
    deleting = [name for name in FUNCTIONS if "dynamodb:DeleteItem" in production.allowed(name)]
    assert deleting == ["portal_api"]
    allowing = [each for each in production.statements("portal_api") if each["Effect"] == "Allow"]
    grants = [each for each in allowing if "dynamodb:DeleteItem" in as_list(each["Action"])]
    assert [each["Condition"] for each in grants] == [
        {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["COMPANY"]}}
    ]
    assert [as_list(each["Action"]) for each in grants] == [["dynamodb:DeleteItem"]]


def test_only_the_sender_talks_to_ses_and_only_as_the_sender_address(production: Synthesized) -> None:
    assert [name for name in FUNCTIONS if production.allowed(name) & SENDS_MAIL] == ["send"]
    (grant,) = [each for each in production.statements("send") if SENDS_MAIL & set(as_list(each["Action"]))]
    assert grant["Condition"] == {"StringEquals": {"ses:FromAddress": "hr@example.com"}}


def test_whoever_plans_hands_on_one_role_only(production: Synthesized) -> None:
    planning = [name for name in FUNCTIONS if "scheduler:CreateSchedule" in production.allowed(name)]
    assert sorted(planning) == ["bulk", "remind", "send"]
    first, *others = [each for each in production.statements() if each["Action"] == "iam:PassRole"]
    assert others == [first, first]
    assert first["Condition"] == {"StringEquals": {"iam:PassedToService": "scheduler.amazonaws.com"}}


def test_link_keys_are_read_by_those_who_sign_or_verify(production: Synthesized) -> None:
    readers = [name for name in FUNCTIONS if "secretsmanager:GetSecretValue" in production.allowed(name)]
    assert readers == ["send", "track", "portal_api", "replies"]


def test_a_mail_as_sent_is_written_by_the_sender_and_read_by_the_portal(production: Synthesized) -> None:
    assert _may(production, "s3:PutObject", "/mail/*") == ["send"]
    assert _may(production, "s3:GetObject", "/mail/*") == ["portal_api"]


def test_a_mail_to_hr_itself_is_written_by_who_has_one_and_read_by_the_sender(production: Synthesized) -> None:
    assert _may(production, "s3:PutObject", "/trials/*") == ["templates", "replies"]
    assert _may(production, "s3:GetObject", "/trials/*") == ["send"]


def test_long_work_goes_on_in_an_invocation_of_its_own_and_the_sweep_wakes_both(
    production: Synthesized,
) -> None:
    assert {name: _invokes(production, name) for name in FUNCTIONS if _invokes(production, name)} == {
        "imports": ["imports"],
        "bulk": ["bulk"],
        "remind": ["imports", "bulk"],
    }


def test_the_list_of_a_bulk_action_is_kept_and_read_by_bulk_alone(production: Synthesized) -> None:
    assert _may(production, "s3:PutObject", "/bulk/*") == ["bulk"]
    assert _may(production, "s3:GetObject", "/bulk/*") == ["bulk"]


def _invokes(stack: Synthesized, name: str) -> list[str]:
    """The functions that a function may invoke."""
    grants = [each for each in stack.statements(name) if "lambda:InvokeFunction" in as_list(each["Action"])]
    return [other for each in grants for other in FUNCTIONS if stack.arn(other) in as_list(each["Resource"])]


def test_everything_that_can_be_tagged_carries_the_tags_that_split_the_bill(production: Synthesized) -> None:
    tagged = [
        {tag["Key"]: tag["Value"] for tag in tags}
        for each in production.template["Resources"].values()
        if isinstance(tags := each.get("Properties", {}).get("Tags"), list)
    ]
    (table,) = production.only("AWS::DynamoDB::GlobalTable")["Replicas"]
    tagged.append({tag["Key"]: tag["Value"] for tag in table["Tags"]})
    assert len(tagged) > 30
    assert all((tags["app"], tags["stage"]) == ("mianyue", "production") for tags in tagged)
    assert {"send", "track", "Table", "Site", "Outbox"} <= {tags.get("part") for tags in tagged}


def _may(stack: Synthesized, action: str, ending: str) -> list[str]:
    return [
        name
        for name in FUNCTIONS
        if any(action in as_list(each["Action"]) and ending in str(each["Resource"]) for each in stack.statements(name))
    ]
