"""The interview in the candidate's calendar: asked for and taken back as RFC 5545 and RFC 5546 say (T6).

Imported by the mails that carry an entry: a candidate's first mail does not wait for `icalendar`.
"""

from datetime import timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event, vCalAddress, vText, vUri

from mianyue.domain.calendar import Method
from mianyue.domain.interview import Interview, Side
from mianyue.domain.outgoing import Attachment
from mianyue.domain.sendable import Sendable
from mianyue.mail.values import MailValues
from mianyue.mail.words import Words

_NAME: Final = "interview.ics"
_PRODUCT: Final = "-//Mianyue//Interview//ZH"
_AHEAD: Final = timedelta(minutes=-30)
_SUMMARY: Final = {"zh-CN": "面试：{position}（{company}）", "en": "Interview: {position} ({company})"}
_DESCRIPTION: Final = {
    "zh-CN": (
        "到时间后打开面试页面，按提示开始，约{minutes}分钟。最晚开始：{deadline}。\n"
        "面试页面：{link}\n"
        "时间不合适，请在同一页面申请改期。\n"
        "联系人：{contact}"
    ),
    "en": (
        "At the time, open the interview page and start there; it takes about {minutes} minutes. "
        "Start by {deadline}.\n"
        "Interview page: {link}\n"
        "If the time does not suit you, ask for another one on the same page.\n"
        "Contact: {contact}"
    ),
}
_CANCELLED: Final = {
    "zh-CN": "这场面试已取消，无需参加。\n联系人：{contact}",
    "en": "This interview has been cancelled; there is nothing left to do.\nContact: {contact}",
}
_ALARM: Final = {"zh-CN": "30分钟后面试", "en": "Your interview begins in 30 minutes"}


def calendar_entry(found: Sendable, values: MailValues, organizer: str, method: Method) -> Attachment:
    """The `.ics` of a message; `organizer` is the address that answers for the interview.

    One UID for each interview; SEQUENCE is how often its entry has been changed. Raises MissingValue.
    """
    words = Words(values, values.language)
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    calendar.add_component(_event(found, words, organizer, method))
    content = calendar.to_ical().decode()
    return Attachment(_NAME, f"text/calendar; charset=UTF-8; method={method.value}", content)


def _event(found: Sendable, words: Words, organizer: str, method: Method) -> Event:
    interview, cancelled = found.interview, method is Method.CANCEL
    event = Event()
    event.add("uid", f"{interview.application_id}-{interview.number}@mianyue")
    event.add("sequence", interview.calendar_sequence)
    event.add("dtstamp", found.message.created_at)
    event.add("dtstart", interview.starts_at)
    event.add("dtend", interview.starts_at + timedelta(minutes=interview.length_minutes))
    event.add("summary", _said(_SUMMARY, words))
    event.add("description", _said(_CANCELLED if cancelled else _DESCRIPTION, words))
    event.add("location", words["interview.format"])
    event.add("url", vUri(words["interview.link"]))
    event.add("status", _status(interview, method))
    event.add("class", "PRIVATE")
    event.add("organizer", _person(organizer, words["hr.name"]))
    event.add("attendee", _candidate(found, words))
    if not cancelled:
        event.add_component(_alarm(words))
    return event


def _status(interview: Interview, method: Method) -> str:
    """A time that HR has proposed is not yet agreed on (RFC 5545, section 3.8.1.11)."""
    if method is Method.CANCEL:
        return "CANCELLED"
    return "TENTATIVE" if Side.ASKED_ANEW in interview.sides else "CONFIRMED"


def _candidate(found: Sendable, words: Words) -> vCalAddress:
    """Answers on the page, before or after this: nobody is asked to answer the calendar as well."""
    person = _person(found.application.email, words["candidate.name"])
    answer = "NEEDS-ACTION" if Side.ASKED_ANEW in found.interview.sides else "ACCEPTED"
    person.params |= {"ROLE": vText("REQ-PARTICIPANT"), "PARTSTAT": vText(answer), "RSVP": vText("FALSE")}
    return person


def _person(address: str, name: str) -> vCalAddress:
    """A double quote has no place in a parameter (RFC 5545, section 3.2)."""
    person = vCalAddress(f"mailto:{address}")
    person.params["CN"] = vText(name.replace('"', "'"))
    return person


def _alarm(words: Words) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", _AHEAD)
    alarm.add("description", _said(_ALARM, words))
    return alarm


def _said(texts: dict[str, str], words: Words) -> str:
    """A text in the mail's language, with what it names filled in."""
    return texts["zh-CN" if words.language == "zh-CN" else "en"].format(
        position=words["position.name"],
        company=words["company.name"],
        minutes=words["interview.length_minutes"],
        deadline=words["interview.deadline"],
        link=words["interview.link"],
        contact=_contact(words),
    )


def _contact(words: Words) -> str:
    ways = [words[path] for path in ("hr.name", "hr.email", "hr.phone") if words.has(path)]
    return ("，" if words.language == "zh-CN" else ", ").join(ways)
