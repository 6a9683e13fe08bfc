"""Bugs that are put into taking replies in on purpose: who counts as having written, and how often."""

from tests.proofs.bug import Bug

_RECORD = "functions/replies/record_reply.py"
_HAND_ON = "functions/replies/hand_on.py"

REPLY_BUGS = (
    Bug(
        "who has written a mail is reminded all the same",
        "mianyue/domain/message.py",
        "_UNREMINDED = frozenset({Side.REMINDERS_STOPPED, Side.REPLIED})",
        "_UNREMINDED = frozenset({Side.REMINDERS_STOPPED})",
    ),
    Bug(
        "a machine's answer stops reminders",
        _RECORD,
        "        after = before.after(Fact.REPLIED) if event.name == Fact.REPLIED else before",
        "        after = before.after(Fact.REPLIED)",
    ),
    Bug(
        "a mail that comes twice is two",
        _RECORD,
        'return derived(claim.application_id, claim.entry, "reply", mail.message_id, digest)',
        'return derived(claim.application_id, claim.entry, "reply", mail.message_id, digest, claim.expires, id(mail))',
    ),
    Bug(
        "a reply is decided on an interview that has changed since",
        _RECORD,
        "            before = stories.interview(event.application_id, event.entry)\n            continue",
        "            return",
    ),
    Bug(
        "HR is not told of a reply",
        _RECORD,
        "[_case(event)] if recorded.told else []",
        "[]",
    ),
    Bug(
        "an address of another domain is taken",
        "mianyue/adapters/reply_addresses.py",
        "        if domain != self._domain or not local.startswith(_BEGINS):",
        "        if not local.startswith(_BEGINS):",
    ),
    Bug(
        "a mail with a virus is carried into HR's mailbox",
        _HAND_ON,
        '_KEPT_BACK: Final = frozenset({"virus", "spam", OLD_ADDRESS})',
        "_KEPT_BACK: Final = frozenset[str]()",
    ),
    Bug(
        "HR answers to whoever has written, and not to the candidate",
        _HAND_ON,
        "            reply_to=application.email,",
        '            reply_to=detail.get("sender", application.email),',
    ),
)
