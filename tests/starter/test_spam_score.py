"""No starter mail looks like spam: SpamAssassin, asked about every text, with the network tests off (T6, T7)."""

import pytest

from mianyue.domain.outgoing import OutgoingMail
from tests.mail.as_received import as_received
from tests.mail.spam_filter import Verdict, verdicts
from tests.starter.mails import TEMPLATES
from tests.starter.sent_mails import sent_mails

MAILS = dict(sent_mails())
MOST = 1.0
KNOWN_SPAM = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"
"""The generic test of unsolicited bulk mail: every filter that works knows it."""


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    folder = tmp_path_factory.mktemp("spam")
    mails = {name: as_received(mail) for name, mail in (MAILS | {"spam": _spam()}).items()}
    return dict(zip(mails, verdicts(list(mails.values()), folder), strict=True))


def _spam() -> OutgoingMail:
    mail = next(iter(MAILS.values()))
    return mail._replace(text=KNOWN_SPAM, html=f"<p>{KNOWN_SPAM}</p>", attachments=())


def test_the_filter_works(scores: dict[str, Verdict]) -> None:
    assert scores["spam"].score > 100


def test_every_text_was_asked_about(scores: dict[str, Verdict]) -> None:
    assert set(scores) == {*TEMPLATES, "spam"}


@pytest.mark.parametrize("name", MAILS)
def test_a_starter_mail_is_no_spam(scores: dict[str, Verdict], name: str) -> None:
    assert scores[name].score < MOST, scores[name].tests
