"""What the command line may say about a stage."""

import pytest
from aws_cdk import App

from infra.stage import Stage, StageError, stage_from_context

CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b"


def test_the_laptop_needs_to_be_told_nothing() -> None:
    stage = _stage(stage="laptop")
    assert (stage.on_laptop, stage.keeps_data) == (True, False)
    assert stage.sender_domain == "demo.mianyue.test"


def test_production_is_what_one_gets_and_it_keeps_its_data() -> None:
    stage = _stage(sender="hr@example.com")
    assert (stage.name, stage.keeps_data, stage.site_url) == ("production", True, "")


def test_an_address_of_its_own_comes_with_its_certificate() -> None:
    stage = _stage(sender="hr@example.com", site_url="https://jobs.example.com/", certificate_arn=CERTIFICATE)
    assert (stage.site_url, stage.site_domain) == ("https://jobs.example.com", "jobs.example.com")
    assert stage.certificate_arn == CERTIFICATE


def test_the_laptop_needs_no_certificate() -> None:
    assert _stage(stage="laptop", site_url="http://localhost:8080").site_url == "http://localhost:8080"


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ({"site_url": "https://jobs.example.com"}, "add -c certificate_arn=arn:aws:acm:us-east-1"),
        ({"certificate_arn": CERTIFICATE}, "Add -c site_url="),
        (
            {
                "site_url": "https://jobs.example.com",
                "certificate_arn": CERTIFICATE.replace("us-east-1", "eu-central-1"),
            },
            "of us-east-1 only; make it there",
        ),
        ({"site_url": "https://jobs.example.com", "certificate_arn": "0a1b"}, "of us-east-1 only; make it there"),
        ({"site_url": "http://jobs.example.com", "certificate_arn": CERTIFICATE}, "use https://"),
        ({"site_url": "https://example.com/jobs", "certificate_arn": CERTIFICATE}, "a host name alone"),
        ({"site_url": "jobs.example.com", "certificate_arn": CERTIFICATE}, "use https://"),
    ],
)
def test_an_address_that_cloudfront_could_not_serve_is_refused(said: dict[str, str], remedy: str) -> None:
    with pytest.raises(StageError, match=remedy):
        _stage(sender="hr@example.com", **said)


def test_two_senders_work_at_once_or_as_many_as_are_asked_for() -> None:
    assert _stage(sender="example.com").senders == 2
    assert _stage(sender="example.com", senders="60").senders == 60


@pytest.mark.parametrize("said", ["1", "1001", "many", "-4"])
def test_a_number_of_senders_that_sqs_does_not_know_is_refused(said: str) -> None:
    with pytest.raises(StageError, match=f"senders={said}: how many mails are worked on at once, from 2 to 1000"):
        _stage(sender="example.com", senders=said)


def test_replies_go_to_hr_unless_a_domain_takes_them_in() -> None:
    assert _stage(sender="hr@example.com").reply_domain == ""
    assert _stage(sender="hr@example.com", reply_domain="Reply.Example.com").reply_domain == "reply.example.com"
    assert _stage(stage="laptop").reply_to == "reply.demo.mianyue.test"


def test_mails_name_a_reply_domain_only_once_replies_arrive_there() -> None:
    receiving = {"sender": "hr@example.com", "reply_domain": "reply.example.com"}
    assert _stage(**receiving).reply_to == ""
    assert _stage(**receiving, replies_arrive="true").reply_to == "reply.example.com"


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ({"reply_domain": "example.com"}, "would no longer reach its mailboxes"),
        ({"reply_domain": "bounce.example.com"}, "would no longer reach its mailboxes"),
        ({"reply_domain": "hr@reply.example.com"}, "use a domain alone"),
        ({"reply_domain": "reply"}, "use a domain alone"),
        ({"reply_rule_set": "default"}, "Add -c reply_domain="),
        ({"replies_arrive": "true"}, "Add -c reply_domain="),
    ],
)
def test_a_domain_that_cannot_take_replies_in_is_refused(said: dict[str, str], remedy: str) -> None:
    with pytest.raises(StageError, match=remedy):
        _stage(sender="hr@example.com", **said)


def test_a_bare_domain_writes_as_hr() -> None:
    assert _stage(sender="example.com").sender == "hr@example.com"


def test_production_without_a_sender_says_what_to_add() -> None:
    with pytest.raises(StageError, match="Add -c sender=hr@your-domain"):
        _stage()


def test_an_unknown_stage_says_which_there_are() -> None:
    with pytest.raises(StageError, match="stage=test: there is no such stage; use -c stage=production or staging"):
        _stage(stage="test")


def _stage(**context: str) -> Stage:
    return stage_from_context(App(context=context).node)
