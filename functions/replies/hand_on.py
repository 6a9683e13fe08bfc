"""A candidate's mail handed on to HR's own mailbox, by the one sender, once (K6).

It leaves like a mail that HR sends to itself: kept, queued, claimed, one request; no message stands behind it, so it
moves no figure. Its Reply-To is the candidate's address as it stands in the table, never one from the mail. Its
headers keep responders silent (RFC 3834; MS-OXCMAIL 2.2.3.2.14), so that no two machines talk to each other.
"""

from datetime import timedelta
from html import escape
from typing import Final, NamedTuple

from functions.replies.ports import Mails, Queue, Setups
from functions.replies.record_reply import MOST, Recorded
from mianyue.domain.company import Company
from mianyue.domain.errors import NotFound
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.reply import OLD_ADDRESS
from mianyue.domain.suppression import same_mailbox
from mianyue.domain.trial import TAG, Trial

HANDED_ON_WITHIN = timedelta(hours=12)
"""Later than this, HR has long seen it in the console."""
_KEPT_BACK: Final = frozenset({"virus", "spam", OLD_ADDRESS})
"""Found so by SES, or perhaps a stranger's: shown in the console, not carried into HR's mailbox."""
_SILENT: Final = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


class _Words(NamedTuple):
    subject: str
    opening: str
    other_sender: str
    unverified: str
    files: str
    last: str
    closing: str


_WORDS: Final = {
    "zh-CN": _Words(
        "【候选人回信】{name}：{subject}",
        "{name}（{email}）回复了面试邮件：",
        "这封信不是从候选人登记的邮箱发出的，而是来自{sender}。",
        "发件人的身份没有通过校验（DMARC），回复前请核实。",
        "附件（在控制台里标明了名称，原件未随此信转发）：{files}",
        "24小时内寄给这场面试的信已有{most}封，接下来的信只记入时间线，不再转发，也不再提醒您。",
        "直接回复这封信，就会写给候选人。面试提醒已停止。在控制台查看：{link}",
    ),
    "en": _Words(
        "[Reply] {name}: {subject}",
        "{name} ({email}) has answered an interview mail:",
        "It did not come from the address on file, but from {sender}.",
        "The sender could not be verified (DMARC). Make sure who it is before you answer.",
        "Attachments (named in the console, not forwarded with this mail): {files}",
        "These are {most} mails for this interview within 24 hours. More of them stand in the timeline alone: not "
        "forwarded, and not among today's cases.",
        "Answer this mail and you write to the candidate. Reminders have stopped. In the console: {link}",
    ),
}


class HandingOn(NamedTuple):
    """What handing on is done with; `sender` is who writes, `domain` where candidates' answers arrive."""

    setups: Setups
    mails: Mails
    queue: Queue
    sender: str
    domain: str
    site_url: str

    def own_addresses(self) -> frozenset[str]:
        """Addresses that the company itself writes from; a mail of theirs is no candidate's."""
        try:
            company = self.setups.setup().company
        except NotFound:  # nobody has set anything up
            return frozenset()
        return frozenset(filter(None, (same_mailbox(company.hr_email), same_mailbox(self.sender))))

    def hand_on(self, recorded: Recorded) -> str:
        """Let the sender carry a mail to HR; what came of it, as one word. Asked again, it is the same mail."""
        if not recorded.told or recorded.event.detail.get("warning") in _KEPT_BACK:
            return "kept_back"
        try:
            company = self.setups.setup().company
        except NotFound:  # nobody has set anything up
            return "nobody"
        if not self._reaches_a_person(company):
            return "nobody"
        event = recorded.event
        self.mails.keep(event.event_id, self._mail(company, recorded))
        self.queue.trial(Trial(event.event_id, event.at + HANDED_ON_WITHIN))
        return "handed_on"

    def _reaches_a_person(self, company: Company) -> bool:
        """Not to where it would come in again. (What came from HR's own address is told to nobody.)"""
        address = same_mailbox(company.hr_email)
        return bool(address) and address.rpartition("@")[2] != self.domain

    def _mail(self, company: Company, recorded: Recorded) -> OutgoingMail:
        words, application = _WORDS.get(company.language, _WORDS["en"]), recorded.application
        detail = recorded.event.detail
        text = self._text(words, recorded)
        return OutgoingMail(
            to=company.hr_email,
            sender_name=company.name,
            sender=self.sender,
            reply_to=application.email,
            subject=words.subject.format(name=application.name, subject=detail.get("subject", "")),
            html=f'<pre style="font: inherit; white-space: pre-wrap">{escape(text)}</pre>',
            text=text,
            template="",
            tags={TAG: recorded.event.event_id},
            headers=_SILENT,
        )

    def _text(self, words: _Words, recorded: Recorded) -> str:
        detail, application = recorded.event.detail, recorded.application
        said = [words.opening.format(name=application.name, email=application.email)]
        if sender := detail.get("sender"):
            said.append(words.other_sender.format(sender=sender))
        if detail.get("warning"):
            said.append(words.unverified)
        said.append("\n".join(f"> {line}" for line in detail.get("text", "").split("\n")))
        if files := detail.get("files"):
            said.append(words.files.format(files=files))
        if detail.get("limit"):
            said.append(words.last.format(most=MOST))
        link = f"{self.site_url}/#/applications/{application.application_id}"
        return "\n\n".join([*said, words.closing.format(link=link)])
