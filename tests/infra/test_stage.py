"""What the command line may say about a stage."""

import pytest
from aws_cdk import App

from infra.stage import Stage, StageError, stage_from_context


def test_the_laptop_needs_to_be_told_nothing() -> None:
    stage = _stage(stage="laptop")
    assert (stage.on_laptop, stage.keeps_data) == (True, False)
    assert stage.sender_domain == "demo.mianyue.test"


def test_production_is_what_one_gets_and_it_keeps_its_data() -> None:
    stage = _stage(sender="hr@example.com", site_url="https://jobs.example.com/")
    assert (stage.name, stage.keeps_data, stage.site_url) == ("production", True, "https://jobs.example.com")


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
