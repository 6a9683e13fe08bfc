"""What stands in for the areas of questions and of the FAQ when HR visits the console."""

from typing import Any


def a_question(number: int, **more: Any) -> dict[str, Any]:
    """One question that waits for an answer."""
    return {
        "application_id": f"a{number}",
        "question_id": f"q{number}",
        "entry": 1,
        "text": "面试可以用手机参加吗？\n我没有电脑。",
        "language": "zh-CN",
        "asked_at": "2026-11-22T06:00:00Z",
        "state": "open",
        "answer": "",
        "settled_at": None,
        "faq_id": "",
        "rev": 1,
        "candidate_name": f"欧阳晓{number}",
        "position_id": "p",
        "position_name": "销售代表",
        "family": "sales",
        **more,
    }


def an_entry(number: int, **more: Any) -> dict[str, Any]:
    """One ready answer."""
    return {
        "faq_id": f"f{number}",
        "scope": "default",
        "question": "可以用手机参加吗？",
        "answer": "可以，手机、平板或电脑都行。",
        "question_en": "Can I use my phone?",
        "answer_en": "Yes, a phone, a tablet or a computer will do.",
        "rev": 1,
        "shown": 12,
        "helped": 7,
        **more,
    }


ANSWERED = {"state": "answered", "answer": "可以。", "settled_at": "2026-11-22T07:00:00Z", "rev": 2}
REFUSED = {
    "code": "question_answered",
    "message": {"zh-CN": "同事刚刚回答了这个问题", "en": "A colleague has just answered this question"},
}


class FakeQuestions:
    """Questions that wait, those that are settled, and the FAQ; `refused` answers the next change instead."""

    def __init__(self) -> None:
        self.open = [a_question(1), a_question(2, text="Will I hear back soon?", language="en")]
        self.settled = [a_question(3, **ANSWERED)]
        self.entries = [
            an_entry(1),
            an_entry(2, scope="family:sales", question="多久有结果？", question_en="", answer_en="", shown=0, helped=0),
        ]
        self.mail = "on_its_way"
        self.refused: dict[str, Any] | None = None

    def status(self, method: str) -> int:
        """How the next request ends."""
        return 409 if self.refused and method != "GET" else 200

    def answers(self, method: str, path: str, body: dict[str, Any], query: dict[str, list[str]]) -> Any:
        """The answer to a request below questions or faq, or for the mail that an answer would be."""
        if self.refused and method != "GET":
            return {"error": self.refused}
        if path.startswith("templates"):
            return PREVIEW
        if path.startswith("faq"):
            return self._faq(method, path, body)
        if method == "GET":
            return {"questions": self.settled if query.get("settled") == ["1"] else self.open, "cursor": None}
        return self._settled(path, body)

    def _settled(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        _, _, question_id, act = path.split("/")
        (question,) = (each for each in (*self.open, *self.settled) if each["question_id"] == question_id)
        if question in self.open:
            self.open.remove(question)
            self.settled.insert(0, question)
        question |= {"state": "closed", "settled_at": "2026-11-22T08:00:00Z", "rev": question["rev"] + 1}
        if act == "answer":
            question |= {"state": "answered", "answer": body["answer"]}
        return {"question": question, "mail": self.mail if body.get("mail", True) else "not_wanted"}

    def _faq(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        if method == "POST" and path == "faq/entries":
            self.entries.append(an_entry(9, **body["entry"], shown=0, helped=0))
            self._made_of(body["made_of"])
        elif method == "PUT" and path == "faq/order":
            self.entries.sort(key=lambda each: body["faq_ids"].index(each["faq_id"]))
        elif method == "DELETE":
            self.entries = [each for each in self.entries if each["faq_id"] != path.rpartition("/")[2]]
        return {"entries": self.entries, "order_rev": 0, "missing": 14}

    def _made_of(self, made_of: dict[str, str] | None) -> None:
        for each in self.settled:
            if made_of and each["question_id"] == made_of["question_id"]:
                each["faq_id"] = "f9"


PREVIEW = {
    "reader": {"application_id": "a1", "name": "欧阳晓1", "position": "销售代表", "sample": False},
    "refusals": [],
    "findings": [],
    "missing": [],
    "subject": "您的问题有回复了",
    "preheader": "",
    "html": "<p>可以，手机、平板或电脑都行。</p>",
    "text": "可以",
}
CASE = {
    "application_id": "a1",
    "case_id": "c9",
    "entry": 1,
    "kind": "question_asked",
    "at": "2026-11-22T06:00:00Z",
    "message_id": "",
    "detail": {"question": "可以用手机参加吗？", "question_id": "q1", "language": "zh-CN"},
    "candidate_name": "欧阳晓1",
    "position_name": "销售代表",
    "zone": "Asia/Shanghai",
    "resolved_at": None,
    "resolution": "",
    "answers": [],
}
