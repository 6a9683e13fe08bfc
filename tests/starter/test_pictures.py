"""The sheets to look at leave no starter text out."""

from collections import Counter

from tests.starter.mails import TEMPLATES
from tests.starter.pictures import COLUMNS, sheets


def test_every_text_is_on_a_light_sheet_of_every_width_once() -> None:
    for width in COLUMNS:
        shown = Counter(key for each in sheets() if each.width == width and each.scheme == "light" for key in each.keys)
        assert shown == Counter(TEMPLATES.keys())


def test_every_kind_is_seen_in_the_dark() -> None:
    seen = {TEMPLATES[key].kind for each in sheets() if each.scheme == "dark" for key in each.keys}
    assert seen == {each.kind for each in TEMPLATES.values()}


def test_no_sheet_overwrites_another() -> None:
    names = [each.name for each in sheets()]
    assert len(names) == len(set(names))
