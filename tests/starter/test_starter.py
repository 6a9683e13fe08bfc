"""The starter texts are complete, render without a gap, and say what their kind must say (T1, T5, T7)."""

import re
from copy import replace
from difflib import SequenceMatcher
from itertools import combinations, product

import pytest

from mianyue import starter
from mianyue.domain.company import Position
from mianyue.domain.message import Kind
from mianyue.domain.template import Template, lookup_order
from mianyue.domain.zones import shown
from mianyue.mail import phrases
from mianyue.mail.clarity import SUBJECT_COLUMNS, columns
from mianyue.mail.clarity_words import SPAM_PHRASES
from mianyue.mail.rendering import RenderedMail
from mianyue.mail.values import BY_PATH
from tests.mail.reader import Reader
from tests.starter.mails import (
    FACTS,
    LANGUAGES,
    LINK,
    POSITIONS,
    QUESTIONS,
    SCOPES,
    TEMPLATES,
    invitation_of,
    positions_of,
    rendered,
)

WHO = ("candidate", "position", "company", "contact", "mail", "phone")
WHEN = ("time", "length", "format", "deadline")
DUTIES = {
    Kind.INVITATION: (*WHO, *WHEN, "link", "steps"),
    Kind.UNOPENED_REMINDER: (*WHO, *WHEN, "link", "steps"),
    Kind.UNCONFIRMED_REMINDER: (*WHO, *WHEN, "link", "steps"),
    Kind.CONFIRMATION: (*WHO, *WHEN, "link", "steps"),
    Kind.NEW_TIME_ACCEPTED: (*WHO, *WHEN, "link", "steps", "note"),
    Kind.NEW_TIME_PROPOSED: (*WHO, *WHEN, "link", "steps", "note"),
    Kind.NEW_TIME_REFUSED: (*WHO, *WHEN, "link", "steps", "note"),
    Kind.ANSWER: (*WHO, *WHEN, "link", "question", "answer"),
    Kind.WITHDRAWAL: (*WHO, "time", "steps", "note"),
    Kind.EXPIRY: (*WHO, "time", "deadline", "steps"),
    Kind.FRESH_LINK: (*WHO, *WHEN, "link"),
}
"""What a mail of each kind tells, in HTML and in plain text."""
WORDS = {
    Kind.INVITATION: ("确认.*改期|改期.*确认", "confirm.*another"),
    Kind.UNOPENED_REMINDER: ("再寄", "once more|again"),
    Kind.UNCONFIRMED_REMINDER: ("确认.*不参加了", "[Cc]onfirm.*[Dd]ecline"),
    Kind.CONFIRMATION: ("确认.*日历", "confirm.*calendar|saying yes.*calendar|you are coming.*calendar"),
    Kind.NEW_TIME_ACCEPTED: ("附件.*日历", "attached calendar"),
    Kind.NEW_TIME_PROPOSED: ("确认.*附件.*日历", "confirm.*attached calendar"),
    Kind.NEW_TIME_REFUSED: ("抱歉|未能|无法|可惜", "sorry|could not|cannot"),
    Kind.ANSWER: ("回复", "[Rr]eply"),
    Kind.WITHDRAWAL: ("(取消|不再进行).*日历", "(cancelled|not go ahead|not going to happen).*calendar"),
    Kind.EXPIRY: ("如果.*(仍|还)想.*回复", "If .*(still|after all).*[Rr]eply"),
    Kind.FRESH_LINK: (
        "链接.*(不是您(本人)?申请|没有申请过|没有点过)",
        "new link.*(not you who asked|[Nn]ever asked|not ask for|none of yours|not come from you|never pressed)",
    ),
}
"""What a mail of each kind is about, in its own words."""
IN_ITS_OWN_WORDS = {
    Kind.UNCONFIRMED_REMINDER: "interview.deadline",
    Kind.NEW_TIME_ACCEPTED: "interview.time",
    Kind.NEW_TIME_PROPOSED: "interview.time",
    Kind.NEW_TIME_REFUSED: "interview.deadline",
    Kind.EXPIRY: "interview.deadline",
}
"""What a kind turns on is said in a sentence, not in the table of facts alone."""
NEVER = {
    Kind.INVITATION: ("取消", "cancel"),
    Kind.UNOPENED_REMINDER: ("取消", "cancel"),
    Kind.UNCONFIRMED_REMINDER: ("取消|看到您打开|已读", "cancel|saw you open|have read"),
    Kind.CONFIRMATION: ("请确认", "please confirm"),
    Kind.NEW_TIME_ACCEPTED: ("请确认", "please confirm"),
    Kind.NEW_TIME_PROPOSED: ("您申请的改期已经|定下来了", "as you asked|is settled for"),
    Kind.NEW_TIME_REFUSED: ("一定|想办法|尽量", "do our best|find a way"),
    Kind.ANSWER: ("取消", "cancel"),
    Kind.WITHDRAWAL: (
        "请确认|确认参加|改期|一定会|人才库|期待|未通过|淘汰|不代表|https?:",
        "confirm|another time|keep your|look forward|hope|reject|unsuccessful|not a decision|https?:",
    ),
    Kind.EXPIRY: ("请确认|确认参加|一定会|期待|https?:", "confirm|look forward|certainly|of course|https?:"),
    Kind.FRESH_LINK: ("取消|请确认", "cancel|please confirm"),
}
"""What it must not say: nothing asked for that is over, no link that leads nowhere, no hope that nobody can keep."""
SPAM = re.compile(
    r"免费|赚钱|中奖|立即|马上|尽快|限时|！|!|100%|urgent|act now|asap|free|guarantee|winner|click here", re.IGNORECASE
)
PIECES = {
    "time": r"\[面试信息\]|\[时间\]|\{\{ (blocks\.details|interview\.time) \}\}",
    "deadline": r"\[面试信息\]|\[截止时间\]|\{\{ (blocks\.details|interview\.deadline) \}\}",
    "length": r"\[面试信息\]|\[时长\]|\{\{ (blocks\.details|interview\.length_minutes) \}\}",
    "format": r"\[面试信息\]|\{\{ blocks\.details \}\}",
    "link": r"\[按钮\]|\{\{ blocks\.button \}\}",
    "steps": r"\[步骤\]|\{\{ blocks\.steps \}\}",
    "contact": r"\[联系方式\]|\{\{ blocks\.contact \}\}",
    "mail": r"\[联系方式\]|\{\{ blocks\.contact \}\}",
    "phone": r"\[联系方式\]|\{\{ blocks\.contact \}\}",
    "note": r"\[备注\]|\{\{ message\.note \}\}",
    "question": r"\[问题\]|\{\{ message\.question \}\}",
    "answer": r"\[回答\]|\{\{ message\.answer \}\}",
}
"""Duty → the pieces of a text that fulfil it."""
LATEST_BEGINNING = 30
"""Columns of a subject before the position's name: a phone shows some forty in its list."""
EACH = pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)


