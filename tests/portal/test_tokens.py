"""The colours of docs/design.md keep WCAG 2.2 AA in light and dark, and the dark ones agree where they stand twice."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "portal" / "shared" / "tokens.css"
TEXT_ON_GROUND = [
    (text, ground)
    for ground in ("bg", "surface", "surface-2")
    for text in ("text", "text-2", "text-3", "brand", "brand-hover", "good", "warn", "bad")
]
TEXT_ON_SOFT = [(hue, f"{hue}-soft") for hue in ("neutral", "sent", "seen", "good", "done", "warn", "bad", "brand")]
ON_BUTTONS = [("on-brand", "brand"), ("on-brand", "brand-hover")]
EDGES = [("line-strong", "surface"), ("line-strong", "bg"), ("brand", "bg"), ("brand", "surface-2")]


def blocks() -> list[dict[str, str]]:
    """Colour values per rule that sets them: light, dark by system, dark by switch."""
    rules = re.findall(r":root[^{]*\{([^{}]*)\}", TOKENS.read_text(encoding="utf-8"))
    found = [dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", rule)) for rule in rules]
    return [colours for colours in found if colours]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG defines it, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_dark_values_are_the_same_by_system_and_by_switch() -> None:
    _, by_system, by_switch = blocks()
    assert by_system == by_switch


def test_every_light_colour_has_a_dark_one() -> None:
    light, dark, _ = blocks()
    assert light.keys() == dark.keys()


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND + TEXT_ON_SOFT + ON_BUTTONS)
def test_text_is_readable(scheme: int, text: str, ground: str) -> None:
    colours = blocks()[scheme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_and_focus_rings_are_visible(scheme: int, edge: str, ground: str) -> None:
    colours = blocks()[scheme]
    assert contrast(colours[edge], colours[ground]) >= 3
