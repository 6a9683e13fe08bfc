"""What a template may say: the values of one mail, and the one table of variables that names them (T2)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from mianyue.domain.application import Application
from mianyue.domain.company import Company, Position
from mianyue.domain.interview import Interview
from mianyue.domain.zones import shown

_NO_FACTS: Final[Mapping[str, str]] = MappingProxyType({})
_USUAL_FORMAT: Final = {
    "zh-CN": "线上AI面试，手机或电脑均可",
    "en": "AI interview, online, on a phone or a computer",
}


class CandidateValues(NamedTuple):
    """`name` is always whole: a Chinese name has no space to split it on."""

    name: str
    salutation: str


class PositionValues(NamedTuple):
    """The position, named in the mail's language."""

    name: str


class CompanyValues(NamedTuple):
    """`highlights` may be empty: a template asks for it with `{% if company.highlights %}`."""

    name: str
    highlights: str = ""


class InterviewValues(NamedTuple):
    """`time` and `deadline` are ready to read, zone printed.

    `link` and `portal_link` are signed for this candidate; today both lead to the one page with all of the interview.
    """

    time: str
    length_minutes: int
    deadline: str
    link: str
    portal_link: str
    format: str


class HrValues(NamedTuple):
    """The human contact."""

    name: str
    email: str
    phone: str = ""


class MessageValues(NamedTuple):
    """What this one message says beyond its interview; a template asks for it with `{% if message.note %}`."""

    note: str = ""
    question: str = ""
    answer: str = ""


class MailValues(NamedTuple):
    """Everything one mail may say. `kind` is the message kind; left empty, the template's own counts.

    `questions` are the recommended ones, each with its reason on a second line (I4).
    """

    candidate: CandidateValues
    position: PositionValues
    company: CompanyValues
    interview: InterviewValues
    hr: HrValues
    message: MessageValues = MessageValues()
    questions: tuple[str, ...] = ()
    language: str = "zh-CN"
    kind: str = ""


class Variable(NamedTuple):
    """One thing a template may name: by its path, or by HR's shorthand in either language."""

    path: str
    shorthand_zh: str
    shorthand_en: str
    meaning_zh: str
    meaning_en: str
    block: bool = False
    """A ready-made piece of the mail rather than a word of it: stands in the body only."""
    link: bool = False
    """An address of ours: something to click in a text, and all that may stand in an `href`."""
    lines: bool = False
    """Words of several lines, which a body keeps."""

    @property
    def root(self) -> str:
        """The first half of the path: `candidate` of `candidate.name`."""
        return self.path.partition(".")[0]

    @property
    def attribute(self) -> str:
        """The second half of the path: `name` of `candidate.name`."""
        return self.path.partition(".")[2]

    def written(self, language: str) -> str:
        """The variable as HR writes it: `[姓名]`, in an English template `[name]`."""
        return f"[{self.shorthand_zh if language == 'zh-CN' else self.shorthand_en}]"


