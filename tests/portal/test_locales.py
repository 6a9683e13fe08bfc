"""All text of the console stands in its two language files: none missing, none unused, none in a template."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from functions.replies.automatic import RULES
from mianyue.domain.verdicts import MACHINES

CONSOLE = Path(__file__).parents[2] / "portal" / "console"
LANGUAGES = ("zh-CN", "en")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
CALL = re.compile(r"""\b(?:t|te)\(\s*([^()]*?["'`][^"'`]*["'`](?:\s*:\s*["'`][^"'`]*["'`])?)""")
QUOTED = re.compile(r"""["'`]([a-z][\w-]*(?:\.[\w${}()\[\]. -]+)*)["'`]""")
NAMED = re.compile(r"""\bnamed\(\s*["'](\w+)["']""")
NOT_TEXT = {"–", "·", "/", ""}


def sources() -> list[Path]:
    """Every file of the console that may ask for a text."""
    found = [path for kind in ("*.vue", "*.ts") for path in CONSOLE.rglob(kind) if path.name != "vite.config.ts"]
    assert found
    return found


@cache
def texts(language: str) -> dict[str, str]:
    """Texts of one language by dotted key."""

    def flat(branch: dict[str, object], prefix: str = "") -> dict[str, str]:
        leaves: dict[str, str] = {}
        for key, value in branch.items():
            leaves |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": str(value)}
        return leaves

    return flat(json.loads((CONSOLE / "locales" / f"{language}.json").read_text(encoding="utf-8")))


@cache
def asked() -> tuple[frozenset[str], frozenset[str]]:
    """Keys asked for by name, and the groups whose keys are put together at run time (`case.${kind}`)."""
    keys: set[str] = set()
    groups: set[str] = set()
    for path in sources():
        code = path.read_text(encoding="utf-8")
        groups |= {f"{group}." for group in NAMED.findall(code)}
        for call in CALL.findall(code):
            for key in QUOTED.findall(call):
                literal, *computed = key.split("${")
                (groups if computed else keys).add(literal)
        groups |= {key.split("${")[0] for key in re.findall(r"`([a-z_]+\.[a-z_]*\$\{)", code)}
    return frozenset(keys), frozenset(groups)


def template_of(path: Path) -> str:
    """The outermost <template> of a component, without its script and style."""
    code = path.read_text(encoding="utf-8")
    return code[code.index("<template>") : code.rindex("</template>")]


def test_both_languages_have_the_same_texts() -> None:
    assert texts("zh-CN").keys() == texts("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    assert [key for key, text in texts(language).items() if not text.strip()] == []


def test_both_languages_name_the_same_values() -> None:
    differing = {
        key
        for key, text in texts("zh-CN").items()
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(texts("en")[key]))
    }
    assert differing == set()


def test_plural_forms_are_as_many_in_both_languages() -> None:
    forms = {language: {key: text.count(" | ") for key, text in texts(language).items()} for language in LANGUAGES}
    assert forms["zh-CN"] == forms["en"]


def test_every_text_asked_for_exists() -> None:
    keys, groups = asked()
    missing = {key for key in keys if "." in key and key not in texts("en")}
    assert missing == set()
    assert {group for group in groups if not any(key.startswith(group) for key in texts("en"))} == set()


def test_every_text_is_asked_for() -> None:
    keys, groups = asked()
    unused = {key for key in texts("en") if key not in keys and not key.startswith(tuple(groups))}
    assert unused == set()


@pytest.mark.parametrize("path", [p for p in sources() if p.suffix == ".vue"], ids=lambda path: path.name)
def test_templates_hold_no_text_of_their_own(path: Path) -> None:
    template = re.sub(r"<!--.*?-->", "", template_of(path), flags=re.DOTALL)
    assert re.findall(r"[\u3400-\u9fff]+", template) == []
    tagless = re.sub(r"""<(?:"[^"]*"|'[^']*'|[^"'>])*>""", "\n", template)
    literal = re.sub(r"\{\{.*?\}\}", "\n", tagless, flags=re.DOTALL)
    assert {line.strip() for line in literal.splitlines()} <= NOT_TEXT
    spoken = re.findall(r"""\s(?:aria-label|title|placeholder|alt)="([^"]+)\"""", template)
    assert spoken == []


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.name)
def test_scripts_hold_no_chinese_but_the_name_of_a_zone(path: Path) -> None:
    script = path.read_text(encoding="utf-8").split("<template>")[0]
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", script, flags=re.DOTALL)
    found = set(re.findall(r"[\u3400-\u9fff]+", code))
    assert found <= ({"北京时间", "年", "月", "日"} if path.name == "moments.ts" else set())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_a_verdict_has_its_sentence(language: str) -> None:
    reasons = {rule.why for rule in MACHINES} | {"image_proxy", "nothing_against"}
    assert {f"why.{reason}" for reason in reasons} == {key for key in texts(language) if key.startswith("why.")}


def test_every_rule_that_finds_an_automatic_reply_is_explained() -> None:
    assert {key for key in texts("en") if key.startswith("automatic.")} == {f"automatic.{rule.name}" for rule in RULES}
