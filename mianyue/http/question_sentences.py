"""What an error about questions and ready answers says to a person; as in `sentences`."""

QUESTIONS: dict[str, tuple[str, str]] = {
    "question_short": (
        "请写下您的问题，至少两个字。",
        "Write down your question; two characters at least.",
    ),
    "question_long": (
        "问题太长了，请写在 {value} 个字以内；要说的很多时，可以直接联系招聘人员。",
        "The question is too long. Keep it within {value} characters; if there is much to say, contact the recruiter.",
    ),
    "questions_used": (
        "这 24 小时里已经问了 5 个问题，招聘人员会一一回复。其他问题请明天再问，或直接联系招聘人员。",
        "You have asked 5 questions within 24 hours, and all will be answered. Ask again tomorrow, or contact the "
        "recruiter.",
    ),
    "question_answered": (
        "同事刚刚回答了这个问题，你的回答没有发出。请看同事的回答；需要补充的话，可以修改它并再发一次。",
        "A colleague has just answered this question, so yours was not sent. Look at their answer; if something is "
        "missing, change it and send it again.",
    ),
    "question_closed": (
        "同事刚刚把这个问题标为“已用其他方式答复”。",
        "A colleague has just marked this question as answered some other way.",
    ),
    "answer_reworded": (
        "你打开之后，同事刚改过这个回答，你的修改没有保存。请看过新的回答再改一次。",
        "A colleague has changed this answer since you opened it, so your change is not saved. "
        "Look at it as it is now, and change it again.",
    ),
    "faq_half": (
        "问题和回答要成对填写，或两个都留空。请补上“{field}”。",
        "A question and its answer go together, or both stay empty. Fill in “{field}”.",
    ),
    "faq_full": (
        "常见问题已经有 200 条了。请先删掉不再需要的。",
        "The FAQ holds 200 entries already. Remove some that nobody needs first.",
    ),
    "faq_twice": (
        "这个问题已经转为常见问题，可能是同事刚刚转的。请到“常见问题”里修改它。",
        "This question is in the FAQ already; a colleague may just have put it there. Change it on the FAQ page.",
    ),
    "faq_unanswered": (
        "这个问题还没有回答，请先回答，再转为常见问题。",
        "This question has no answer yet. Answer it first, then put it into the FAQ.",
    ),
    "unknown_faq_scope": (
        "没有“{value}”这个适用范围，岗位或类别可能刚被改过。请从列表中选择。",
        "There is nothing called “{value}” that an entry could be for. Choose from the list.",
    ),
    "answer_missing": (
        "请先写下回答。",
        "Write an answer first.",
    ),
    "answer_long": (
        "回答太长了，请写在 {value} 个字以内。",
        "The answer is too long. Keep it within {value} characters.",
    ),
}
