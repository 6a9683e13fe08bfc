"""The routes by area: an area's routes, and what only they need, are imported when the first request for them comes.

So HR's list waits for no model of a body, and a candidate for nothing of HR's.
"""

from importlib import import_module

from mianyue.http.powertools import Router

AREAS = ("hr_reads", "hr_writes", "setup_reads", "setup_writes", "candidate_routes")


def area_of(method: str, path: str) -> str:
    """The area in which a request finds its route, if there is one."""
    if path.startswith("/api/hr/setup"):
        return "setup_reads" if method == "GET" else "setup_writes"
    if path.startswith("/api/hr/"):
        return "hr_reads" if method == "GET" else "hr_writes"
    return "candidate_routes"


def routes(area: str) -> Router:
    """The routes of an area."""
    router: Router = import_module(f"functions.portal_api.{area}").router
    return router
