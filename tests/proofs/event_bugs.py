"""Bugs that are put into tracking on purpose: what events mean, who has looked, whose mailbox is lost."""

from tests.proofs.bug import Bug

_OUTBOX = "mianyue/adapters/outbox_store.py"
_STORY = "mianyue/adapters/story_store.py"
_INTERVIEW = "mianyue/domain/interview.py"
_READ = "functions/track/read_ses_event.py"

EVENT_BUGS = (
    Bug(
        "a claim does not ask whether mail may go to the address",
        _OUTBOX,
        "allowed = (*claimed, _no_suppression(address)) if address else claimed",
        "allowed = claimed",
    ),
    Bug(
        "a bounce ends the mails of one application only",
        _STORY,
        "[put(keys.suppression_item(suppressed))] if suppressed else []",
        "[]",
    ),
    Bug(
        "HR is not told of a mail that was dropped for its address",
        "functions/send/drop_suppressed.py",
        "        cases=[_case(message, following, now)],\n",
        "",
    ),
    Bug(
        "each mail for a suppressed address asks HR again",
        "functions/send/drop_suppressed.py",
        "after=interview.after(Fact.SUPPRESSED)",
        "after=interview",
    ),
    Bug(
        "facts overwrite an interview that has changed",
        _STORY,
        'changed = [put(keys.interview_item(after), "rev = :rev", rev=before.rev)]',
        "changed = [put(keys.interview_item(after))]",
    ),
    Bug(
        "an event is written as often as it is told",
        _STORY,
        "operations = [put(keys.event_item(event), ABSENT), *interview_changed(before, after)]",
        "operations = [put(keys.event_item(event)), *interview_changed(before, after)]",
    ),
    Bug(
        "progress is whatever was told last",
        _INTERVIEW,
        "progress=max(self.progress, transition.raises or self.progress)",
        "progress=transition.raises or self.progress",
    ),
    Bug("a click is worth less than an opened mail", _INTERVIEW, "    CLICKED = 5", "    CLICKED = 3"),
    # Who has looked (K3).
    Bug(
        "a machine brings an interview forward",
        _INTERVIEW,
        "looked = self.after(fact) if human else self",
        "looked = self.after(fact)",
    ),
    Bug(
        "a machine counts as a person",
        _INTERVIEW,
        "getattr(self, by_people) + int(human)",
        "getattr(self, by_people) + 1",
    ),
    # What SES says.
    Bug(
        "a bounce that is not for good ends the mails to its address",
        _READ,
        'if event.detail.get("type") in _SOFT_BOUNCES:',
        "if not event.detail:",
    ),
    Bug(
        "a mail that SES had taken and refused counts as sent",
        "functions/track/record_ses_event.py",
        "return told.kind in REFUSALS and settle_refused(",
        "return not told.kind and settle_refused(",
    ),
    Bug(
        "what SES says late of a refused mail stands for the one that HR sends again",
        "mianyue/settling.py",
        "if not found.message.unsettled or provider_id == found.message.provider_id:",
        "if not found.message.unsettled:",
    ),
    Bug(
        "the events of another deployment are believed",
        _READ,
        'if tags.get("ses:configuration-set") != origin.configuration_set:',
        "if not origin.configuration_set:",
    ),
)
