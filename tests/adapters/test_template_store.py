"""The best text is found, every version is kept, and nobody overwrites what they have not seen (T1, T4)."""

from copy import replace

import pytest

from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.table import Table
from mianyue.adapters.template_store import TemplateStore
from mianyue.domain.errors import Conflict, NotFound
from mianyue.domain.template import Template
from tests.builders import NOW, a_position, a_template


@pytest.fixture
def store(table: Table) -> TemplateStore:
    return TemplateStore(table)


def save_as_a_deployment_does(table: Table, *templates: Template) -> int:
    return CompanyStore(table, lambda: 0.0).save_missing(templates)


def best(store: TemplateStore, language: str = "zh-CN", **more: str) -> Template:
    return store.best("invitation", a_position(), language, "zh-CN", **more)


class TestLookup:
    def test_the_best_template_is_found(self, store: TemplateStore, table: Table) -> None:
        save_as_a_deployment_does(
            table, a_template(), a_template(scope="family:sales", version=4), a_template(language="en")
        )
        assert best(store).version == 4
        assert best(store, "en").language == "en"
        with pytest.raises(NotFound):
            store.best("confirmation", a_position(), "zh-CN", "zh-CN")

    def test_the_set_that_a_rule_has_chosen_comes_first(self, store: TemplateStore, table: Table) -> None:
        save_as_a_deployment_does(table, a_template(scope="family:sales"), a_template(scope="set:campus"))
        assert best(store, template_scope="set:campus").scope == "set:campus"
        assert best(store, template_scope="set:unknown").scope == "family:sales"

    def test_a_deleted_text_gives_way_to_the_next_one(self, store: TemplateStore, table: Table) -> None:
        mine = a_template(scope="family:sales")
        save_as_a_deployment_does(table, mine, a_template())
        store.save(mine, replace(mine, version=2, deleted=True))
        assert best(store).scope == "default"
        assert [each.scope for each in store.templates()] == ["default"]

    def test_the_templates_of_one_kind_are_listed_alone(self, store: TemplateStore, table: Table) -> None:
        save_as_a_deployment_does(table, a_template(), a_template(kind="answer"))
        assert [each.kind for each in store.templates()] == ["answer", "invitation"]
        assert [each.kind for each in store.templates("answer")] == ["answer"]


class TestVersions:
    def test_a_text_of_the_deployment_is_its_own_first_version(self, store: TemplateStore, table: Table) -> None:
        save_as_a_deployment_does(table, a_template())
        assert store.versions(a_template().key) == [a_template()]
        assert store.version(a_template().key, 1) == a_template()

    def test_every_version_stays_readable_newest_first(self, store: TemplateStore, table: Table) -> None:
        first = a_template()
        second = replace(first, version=2, subject="二", saved_at=NOW, saved_by="hr-1")
        third = replace(second, version=3, subject="三")
        save_as_a_deployment_does(table, first)
        store.save(first, second)
        store.save(second, third)
        assert store.versions(first.key) == [third, second, first]
        assert store.version(first.key, 2) == second
        assert store.current(first.key) == third

    def test_a_new_text_begins_with_version_one(self, store: TemplateStore) -> None:
        mine = a_template(scope="position:sales-rep")
        store.save(None, mine)
        assert store.versions(mine.key) == [mine]

    def test_an_unknown_version_is_not_found(self, store: TemplateStore, table: Table) -> None:
        save_as_a_deployment_does(table, a_template())
        for key, number in ((a_template().key, 2), ("nothing#default#en", 1)):
            with pytest.raises(NotFound):
                store.version(key, number)
        assert store.versions("nothing#default#en") == []

    def test_of_two_who_save_at_once_the_second_is_told(self, store: TemplateStore, table: Table) -> None:
        first = a_template()
        save_as_a_deployment_does(table, first)
        store.save(first, replace(first, version=2, subject="甲"))
        with pytest.raises(Conflict):
            store.save(first, replace(first, version=2, subject="乙"))
        with pytest.raises(Conflict):
            store.save(None, replace(first, subject="丙"))
        with pytest.raises(Conflict):
            store.save(replace(first, version=5), replace(first, version=6))
        assert [each.subject for each in store.versions(first.key)] == ["甲", first.subject]

    def test_a_later_deployment_brings_no_deleted_text_back(self, store: TemplateStore, table: Table) -> None:
        mine = a_template(scope="family:sales")
        save_as_a_deployment_does(table, mine)
        store.save(mine, replace(mine, version=2, deleted=True))
        assert save_as_a_deployment_does(table, mine) == 0
        assert store.templates() == ()
