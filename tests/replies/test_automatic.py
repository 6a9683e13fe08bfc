"""Persons and machines are told apart, by mails as they really come (K6)."""

import pytest

from functions.replies.automatic import RULES, automatic
from functions.replies.received_mail import read_mail
from tests.replies.mails import Sample, samples

PERSONS = [each for each in samples() if not each.machine_by]
MACHINES = [each for each in samples() if each.machine_by]


@pytest.mark.parametrize("sample", PERSONS, ids=lambda sample: sample.name)
def test_no_person_is_taken_for_a_machine(sample: Sample) -> None:
    assert automatic(sample.read()) == ""


@pytest.mark.parametrize("sample", MACHINES, ids=lambda sample: sample.name)
def test_a_machine_is_found_by_the_rule_that_is_meant_for_it(sample: Sample) -> None:
    assert automatic(sample.read()) == sample.machine_by


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_hr_reads_what_was_written_and_not_what_it_answers(sample: Sample) -> None:
    assert sample.read().text == sample.shows
    assert sample.source


def test_every_rule_names_its_source_and_has_a_mail_that_needs_it() -> None:
    assert all(rule.source for rule in RULES)
    assert {rule.name for rule in RULES} == {each.machine_by for each in MACHINES}


def test_there_are_enough_of_both() -> None:
    assert len(PERSONS) >= 20
    assert len(MACHINES) >= 20


@pytest.mark.parametrize(
    ("header", "rule"),
    [
        ("Auto-Submitted: no", ""),
        ("Auto-Submitted: No (a person)", ""),
        ("Auto-Submitted: AUTO-REPLIED", "auto_submitted"),
        ("X-Autoreply: no", ""),
        ("X-Auto-Response-Suppress: All", ""),
        ("Precedence: normal", ""),
        ("Feedback-ID: webmail:qq.com:bgforeign:bgforeign12", ""),
        ("Return-Path: <>", "no_return"),
    ],
)
def test_a_header_speaks_against_a_mail_only_by_what_it_says(header: str, rule: str) -> None:
    raw = f"From: candidate@example.com\r\n{header}\r\n\r\nhello".encode()
    assert automatic(read_mail(raw, "candidate@example.com")) == rule
