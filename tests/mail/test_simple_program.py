"""Programs that do without the engine say, and leave to the engine, exactly what they must."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mianyue.domain.errors import MissingValue
from mianyue.mail.blocks import blocks
from mianyue.mail.program import Program, output
from mianyue.mail.sandbox import compiled
from mianyue.mail.simple_program import SimpleProgram
from mianyue.mail.words import Words
from tests.mail.samples import values

_VALUE = st.text(max_size=20)
_PIECES = (
    "你好 ",
    "<b> & ",
    "{ } \n",
    "{{ candidate.name }}",
    "{{hr.phone}}",
    "{{ hr.phone | lines }}",
    "{{ blocks.contact }}",
    "{% if hr.phone %}",
    "{%if candidate.name%}",
    "{% else %}",
    "{% endif %}",
    "{% endif %}",
)


@given(code=st.lists(st.sampled_from(_PIECES), max_size=12).map("".join), name=_VALUE, phone=_VALUE, html=st.booleans())
def test_says_what_the_engine_would_say(code: str, name: str, phone: str, html: bool) -> None:
    simple = SimpleProgram.of(code, html=html)
    if simple is None:
        return
    words = Words(values(candidate={"name": name}, hr={"phone": phone}), "zh-CN")
    context = words.context() | {"blocks": blocks(words, "invitation")}
    assert _said(simple, context) == _said(compiled(code, html=html, field="body"), context)


def _said(program: Program, context: dict[str, object]) -> str:
    try:
        return output(program, context, "subject")
    except MissingValue as missing:
        return f"missing: {missing}"


@pytest.mark.parametrize(
    "code",
    [
        "{{ candidate.name | upper }}",
        "{{- hr.phone }}",
        "{{ hr.secret }}",
        "{{ blocks.secret }}",
        "{% if not hr.phone %}{% endif %}",
        "{% if blocks.contact %}{% endif %}",
        "{% if hr.phone %}{% elif hr.name %}{% endif %}",
        "{% if hr.phone %}{% else %}{% else %}{% endif %}",
        "{% if hr.phone %}",
        "{% endif %}",
        "{% else %}",
        "{% for each in hr %}{% endfor %}",
        "{# a remark #}",
        "{{ hr.phone",
        "{% raw %}{{ hr.phone }}{% endraw %}",
    ],
)
def test_whatever_is_more_is_left_to_the_engine(code: str) -> None:
    assert SimpleProgram.of(code, html=True) is None


def test_a_starter_mail_is_written_without_the_engine() -> None:
    """A third of a cold start: in a process of its own, for here everything is imported."""
    program = (
        "import sys\nfrom tests.mail.samples import VALUES\nfrom mianyue.mail.rendering import render\n"
        "from mianyue.starter import templates\n"
        "for each in templates():\n    render(each, VALUES)\n"
        "sys.exit('jinja2' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, check=False)  # noqa: S603 - our own command
    assert done.returncode == 0
