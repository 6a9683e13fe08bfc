"""Whose words a message uses (T1)."""

from mianyue.domain.template import lookup_order
from tests.builders import a_position, a_template


def test_position_comes_before_family_before_default_and_the_candidates_language_first() -> None:
    assert lookup_order("invitation", a_position(), "en", "zh-CN") == [
        "invitation#position:sales-rep#en",
        "invitation#family:sales#en",
        "invitation#default#en",
        "invitation#position:sales-rep#zh-CN",
        "invitation#family:sales#zh-CN",
        "invitation#default#zh-CN",
    ]


def test_the_scope_that_a_rule_has_chosen_comes_before_all_others() -> None:
    order = lookup_order("invitation", a_position(), "en", "zh-CN", template_scope="set:campus")
    assert order[:2] == ["invitation#set:campus#en", "invitation#position:sales-rep#en"]
    assert order[4] == "invitation#set:campus#zh-CN"


def test_a_chosen_scope_is_not_asked_twice() -> None:
    order = lookup_order("invitation", a_position(), "en", "en", template_scope="family:sales")
    assert order == ["invitation#family:sales#en", "invitation#position:sales-rep#en", "invitation#default#en"]


def test_the_same_language_is_not_asked_twice() -> None:
    assert len(lookup_order("invitation", a_position(), "zh-CN", "zh-CN")) == 3


def test_a_reference_names_the_version() -> None:
    assert a_template(version=3).reference == "invitation#default#zh-CN@3"


def test_a_new_template_is_the_first_of_its_versions() -> None:
    template = a_template()
    assert (template.version, template.saved_at, template.saved_by, template.deleted) == (1, None, "", False)
