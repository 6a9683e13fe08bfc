"""The mail that HR's answer to a question would be, before it is sent (H4)."""

from typing import NamedTuple

from functions.templates.ports import Desk
from functions.templates.preview import DEAD_LINK, Preview, Reader, rendered
from mianyue.domain.errors import NotFound
from mianyue.domain.message import Kind
from mianyue.mail.values import values_for


class Answer(NamedTuple):
    """What was asked about an interview, and what HR would say."""

    application_id: str
    entry: int
    question: str
    answer: str


def preview_answer(desk: Desk, said: Answer) -> Preview:
    """The mail in the text that its candidate would be sent; writes nothing. Raises NotFound."""
    setup, story = desk.setups.setup(), desk.stories.story(said.application_id)
    interview = next((each for each in story.interviews if each.number == said.entry), None)
    if interview is None:
        raise NotFound("interview")
    company, position = setup.company, setup.position(interview.position_id)
    scope = interview.template_scope
    text = desk.templates.best(Kind.ANSWER, position, interview.language, company.language, template_scope=scope)
    values = values_for(
        story.application,
        interview,
        company,
        position,
        f"{desk.site_url}{DEAD_LINK}",
        text.language,
        text.kind,
        {"question": said.question, "answer": said.answer},
    )
    mail, missing = rendered(text, values)
    return Preview(Reader(story.application, interview, position), [], mail, missing)
