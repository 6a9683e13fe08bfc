"""The fixed words of a mail's ready-made pieces, for each message kind, in both languages.

Where a kind has none of its own, those of the invitation count. Names of buttons are the candidate page's own.
"""

from typing import Final

BUTTON: Final = {
    "zh-CN": {
        "invitation": "查看并确认面试",
        "unconfirmed_reminder": "打开页面，确认时间",
        "confirmation": "打开面试页面",
        "new_time_accepted": "打开面试页面",
        "new_time_proposed": "查看并确认新时间",
        "new_time_refused": "查看面试安排",
        "answer": "打开面试页面",
        "withdrawal": "查看说明",
        "expiry": "查看说明",
        "fresh_link": "打开面试页面",
    },
    "en": {
        "invitation": "View and confirm",
        "unconfirmed_reminder": "Open and confirm",
        "confirmation": "Open interview page",
        "new_time_accepted": "Open interview page",
        "new_time_proposed": "View and confirm",
        "new_time_refused": "See your interview",
        "answer": "Open interview page",
        "withdrawal": "See where it stands",
        "expiry": "See where it stands",
        "fresh_link": "Open interview page",
    },
}
SPARE_LINK: Final = {
    "zh-CN": "按钮打不开时，请将此链接复制到浏览器：",
    "en": "If the button does not open, copy this link into your browser:",
}

LABELS: Final = {
    "zh-CN": {
        "position": "岗位",
        "time": "面试时间",
        "format": "形式",
        "length": "时长",
        "deadline": "最晚开始",
        "state": "状态",
    },
    "en": {
        "position": "Position",
        "time": "Time",
        "format": "Format",
        "length": "Length",
        "deadline": "Start by",
        "state": "Status",
    },
}
OWN_LABELS: Final = {
    "zh-CN": {
        "new_time_accepted": {"time": "新的时间"},
        "new_time_proposed": {"time": "提议的时间"},
        "withdrawal": {"time": "原定时间"},
        "expiry": {"time": "原定时间", "deadline": "截止时间"},
    },
    "en": {
        "new_time_accepted": {"time": "New time"},
        "new_time_proposed": {"time": "Proposed"},
        "withdrawal": {"time": "Planned"},
        "expiry": {"time": "Planned", "deadline": "Deadline"},
    },
}
"""Labels that a kind says differently: a time that no longer holds is not called the interview's time."""
STATE: Final = {
    "zh-CN": {"withdrawal": "已取消", "expiry": "已过期"},
    "en": {"withdrawal": "Cancelled", "expiry": "Expired"},
}
LENGTH: Final = {"zh-CN": "约{}分钟", "en": "About {} minutes"}

_USUAL_FACTS: Final = ("position", "time", "format", "length", "deadline")
FACTS: Final = {
    "withdrawal": ("position", "time", "state"),
    "expiry": ("position", "time", "deadline", "state"),
}
"""What the table of facts lists where it is not the usual."""

