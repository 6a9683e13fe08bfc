"""Where everything stands in the table: keys, type and index of each kind of item (raw hits: `hit_store`).

One partition holds an application's whole story. `gsi1` holds work lists beside the list of applications:
`DUE#…` (what the sweep must look at, and when, each kind in a list of its own, so that HR can look at messages or
reminders that wait), `CASES` (open exceptions), `IMPORTS`, `QUESTIONS#…` (those that wait, and those that are settled),
`SUPPRESSED` (addresses that no mail goes to).
An interview stands in the list right behind its application, so that one page shows both.
`gsi2` holds `CALENDAR#2026-10`: the interviews of a month, UTC, in order of time (H3).
"""

from datetime import datetime, timedelta

from mianyue.adapters.items import Item, encode
from mianyue.adapters.partitions import story_pk
from mianyue.adapters.table import Key
from mianyue.domain.application import Application, StageEntry
from mianyue.domain.company import Company, Department, Position, Rule
from mianyue.domain.deadline import Deadline
from mianyue.domain.faq import FaqEntry
from mianyue.domain.interview import Interview
from mianyue.domain.member import Member
from mianyue.domain.message import DOUBTFUL_AFTER, Message, Status
from mianyue.domain.moments import stamp
from mianyue.domain.reminder import Reminder, ReminderStatus
from mianyue.domain.reminder_day import Place
from mianyue.domain.suppression import Suppression, same_mailbox
from mianyue.domain.template import Template
from mianyue.domain.tracking import ExceptionCase, TrackingEvent

SWEEP_GRACE = timedelta(minutes=2)
"""How long the ordinary way may take before the sweep looks at something that is due."""

COMPANY = "COMPANY"
MEMBERS = "MEMBERS"
TEMPLATES = "TEMPLATE"
FAQ = "FAQ"
LISTED = "APPLICATIONS"
DUE_ENTRIES = "DUE#stage_entry"
DUE_MESSAGES = "DUE#message"
DUE_REMINDERS = "DUE#reminder"
DUE_DEADLINES = "DUE#deadline"
DUE_LISTS = (DUE_ENTRIES, DUE_MESSAGES, DUE_REMINDERS, DUE_DEADLINES)
CASES = "CASES"
SUPPRESSED = "SUPPRESSED"


def application_key(application_id: str) -> Key:
    """Key of an application."""
    return story_pk(application_id), "APP"


def entry_key(application_id: str, number: int) -> Key:
    """Key of a stage entry."""
    return story_pk(application_id), f"ENTRY#{number:06d}"


def interview_key(application_id: str, number: int) -> Key:
    """Key of an interview."""
    return story_pk(application_id), f"INTERVIEW#{number:06d}"


def message_key(application_id: str, message_id: str) -> Key:
    """Key of a message."""
    return story_pk(application_id), f"MSG#{message_id}"


def reminder_key(application_id: str, entry: int, ordinal: int) -> Key:
    """Key of a reminder."""
    return story_pk(application_id), f"{reminders_of(entry)}{ordinal}"


def reminders_of(entry: int) -> str:
    """What the keys of all reminders of one interview begin with."""
    return f"REMINDER#{entry:06d}#"


def reminder_place(due_at: datetime) -> str:
    """Where a waiting reminder stands in the list of those due."""
    return stamp(due_at + SWEEP_GRACE)


def deadline_key(application_id: str, entry: int) -> Key:
    """Key of the deadline that the sweep watches for an interview."""
    return story_pk(application_id), f"DEADLINE#{entry:06d}"


def case_key(application_id: str, case_id: str) -> Key:
    """Key of an exception."""
    return story_pk(application_id), f"CASE#{case_id}"


def application_item(application: Application) -> Item:
    """An application, listed."""
    place = f"{stamp(application.created_at)}#{application.application_id}"
    key = application_key(application.application_id)
    return _item("application", key, encode(application), (LISTED, f"{place}#A"))


def entry_item(entry: StageEntry) -> Item:
    """A stage entry; due until it has been routed."""
    due = None if entry.routed_at else (DUE_ENTRIES, stamp(entry.entered_at + SWEEP_GRACE))
    return _item("stage_entry", entry_key(entry.application_id, entry.number), encode(entry), due)


def interview_item(interview: Interview) -> Item:
    """An interview, listed right behind its application, and in the calendar by its time."""
    name = f"{interview.application_id}#I{interview.number:06d}"
    key = interview_key(interview.application_id, interview.number)
    calendar = calendar_pk(interview.starts_at), f"{stamp(interview.starts_at)}#{name}"
    listed = (LISTED, f"{stamp(interview.listed_at)}#{name}")
    return _item("interview", key, encode(interview), listed, calendar)


def calendar_pk(moment: datetime) -> str:
    """The partition that holds the interviews of a moment's month."""
    return f"CALENDAR#{stamp(moment)[:7]}"


def message_item(message: Message) -> Item:
    """A message; due until it is settled."""
    key = message_key(message.application_id, message.message_id)
    looked_at = message_looked_at(message)
    return _item("message", key, encode(message), (DUE_MESSAGES, stamp(looked_at)) if looked_at else None)


