"""Starter mails keep to what Gmail and Outlook take, by caniemail's tests; what goes beyond has its reason (T6)."""

import pytest

from tests.mail.caniemail import PROGRAMS, support, used_features
from tests.starter.sent_mails import sent_mails

MAILS = dict(sent_mails())
SUPPORT = support()
WITHOUT = {
    "css-at-media": "without it a phone shows the same one column, with wider margins",
    "css-at-media-prefers-color-scheme": "without it the mail stays light, or the program darkens it in its own way",
    "css-color-scheme": "says that both schemes are meant; without it the mail stays light",
    "html-meta-color-scheme": "the same, for programs that look in the head",
    "css-border-radius": "corners are square",
    "css-box-sizing": "stands in the rules for phones alone, which go unread where it would",
    "css-max-height": "hides the preheader, which display:none and mso-hide hide already",
    "css-overflow": "the same",
    "css-white-space": "a label or a phone number may break into two lines",
    "html-body": "whatever stands in its place, the table around all carries the same colour",
    "html-doctype": "Outlook for Windows has one mode, whatever is declared",
}
"""Not taken by one of them at least: why the mail reads well without it."""
IN_PART = {
    "css-border": "on table cells, and thinner than 8 px; at a quotation it may be missing",
    "css-display": "Outlook for Windows shows an inline-block as inline, its padding given by mso-padding-alt",
    "css-display-none": "on a box without tables and pictures",
    "css-font-size": "in px alone",
    "css-font-weight": "400 and 600, which are normal and bold everywhere",
    "css-important": "with a space before it where Outlook for Windows reads it, in lower case, never inline",
    "css-line-height": "as a factor, which all take; in px with mso-line-height-rule",
    "css-margin": "positive; the one `auto` has a centred table beside it for Outlook",
    "css-max-width": "on a table, the one thing for which Outlook for Windows takes it",
    "css-padding": "on table cells; lists and quotations keep their own indent without it",
    "css-selector-class": "for rules that enhance: styles stand on the elements",
    "css-selector-descendant": "the same",
    "css-text-align": "left and center",
    "css-text-decoration": "none, one value",
    "css-width": "on tables and cells",
    "css-word-break": "a long link breaks one way or another",
    "html-align": "of words in cells; the centred table is for Outlook for Windows alone",
    "html-dir": "on the whole mail, not on links",
    "html-lists": "without `reversed` and `value`",
    "html-style": "in the head, under 16 KB: dark scheme and phones",
    "html-width": "of tables and cells",
}
"""Taken in part: the part that we use is."""


@pytest.mark.parametrize("name", MAILS)
def test_a_starter_mail_uses_what_gmail_and_outlook_take(name: str) -> None:
    assert _beyond(MAILS[name].html) == {}


def test_no_reason_is_given_for_what_no_mail_uses() -> None:
    used = set().union(*(used_features(mail.html) for mail in MAILS.values()))
    assert WITHOUT.keys() | IN_PART.keys() <= used
    assert all("n" in SUPPORT[slug].values() for slug in WITHOUT)
    assert all("n" not in SUPPORT[slug].values() for slug in IN_PART)


@pytest.mark.parametrize(
    ("html", "feature"),
    [
        ("<p style='position:absolute'>a</p>", "css-position"),
        ("<p style='display: flex'>a</p>", "css-display-flex"),
        ("<p style='background-image:url(a)'>a</p>", "css-background-image"),
        ("<p style='width:calc(1px + 2px)'>a</p>", "css-unit-calc"),
        ("<p style='color:var(--a)'>a</p>", "css-variables"),
        ("<p style='font-size:2rem'>a</p>", "css-unit-rem"),
        ("<style>@media (orientation:portrait){p{float:left}}</style>", "css-at-media-orientation"),
        ("<video src='a'></video>", "html-video"),
        ("<form></form>", "html-form"),
        ("<p style='scroll-timeline: a'>a</p>", "css-scroll-timeline"),
    ],
)
def test_the_check_notices_what_they_do_not_take(html: str, feature: str) -> None:
    assert feature in _beyond(html)


def test_what_outlook_reads_is_written_as_outlook_wants_it() -> None:
    for mail in MAILS.values():
        outlook = mail.html.partition("<!--[if mso]><style>")[2].partition("</style>")[0]
        assert outlook.count(" !important") == outlook.count("!important") > 0


def test_a_mail_is_short_enough_for_gmail() -> None:
    assert max(len(mail.html.encode()) for mail in MAILS.values()) < 102 * 1024


def _beyond(html: str) -> dict[str, dict[str, str]]:
    """The features that some program does not take whole and no reason is given for, with what each says."""
    nobody_asked = dict.fromkeys(PROGRAMS, "u")
    used = {slug: SUPPORT.get(slug, nobody_asked) for slug in used_features(html)}
    return {
        slug: programs
        for slug, programs in used.items()
        if set(programs.values()) != {"y"} and slug not in WITHOUT and slug not in IN_PART
    }
