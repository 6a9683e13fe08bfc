"""What a company's FAQ begins with; apart from the starter texts, for the portal's API offers it anew (P3)."""

import json
from pathlib import Path
from typing import Final

from mianyue.domain.faq import FaqEntry

_FAQ: Final = Path(__file__).parent / "faq.json"


def faq() -> list[FaqEntry]:
    """The questions that candidates of an AI interview ask most, with answers that hold for every company (P3)."""
    return [FaqEntry(**entry) for entry in json.loads(_FAQ.read_text("utf-8"))]
