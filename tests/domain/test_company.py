"""Which rule speaks for an application, and what interview it makes (R2, M3)."""

from datetime import UTC, datetime

from mianyue.domain.application import CandidateType
from mianyue.domain.company import chosen, invited
from tests.builders import NOW, a_company, a_position, a_rule, an_application, an_entry


def test_the_most_specific_rule_wins_whatever_their_order() -> None:
    rules = [
        a_rule(rule_id="family"),
        a_rule(rule_id="position", family="", position_id="sales-rep"),
        a_rule(rule_id="all", family=""),
        a_rule(rule_id="type", family="", candidate_type="experienced"),
    ]
    for order in (rules, rules[::-1]):
        rule = chosen(order, an_application(), a_position(), "screened")
        assert rule is not None
        assert rule.rule_id == "position"


def test_two_equal_rules_still_choose_one_and_always_the_same() -> None:
    rules = [a_rule(rule_id="a"), a_rule(rule_id="b")]
    assert chosen(rules, an_application(), a_position(), "screened") == chosen(
        rules[::-1], an_application(), a_position(), "screened"
    )


def test_rules_for_others_do_not_speak() -> None:
    others = [
        a_rule(enabled=False),
        a_rule(stage="written_test_passed"),
        a_rule(family="technical"),
        a_rule(position_id="backend"),
        a_rule(candidate_type=CandidateType.CAMPUS),
    ]
    assert chosen(others, an_application(), a_position(), "screened") is None


def an_invited(**application: object):
    return invited(
        an_application(**application), an_entry(), rule=a_rule(), company=a_company(), position=a_position(), now=NOW
    )


def test_the_interview_is_at_the_rules_hour_in_the_candidates_zone() -> None:
    assert an_invited().starts_at == datetime(2026, 11, 25, 6, 0, tzinfo=UTC)  # 14:00 in Shanghai
    assert an_invited(zone="America/Los_Angeles").starts_at == datetime(2026, 11, 24, 22, 0, tzinfo=UTC)


def test_the_deadline_never_comes_before_the_interview() -> None:
    rule = a_rule(days_ahead=5, deadline_days=1)
    interview = invited(an_application(), an_entry(), rule=rule, company=a_company(), position=a_position(), now=NOW)
    assert interview.deadline >= interview.starts_at


def test_campus_candidates_are_reminded_sooner() -> None:
    assert an_invited(candidate_type=CandidateType.CAMPUS).unopened_after_seconds == 12 * 3600
    assert an_invited().unopened_after_seconds == 24 * 3600


def test_a_rules_own_delay_comes_first() -> None:
    interview = invited(
        an_application(),
        an_entry(),
        rule=a_rule(reminder_seconds=90),
        company=a_company(),
        position=a_position(),
        now=NOW,
    )
    assert interview.unopened_after_seconds == 90