def told(template: Template, position: Position) -> dict[str, str]:
    """What a mail may have to tell, as it reads; of several lines, the first."""
    application, interview = invitation_of(position, template.language)
    company, chinese = starter.company(), template.language == "zh-CN"
    facts = {name: text.partition("\n")[0] for name, text in FACTS[template.language].items()}
    return facts | {
        "candidate": application.name,
        "position": position.name if chinese else position.name_en,
        "company": company.name,
        "contact": company.hr_name,
        "mail": company.hr_email,
        "phone": company.hr_phone,
        "time": shown(interview.starts_at, interview.zone, template.language),
        "length": f"约{position.length_minutes}分钟" if chinese else f"bout {position.length_minutes} minutes",
        "format": "手机或电脑均可" if chinese else "on a phone or a computer",
        "deadline": shown(interview.deadline, interview.zone, template.language),
        "link": LINK,
        "steps": phrases.of(phrases.STEPS[template.language], template.kind)[0],
    }


def untold(mail: RenderedMail, template: Template, position: Position) -> set[str]:
    """Which of its kind's duties a mail leaves undone, in either part."""
    words = told(template, position)
    parts = (Reader(mail.html).text, mail.text)
    return {duty for duty in DUTIES[Kind(template.kind)] if not all(words[duty] in part for part in parts)}


