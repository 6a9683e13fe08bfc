"""What a text that nobody has saved would look like, to a chosen candidate or a sample one (T4, T5).

Nothing of a preview leads anywhere: its link is a sample, never a signed one.
"""

from datetime import datetime
from typing import Final, NamedTuple

from functions.templates.ports import Desk, Setup
from functions.templates.sample import FACTS, QUESTIONS, SAMPLE_ID, a_position, an_application
from mianyue.domain.application import Application, entry_of
from mianyue.domain.company import Position, Rule
from mianyue.domain.errors import MissingValue
from mianyue.domain.interview import Interview
from mianyue.domain.rules import chosen, invited, passed_before
from mianyue.domain.template import Template
from mianyue.domain.tracking import Story
from mianyue.mail.clarity import Finding, findings
from mianyue.mail.refusals import TemplateRefused
from mianyue.mail.rendering import RenderedMail, refusals, render
from mianyue.mail.values import BY_SHORTHAND, MailValues, values_for

DEAD_LINK: Final = "/t/sample"
"""Looks like a candidate's link and leads to the page that says it is none."""
_GAP: Final = "〔{}〕"
"""Stands for a missing value, so that the rest of the mail can still be looked at."""


class Reader(NamedTuple):
    """Whom the mail is made for."""

    application: Application
    interview: Interview
    position: Position

    @property
    def is_sample(self) -> bool:
        """Nobody has been chosen."""
        return self.application.application_id == SAMPLE_ID


class Preview(NamedTuple):
    """The mail, or why there is none. `missing` are variables without a value, as HR writes them."""

    reader: Reader
    refusals: list[TemplateRefused]
    mail: RenderedMail | None = None
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def preview(desk: Desk, text: Template, application_id: str) -> Preview:
    """The mail that `text` would make. Raises NotFound for an application that is not there."""
    setup, now = desk.setups.setup(), desk.clock()
    reader = _reader(desk, setup, text, application_id, now)
    if refused := refusals(text):
        return Preview(reader, refused)
    mail, missing = rendered(text, _values(desk, setup, text, reader))
    return Preview(reader, [], mail, missing, tuple(findings(text, mail)))


def _reader(desk: Desk, setup: Setup, text: Template, application_id: str, now: datetime) -> Reader:
    if not application_id:
        application = an_application(setup, text.scope, text.language, now)
        return _invited_now(setup, Story(application), a_position(setup, text.scope), now)
    story = desk.stories.story(application_id)
    position = setup.position(story.application.position_id)
    if story.interview:
        return Reader(story.application, story.interview, position)
    return _invited_now(setup, story, position, now)


def _invited_now(setup: Setup, story: Story, position: Position, now: datetime) -> Reader:
    """As the rule for where the application stands would invite it, or as rules usually do."""
    application = story.application
    entry = entry_of(application, at=now, by=SAMPLE_ID)
    rule = chosen(setup.rules, application, position, entry.stage, passed_before(story, entry))
    rule = rule or Rule(SAMPLE_ID, entry.stage)
    interview = invited(application, entry, rule=rule, company=setup.company, position=position, now=now)
    return Reader(application, interview, position)


def _values(desk: Desk, setup: Setup, text: Template, reader: Reader) -> MailValues:
    language = "zh-CN" if text.language == "zh-CN" else "en"
    values = values_for(
        reader.application,
        reader.interview,
        setup.company,
        reader.position,
        f"{desk.site_url}{DEAD_LINK}",
        text.language,
        text.kind,
        FACTS[language],
    )
    return values._replace(questions=QUESTIONS[language]) if reader.is_sample else values


def rendered(text: Template, values: MailValues) -> tuple[RenderedMail, tuple[str, ...]]:
    """The mail with a mark in every gap, and the gaps. Raises InvalidInput (a part too long, no subject)."""
    missing: list[str] = []
    while True:
        try:
            return render(text, values), tuple(missing)
        except MissingValue as gap:
            if gap.variable in missing:  # the mark itself does not count as a value
                raise
            missing.append(gap.variable)
            values = _marked(values, gap.variable)


def _marked(values: MailValues, written: str) -> MailValues:
    variable = BY_SHORTHAND[written.strip("[]")]
    part = getattr(values, variable.root)
    mark = _GAP.format(written.strip("[]"))
    return values._replace(**{variable.root: part._replace(**{variable.attribute: mark})})
