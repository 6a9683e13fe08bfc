"""Every place is listed, with its own text or with what stands in for it (T1)."""

from functions.templates.list_templates import Place, overview
from functions.templates.read_template import opened
from functions.templates.save_template import Editor, delete
from mianyue.domain.message import Kind
from mianyue.domain.template import Template
from tests.builders import NOW, a_company, a_position, a_rule, a_template
from tests.templates.fakes import FakeSetups, a_desk

DEFAULT, ENGLISH = a_template(), a_template(language="en")
SALES = a_template(scope="family:sales")


def placed(*templates: Template, scope: str, language: str = "zh-CN", setups: FakeSetups | None = None) -> Place:
    found = overview(a_desk(*templates, setups=setups))
    (place,) = [
        each for each in found.places if (each.kind, each.scope, each.language) == ("invitation", scope, language)
    ]
    return place


def came_from(place: Place) -> tuple[str, str]:
    return place.from_scope, place.from_language


def test_every_kind_and_language_is_listed_for_default_and_every_family() -> None:
    found = overview(a_desk(DEFAULT))
    assert found.scopes[:2] == ["default", "family:sales"]
    assert len(found.places) == len(Kind) * len(found.scopes) * 2


def test_a_position_or_set_is_listed_once_it_has_something_of_its_own() -> None:
    setups = FakeSetups(rules=(a_rule(template_scope="set:spring"),), positions=(a_position(family="legal"),))
    found = overview(a_desk(a_template(scope="position:sales-rep"), a_template(scope="set:校招"), setups=setups))
    assert found.scopes[-4:] == ["family:legal", "set:spring", "set:校招", "position:sales-rep"]


def test_what_has_its_own_text_falls_back_to_nothing() -> None:
    place = placed(DEFAULT, SALES, scope="family:sales")
    assert (place.own, came_from(place)) == (SALES, ("", ""))


def test_a_family_falls_back_to_the_default_and_a_position_to_its_family() -> None:
    assert came_from(placed(DEFAULT, SALES, scope="family:intern")) == ("default", "zh-CN")
    own = a_template(scope="position:sales-rep", language="en")
    assert came_from(placed(DEFAULT, SALES, own, scope="position:sales-rep")) == ("family:sales", "zh-CN")


def test_another_language_falls_back_within_itself_and_then_to_the_companys() -> None:
    assert came_from(placed(DEFAULT, ENGLISH, SALES, scope="family:sales", language="en")) == ("default", "en")
    assert came_from(placed(DEFAULT, SALES, scope="family:sales", language="en")) == ("family:sales", "zh-CN")
    english = FakeSetups(company=a_company(language="en"))
    assert came_from(placed(ENGLISH, scope="default", setups=english)) == ("default", "en")


def test_a_set_leaves_it_to_the_position() -> None:
    own = a_template(scope="set:spring", kind="confirmation")
    assert came_from(placed(DEFAULT, own, scope="set:spring")) == ("position", "zh-CN")


def test_without_any_text_there_is_nothing_to_fall_back_to() -> None:
    assert came_from(placed(scope="default")) == ("", "")


def test_a_position_that_is_gone_keeps_its_texts_in_the_list() -> None:
    orphan = a_template(scope="position:gone", language="en")
    assert came_from(placed(DEFAULT, orphan, scope="position:gone")) == ("default", "zh-CN")


class TestOpening:
    def test_an_own_text_comes_with_its_versions(self) -> None:
        found = opened(a_desk(SALES), "invitation", "family:sales", "zh-CN")
        assert (found.text, found.seen, found.versions) == (SALES, 1, [SALES])

    def test_a_place_without_one_begins_with_what_stands_in_for_it(self) -> None:
        found = opened(a_desk(DEFAULT), "invitation", "family:sales", "zh-CN")
        assert (found.text, found.place.own, found.seen, found.versions) == (DEFAULT, None, 0, [])

    def test_a_set_begins_with_the_default(self) -> None:
        assert opened(a_desk(DEFAULT), "invitation", "set:spring", "zh-CN").text == DEFAULT

    def test_where_nothing_is_written_yet_the_text_is_empty(self) -> None:
        assert opened(a_desk(DEFAULT), "answer", "default", "en").text.body == ""

    def test_a_deleted_text_opens_with_what_stands_in_for_it_and_knows_its_versions(self) -> None:
        desk = a_desk(DEFAULT, SALES)
        delete(desk, SALES.key, Editor("hr-1", 1, NOW))
        found = opened(desk, "invitation", "family:sales", "zh-CN")
        assert (found.text, found.seen) == (DEFAULT, 2)
        assert [each.deleted for each in found.versions] == [True, False]