STEPS_TITLE: Final = {
    "zh-CN": {
        "invitation": "接下来怎么做",
        "new_time_refused": "接下来可以怎么做",
        "answer": "还有问题的话",
        "withdrawal": "您不用做什么",
        "expiry": "如果您还想参加",
    },
    "en": {
        "invitation": "What to do next",
        "new_time_refused": "What you can do now",
        "answer": "If there is more to ask",
        "withdrawal": "Nothing for you to do",
        "expiry": "If you would still like to take part",
    },
}
STEPS: Final = {
    "zh-CN": {
        "invitation": (
            "打开面试页面，确认时间。时间不合适，可以在同一页面申请改期或谢绝。",
            "面试前找一个安静、网络稳定的地方，试一下摄像头和麦克风。",
            "到时间后再次打开同一页面，点“开始面试”，按提示逐题作答。",
            "全部答完即可离开，招聘团队会告诉您下一步安排。",
        ),
        "unconfirmed_reminder": (
            "时间合适，打开面试页面，点“确认参加”。",
            "时间不合适，点“换个时间”；不打算参加，点“不参加了”。哪种回答都可以。",
            "确认之后，到时间再打开同一页面，点“开始面试”，按提示逐题作答。",
        ),
        "confirmation": (
            "附件里有日历文件，打开就能把时间存进日历。",
            "面试前10分钟，找一个安静、网络稳定的地方，试一下摄像头和麦克风。",
            "到时间后打开面试页面，点“开始面试”，按提示逐题作答。",
            "临时有变化，请尽早在同一页面申请改期。",
        ),
        "new_time_accepted": (
            "打开附件里的日历文件，把新时间存进日历。之前存过旧时间的，会换成新的。",
            "面试前10分钟，找一个安静、网络稳定的地方，试一下摄像头和麦克风。",
            "到时间后打开面试页面，点“开始面试”，按提示逐题作答。",
        ),
        "new_time_proposed": (
            "新的时间合适，请在面试页面点“确认参加”。",
            "还是不合适，在同一页面点“换个时间”；不打算参加，点“不参加了”。",
            "确认之后，到时间再打开同一页面，点“开始面试”，按提示逐题作答。",
        ),
        "new_time_refused": (
            "原来的时间能参加，请在面试页面点“确认参加”，到时从同一页面进入。",
            "实在来不及，请在同一页面谢绝，让我们知道就好。",
            "情况特殊，直接回复本邮件说一说，会有人看到。",
        ),
        "answer": (
            "直接回复本邮件，会有人看到并回答您。",
            "面试的时间、步骤和入口，随时可以在面试页面查看。",
        ),
        "withdrawal": (
            "不用回复，也不用上线。",
            "日历里存过这场面试的，会随本邮件取消；如果没有消失，请手动删掉。",
            "之前邮件里的面试链接已经停用，打开只会看到一页说明。",
        ),
        "expiry": (
            "直接回复本邮件，或者联系下面的招聘同事。",
            "写上您方便的一两个时间段，我们会回复您能否重新安排。",
            "如果已有别的打算，不用做任何事。",
        ),
    },
    "en": {
        "invitation": (
            "Open the interview page and confirm the time. There you can also ask for another time, or decline.",
            "Before the interview, find a quiet place with a stable connection and try your camera and microphone.",
            "At the time, open the same page, choose “Start the interview” and answer one question after another.",
            "After the last answer you are done. The recruiting team tells you what comes next.",
        ),
        "unconfirmed_reminder": (
            "If the time suits you, open the interview page and choose “Confirm this time”.",
            "If it does not, choose “Another time”, or “Decline” if you have other plans. Any answer helps us plan.",
            "Once confirmed, come back to the same page at the time and choose “Start the interview”.",
        ),
        "confirmation": (
            "Open the attached calendar file to save the time.",
            "Ten minutes before, find a quiet place with a stable connection and try your camera and microphone.",
            "At the time, open the interview page, choose “Start the interview” and answer one question after another.",
            "If something comes up, please ask for another time on the same page as early as you can.",
        ),
        "new_time_accepted": (
            "Open the attached calendar file to save the new time. An entry with the old one is replaced.",
            "Ten minutes before, find a quiet place with a stable connection and try your camera and microphone.",
            "At the time, open the interview page, choose “Start the interview” and answer one question after another.",
        ),
        "new_time_proposed": (
            "If the new time suits you, choose “Confirm this time” on the interview page.",
            "If it does not, choose “Another time” there, or “Decline” if you have other plans.",
            "Once confirmed, come back to the same page at the time and choose “Start the interview”.",
        ),
        "new_time_refused": (
            "If you can make the time after all, choose “Confirm this time” on the interview page.",
            "If you cannot, please decline on the same page, so that we know.",
            "If there are special circumstances, reply to this mail and tell us. A person reads it.",
        ),
        "answer": (
            "Reply to this mail: a person reads it and writes back.",
            "Time, steps and the way in are always on your interview page.",
        ),
        "withdrawal": (
            "You need not reply, and there is nothing to attend.",
            "If you saved the interview in your calendar, this mail removes it. If it stays there, please delete it.",
            "Links in our earlier mails no longer lead to the interview, only to a page that says so.",
        ),
        "expiry": (
            "Reply to this mail, or get in touch with the person below.",
            "Name one or two times that suit you. We will tell you whether a new date is possible.",
            "If you have other plans by now, you need do nothing.",
        ),
    },
}

_CHOICES: Final = frozenset({"new_time_refused", "answer", "withdrawal", "expiry"})

QUESTIONS_TITLE: Final = {"zh-CN": "为您准备的问题", "en": "Questions chosen for you"}
QUESTIONS: Final = {
    "zh-CN": "面试会围绕下面这些展开，可以先想一想，不用背答案。",
    "en": "Part of the interview will be about these. Think them over if you like; nobody expects a prepared speech.",
}
CONTACT_TITLE: Final = {"zh-CN": "有问题请联系", "en": "If you have a question"}
CONTACT: Final = {
    "zh-CN": "{name}（{company}招聘团队）{ways}。直接回复本邮件也可以。",
    "en": "{name}, recruiting at {company}: {ways}. You can also simply reply to this mail.",
}


def facts(kind: str) -> tuple[str, ...]:
    """Which facts a mail of this kind lists, in order."""
    return FACTS.get(kind, _USUAL_FACTS)


def labels(kind: str, language: str) -> dict[str, str]:
    """Fact → what stands before it."""
    return LABELS[language] | OWN_LABELS[language].get(kind, {})


def in_order(kind: str) -> bool:
    """Whether the steps of a mail follow one another, rather than being things to choose from or to know."""
    return kind not in _CHOICES


def of[Said: (str, tuple[str, ...])](said: dict[str, Said], kind: str) -> Said:
    """A kind's own words, else the invitation's."""
    return said.get(kind, said["invitation"])
