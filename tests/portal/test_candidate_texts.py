"""All text of the candidate's page stands in its two language files: none missing, none unused, none in a template."""

import json
import re
from pathlib import Path

import pytest

CANDIDATE = Path(__file__).parents[2] / "portal" / "candidate"
LANGUAGES = ("zh-CN", "en")
KEY = re.compile(r"""["'`]([a-z]+(?:_[a-z]+)*)["'`]""")
BUILT_KEY = re.compile(r"`([a-z_]*)\$\{[^}]*\}([a-z_]*)`")


def texts(language: str) -> dict[str, str]:
    """The texts of one language by key."""
    loaded: dict[str, str] = json.loads((CANDIDATE / "locales" / f"{language}.json").read_text(encoding="utf-8"))
    return loaded


def code() -> str:
    """All sources of the page."""
    found = [path for kind in ("*.vue", "*.ts") for path in sorted(CANDIDATE.rglob(kind))]
    assert len(found) > 10
    return "\n".join(path.read_text(encoding="utf-8") for path in found)


def test_both_languages_have_the_same_texts_in_the_same_order() -> None:
    assert list(texts("zh-CN")) == list(texts("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    assert [key for key, text in texts(language).items() if not text.strip()] == []


def test_both_languages_name_the_same_values() -> None:
    named = {
        language: {key: set(re.findall(r"\{(\w+)\}", text)) for key, text in texts(language).items()}
        for language in LANGUAGES
    }
    assert named["zh-CN"] == named["en"]


def test_every_text_is_asked_for() -> None:
    asked = set(KEY.findall(code()))
    built = [re.compile(f"{before}[a-z_]+{after}") for before, after in BUILT_KEY.findall(code())]
    unused = {key for key in texts("en") if key not in asked and not any(shape.fullmatch(key) for shape in built)}
    assert unused == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tone_has_no_exclamation_marks(language: str) -> None:
    assert [key for key, text in texts(language).items() if "!" in text or "！" in text] == []


def test_a_candidate_is_addressed_politely() -> None:
    assert [key for key, text in texts("zh-CN").items() if "你" in text] == []


@pytest.mark.parametrize("path", sorted(CANDIDATE.rglob("*.vue")), ids=lambda path: path.name)
def test_templates_hold_no_text_of_their_own(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    template = source[source.index("<template>") : source.rindex("</template>")]
    tagless = re.sub(r"""<(?:"[^"]*"|'[^']*'|[^"'>])*>""", "", template)
    assert re.sub(r"\{\{.*?\}\}", "", tagless, flags=re.DOTALL).strip() == ""
    assert re.findall(r"""\s(?:aria-label|title|placeholder|alt)="[^"]+\"""", template) == []
