"""Each error has a word that stays: sentences, queues and the portal know it by that."""

import pytest

from mianyue.domain import errors

CODES = {
    errors.MianyueError: "error",
    errors.InvalidInput: "invalid_input",
    errors.NotFound: "not_found",
    errors.Conflict: "conflict",
    errors.DayFull: "day_full",
    errors.Suppressed: "suppressed",
    errors.MissingValue: "missing_value",
    errors.ChannelMissing: "channel_missing",
    errors.Unavailable: "unavailable",
    errors.ChannelError: "channel",
    errors.Throttled: "throttled",
    errors.OverQuota: "over_quota",
    errors.Rejected: "rejected",
    errors.Unanswered: "unanswered",
}


@pytest.mark.parametrize(("error", "code"), CODES.items(), ids=str)
def test_an_error_is_known_by_its_word(error: type[errors.MianyueError], code: str) -> None:
    assert error.code == code


def test_an_input_is_refused_by_its_field_and_its_value_stays_out_of_the_text() -> None:
    error = errors.InvalidInput("email", "no_email", "somebody@example.com")
    assert (str(error), error.field, error.code, error.value) == (
        "email: no_email",
        "email",
        "no_email",
        "somebody@example.com",
    )
    assert errors.InvalidInput("email", "no_email").value == ""


@pytest.mark.parametrize("error", [errors.Refused, errors.LinkInvalid])
def test_what_is_refused_says_why(error: type) -> None:
    refused = error("expired")
    assert (str(refused), refused.code) == ("expired", "expired")


def test_a_missing_value_is_named() -> None:
    error = errors.MissingValue("candidate.phone")
    assert (str(error), error.variable) == ("candidate.phone", "candidate.phone")
