"""Whatever a value holds, it is said once and never read again."""

from copy import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from mianyue.domain.errors import MissingValue
from mianyue.domain.unseen import one_line
from mianyue.mail.rendering import render
from mianyue.mail.values import MailValues
from tests.mail.reader import Reader
from tests.mail.samples import VALUES, a_template, values

TEMPLATE = a_template(
    "<p title='[姓名]'>[姓名]</p><p>[公司]</p>[面试信息][按钮][联系方式]", subject="[岗位]，[姓名]", preheader="[姓名]"
)
LETTER = a_template(
    "<p title='[问题]'>[问题]</p><blockquote>[回答]</blockquote><p>[备注] [形式]</p>[面试信息][推荐问题]"
)
TRICKS = [
    "{{ company.name }}",
    "[公司]",
    "{% if hr.name %}",
    "{{ 7 * 7 }}",
    "{#",
    "<script>",
    "</td></tr></table>",
    "-->",
    "<!--",
    '" onclick="a()',
    "' style='a",
    "&lt;b&gt;",
    "&#60;b&#62;",
    "${hr}",
    "{name}",
    "{0}",
    "%s",
    "\r\nBcc: a@example.com",
    "\ue0001\ue001",
    'ses:no-track=""',
]
NAMES = st.one_of(
    st.text(max_size=80),
    st.lists(st.one_of(st.sampled_from(TRICKS), st.text(max_size=10)), max_size=6).map("".join),
)


@settings(max_examples=150, deadline=None)
@given(name=NAMES, position=NAMES, contact=NAMES)
def test_a_value_is_text_in_every_part(name: str, position: str, contact: str) -> None:
    given_values = values(candidate={"name": name}, position={"name": position}, hr={"name": contact})
    try:
        rendered = render(TEMPLATE, given_values)
    except MissingValue:
        assert not (one_line(name) and one_line(position) and one_line(contact))
        return
    assert rendered.subject == f"{one_line(position)}，{one_line(name)}"
    read = Reader(rendered.html)
    for word in (name, position, contact):
        assert one_line(word) in read.text
        assert one_line(word) in rendered.text
    assert ("title", one_line(name)) in read.attributes
    assert read.unpaired == []


@settings(max_examples=60, deadline=None)
@given(name=NAMES)
def test_a_value_adds_no_tag_no_link_and_no_attribute(name: str) -> None:
    plain = Reader(render(TEMPLATE, VALUES).html)
    try:
        read = Reader(render(TEMPLATE, values(candidate={"name": name}, company={"name": name})).html)
    except MissingValue:
        return
    assert read.tags == plain.tags
    assert [key for key, _ in read.attributes] == [key for key, _ in plain.attributes]
    assert [link["href"] for link in read.links] == [link["href"] for link in plain.links]


@settings(max_examples=150, deadline=None)
@given(note=NAMES, question=NAMES, answer=NAMES, form=NAMES, reason=NAMES)
def test_what_people_have_written_is_text_too(note: str, question: str, answer: str, form: str, reason: str) -> None:
    try:
        rendered = render(LETTER, _written(note, question, answer, form, reason))
    except MissingValue:
        assert not all(map(one_line, (note, question, answer, form)))
        return
    plain, read = Reader(render(LETTER, _written("a", "a", "a", "a", "a")).html), Reader(rendered.html)
    for word in (note, question, answer, form, reason):
        for line in filter(None, map(one_line, word.splitlines())):
            assert line in read.text
            assert line in " ".join(rendered.text.split())
    assert _tags(read) == _tags(plain)
    assert {key for key, _ in read.attributes} == {key for key, _ in plain.attributes}
    assert [link["href"] for link in read.links] == [link["href"] for link in plain.links]
    assert read.unpaired == []


def _written(note: str, question: str, answer: str, form: str, reason: str) -> MailValues:
    made = values(message={"note": note, "question": question, "answer": answer}, interview={"format": form})
    return replace(made, questions=(f"问题\n{reason}", question or "问题"))


def _tags(read: Reader) -> list[str]:
    """The tags but those that lines and reasons bring, of which there may be any number."""
    return [tag for tag in read.tags if tag not in ("br", "span")]


def test_a_candidate_named_like_a_variable_stays_a_name() -> None:
    for name in ("{{ company.name }}", "[公司]", "{{company.name}}[公司]"):
        rendered = render(a_template("<p>[姓名]</p>", subject="[姓名]"), values(candidate={"name": name}))
        assert rendered.subject == name
        assert name in Reader(rendered.html).text
        assert rendered.text.startswith(f"{name}\n")