def said_in(template: Template, words: dict[Kind, tuple[str, str]]) -> str:
    return words[Kind(template.kind)][LANGUAGES.index(template.language)]


def prose(template: Template) -> str:
    """The words that somebody wrote, without variables, blocks and tags."""
    return re.sub(r"\[[^\]]*\]|\{[{%][^}]*\}\}?|<[^>]*>|\s+", " ", template.body)


def test_there_is_a_text_for_every_kind_scope_and_language() -> None:
    assert set(TEMPLATES) == {
        f"{kind}#{scope}#{language}" for kind, scope, language in product(Kind, SCOPES, LANGUAGES)
    }
    assert len(starter.templates()) == 132


@pytest.mark.parametrize(("kind", "language"), list(product(Kind, LANGUAGES)))
def test_no_text_is_another_with_some_words_replaced(kind: Kind, language: str) -> None:
    texts = {scope: prose(TEMPLATES[f"{kind}#{scope}#{language}"]) for scope in SCOPES}
    for one, other in combinations(SCOPES, 2):
        assert SequenceMatcher(None, texts[one], texts[other], autojunk=False).ratio() < 0.65, (one, other)


@EACH
def test_a_mail_tells_what_its_kind_must_tell(template: Template) -> None:
    for position in positions_of(template):
        assert untold(rendered(template, position), template, position) == set()


@EACH
def test_a_text_that_lost_what_it_must_tell_would_be_found(template: Template) -> None:
    position = positions_of(template)[0]
    for duty in set(DUTIES[Kind(template.kind)]) & set(PIECES):
        bare = replace(template, body=re.sub(PIECES[duty], "", template.body))
        assert duty in untold(rendered(bare, position), bare, position)


def test_the_times_it_looks_for_carry_their_zone() -> None:
    for template, zone in (
        (TEMPLATES["expiry#default#zh-CN"], "（北京时间，UTC+8）"),
        (TEMPLATES["expiry#default#en"], "(Europe/Dublin, UTC+0)"),
    ):
        words = told(template, POSITIONS[0])
        assert words["time"].endswith(zone)
        assert words["deadline"].endswith(zone)


@EACH
def test_a_text_speaks_of_its_kind_and_of_nothing_that_would_mislead(template: Template) -> None:
    text = rendered(template, positions_of(template)[0]).text
    assert re.search(said_in(template, WORDS), text, re.DOTALL)
    assert not re.search(said_in(template, NEVER), text)


@EACH
def test_what_a_kind_turns_on_is_said_in_a_sentence(template: Template) -> None:
    path = IN_ITS_OWN_WORDS.get(Kind(template.kind))
    if path:
        assert re.search(rf"\{{\{{ {path} \}}\}}|\[{BY_PATH[path].shorthand_zh}\]", template.body)


@EACH
def test_a_note_of_hrs_is_quoted_where_there_is_one_and_leaves_no_trace_where_there_is_none(
    template: Template,
) -> None:
    position, language = positions_of(template)[0], template.language
    note = FACTS[language]["note"]
    without = rendered(template, position, facts={**FACTS[language], "note": ""})
    assert "note" not in DUTIES[Kind(template.kind)] or f"\n> {note}\n" in rendered(template, position).text
    assert template.kind == Kind.ANSWER or "\n> " not in without.text
    assert note not in without.text


@pytest.mark.parametrize(("scope", "language"), list(product(SCOPES, LANGUAGES)))
def test_an_answer_quotes_the_question_and_then_answers(scope: str, language: str) -> None:
    template = TEMPLATES[f"answer#{scope}#{language}"]
    text = rendered(template, positions_of(template)[0]).text
    question, answer = FACTS[language]["question"], FACTS[language]["answer"]
    quoted = "> " + question.replace("\n", "\n> ")
    assert 0 < text.index(quoted) < text.index(f"\n\n{answer}\n\n")


