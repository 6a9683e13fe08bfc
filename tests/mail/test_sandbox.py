"""What stands behind the check of single pieces: the whole tree, and the sandbox itself."""

import pytest
from jinja2.exceptions import SecurityError

from mianyue.domain.errors import InvalidInput
from mianyue.mail.sandbox import MailEnvironment, compiled


@pytest.mark.parametrize(
    "code",
    [
        "{% for a in b %}{% endfor %}",
        "{{ candidate.__class__ }}",
        "{{ hr.name ~ hr.name }}",
        "{{ hr",
        "{% if hr.name and blocks.button %}{% endif %}",
        "{% if hr.name %}" * 20 + "{% endif %}" * 20,
        "{% if " + "not (" * 20 + "hr.name" + ")" * 20 + " %}{% endif %}",
    ],
)
@pytest.mark.parametrize("html", [True, False])
def test_nothing_is_compiled_that_is_not_on_the_list(code: str, html: bool) -> None:
    with pytest.raises(InvalidInput):
        compiled(code, html=html, field="body")


def test_the_environment_itself_calls_nothing_and_reaches_no_private_name() -> None:
    environment = MailEnvironment(autoescape=True)
    with pytest.raises(SecurityError):
        environment.from_string("{{ a.lower() }}").render(a="A")
    with pytest.raises(SecurityError):
        environment.from_string("{{ a.__class__ }}").render(a="A")
    assert environment.globals == {}
    assert environment.tests == {}
