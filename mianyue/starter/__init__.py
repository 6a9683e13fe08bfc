"""What a company begins with: texts good enough to use as they are, and a demo company to try them on (T7)."""

from pathlib import Path
from typing import Final

from mianyue.domain.company import FAMILIES, Company, Position, Rule
from mianyue.domain.template import Template

_TEMPLATES: Final = Path(__file__).parent / "templates"
_POSITIONS: Final = (
    ("sales-representative", "销售代表", "Sales Representative", "sales", 20),
    ("key-account-manager", "大客户销售经理", "Key Account Manager", "sales", 30),
    ("python-backend-engineer", "Python后端工程师", "Python Backend Engineer", "technical", 45),
    ("backend-engineer", "Backend Engineer", "Backend Engineer", "technical", 45),
    ("frontend-engineer", "前端开发", "Front-end Engineer", "technical", 45),
    ("nlp-engineer", "算法工程师（NLP）", "NLP Engineer", "technical", 45),
    ("ecommerce-operations", "电商运营", "E-commerce Specialist", "operations", 30),
    ("social-media-operations", "新媒体运营", "Social Media Specialist", "operations", 30),
    ("customer-service", "客服专员", "Customer Service Agent", "customer_service", 20),
    ("operations-intern", "运营实习生", "Operations Intern", "intern", 20),
)
"""Id, Chinese and English name, family, minutes of the AI interview."""


def templates() -> list[Template]:
    """The starter templates: every message kind × default and five families × zh-CN and en, version 1."""
    return [_read(path) for path in sorted(_TEMPLATES.glob("*.html"))]


def company() -> Company:
    """The demo company: a small maker of home goods that sells online."""
    return Company(
        name="青屿 Qingyu",
        language="zh-CN",
        zone="Asia/Shanghai",
        hr_name="林晓岚",
        hr_email="hr@demo.mianyue.test",
        hr_phone="0571-5550-0126",
        highlights="青屿做家居用品，在杭州，120人，产品在线上卖到12个国家。\n"
        "五险一金，双休，弹性上班；新人有一位固定的带教同事。",
    )


def positions(platform_url: str) -> list[Position]:
    """The demo company's positions; `platform_url` is where each one's AI interview takes place."""
    return [
        Position(identity, name, family, name_en=name_en, length_minutes=minutes, platform_url=platform_url)
        for identity, name, name_en, family, minutes in _POSITIONS
    ]


def rules(reminder_seconds: int) -> list[Rule]:
    """One rule per family (R2): technical positions wait for the written test, all others invite once screened.

    `reminder_seconds` is the delay of both reminders (M1, M2); 0 leaves it to the company's defaults (M3).
    """
    return [
        Rule(
            rule_id=f"invite-{family.replace('_', '-')}",
            stage="written_test_passed" if family == "technical" else "screened",
            family=family,
            reminder_seconds=reminder_seconds,
            confirm_seconds=reminder_seconds,
            stands_in=("ai_interview",),
        )
        for family in FAMILIES
    ]


def default_rules() -> list[Rule]:
    """The rules a new company begins with: reminders after the company's own delays."""
    return rules(0)


def _read(path: Path) -> Template:
    """A template from its file, `kind.family.language.html`: subject and preheader lines, a blank line, the body."""
    kind, family, language = path.name.removesuffix(".html").split(".")
    head, _, body = path.read_text("utf-8").partition("\n\n")
    lines = dict(line.split(": ", 1) for line in head.splitlines())
    return Template(
        kind=kind,
        scope="default" if family == "default" else f"family:{family}",
        language=language,
        subject=lines["subject"],
        preheader=lines["preheader"],
        body=body,
    )
