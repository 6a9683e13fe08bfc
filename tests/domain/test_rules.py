"""Which rule speaks for an application, and what interview it makes (R2, M3)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mianyue.domain.application import CandidateType, StageEntry
from mianyue.domain.company import Moment
from mianyue.domain.interview import Interview, Progress, Side
from mianyue.domain.rules import Verdict, chosen, invited, send_at, verdict
from mianyue.domain.tracking import Story
from tests.builders import NOW, a_company, a_position, a_rule, an_application, an_entry, an_interview


def test_the_most_specific_rule_wins_whatever_their_order() -> None:
    rules = [
        a_rule(rule_id="family"),
        a_rule(rule_id="position", family="", position_id="sales-rep"),
        a_rule(rule_id="all", family=""),
        a_rule(rule_id="type", family="", candidate_type="experienced"),
    ]
    for order in (rules, rules[::-1]):
        rule = chosen(order, an_application(), a_position(), "screened", frozenset())
        assert rule is not None
        assert rule.rule_id == "position"


def test_two_equal_rules_still_choose_one_and_always_the_same() -> None:
    rules = [a_rule(rule_id="a"), a_rule(rule_id="b")]
    assert chosen(rules, an_application(), a_position(), "screened", frozenset()) == chosen(
        rules[::-1], an_application(), a_position(), "screened", frozenset()
    )


def test_rules_for_others_do_not_speak() -> None:
    others = [
        a_rule(enabled=False),
        a_rule(stage="written_test_passed"),
        a_rule(family="technical"),
        a_rule(position_id="backend"),
        a_rule(candidate_type=CandidateType.CAMPUS),
    ]
    assert chosen(others, an_application(), a_position(), "screened", frozenset()) is None


def test_a_rule_of_one_position_speaks_for_it_whatever_its_family_is_by_now() -> None:
    rule = a_rule(family="sales", position_id="sales-rep")
    position = a_position(family="operations")
    assert chosen([rule], an_application(), position, "screened", frozenset()) == rule


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


def a_story(*entries: StageEntry, interviews: tuple[Interview, ...] = ()) -> Story:
    return Story(an_application(), entries=entries, interviews=interviews)


def test_a_condition_is_met_by_who_has_been_in_the_stage_before() -> None:
    rule = a_rule(passed_stage="written_test_passed")
    entry = an_entry(number=3)
    passed = a_story(an_entry(stage="written_test_passed"), entry)
    assert verdict([rule], passed, a_position(), entry) == Verdict(rule)
    assert verdict([rule], a_story(an_entry(stage="applied"), entry), a_position(), entry) == Verdict(None, "no_rule")


def test_a_stage_that_is_entered_later_is_no_condition_met() -> None:
    rule, entry = a_rule(passed_stage="written_test_passed"), an_entry()
    later = a_story(entry, an_entry(number=3, stage="written_test_passed"))
    assert verdict([rule], later, a_position(), entry).rule is None


def test_coming_into_a_stage_is_not_having_been_there() -> None:
    rule, entry = a_rule(passed_stage="screened"), an_entry()
    assert verdict([rule], a_story(entry), a_position(), entry) == Verdict(None, "no_rule")


def test_what_came_of_an_entry_says_nothing_against_it() -> None:
    entry = an_entry()
    invited_by_now = verdict([a_rule()], a_story(entry, interviews=(an_interview(),)), a_position(), entry)
    assert (invited_by_now.rule, invited_by_now.reason) == (a_rule(), "")


def test_a_condition_makes_a_rule_more_specific() -> None:
    plain, conditional = a_rule(rule_id="z"), a_rule(rule_id="a", passed_stage="applied")
    assert (
        chosen([plain, conditional], an_application(), a_position(), "screened", frozenset({"applied"})) == conditional
    )


CALLED_OFF = frozenset({Side.CANCELLED})


@pytest.mark.parametrize("ended", [Side.CANCELLED, Side.EXPIRED])
def test_an_interview_that_ended_before_any_mail_of_it_left_is_no_invitation(ended: Side) -> None:
    entry = an_entry(number=4)
    story = a_story(an_entry(), entry, interviews=(an_interview(sides=frozenset({ended})),))
    assert verdict([a_rule()], story, a_position(), entry).rule is not None


def test_one_that_was_called_off_after_its_mail_is_one_unless_hr_asks_for_another() -> None:
    called_off = an_interview(progress=Progress.SENT, sides=CALLED_OFF)
    back, asked = an_entry(number=4), an_entry(number=4, held=True, batch="bulk-1")
    away = an_entry(number=3, stage="rejected")
    assert (
        verdict([a_rule()], a_story(an_entry(), away, back, interviews=(called_off,)), a_position(), back).rule is None
    )
    stays = a_story(
        an_entry(number=1),
        an_entry(number=2, stage="rejected"),
        an_entry(number=3),
        asked,
        interviews=(called_off._replace(number=1),),
    )
    assert verdict([a_rule()], stays, a_position(), asked).rule is not None


def test_who_comes_is_not_asked_again_whatever_the_rule_says() -> None:
    entry = an_entry(number=4)
    story = a_story(an_entry(), entry, interviews=(an_interview(progress=Progress.CONFIRMED),))
    assert verdict([a_rule(reentry=True)], story, a_position(), entry) == Verdict(None, "confirmed")


def test_who_was_invited_in_this_stage_before_is_not_invited_again() -> None:
    entry = an_entry(number=4)
    story = a_story(an_entry(), entry, interviews=(an_interview(),))
    assert verdict([a_rule()], story, a_position(), entry) == Verdict(None, "invited_before")
    assert verdict([a_rule(reentry=True)], story, a_position(), entry).rule is not None


def test_who_was_invited_in_another_stage_is_invited_here() -> None:
    entry = an_entry(number=4)
    story = a_story(an_entry(stage="applied"), entry, interviews=(an_interview(),))
    assert verdict([a_rule()], story, a_position(), entry).rule is not None


def test_nobody_is_invited_for_a_filled_position() -> None:
    entry = an_entry()
    assert verdict([a_rule()], a_story(entry), a_position(filled=True), entry) == Verdict(None, "position_filled")


def sent_at(zone: str = "Asia/Shanghai", now: datetime = NOW, *, best: int | None = None, **rule: object) -> datetime:
    company = a_company(
        hold_seconds=120, bulk_hold_seconds=300, quiet_from=21, quiet_until=8, sending_days=(0, 1, 2, 3, 4)
    )
    batch = rule.pop("batch", "")
    entry = an_entry(entered_at=now, batch=batch, held=rule.pop("held", False))
    return send_at(
        a_rule(**rule),
        company,
        a_position(),
        entry,
        zone=zone,
        now=now,
        best_hours=lambda family: best if family == "sales" else None,
    )


def local(zone: str, *wall: int) -> datetime:
    return datetime(*wall, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[misc, arg-type]


def test_an_invitation_leaves_after_the_hold() -> None:
    assert sent_at() == NOW + timedelta(minutes=2)
    assert sent_at(batch="import-1") == NOW + timedelta(minutes=5)
    assert sent_at(batch="bulk-1", held=True) == NOW


def test_it_waits_for_the_rules_hour_on_a_sending_day() -> None:
    monday = local("Asia/Shanghai", 2026, 11, 23, 10)
    assert sent_at(now=monday, moment=Moment.HOUR, send_hour=11) == local("Asia/Shanghai", 2026, 11, 23, 11)
    assert sent_at(now=monday, moment=Moment.HOUR, send_hour=9) == local("Asia/Shanghai", 2026, 11, 24, 9)
    friday = local("Asia/Shanghai", 2026, 11, 27, 12)
    assert sent_at(now=friday, moment=Moment.HOUR, send_hour=9) == local("Asia/Shanghai", 2026, 11, 30, 9)


def test_an_hour_within_the_quiet_hours_is_their_end() -> None:
    monday = local("Asia/Shanghai", 2026, 11, 23, 10)
    assert sent_at(now=monday, moment=Moment.HOUR, send_hour=23) == local("Asia/Shanghai", 2026, 11, 24, 8)


def test_the_best_hour_is_the_rules_own_until_one_is_known() -> None:
    monday = local("Asia/Shanghai", 2026, 11, 23, 10)
    assert sent_at(now=monday, moment=Moment.BEST_HOUR, send_hour=15) == local("Asia/Shanghai", 2026, 11, 23, 15)
    assert sent_at(now=monday, moment=Moment.BEST_HOUR, best=0) == local("Asia/Shanghai", 2026, 11, 24, 8)
    assert sent_at(now=monday, moment=Moment.BEST_HOUR, best=20) == local("Asia/Shanghai", 2026, 11, 23, 20)
    assert sent_at(now=monday, moment=Moment.HOUR, send_hour=15, best=20) == local("Asia/Shanghai", 2026, 11, 23, 15)


@pytest.mark.parametrize(
    ("zone", "before", "nine"),
    [
        ("Europe/Berlin", (2026, 3, 27, 12), (2026, 3, 30, 9)),  # springs forward between them
        ("Europe/Berlin", (2026, 10, 23, 12), (2026, 10, 26, 9)),  # falls back between them
        ("America/St_Johns", (2026, 3, 6, 12), (2026, 3, 9, 9)),
        ("America/St_Johns", (2026, 10, 30, 12), (2026, 11, 2, 9)),
        ("Asia/Shanghai", (2026, 3, 27, 12), (2026, 3, 30, 9)),
    ],
)
def test_nine_o_clock_is_nine_o_clock_across_a_change_of_clocks(zone: str, before: tuple, nine: tuple) -> None:
    assert sent_at(zone, local(zone, *before), moment=Moment.HOUR, send_hour=9) == local(zone, *nine)


def test_the_days_to_the_interview_count_from_when_the_invitation_leaves() -> None:
    friday = local("Asia/Shanghai", 2026, 11, 27, 9)
    interview = invited(
        an_application(), an_entry(), rule=a_rule(), company=a_company(), position=a_position(), now=NOW, at=friday
    )
    assert interview.starts_at == local("Asia/Shanghai", 2026, 12, 1, 14)
    assert interview.invited_at == NOW


def test_all_that_a_rule_decides_stands_in_the_interview() -> None:
    rule = a_rule(
        reminder_seconds=90,
        confirm_seconds=60,
        reminders=3,
        stands_in=("offer",),
        withdrawal_mail=False,
        expiry_mail=True,
        channels=("mail", "sms"),
        template_scope="family:sales",
    )
    application, entry = an_application(language="en"), an_entry(number=7, batch="import-1")
    position = a_position(length_minutes=45)
    assert invited(application, entry, rule=rule, company=a_company(), position=position, now=NOW) == Interview(
        application_id=application.application_id,
        number=7,
        listed_at=application.created_at,
        rule_id="sales-at-once",
        position_id="sales-rep",
        candidate_type="experienced",
        language="en",
        zone="Asia/Shanghai",
        invited_at=NOW,
        starts_at=local("Asia/Shanghai", 2026, 11, 25, 14),
        deadline=local("Asia/Shanghai", 2026, 11, 30, 20),
        length_minutes=45,
        platform_url="https://interview.example.com/room",
        unopened_after_seconds=90,
        unconfirmed_after_seconds=60,
        reminders=3,
        stands_in=("screened", "offer"),
        withdrawal_mail=False,
        expiry_mail=True,
        channels=("mail", "sms"),
        template_scope="family:sales",
        batch="import-1",
    )


def test_the_company_has_a_platform_and_delays_for_where_position_and_rule_name_none() -> None:
    company, position = a_company(platform_url="https://company.example.com"), a_position(platform_url="")
    campus = an_application(candidate_type=CandidateType.CAMPUS)
    interview = invited(campus, an_entry(), rule=a_rule(), company=company, position=position, now=NOW)
    assert interview.platform_url == "https://company.example.com"
    assert interview.unconfirmed_after_seconds == company.campus_confirm_seconds
    assert an_invited().unconfirmed_after_seconds == company.experienced_confirm_seconds


def test_an_hour_that_never_lies_on_a_sending_day_is_the_end_of_the_quiet_hours() -> None:
    company = a_company(quiet_from=21, quiet_until=8, sending_days=(2,))
    at = send_at(
        a_rule(moment=Moment.HOUR, send_hour=22), company, a_position(), an_entry(), zone="Asia/Shanghai", now=NOW
    )
    assert at == local("Asia/Shanghai", 2026, 11, 25, 8)


def test_a_rules_hour_may_be_the_only_one_of_the_week() -> None:
    company = a_company(sending_days=(6,))
    at = send_at(
        a_rule(moment=Moment.HOUR, send_hour=9), company, a_position(), an_entry(), zone="Asia/Shanghai", now=NOW
    )
    assert at == local("Asia/Shanghai", 2026, 11, 29, 9)


def test_nobody_waits_because_of_a_stage_that_was_entered_later() -> None:
    entry = an_entry(number=2)
    story = a_story(entry, an_entry(number=4), interviews=(an_interview(number=4),))
    assert verdict([a_rule()], story, a_position(), entry).rule is not None


def test_who_was_called_off_from_another_stage_has_not_been_asked_for_again() -> None:
    called_off = an_interview(progress=Progress.SENT, sides=CALLED_OFF)
    asked = an_entry(number=5, held=True, batch="bulk-1")
    story = a_story(an_entry(), an_entry(number=4, stage="rejected"), asked, interviews=(called_off,))
    assert verdict([a_rule()], story, a_position(), asked) == Verdict(None, "invited_before")


def test_who_came_to_an_interview_that_was_called_off_may_be_asked_again() -> None:
    ended = an_interview(progress=Progress.CONFIRMED, sides=CALLED_OFF)
    entry = an_entry(number=4)
    story = a_story(an_entry(), entry, interviews=(ended,))
    assert verdict([a_rule(reentry=True)], story, a_position(), entry).rule is not None
