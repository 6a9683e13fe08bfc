"""From a message to the mail that leaves: what goes with it besides its words (T6)."""

import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from functions.send.write_mail import MailWriter
from mianyue.domain.company import Company, Position
from mianyue.domain.interview import Fact, Interview
from mianyue.domain.message import REMINDERS, Kind
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.sendable import Sendable
from mianyue.domain.template import Template
from tests.builders import a_company, a_position, a_template, an_application, an_interview, an_invitation
from tests.mail.ics_rules import broken_rules

LINK = "https://jobs.example.com/t/AbCdEfGh"


@dataclass
class Setups:
    """One company with one template for everything."""

    company: Company

    def setup(self) -> "Setups":
        return self

    def position(self, position_id: str) -> Position:
        return a_position()

    def best(self, kind: str, *_: Any, **__: Any) -> Template:
        return a_template(kind=kind)


def written(kind: Kind, interview: Interview | None = None, **company: Any) -> OutgoingMail:
    setups = Setups(a_company(**company))
    write = MailWriter(setups, setups, lambda _: LINK, "post@example.com")
    return write(Sendable(an_application(), interview or an_interview(), an_invitation(kind=kind)))


def test_answers_go_to_hr_where_no_domain_takes_them_in() -> None:
    assert written(Kind.INVITATION).reply_to == "hr@example.com"


def test_answers_go_to_the_interviews_own_address_where_there_is_one() -> None:
    setups = Setups(a_company())
    write = MailWriter(setups, setups, lambda _: LINK, "post@example.com", lambda found: f"re{found.number}@in.example")
    mail = write(Sendable(an_application(), an_interview(), an_invitation(kind=Kind.CONFIRMATION)))
    assert mail.reply_to == "re2@in.example"
    assert "hr@example.com" in mail.attachments[0].content  # whoever answers from a calendar writes to HR


@pytest.mark.parametrize("kind", [Kind.INVITATION, *sorted(REMINDERS)])
def test_what_could_go_on_by_itself_is_stopped_by_one_click(kind: Kind) -> None:
    assert written(kind).headers == {
        "List-Unsubscribe": f"<{LINK}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


@pytest.mark.parametrize("kind", sorted(set(Kind) - REMINDERS - {Kind.INVITATION}))
def test_an_answer_to_the_candidate_has_nothing_to_unsubscribe_from(kind: Kind) -> None:
    assert written(kind).headers == {}


def test_a_confirmation_brings_its_entry_for_the_calendar() -> None:
    (entry,) = written(Kind.CONFIRMATION).attachments
    assert (entry.name, broken_rules(entry.content.encode(), entry.content_type)) == ("interview.ics", [])
    assert "METHOD:REQUEST" in entry.content
    assert "ORGANIZER;CN=林晓:mailto:hr@example.com" in entry.content


def test_a_withdrawal_takes_the_entry_back() -> None:
    interview = an_interview().after(Fact.CONFIRMED).after(Fact.CANCELLED)
    (entry,) = written(Kind.WITHDRAWAL, interview).attachments
    assert ("METHOD:CANCEL" in entry.content, "SEQUENCE:1" in entry.content) == (True, True)


def test_most_mails_carry_no_file() -> None:
    assert written(Kind.INVITATION).attachments == ()


def test_a_mail_is_kept_with_all_that_went_with_it() -> None:
    for kind in (Kind.INVITATION, Kind.CONFIRMATION):
        mail = written(kind)
        assert OutgoingMail.read(dict(mail.kept())) == mail


def test_what_was_kept_before_mails_had_files_is_still_read() -> None:
    kept = dict(written(Kind.INVITATION).kept())
    del kept["headers"], kept["attachments"]
    mail = OutgoingMail.read(kept)
    assert (mail.headers, mail.attachments) == ({}, ())


def test_a_first_mail_waits_for_no_calendar_and_no_mime() -> None:
    program = "import sys, functions.send.handler; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - this very Python
    late = {"icalendar", "dateutil", "email.message", "mianyue.mail.calendar_entry", "mianyue.adapters.raw_mail"}
    assert late & set(done.stdout.split()) == set()
