"""Routes of the import area: parse, call one use case, map the result."""

import secrets
from typing import cast

from functions.imports import look_at_import, schemas, start_import, views
from functions.imports.start_import import Choices, Desk
from mianyue.domain.audit import NOTHING
from mianyue.domain.candidate_import import Duplicates
from mianyue.http.powertools import Router
from mianyue.http.roles import HR, caller
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "POST", "/api/hr/imports", HR, act="import.announced", answers=schemas.ImportUpload)
def announce_import(body: schemas.UploadRequest) -> schemas.ImportUpload:
    """Announce a file; answers where to put it."""
    import_id = f"i{secrets.token_hex(10)}"
    return views.upload_shape(*start_import.announce(_desk(), body.filename, body.size, import_id=import_id, by=_by()))


@route(router, "GET", "/api/hr/imports", HR, answers=schemas.ImportList)
def list_imports() -> schemas.ImportList:
    """The imports, newest first."""
    return schemas.ImportList(imports=[views.import_shape(each) for each in look_at_import.newest(_desk().imports)])


@route(router, "GET", "/api/hr/imports/<import_id>", HR, answers=schemas.Import)
def show_import(import_id: str) -> schemas.Import:
    """One import and how far it is."""
    return views.import_shape(*look_at_import.one(_desk().imports, _desk().files, import_id))


@route(router, "POST", "/api/hr/imports/<import_id>/preview", HR, act=NOTHING, answers=schemas.ImportPreview)
def preview_import(import_id: str, body: schemas.ImportChoices) -> schemas.ImportPreview:
    """What the file would do with these choices; writes nothing."""
    choices = _choices(body)
    return views.preview_shape(*start_import.preview_of(_desk(), import_id, choices, by=_by()), choices)


@route(router, "POST", "/api/hr/imports/<import_id>/commit", HR, act="import.started", answers=schemas.Import)
def commit_import(import_id: str, body: schemas.ImportChoices) -> schemas.Import:
    """Import the file; the work goes on in the background."""
    return views.import_shape(start_import.commit(_desk(), import_id, _choices(body), by=_by()))


@route(router, "POST", "/api/hr/imports/<import_id>/continue", HR, act="import.continued", answers=schemas.Import)
def continue_import(import_id: str) -> schemas.Import:
    """Let an import that has stopped go on with the row it stopped at."""
    return views.import_shape(start_import.go_on(_desk(), import_id, by=_by()))


@route(router, "GET", "/api/hr/imports/<import_id>/rejects", HR, answers=schemas.Rejects)
def import_rejects(import_id: str) -> schemas.Rejects:
    """The bad rows as a CSV file to correct and import again."""
    return views.rejects_shape(*look_at_import.rejects(_desk().imports, _desk().files, import_id))


def _desk() -> Desk:
    return cast(Desk, router.context["desk"])


def _by() -> str:
    return caller(router.current_event.raw_event).username


def _choices(body: schemas.ImportChoices) -> Choices:
    return Choices(body.sheet, body.mapping, Duplicates(body.duplicates), body.create_positions)
