"""Routes of the template area: parse, call one use case, map the result."""

import secrets
from typing import Annotated, cast

from functions.templates import answers as a
from functions.templates import schemas as s
from functions.templates import views
from functions.templates.compare_texts import compared
from functions.templates.list_templates import overview
from functions.templates.ports import Desk
from functions.templates.preview import preview
from functions.templates.preview_answer import Answer, preview_answer
from functions.templates.read_template import opened
from functions.templates.save_template import Editor, delete, restore, save
from functions.templates.write_to_oneself import Signed, write_to_oneself
from mianyue.domain.audit import NOTHING
from mianyue.domain.errors import InvalidInput
from mianyue.domain.message import Kind
from mianyue.domain.template import Template, template_key
from mianyue.http.inputs import Text, Whole
from mianyue.http.powertools import Router
from mianyue.http.roles import HR, bearer, caller
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "GET", "/api/hr/templates", HR, answers=a.TemplateOverview)
def list_templates() -> a.TemplateOverview:
    """Every text by kind, scope and language, and what is used where there is none."""
    return views.overview(overview(_desk()), _username())


@route(router, "GET", "/api/hr/templates/variables", HR, answers=a.VariableList)
def template_variables() -> a.VariableList:
    """The insert menu: everything a text may say."""
    return views.variables()


@route(router, "GET", "/api/hr/templates/text", HR, answers=a.OpenedText)
def open_template(
    kind: Annotated[str, Text(40)] = "", scope: Annotated[str, Text(100)] = "", language: Annotated[str, Text(10)] = ""
) -> a.OpenedText:
    """One text to work on, with its versions."""
    _require(kind, language)
    return views.opened(opened(_desk(), kind, scope, language), _username())


@route(router, "GET", "/api/hr/templates/version", HR, answers=a.VersionText)
def template_version(
    kind: Annotated[str, Text(40)] = "",
    scope: Annotated[str, Text(100)] = "",
    language: Annotated[str, Text(10)] = "",
    version: Annotated[int, Whole(0, 1_000_000)] = 0,
) -> a.VersionText:
    """One version with its text."""
    found = _desk().templates.version(template_key(kind, scope, language), version)
    return views.version(found, _username())


@route(router, "POST", "/api/hr/templates/save", HR, act="template.saved", answers=a.OpenedText)
def save_template(body: s.SaveTextRequest) -> a.OpenedText:
    """Keep a text as its newest version, if nobody else has saved one meanwhile."""
    save(_desk(), _text(body, body.words), _editor(body.seen))
    return _reopened(body)


@route(router, "POST", "/api/hr/templates/restore", HR, act="template.restored", answers=a.OpenedText)
def restore_template(body: s.RestoreTextRequest) -> a.OpenedText:
    """Use an old version again: it becomes the newest."""
    restore(_desk(), _key(body), body.version, _editor(body.seen))
    return _reopened(body)


@route(router, "POST", "/api/hr/templates/delete", HR, act="template.deleted", answers=a.OpenedText)
def delete_template(body: s.DeleteTextRequest) -> a.OpenedText:
    """Use a text no more; the answer is what it falls back to."""
    delete(_desk(), _key(body), _editor(body.seen))
    return _reopened(body)


@route(router, "POST", "/api/hr/templates/preview", HR, act=NOTHING, answers=a.PreviewShape)
def preview_template(body: s.DraftRequest) -> a.PreviewShape:
    """The mail that an unsaved text would make, and what to improve; writes nothing."""
    return views.preview(preview(_desk(), _text(body, body.words), body.application_id))


@route(router, "POST", "/api/hr/templates/answer-preview", HR, act=NOTHING, answers=a.PreviewShape)
def preview_answer_mail(body: s.AnswerRequest) -> a.PreviewShape:
    """The mail that an answer to a candidate's question would be; writes nothing."""
    return views.preview(preview_answer(_desk(), Answer(**body.model_dump())))


@route(router, "POST", "/api/hr/templates/compare", HR, act=NOTHING, answers=a.Comparison)
def compare_templates(body: s.CompareRequest) -> a.Comparison:
    """What differs between two texts, line by line; writes nothing."""
    return {
        "subject": views.lines(compared(body.old.subject, body.new.subject)),
        "preheader": views.lines(compared(body.old.preheader, body.new.preheader)),
        "body": views.lines(compared(body.old.body, body.new.body)),
    }


@route(router, "POST", "/api/hr/templates/trial", HR, act="template.tried", answers=a.OnItsWay)
def send_template_to_oneself(body: s.DraftRequest) -> a.OnItsWay:
    """Send an unsaved text to the address of whoever asks; counted nowhere."""
    event = router.current_event.raw_event
    by = Signed(_username(), bearer(event))
    text = _text(body, body.words)
    return {"to": write_to_oneself(_desk(), text, body.application_id, by, trial_id=f"t{secrets.token_hex(10)}")}


def _desk() -> Desk:
    return cast(Desk, router.context["desk"])


def _username() -> str:
    return caller(router.current_event.raw_event).username


def _editor(seen: int) -> Editor:
    return Editor(_username(), seen, _desk().clock())


def _text(place: s.PlaceOfText, words: s.TextWords) -> Template:
    return Template(place.kind, place.scope, place.language, words.subject, words.preheader, words.body)


def _key(place: s.PlaceOfText) -> str:
    return template_key(place.kind, place.scope, place.language)


def _reopened(place: s.PlaceOfText) -> a.OpenedText:
    return views.opened(opened(_desk(), place.kind, place.scope, place.language), _username())


def _require(kind: str, language: str) -> None:
    if kind not in set(Kind):
        raise InvalidInput("kind", "invalid_input", kind)
    if language not in ("zh-CN", "en"):
        raise InvalidInput("language", "invalid_input", language)
