"""Questions for HR, page by page, each with whose it is (H4)."""

from functions.portal_api.ports import Listing
from functions.portal_api.question_ports import Questions
from mianyue.domain.application import Application
from mianyue.domain.question import Question


def list_questions(
    questions: Questions, listing: Listing, *, settled: bool, limit: int, cursor: str
) -> tuple[list[tuple[Question, Application]], str | None]:
    """Those that wait, or those that are settled, newest first. Raises InvalidInput for a broken cursor.

    A question whose application is gone is left out: a page may be short.
    """
    page = questions.page(settled=settled, limit=limit, cursor=cursor)
    wanted = {each.application_id for each in page.questions}
    found = listing.applications(wanted) if wanted else {}
    beside = [(each, found[each.application_id]) for each in page.questions if each.application_id in found]
    return beside, page.cursor or None
