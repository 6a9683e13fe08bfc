"""What a refused template is told: the place and the words; and what HR really writes passes (T3)."""

import pytest

from mianyue.mail.refusals import REMEDIES, TemplateRefused
from mianyue.mail.rendering import check, render
from tests.mail.samples import VALUES, a_template


@pytest.mark.parametrize("subject", ["[按钮]", "{{ blocks.details }}"])
def test_a_subject_holds_no_blocks(subject: str) -> None:
    with pytest.raises(TemplateRefused) as refused:
        check(a_template(subject=subject))
    assert (refused.value.field, refused.value.code) == ("subject", "block_not_here")


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x85", "\u202e", "\ud800", "\uffff"])
def test_a_character_that_nobody_sees_is_named(character: str) -> None:
    with pytest.raises(TemplateRefused) as refused:
        check(a_template(f"<p>a\nb{character}c</p>"))
    error = refused.value
    assert (error.code, error.line, error.column, error.text) == ("unseen_character", 2, 2, f"U+{ord(character):04X}")


def test_of_several_characters_that_may_not_stand_the_first_is_named() -> None:
    with pytest.raises(TemplateRefused) as refused:
        check(a_template("<p>a\x0bb\u202ec</p>"))
    assert (refused.value.column, refused.value.text) == (5, "U+000B")


@pytest.mark.parametrize("body", ["{{ candidate.__class__ }}", "<script>a</script>", "{{ candidate.name"])
def test_what_is_refused_at_save_is_refused_at_sending_too(body: str) -> None:
    with pytest.raises(TemplateRefused):
        render(a_template(body), VALUES)


@pytest.mark.parametrize(
    ("body", "code", "line", "column"),
    [
        ("<p>a</p>\n<p>[姓名]，[工资]</p>", "unknown_variable", 2, 9),
        ("<p>a</p>\r\n<p>{{ candidate.age }}</p>", "unknown_variable", 2, 4),
        ("[姓名][岗位]\n\n  {% for a in b %}", "not_allowed", 3, 3),
        ("[姓名]\n{{ candidate.name", "template_syntax", 2, 1),
        ("[姓名] <p>\n[时间]", "tag_not_closed", 1, 6),
        ("[姓名][姓名]\n <a title='a' href='javascript:a'>a</a>", "link_not_allowed", 2, 15),
        ("[姓名]\n[链接]<p title=a>a</p>", "unquoted_attribute", 2, 5),
        ("<p>\n{% if hr.name %}a</p>{% endif %}", "tag_not_closed", 2, 18),
        ("<p>[姓名]</p>\n{% if hr.name %}", "unclosed_if", 2, 1),
        ("a\n b < c", "bad_markup", 2, 4),
    ],
)
def test_a_refusal_names_line_and_column_of_what_hr_wrote(body: str, code: str, line: int, column: int) -> None:
    with pytest.raises(TemplateRefused) as refused:
        check(a_template(body))
    error = refused.value
    assert (error.code, error.line, error.column) == (code, line, column)
    assert error.value.startswith(f"{line}:{column}")


def test_a_refusal_quotes_hrs_own_words_and_not_our_translation() -> None:
    with pytest.raises(TemplateRefused) as refused:
        check(a_template("<p style='[姓名]'>a</p>"))
    assert refused.value.text == 'style="[姓名]"'


def test_every_refusal_has_its_sentence_in_both_languages() -> None:
    for chinese, english in REMEDIES.values():
        assert chinese.format(value="1:1")
        assert english.format(value="1:1")


@pytest.mark.parametrize(
    "body",
    [
        "<p>[1] 第一条，[2] 第二条</p>",
        "<p>【时间】[时间]</p>",
        "<p>a &lt; b &amp; c {一}</p>",
        "<table width='100%'><tbody><tr><th align='left'>a</th><td bgcolor='#ffffff'>b</td></tr></tbody></table>",
        "<p style='color:#333333; margin: 0 0 8px; text-align:center'>a<br/>b</p><hr>",
        "<a href='https://a.example/b?c=d#e'>a</a> <a href='mailto:[联系邮箱]'>b</a> <a href='tel:[联系电话]'>c</a>",
        "<img src='https://a.example/logo.png' alt='[公司]' width='120'>",
        "<p title='[姓名]'>a</p>",
        "{% if hr.phone %}<p>[联系电话]</p>{% elif not company.highlights %}<p>a</p>{% else %}<p>b</p>{% endif %}",
        "{% if position.name == '销售代表' and hr.name or hr.email != 'a' %}a{% endif %}",
        "{{ hr.phone | default('无') | upper }}",
    ],
)
def test_what_hr_really_writes_passes(body: str) -> None:
    render(a_template(body), VALUES)
