"""The routes by area: an area's routes, and what only they need, are imported when the first request for them comes.

So HR's list waits for no model of a body, and a candidate for nothing of HR's.
"""

from importlib import import_module

from mianyue.http.powertools import Router

AREAS = (
    "hr_reads",
    "hr_writes",
    "setup_reads",
    "setup_writes",
    "scheduled_reads",
    "scheduled_writes",
    "suppression_reads",
    "suppression_writes",
    "calendar_reads",
    "user_reads",
    "user_writes",
    "audit_reads",
    "question_reads",
    "question_writes",
    "faq_reads",
    "faq_writes",
    "candidate_questions",
    "candidate_routes",
)
_OF_THEIR_OWN = {
    "/api/hr/setup": "setup",
    "/api/hr/scheduled": "scheduled",
    "/api/hr/suppressions": "suppression",
    "/api/hr/calendar": "calendar",
    "/api/hr/users": "user",
    "/api/hr/audit": "audit",
    "/api/hr/questions": "question",
    "/api/hr/faq": "faq",
}


def area_of(method: str, path: str) -> str:
    """The area in which a request finds its route, if there is one."""
    if path.startswith("/api/candidate/questions"):
        return "candidate_questions"
    if not path.startswith("/api/hr/"):
        return "candidate_routes"
    area = next((name for start, name in _OF_THEIR_OWN.items() if path.startswith(start)), "hr")
    wanted = f"{area}_reads" if method == "GET" else f"{area}_writes"
    return wanted if wanted in AREAS else f"{area}_reads"


def routes(area: str) -> Router:
    """The routes of an area."""
    router: Router = import_module(f"functions.portal_api.{area}").router
    return router
