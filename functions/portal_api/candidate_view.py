"""One interview as its candidate sees it: in both languages, in their own zone, and nothing else (P2, P6)."""

from datetime import datetime
from typing import cast

from functions.portal_api import candidate_answers as a
from functions.portal_api.candidate_session import Visit
from functions.portal_api.ports import Setup
from functions.portal_api.run_interview import why_not_now, with_place
from functions.portal_api.views import position_name, progress, sides
from mianyue.domain.answering import NewTimes, why_not
from mianyue.domain.company import Company
from mianyue.domain.interview import Fact, Interview, Side
from mianyue.domain.moments import parse_stamp
from mianyue.domain.zones import shown
from mianyue.http.answers import Bilingual, bilingual, iso

_STEPS = (
    (
        "确认时间；不方便的话，可以在这里另选时间。",
        "准备一处安静的地方和稳定的网络，手机或电脑都可以。",
        "点“开始面试”，按提示作答，大约{minutes}分钟。",
        "答完即可离开。有任何问题，请直接联系下面的招聘人员。",
    ),
    (
        "Confirm the time, or ask for another one here.",
        "Find a quiet place with a steady connection; a phone or a computer will do.",
        "Press “Start the interview” and follow the questions; it takes about {minutes} minutes.",
        "That is all. If anything is unclear, contact the person named below.",
    ),
)


def candidate_interview(visit: Visit, setup: Setup, now: datetime) -> a.CandidateInterview:
    """What the candidate's page shows."""
    interview, company = visit.interview, setup.company
    return {
        "candidate_name": visit.application.name,
        "company_name": company.name,
        "position_name": _position(setup, interview),
        "language": interview.language,
        "zone": interview.zone,
        "starts_at": iso(interview.starts_at),
        "starts_at_text": _moment(interview.starts_at, interview.zone),
        "deadline": iso(interview.deadline),
        "deadline_text": _moment(interview.deadline, interview.zone),
        "length_minutes": interview.length_minutes,
        "progress": progress(interview),
        "sides": sides(interview),
        "answered": interview.answered,
        "closed": _closed(interview, now),
        "wishes": [iso(parse_stamp(wish)) for wish in interview.wishes],
        "turn": interview.turn,
        "new_times_left": company.new_times.left(interview),
        "new_time_until": iso(company.new_times.until(interview)),
        "can": possible(with_place(interview, company), company.new_times, now),
        "hr": contact(company),
        "steps": _steps(interview.length_minutes),
        "has_asked": bool(interview.questions_asked),
    }


def contact(company: Company) -> a.HrContact:
    """The human behind every interview."""
    return {"name": company.hr_name, "email": company.hr_email, "phone": company.hr_phone}


def possible(interview: Interview, new_times: NewTimes, now: datetime) -> a.Can:
    """Which answers would change something now: every answer can be taken back until the deadline."""

    def open_to(fact: Fact) -> bool:
        return not why_not(fact, interview, new_times, now)

    return {
        "confirm": open_to(Fact.CONFIRMED) and not interview.coming,
        "new_time": open_to(Fact.NEW_TIME_ASKED),
        "decline": open_to(Fact.DECLINED) and Side.DECLINED not in interview.sides,
        "start": not why_not_now(interview, now),
    }


def _closed(interview: Interview, now: datetime) -> a.Closed | None:
    """The deadline closes an interview by itself, whether or not the sweep has been there."""
    if interview.closed:
        return cast(a.Closed, interview.closed.name.lower())
    return "expired" if interview.overdue(now) else None


def _position(setup: Setup, interview: Interview) -> str:
    name = position_name(setup, interview.position_id)
    if interview.language == "zh-CN" or name == interview.position_id:
        return name
    return setup.position(interview.position_id).name_en or name


def _moment(moment: datetime, zone: str) -> Bilingual:
    return bilingual(shown(moment, zone, "zh-CN"), shown(moment, zone, "en"))


def _steps(minutes: int) -> a.BilingualList:
    chinese, english = ([step.format(minutes=minutes) for step in steps] for steps in _STEPS)
    return {"zh-CN": chinese, "en": english}
