"""Every starter text as the mail a candidate gets: what the tests and the pictures of them share."""

from collections.abc import Mapping
from copy import replace
from datetime import UTC, datetime

from mianyue import starter
from mianyue.domain.application import Application, CandidateType, entry_of
from mianyue.domain.company import Position
from mianyue.domain.interview import Interview
from mianyue.domain.rules import chosen, invited
from mianyue.domain.template import Template
from mianyue.mail.rendering import RenderedMail, render
from mianyue.mail.values import values_for
from tests.builders import an_application

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
LINK = "https://mianyue.example.com/t/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcde"
LANGUAGES = ("zh-CN", "en")
SCOPES = (
    "default",
    "family:sales",
    "family:technical",
    "family:operations",
    "family:customer_service",
    "family:intern",
)
TEMPLATES = {each.key: each for each in starter.templates()}
POSITIONS = starter.positions("https://platform.example.com/")
FACTS = {
    "zh-CN": {
        "note": "这次的变动是我们这边的原因，给您添麻烦了。",
        "question": "可以用手机参加吗？\n需要提前下载软件吗？",
        "answer": "可以，手机和电脑都行。\n不需要下载软件，用浏览器打开即可。",
    },
    "en": {
        "note": "The reason lies on our side. Sorry for the trouble.",
        "question": "Can I take part on my phone?\nDo I have to install anything?",
        "answer": "Yes, a phone or a computer will do.\nThere is nothing to install: your browser is enough.",
    },
}
"""What messages say beyond their interview."""
QUESTIONS = {
    "zh-CN": (
        "您带过的项目里，哪一次的结果和预想差得最远？\n简历里写到一次提前结束的项目",
        "第一周到岗，您会先了解什么？",
    ),
    "en": (
        "Which of your projects turned out most unlike your plan?\nYour CV mentions one that ended early",
        "What would you find out first in your first week?",
    ),
}


def invitation_of(position: Position, language: str) -> tuple[Application, Interview]:
    """A sample application for `position`, and the interview that the demo company's rules make of it."""
    zone, name = ("Asia/Shanghai", "欧阳敏") if language == "zh-CN" else ("Europe/Dublin", "Siobhán O'Neill")
    stage = "written_test_passed" if position.family == "technical" else "screened"
    application = an_application(
        name=name, language=language, zone=zone, stage=stage, candidate_type=CandidateType.CAMPUS
    )
    rule = chosen(starter.rules(60), application, position, stage, frozenset())
    assert rule is not None
    entry = entry_of(application, at=NOW, by="hr")
    interview = invited(application, entry, rule=rule, company=starter.company(), position=position, now=NOW)
    return application, interview


def rendered(
    template: Template,
    position: Position,
    *,
    facts: Mapping[str, str] | None = None,
    questions: tuple[str, ...] = (),
) -> RenderedMail:
    """The mail to the sample candidate for `position`, with the sample facts unless others are given."""
    application, interview = invitation_of(position, template.language)
    values = values_for(
        application,
        replace(interview, questions=questions),
        starter.company(),
        position,
        LINK,
        template.language,
        facts=FACTS[template.language] if facts is None else facts,
    )
    return render(template, values)


def positions_of(template: Template) -> list[Position]:
    """The positions a template speaks for; the default one speaks for every family without texts of its own."""
    family = template.scope.removeprefix("family:")
    return [each for each in POSITIONS if family in (each.family, "default")]
