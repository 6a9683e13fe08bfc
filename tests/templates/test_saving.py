"""Saving makes versions, refuses what could not be sent, and never overwrites what a person has not seen (T3, T4)."""

from copy import replace
from datetime import timedelta

import pytest

from functions.templates.save_template import Editor, SavedMeanwhile, delete, restore, save
from mianyue.domain.errors import InvalidInput, NotFound, Refused
from mianyue.mail.refusals import TemplateRefused
from tests.builders import NOW, a_template
from tests.templates.fakes import a_desk

STARTER = a_template()
MINE = a_template(scope="family:sales")
ME = Editor("hr-1", 1, NOW)


def test_a_change_is_a_new_version_that_says_who_made_it_and_when() -> None:
    desk = a_desk(STARTER)
    saved = save(desk, replace(STARTER, subject="新主题"), ME)
    assert (saved.version, saved.subject, saved.saved_by, saved.saved_at) == (2, "新主题", "hr-1", NOW)
    assert desk.templates.versions(STARTER.key) == [saved, STARTER]


def test_a_text_of_its_own_begins_with_version_one() -> None:
    desk = a_desk(STARTER)
    assert save(desk, MINE, Editor("hr-1", 0, NOW)).version == 1


def test_the_same_text_again_makes_no_version() -> None:
    desk = a_desk(STARTER)
    assert save(desk, replace(STARTER, version=9), ME) is STARTER
    assert len(desk.templates.versions(STARTER.key)) == 1


@pytest.mark.parametrize(
    ("changes", "field", "code", "line", "column"),
    [
        ({"subject": "[岗位"}, "subject", None, 0, 0),
        ({"body": "<p>一</p>\n<p>{{ candidate.age }}</p>"}, "body", "unknown_variable", 2, 4),
        ({"body": "<p>\n{% if company.name %}"}, "body", "unclosed_if", 2, 1),
        ({"preheader": "[按钮]"}, "preheader", "block_not_here", 1, 1),
        ({"subject": " "}, "subject", "empty_subject", 1, 1),
        ({"body": '<a href="javascript:alert(1)">x</a>'}, "body", "link_not_allowed", 1, 4),
    ],
)
def test_what_could_not_be_sent_is_refused_with_its_place(
    changes: dict[str, str], field: str, code: str | None, line: int, column: int
) -> None:
    desk = a_desk(STARTER)
    if code is None:  # an open bracket is a word like any other
        assert save(desk, replace(STARTER, **changes), ME).version == 2
        return
    with pytest.raises(TemplateRefused) as refused:
        save(desk, replace(STARTER, **changes), ME)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert (refused.value.line, refused.value.column) == (line, column)
    assert desk.templates.versions(STARTER.key) == [STARTER]


@pytest.mark.parametrize("scope", ["everybody", "family:unknown", "position:unknown", "set:", "set: a", "set:a#b"])
def test_a_scope_that_no_mail_would_look_for_is_refused(scope: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        save(a_desk(STARTER), a_template(scope=scope), Editor("hr-1", 0, NOW))
    assert refused.value.code == "unknown_scope"


@pytest.mark.parametrize("scope", ["family:intern", "position:sales-rep", "set:校招技术", "set:spring 2027"])
def test_families_positions_and_sets_of_ones_own_are_scopes(scope: str) -> None:
    assert save(a_desk(STARTER), a_template(scope=scope), Editor("hr-1", 0, NOW)).scope == scope


class TestTwoPeopleAtOnce:
    def test_the_second_is_told_instead_of_overwriting(self) -> None:
        desk = a_desk(STARTER)
        save(desk, replace(STARTER, subject="甲"), ME)
        with pytest.raises(SavedMeanwhile):
            save(desk, replace(STARTER, subject="乙"), ME)
        assert [each.subject for each in desk.templates.versions(STARTER.key)] == ["甲", STARTER.subject]

    def test_also_when_both_have_looked_before_either_has_written(self) -> None:
        desk = a_desk(STARTER)
        desk.templates.overtake = [replace(STARTER, version=2, subject="甲")]
        with pytest.raises(SavedMeanwhile):
            save(desk, replace(STARTER, subject="乙"), ME)

    def test_deleting_and_restoring_ask_the_same(self) -> None:
        desk = a_desk(MINE)
        save(desk, replace(MINE, subject="甲"), ME)
        with pytest.raises(SavedMeanwhile):
            delete(desk, MINE.key, ME)
        with pytest.raises(SavedMeanwhile):
            restore(desk, MINE.key, 1, ME)


class TestRestoring:
    def test_brings_the_old_text_as_the_newest_version(self) -> None:
        desk = a_desk(STARTER)
        save(desk, replace(STARTER, subject="新"), ME)
        later = NOW + timedelta(hours=1)
        restored = restore(desk, STARTER.key, 1, Editor("hr-2", 2, later))
        assert (restored.version, restored.subject, restored.saved_by) == (3, STARTER.subject, "hr-2")

    def test_a_version_that_is_not_there_is_not_found(self) -> None:
        with pytest.raises(NotFound):
            restore(a_desk(STARTER), STARTER.key, 7, ME)

    def test_a_deletion_has_no_text_to_restore(self) -> None:
        desk = a_desk(MINE)
        delete(desk, MINE.key, ME)
        with pytest.raises(Refused) as refused:
            restore(desk, MINE.key, 2, Editor("hr-1", 2, NOW))
        assert refused.value.code == "version_deleted"


class TestDeleting:
    def test_leaves_the_versions_and_the_numbers_go_on(self) -> None:
        desk = a_desk(MINE)
        gone = delete(desk, MINE.key, ME)
        assert (gone.version, gone.deleted, gone.saved_by) == (2, True, "hr-1")
        assert desk.templates.templates() == ()
        back = restore(desk, MINE.key, 1, Editor("hr-1", 2, NOW))
        assert (back.version, back.deleted) == (3, False)

    def test_saving_the_very_text_that_was_deleted_brings_it_back(self) -> None:
        desk = a_desk(MINE)
        delete(desk, MINE.key, ME)
        assert save(desk, MINE, Editor("hr-1", 2, NOW)).version == 3
        assert len(desk.templates.templates()) == 1

    def test_a_default_text_stays(self) -> None:
        with pytest.raises(Refused) as refused:
            delete(a_desk(STARTER), STARTER.key, ME)
        assert refused.value.code == "default_stays"

    def test_what_is_not_there_is_not_found(self) -> None:
        desk = a_desk(MINE)
        with pytest.raises(NotFound):
            delete(desk, "invitation#family:intern#en", Editor("hr-1", 0, NOW))
        delete(desk, MINE.key, ME)
        with pytest.raises(NotFound):
            delete(desk, MINE.key, Editor("hr-1", 2, NOW))
