"""Ready-made pieces of a mail: the button, the facts, the steps, the contact, in both languages.

Tables with `bgcolor` and padding on cells, because Outlook and QQ Mail keep those and little else.
"""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Final

from mianyue.mail.markup import NO_TRACK
from mianyue.mail.sandbox import escaped
from mianyue.mail.words import Words

_BUTTON: Final = {
    "zh-CN": {"invitation": "查看并确认面试", "unopened_reminder": "查看并确认面试", "confirmation": "打开面试页面"},
    "en": {
        "invitation": "View and confirm",
        "unopened_reminder": "View and confirm",
        "confirmation": "Open interview page",
    },
}
_SPARE_LINK: Final = {
    "zh-CN": "按钮打不开时，请将此链接复制到浏览器：",
    "en": "If the button does not open, copy this link into your browser:",
}
_LABELS: Final = {
    "zh-CN": ("岗位", "面试时间", "形式", "时长", "最晚开始"),
    "en": ("Position", "Time", "Format", "Length", "Start by"),
}
_FORMAT: Final = {
    "zh-CN": "线上AI面试，手机或电脑均可",
    "en": "AI interview, online, on a phone or a computer",
}
_LENGTH: Final = {"zh-CN": "约{}分钟", "en": "About {} minutes"}
_STEPS_TITLE: Final = {"zh-CN": "接下来怎么做", "en": "What to do next"}
_STEPS: Final = {
    "zh-CN": {
        "invitation": (
            "打开面试页面，确认时间。时间不合适，可以在同一页面申请改期或谢绝。",
            "面试前找一个安静、网络稳定的地方，试一下摄像头和麦克风。",
            "到时间后再次打开同一页面，点“开始面试”，按提示逐题作答。",
            "全部答完即可离开，招聘团队会告诉您下一步安排。",
        ),
        "confirmation": (
            "面试前10分钟，找一个安静、网络稳定的地方，试一下摄像头和麦克风。",
            "到时间后打开面试页面，点“开始面试”，按提示逐题作答。",
            "临时有变化，请尽早在同一页面申请改期。",
        ),
    },
    "en": {
        "invitation": (
            "Open the interview page and confirm the time. There you can also ask for another time, or decline.",
            "Before the interview, find a quiet place with a stable connection and try your camera and microphone.",
            "At the time, open the same page, choose “Start interview” and answer one question after another.",
            "After the last answer you are done. The recruiting team tells you what comes next.",
        ),
        "confirmation": (
            "Ten minutes before, find a quiet place with a stable connection and try your camera and microphone.",
            "At the time, open the interview page, choose “Start interview” and answer one question after another.",
            "If something comes up, please ask for another time on the same page as early as you can.",
        ),
    },
}
_CONTACT_TITLE: Final = {"zh-CN": "有问题请联系", "en": "If you have a question"}
_CONTACT: Final = {
    "zh-CN": "{name}（{company}招聘团队）{ways}。直接回复本邮件也可以。",
    "en": "{name}, recruiting at {company}: {ways}. You can also simply reply to this mail.",
}


_ZONE: Final = re.compile(r"[（(][^（）()]*[）)]\Z")


class Block:
    """A piece of HTML that is made when a template places it, and not before: a mail misses only what it uses."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make

    def __html__(self) -> str:
        return self._make()


def blocks(words: Words, kind: str) -> SimpleNamespace:
    """The blocks of one mail; each raises MissingValue when placed while a value it needs is empty."""
    return SimpleNamespace(
        button=Block(lambda: _button(words, kind)),
        details=Block(lambda: _details(words)),
        steps=Block(lambda: _steps(words, kind)),
        contact=Block(lambda: _contact(words)),
        link=Block(lambda: _link(words)),
    )


def _button(words: Words, kind: str) -> str:
    language = _known(words)
    labels = _BUTTON[language]
    href = escaped(words["interview.link"])
    return (
        '<table role="presentation" class="button" border="0" cellpadding="0" cellspacing="0"><tbody><tr>'
        '<td class="button-cell" align="center" bgcolor="#3f51c7">'
        f'<a {NO_TRACK} class="button-link" href="{href}">{labels.get(kind, labels["invitation"])}</a>'
        "</td></tr></tbody></table>"
        f'<p class="spare html-only">{_SPARE_LINK[language]}<br>{_link(words)}</p>'
    )


def _link(words: Words) -> str:
    href = escaped(words["interview.link"])
    return f'<a {NO_TRACK} class="url" href="{href}">{href}</a>'


def _details(words: Words) -> str:
    language = _known(words)
    facts = (
        escaped(words["position.name"]),
        _moment(words["interview.time"]),
        _FORMAT[language],
        _LENGTH[language].format(escaped(words["interview.length_minutes"])),
        _moment(words["interview.deadline"]),
    )
    rows = "".join(
        f'<tr><th scope="row" align="left" valign="top" class="label">{label}</th>'
        f'<td valign="top" class="fact">{fact}</td></tr>'
        for label, fact in zip(_LABELS[language], facts, strict=True)
    )
    return (
        '<table class="details" width="100%" border="0" cellpadding="0" cellspacing="0" bgcolor="#f5f6f8">'
        f"<tbody>{rows}</tbody></table>"
    )


def _moment(text: str) -> str:
    """A time whose zone, the brackets at its end, stays in one piece on a narrow screen."""
    match = _ZONE.search(text)
    if match is None:
        return escaped(text)
    return f'{escaped(text[: match.start()])}<span class="zone">{escaped(match[0])}</span>'


def _steps(words: Words, kind: str) -> str:
    language = _known(words)
    said = _STEPS[language].get(kind, _STEPS[language]["invitation"])
    steps = "".join(f"<li>{each}</li>" for each in said)
    return f"<h2>{_STEPS_TITLE[language]}</h2><ol>{steps}</ol>"


def _contact(words: Words) -> str:
    """Name and company, then mail and phone as far as they are known; at least the mail address must be."""
    language = _known(words)
    email = escaped(words["hr.email"])
    ways = [f'<a href="mailto:{email}">{email}</a>']
    if words.has("hr.phone"):
        phone = escaped(words["hr.phone"])
        digits = "".join(each for each in words["hr.phone"] if each in "+0123456789")
        ways.append(f'<a class="whole" href="tel:{digits}">{phone}</a>')
    text = _CONTACT[language].format(
        name=escaped(words["hr.name"]), company=escaped(words["company.name"]), ways=_joined(ways, language)
    )
    return f"<h2>{_CONTACT_TITLE[language]}</h2><p>{text}</p>"


def _joined(ways: list[str], language: str) -> str:
    return "：" + "，".join(ways) if language == "zh-CN" else ", ".join(ways)


def _known(words: Words) -> str:
    """The language of the fixed words: the template's where we speak it, else English."""
    return "zh-CN" if words.language == "zh-CN" else "en"