@pytest.mark.parametrize(("scope", "language"), list(product(SCOPES, LANGUAGES)))
def test_recommended_questions_stand_in_invitations_and_confirmations(scope: str, language: str) -> None:
    for kind in (Kind.INVITATION, Kind.CONFIRMATION):
        template = TEMPLATES[f"{kind}#{scope}#{language}"]
        text = rendered(template, positions_of(template)[0], questions=QUESTIONS[language]).text
        assert all(question in text for question in QUESTIONS[language])


@EACH
def test_a_mail_leaves_no_placeholder_and_no_broken_tag(template: Template) -> None:
    mail = rendered(template, positions_of(template)[0], questions=QUESTIONS[template.language])
    for part in (mail.subject, Reader(mail.html).text, mail.text):
        assert not re.search(r"\{\{|\}\}|\{%|%\}|\[[^\]\d]+\]|None|Undefined", part)
    assert Reader(mail.html).unpaired == []
    assert len(mail.html.encode()) < 40 * 1024  # Gmail cuts at 102 KB


@EACH
def test_the_plain_text_reads_like_a_letter(template: Template) -> None:
    text = rendered(template, positions_of(template)[0]).text
    lines = text.split("\n")
    assert "\n\n\n" not in text
    assert not re.search(r"<[a-z/]|&[a-z#]+;|[，。：；]{2}|[,;:]{2}| [，。：；,.;:]", text)
    assert lines[0] == Reader(template.body.partition("</h1>")[0]).text or "[" in template.body.partition("</h1>")[0]
    assert lines == [line.strip() for line in lines]


@EACH
def test_a_subject_is_short_honest_and_names_the_position_where_a_phone_still_shows_it(template: Template) -> None:
    for position in positions_of(template):
        subject = rendered(template, position).subject
        name = position.name if template.language == "zh-CN" else position.name_en
        assert columns(subject) <= SUBJECT_COLUMNS
        assert columns(subject[: subject.index(name)]) <= LATEST_BEGINNING


@EACH
def test_a_mail_uses_no_word_that_filters_wait_for(template: Template) -> None:
    mail = rendered(template, positions_of(template)[0], questions=QUESTIONS[template.language])
    for part in (mail.subject, template.preheader, mail.text):
        assert not SPAM.search(part)
        assert not SPAM_PHRASES.search(part)


@EACH
def test_a_text_is_written_in_its_own_language(template: Template) -> None:
    written = template.subject + template.preheader + template.body
    assert bool(re.search(r"[\u4e00-\u9fff]", written)) is (template.language == "zh-CN")
    assert not re.search(r"[\u4e00-\u9fff] ?[,;:?]|[\u4e00-\u9fff] [A-Za-z0-9]|[A-Za-z0-9] [\u4e00-\u9fff]", written)
    assert template.language == "zh-CN" or not re.search(r"['，。：；？、]|--", template.body)


@EACH
def test_a_candidate_is_addressed_politely(template: Template) -> None:
    assert "你" not in template.subject + template.preheader + template.body
    assert re.search(r"\[称呼\]：|candidate\.salutation \}\},", template.body)


@pytest.mark.parametrize(
    ("scope", "language", "words"),
    [
        ("family:sales", "zh-CN", ("客户", "聊")),
        ("family:sales", "en", ("customer", "talk")),
        ("family:technical", "zh-CN", ("代码题", "思考题")),
        ("family:technical", "en", ("coding question", "thinking question")),
        ("family:operations", "zh-CN", ("活动", "数据")),
        ("family:operations", "en", ("campaign", "figures")),
        ("family:customer_service", "zh-CN", ("情景", "班次")),
        ("family:customer_service", "en", ("scenes", "shifts")),
        ("family:intern", "zh-CN", ("课表", "考试")),
        ("family:intern", "en", ("timetable", "exam")),
    ],
)
def test_an_invitation_speaks_of_what_its_family_does(scope: str, language: str, words: tuple[str, ...]) -> None:
    body = TEMPLATES[f"invitation#{scope}#{language}"].body
    assert all(word in body for word in words)


def test_every_position_finds_a_text_of_its_family() -> None:
    for position, kind, language in product(POSITIONS, Kind, LANGUAGES):
        found = next(key for key in lookup_order(kind, position, language, "zh-CN") if key in TEMPLATES)
        assert found == f"{kind}#family:{position.family}#{language}"
