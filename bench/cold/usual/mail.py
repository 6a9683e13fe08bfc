"""The mail as it is usually rendered: Jinja2's sandbox, each template compiled once; css-inline over the whole mail."""

from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from css_inline import CSSInliner
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

type Item = dict[str, Any]

_WEEKDAYS = "一二三四五六日"
_html = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
_text = SandboxedEnvironment(undefined=StrictUndefined)
_inliner = CSSInliner(load_remote_stylesheets=False)


class Mail(NamedTuple):
    """One rendered mail."""

    subject: str
    html: str
    text: str


def render(template: Item, values: Item) -> Mail:
    """The mail that a template item makes of `values`. Raises jinja2.UndefinedError for a missing value."""
    return Mail(
        _compiled(template["usual_subject"], html=False).render(values),
        _inliner.inline(_compiled(template["usual_html"], html=True).render(values)),
        _compiled(template["usual_text"], html=False).render(values),
    )


def values_for(application: Item, interview: Item, company: Item, position: Item, link: str) -> Item:
    """What a template may name."""
    return {
        "candidate": {"name": application["name"]},
        "position": {"name": position["name"]},
        "company": {"name": company["name"], "highlights": company["highlights"]},
        "interview": {
            "time": shown(interview["starts_at"], interview["zone"]),
            "deadline": shown(interview["deadline"], interview["zone"]),
            "length_minutes": interview["length_minutes"],
            "link": link,
        },
        "hr": {"name": company["hr_name"], "email": company["hr_email"], "phone": company["hr_phone"]},
    }


def shown(stamp: str, zone: str) -> str:
    """A moment as a candidate reads it."""
    local = datetime.fromisoformat(stamp).astimezone(ZoneInfo(zone))
    day = f"{local.year}年{local.month}月{local.day}日（周{_WEEKDAYS[local.weekday()]}）"
    return f"{day}{local:%H:%M}（{zone}，{local:%:z}）"


@lru_cache(maxsize=64)
def _compiled(source: str, *, html: bool) -> Template:
    return (_html if html else _text).from_string(source)
