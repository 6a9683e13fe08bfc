"""Where a message goes."""

import pytest

from mianyue.domain.sendable import Sendable
from tests.builders import an_application, an_interview, an_invitation


@pytest.mark.parametrize(("channel", "address"), [("mail", "ouyang.min@example.com"), ("sms", "")])
def test_only_a_mail_goes_to_the_address_of_its_application(channel: str, address: str) -> None:
    found = Sendable(an_application(), an_interview(), an_invitation(channel=channel))
    assert found.address == address
