"""The candidate that a preview is made for when HR has chosen none, and what no application can tell yet."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from functions.templates.ports import Setup
from mianyue.domain.application import Application, CandidateType
from mianyue.domain.company import Position

SAMPLE_ID: Final = "sample"
FACTS: Final[dict[str, Mapping[str, str]]] = {
    "zh-CN": {
        "question": "面试可以用手机参加吗？",
        "answer": "可以，手机和电脑都行。请提前连好Wi-Fi，找一个安静的地方。",
        "note": "如果那天临时有事，提前一天告诉我就好。",
    },
    "en": {
        "question": "Can I take the interview on my phone?",
        "answer": "Yes, a phone or a computer will do. Please use Wi-Fi and find a quiet place.",
        "note": "Should something come up that day, just let me know a day before.",
    },
}
"""What a message may say beyond its interview (T2)."""
QUESTIONS: Final = {
    "zh-CN": ("请讲一件您处理得不错的事\n简历里提到您独立负责过一个项目", "遇到意见不一时，您怎么推进"),
    "en": (
        "Tell us about something you handled well\nYour CV mentions a project of your own",
        "How do you go on when people disagree?",
    ),
}
"""Recommended questions as an interview keeps them, each with its reason on a second line (I4)."""
_NAMES: Final = {"zh-CN": "欧阳晓月", "en": "Ada Lindqvist"}


def a_position(setup: Setup, scope: str) -> Position:
    """A position that the scope is about: the company's own where there is one."""
    kind, _, name = scope.partition(":")
    for position in setup.positions:
        if kind not in ("position", "family") or name in (position.position_id, position.family):
            return position
    return Position(SAMPLE_ID, "综合助理", name if kind == "family" else "general", name_en="Office Assistant")


def an_application(setup: Setup, scope: str, language: str, now: datetime) -> Application:
    """Somebody who might apply."""
    return Application(
        application_id=SAMPLE_ID,
        candidate_id=SAMPLE_ID,
        position_id=a_position(setup, scope).position_id,
        name=_NAMES["zh-CN" if language == "zh-CN" else "en"],
        email="candidate@example.com",
        phone="",
        candidate_type=CandidateType.EXPERIENCED,
        language=language,
        zone=setup.company.zone,
        stage=setup.company.stages[0],
        entry=1,
        created_at=now - timedelta(days=1),
    )