VARIABLES: Final = (
    Variable("candidate.name", "姓名", "name", "候选人姓名，完整不拆分", "the candidate's full name"),
    Variable("candidate.salutation", "称呼", "salutation", "开头的称呼，如“张伟，您好”", "how the mail begins"),
    Variable("position.name", "岗位", "position", "应聘岗位", "the position applied for"),
    Variable("company.name", "公司", "company", "公司名称", "the company's name"),
    Variable("company.highlights", "公司亮点", "highlights", "公司介绍，可为空", "about it; may be empty", lines=True),
    Variable("interview.time", "时间", "time", "面试时间，含时区", "when it takes place, with its zone"),
    Variable("interview.length_minutes", "时长", "length", "时长，分钟数", "its length, a number of minutes"),
    Variable("interview.format", "形式", "format", "面试形式，如线上AI面试", "how it takes place"),
    Variable("interview.deadline", "截止时间", "deadline", "最晚开始时间，含时区", "latest start, with its zone"),
    Variable("interview.link", "链接", "link", "候选人自己的面试链接", "the candidate's own interview link", link=True),
    Variable("interview.portal_link", "面试页", "portal", "候选人自己的页面", "the candidate's own page", link=True),
    Variable("hr.name", "联系人", "contact", "联系人姓名", "the contact's name"),
    Variable("hr.email", "联系邮箱", "contact email", "联系人邮箱", "the contact's mail address"),
    Variable("hr.phone", "联系电话", "contact phone", "联系人电话，可为空", "the contact's phone; may be empty"),
    Variable("message.note", "备注", "note", "HR附的话，可为空", "a note from HR; may be empty", lines=True),
    Variable("message.question", "问题", "question", "候选人提的问题", "what the candidate has asked", lines=True),
    Variable("message.answer", "回答", "answer", "HR对问题的回答", "HR's answer to it", lines=True),
    Variable("blocks.button", "按钮", "button block", "打开面试页面的按钮", "the button to the page", block=True),
    Variable(
        "blocks.details", "面试信息", "details block", "岗位、时间、形式、时长、最晚开始", "the facts", block=True
    ),
    Variable("blocks.steps", "步骤", "steps block", "接下来的步骤", "what to do next", block=True),
    Variable(
        "blocks.questions",
        "推荐问题",
        "questions block",
        "为这位候选人选的问题和理由；没有时不显示",
        "questions chosen for this candidate, and why; nothing where there are none",
        block=True,
    ),
    Variable("blocks.contact", "联系方式", "contact block", "遇到问题找谁", "whom to ask", block=True),
)
"""The one table of variables: the insert menu, the shorthand and the sandbox all read it."""

LINKS: Final = tuple(each.path for each in VARIABLES if each.link)
"""The addresses of ours, each signed for one candidate."""
BY_PATH: Final = {each.path: each for each in VARIABLES}
SAYABLE: Final = {*BY_PATH, *(f"blocks.{each.attribute}" for each in VARIABLES if each.link)}
"""Every path that a template may write: the variables, and the addresses as the blocks show them."""
BY_SHORTHAND: Final = {word: each for each in VARIABLES for word in (each.shorthand_zh, each.shorthand_en)}


def values_for(  # noqa: PLR0917 - one mail needs all it is made of
    application: Application,
    interview: Interview,
    company: Company,
    position: Position,
    link: str,
    language: str,
    kind: str = "",
    facts: Mapping[str, str] = _NO_FACTS,
) -> MailValues:
    """The values of one mail; `language` is the template's (it may have fallen back to the company's).

    Times are shown in the interview's zone. The highlights are HR's own words, written once: they stand only in
    mails in the company's language. `facts` are the message's own. Raises InvalidInput for an unknown zone.
    """
    name = application.name.strip()
    return MailValues(
        candidate=CandidateValues(name=name, salutation=salutation(name, language)),
        position=PositionValues(position.name if language == "zh-CN" else position.name_en or position.name),
        company=CompanyValues(company.name, company.highlights if language == company.language else ""),
        interview=InterviewValues(
            time=shown(interview.starts_at, interview.zone, language),
            length_minutes=interview.length_minutes,
            deadline=shown(interview.deadline, interview.zone, language),
            link=link,
            portal_link=link,
            format=_format(position, language),
        ),
        hr=HrValues(company.hr_name, company.hr_email, company.hr_phone),
        message=MessageValues(*(facts.get(name, "") for name in MessageValues._fields)),
        questions=interview.questions,
        language=language,
        kind=kind,
    )


def salutation(name: str, language: str) -> str:
    """How the mail begins: 张伟，您好 / Dear Siobhán O'Neill. The name stays whole; '' without a name."""
    if not name:
        return ""
    return f"{name}，您好" if language == "zh-CN" else f"Dear {name}"


def _format(position: Position, language: str) -> str:
    """HR's own words for it: in the other language they still say more than the usual ones, which may be wrong."""
    if language == "zh-CN":
        return position.format or position.format_en or _USUAL_FORMAT["zh-CN"]
    return position.format_en or position.format or _USUAL_FORMAT["en"]
