"""The FAQ as the API answers it."""

from functions.portal_api import faq_answers as a
from functions.portal_api.question_ports import Faq
from mianyue import starter_faq
from mianyue.domain.faq import FaqCount, FaqEntry


def faq_list(faq: Faq) -> a.FaqList:
    """The whole FAQ, with how often each entry was shown and helped."""
    entries, order = faq.whole()
    counts = faq.counts()
    kept = {each.faq_id for each in entries}
    return {
        "entries": [_shape(each, counts.get(each.faq_id, FaqCount(each.faq_id))) for each in entries],
        "order_rev": order.rev,
        "missing": sum(each.faq_id not in kept for each in starter_faq.faq()),
    }


def _shape(entry: FaqEntry, count: FaqCount) -> a.FaqShape:
    return {
        "faq_id": entry.faq_id,
        "scope": entry.scope,
        "question": entry.question,
        "answer": entry.answer,
        "question_en": entry.question_en,
        "answer_en": entry.answer_en,
        "rev": entry.rev,
        "shown": count.shown,
        "helped": count.helped,
    }