def message_looked_at(message: Message) -> datetime | None:
    """When the sweep must look at a message that nothing else has settled."""
    if message.status is Status.QUEUED:
        return message.due_at + SWEEP_GRACE
    if message.status is Status.SENDING and message.claimed_at:
        return message.claimed_at + DOUBTFUL_AFTER
    return None


def reminder_item(reminder: Reminder) -> Item:
    """A reminder; due while it waits."""
    key = reminder_key(reminder.application_id, reminder.entry, reminder.ordinal)
    waits = reminder.status is ReminderStatus.WAITING
    due = (DUE_REMINDERS, reminder_place(reminder.due_at)) if waits else None
    return _item("reminder", key, encode(reminder), due)


def place_item(place: Place) -> Item:
    """One of the places for reminders in a candidate's day; DynamoDB forgets it by itself."""
    return _item("place", (f"PERSON#{place.person}", f"DAY#{place.day}#{place.number}"), encode(place), None)


def deadline_item(deadline: Deadline) -> Item:
    """A deadline; due when it passes."""
    key = deadline_key(deadline.application_id, deadline.entry)
    return _item("deadline", key, encode(deadline), (DUE_DEADLINES, stamp(deadline.due_at)))


def event_item(event: TrackingEvent) -> Item:
    """A tracking event, in order of time."""
    key = story_pk(event.application_id), f"EVENT#{stamp(event.at)}#{event.event_id}"
    return _item("event", key, encode(event), None)


def case_item(case: ExceptionCase) -> Item:
    """An exception; listed until it is resolved."""
    open_ = None if case.resolved_at else (CASES, f"{stamp(case.at)}#{case.case_id}")
    return _item("case", case_key(case.application_id, case.case_id), encode(case), open_)


def suppression_pk(address: str) -> str:
    """The partition of a mailbox: what stands against it now, and what HR has lifted."""
    return f"{SUPPRESSED}#{same_mailbox(address)}"


def suppression_key(address: str) -> Key:
    """Key of what stands against a mailbox: until HR has lifted it, no mail goes there."""
    return suppression_pk(address), "NOW"


def suppression_item(suppression: Suppression) -> Item:
    """What stands against a mailbox; listed until HR has lifted it."""
    place = f"{stamp(suppression.at)}#{same_mailbox(suppression.address)}"
    listed = None if suppression.lifted_at else (SUPPRESSED, place)
    return _item("suppression", suppression_key(suppression.address), encode(suppression), listed)


def lifted_item(suppression: Suppression) -> Item:
    """One that HR has lifted, kept when another comes to stand in its place."""
    key = suppression_pk(suppression.address), f"LIFTED#{stamp(suppression.lifted_at or suppression.at)}"
    return _item("lifted", key, encode(suppression), None)


def company_item(company: Company) -> Item:
    """The company's settings."""
    return _item("company", (COMPANY, "SETTINGS"), encode(company), None)


def position_item(position: Position) -> Item:
    """A position."""
    return _item("position", (COMPANY, f"POSITION#{position.position_id}"), encode(position), None)


def rule_key(rule_id: str) -> Key:
    """Key of a rule."""
    return COMPANY, f"RULE#{rule_id}"


def rule_item(rule: Rule) -> Item:
    """A rule."""
    return _item("rule", rule_key(rule.rule_id), encode(rule), None)


def department_key(department_id: str) -> Key:
    """Key of a department."""
    return COMPANY, f"DEPARTMENT#{department_id}"


def department_item(department: Department) -> Item:
    """A department."""
    return _item("department", department_key(department.department_id), encode(department), None)


def member_key(username: str) -> Key:
    """Key of somebody who signs in."""
    return MEMBERS, username


def member_item(member: Member) -> Item:
    """Somebody who signs in."""
    return _item("member", member_key(member.username), encode(member), None)


def faq_key(faq_id: str) -> Key:
    """Key of an FAQ entry."""
    return FAQ, f"ENTRY#{faq_id}"


def faq_item(entry: FaqEntry) -> Item:
    """An FAQ entry."""
    return _item("faq", faq_key(entry.faq_id), encode(entry), None)


def template_item(template: Template) -> Item:
    """A template as it is now."""
    return _item("template", (TEMPLATES, template.key), encode(template), None)


def versions_pk(key: str) -> str:
    """Partition of a template's versions."""
    return f"{TEMPLATES}#{key}"


def version_key(key: str, version: int) -> Key:
    """Key of one version of a template."""
    return versions_pk(key), f"VERSION#{version:06d}"


def version_item(template: Template) -> Item:
    """A template as one of its versions."""
    return _item("template_version", version_key(template.key, template.version), encode(template), None)


def _item(
    kind: str, key: Key, attributes: Item, index: tuple[str, str] | None, second: tuple[str, str] | None = None
) -> Item:
    item = {"pk": {"S": key[0]}, "sk": {"S": key[1]}, "type": {"S": kind}, **attributes}
    if index:
        item |= {"gsi1pk": {"S": index[0]}, "gsi1sk": {"S": index[1]}}
    if second:
        item |= {"gsi2pk": {"S": second[0]}, "gsi2sk": {"S": second[1]}}
    return item
