"""What the area of the FAQ answers."""

from mianyue.http.answers import Answer


class FaqShape(Answer):
    """One entry. `scope` is `default`, `family:NAME` or `position:ID`; a language that it lacks is empty.

    `shown`: how often it was on the page of somebody who then said which entry helped, or asked; `helped`: how often
    it was this one.
    """

    faq_id: str
    scope: str
    question: str
    answer: str
    question_en: str
    answer_en: str
    rev: int
    shown: int
    helped: int


class FaqList(Answer):
    """Every entry in HR's order; `order_rev` goes with a new order. `missing`: usual entries that are not there."""

    entries: list[FaqShape]
    order_rev: int
    missing: int
