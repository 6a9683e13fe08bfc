"""Whatever the audit log may say has its words in the console, in both languages."""

import json
from pathlib import Path

import pytest

from mianyue.domain.audit import area_of

ROOT = Path(__file__).parents[2] / "portal"
PATHS = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))["paths"]
ACTS = sorted({each["x-act"] for path in PATHS.values() for each in path.values() if "x-act" in each})


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("act", ACTS)
def test_an_act_and_its_area_have_words(act: str, language: str) -> None:
    texts = json.loads((ROOT / "console" / "locales" / f"{language}.json").read_text(encoding="utf-8"))["audit"]
    area, verb = act.split(".")
    assert texts["act"][area][verb]
    assert texts["areas"][area_of(act)]


def test_every_area_can_be_chosen_on_the_page() -> None:
    page = (ROOT / "console" / "pages" / "Audit.vue").read_text(encoding="utf-8")
    assert [area for area in {area_of(act) for act in ACTS} if f'"{area}"' not in page] == []
