"""Templates that want more than a template may have: refused before anything runs, with their place."""

import pytest

from mianyue.mail.refusals import REMEDIES, TemplateRefused
from mianyue.mail.rendering import check, render
from tests.mail.samples import VALUES, a_template

ESCAPES = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ candidate.__class__ }}",
    "{{ candidate.name.__class__.__init__.__globals__ }}",
    "{{ candidate['name'] }}",
    "{{ candidate|attr('__class__') }}",
    "{{ (candidate|attr('name')) }}",
    "{{ candidate.name.format(candidate) }}",
    "{{ '%s'|format(candidate) }}",
    "{{ '{0.__class__}'.format(candidate) }}",
    "{{ self.__init__.__globals__.__builtins__ }}",
    "{{ self }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ request.application.__globals__ }}",
    "{{ config }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ range(999999999) }}",
    "{{ dict(a=1) }}",
    "{{ candidate.name() }}",
    "{{ [candidate.name] }}",
    "{{ {'a': candidate.name} }}",
    "{{ (candidate.name, 1) }}",
    "{{ candidate.name ~ candidate.name }}",
    "{{ candidate.name * 100000000 }}",
    "{{ 'a' * 100000000 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ 'text' }}",
    "{{ 1 }}",
    "{{ candidate }}",
    "{{ blocks }}",
    "{{ candidate.email }}",
    "{{ candidate._name }}",
    "{{ name }}",
    "{{ candidate.name if true else '' }}",
    "{{ candidate.name is string }}",
    "{{ candidate.name[0] }}",
    "{{ candidate.name[:1] }}",
    "{{ candidate.name|replace('a', 'b') }}",
    "{{ candidate.name|center(100000000) }}",
    "{{ candidate.name|safe }}",
    "{{ candidate.name|default(lipsum) }}",
    "{{ candidate.name|default('a', true) }}",
    "{{ candidate.name|default(value='a') }}",
    "{{ candidate.name|default(*hr) }}",
    "{{ candidate.name|upper('a') }}",
    "{{ blocks.button|upper }}",
    "{{ blocks.link }}",
    "{% for a in range(1000000000) %}a{% endfor %}",
    "{% for a in candidate.name %}{{ a }}{% endfor %}",
    "{% set a = candidate %}",
    "{% macro a() %}{% endmacro %}",
    "{% include 'secret' %}",
    "{% import 'os' as os %}",
    "{% extends 'base' %}",
    "{% block a %}{% endblock %}",
    "{% call a() %}{% endcall %}",
    "{% filter upper %}a{% endfilter %}",
    "{% raw %}{{ candidate.name }}{% endraw %}",
    "{% with a = 1 %}{% endwith %}",
    "{% autoescape false %}{{ candidate.name }}{% endautoescape %}",
    "{% do candidate.name %}",
    "{% if candidate.name.__class__ %}a{% endif %}",
    "{% if range(10) %}a{% endif %}",
    "{% if candidate.name > 'a' %}a{% endif %}",
    "{% if candidate.name == candidate.name %}a{% endif %}",
    "{% if 'a' < candidate.name < 'b' %}a{% endif %}",
    "{% if blocks.button %}a{% endif %}",
    "{% if candidate.name is defined %}a{% endif %}",
    "{% if %}a{% endif %}",
    "{% if true %}a{% endif %}",
    "{% if candidate.name %}a",
    "{% if candidate.name %}{% else x %}{% endif %}",
    "a{% endif %}",
    "{% else %}",
    "{% if " + "not " * 5000 + "candidate.name %}a{% endif %}",
    "{{ " + "(" * 20000 + "candidate.name" + ")" * 20000 + " }}",
    "{{ candidate.name" + "|upper" * 50 + " }}",
    "{% if candidate.name %}" * 50 + "a" + "{% endif %}" * 50,
    "{{ candidate.name",
    "candidate.name }}",
    "{{",
    "{{ }}",
    "{{ candidate. }}",
    "{# a remark #}",
    "{% %}",
    "{{{ candidate.name }}}",
    "{[姓名]",
    "{{ [姓名] }}",
    "｛｛姓名｝｝",
    "[工资]",
    "[salary]",
    "［期望薪资］",
    "a\x00b",
    "a\x1bb",
    "\ue0001\ue001",
    "x" * 70_000,
    "{{" * 30_000,
    "{{ 'a}}' }}",
]
MARKUP = [
    "<script>alert(1)</script>",
    "<style>p{display:none}</style>",
    "<iframe src='https://a.example'></iframe>",
    "<form action='https://a.example'></form>",
    "<input value='a'>",
    "<svg onload='a()'></svg>",
    "<object data='a'></object>",
    "<meta http-equiv='refresh' content='0'>",
    "<link rel='stylesheet' href='https://a.example/a.css'>",
    "<base href='https://a.example'>",
    "<p onclick='a()'>a</p>",
    "<p class='spare'>a</p>",
    "<p id='a'>a</p>",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href=' javascript:alert(1)'>a</a>",
    "<a href='JaVaScRiPt:alert(1)'>a</a>",
    "<a href='java&#115;cript:alert(1)'>a</a>",
    "<a href='data:text/html,a'>a</a>",
    "<a href='vbscript:a'>a</a>",
    "<a href='file:///etc/passwd'>a</a>",
    "<a href='//a.example'>a</a>",
    "<a href='/t/a'>a</a>",
    "<a href='https://good.example@evil.example/'>a</a>",
    "<a href='https://a.example/\\b'>a</a>",
    "<a href='{{ candidate.name }}'>a</a>",
    "<a href='javascript:{{ candidate.name }}'>a</a>",
    "<a href='https://a.example/?n={{ candidate.name }}'>a</a>",
    "<a href='[链接]&x=[姓名]'>a</a>",
    "<a href='mailto:{{ candidate.name }}'>a</a>",
    "<a href='{{ interview.link | default(\"javascript:a\") }}'>a</a>",
    "<a href='{% if hr.name %}https://a.example{% endif %}'>a</a>",
    "<a href={{ interview.link }}>a</a>",
    "<a href=[链接]>a</a>",
    "<a href=https://a.example>a</a>",
    "<p title={{ candidate.name }}>a</p>",
    "<p title='{{ blocks.button }}'>a</p>",
    "<p title='{{ company.highlights | lines }}'>a</p>",
    "<p lang='{{ candidate.name }}'>a</p>",
    "<p {{ candidate.name }}='a'>a</p>",
    "<p {{ candidate.name }}>a</p>",
    "<{{ candidate.name }}>a",
    "<p {% if hr.name %}title='a'{% endif %}>a</p>",
    "<p style='{{ candidate.name }}'>a</p>",
    "<p style='background:url(https://a.example/)'>a</p>",
    "<p style='position:fixed'>a</p>",
    "<p style='width:expression(a)'>a</p>",
    "<img src='http://a.example/a.png'>",
    "<img src='data:image/png;base64,a'>",
    "<img src='https://a.example/{{ candidate.name }}'>",
    "<!-- a remark -->",
    "<![CDATA[a]]>",
    "<?php a ?>",
    "a < b",
    "<3",
    "<p",
    "<p title='a>b</p>",
    "<p title='a>b'>c</p>",
    "<p style='color:" + " " * 30_000 + "!'>a</p>",
    "<p " + "a " * 20_000 + "!",
    "<p>a",
    "a</p>",
    "<p><b>a</p></b>",
    "<br></br>",
    "</td></tr></table><p>a</p>",
    "<td>a</td>",
    "<tr><td>a</td></tr>",
    "<table><td>a</td></table>",
    "<li>a</li>",
    "<a href='https://a.example'><a href='https://b.example'>a</a></a>",
    "<a href='https://a.example'>[按钮]</a>",
    "{% if hr.name %}<p>{% endif %}a</p>",
    "<p>{% if hr.name %}</p>{% endif %}",
    "{% if hr.name %}<p>{% else %}</p>{% endif %}",
]


@pytest.mark.parametrize("body", ESCAPES, ids=range(len(ESCAPES)))
def test_a_template_may_only_name_variables_and_ask_simple_ifs(body: str) -> None:
    with pytest.raises(TemplateRefused) as refused:
        check(a_template(body))
    assert refused.value.field == "body"
    assert refused.value.code in REMEDIES


@pytest.mark.parametrize("subject", [*ESCAPES, "[按钮]", "{{ blocks.details }}"], ids=range(len(ESCAPES) + 2))
def test_a_subject_is_held_to_the_same_rules(subject: str) -> None:
    if "\ue000" in subject:
        return  # only text with tags has marks to be forged
    with pytest.raises(TemplateRefused) as refused:
        check(a_template(subject=subject))
    assert refused.value.field == "subject"


@pytest.mark.parametrize("body", MARKUP, ids=range(len(MARKUP)))
def test_a_body_holds_only_harmless_tags_and_quoted_attributes(body: str) -> None:
    with pytest.raises(TemplateRefused) as refused:
        check(a_template(body))
    assert refused.value.code in REMEDIES


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
