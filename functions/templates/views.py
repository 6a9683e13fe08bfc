"""Texts, previews and comparisons as the API shows them."""

from functions.templates import answers as a
from functions.templates.compare_texts import Line
from functions.templates.list_templates import Overview, Place
from functions.templates.preview import Preview, Reader
from functions.templates.read_template import Opened
from mianyue.domain.message import Kind
from mianyue.domain.template import Template
from mianyue.http.answers import bilingual, iso
from mianyue.mail.clarity import Finding
from mianyue.mail.clarity_words import SENTENCES
from mianyue.mail.refusals import REMEDIES, TemplateRefused
from mianyue.mail.values import VARIABLES, Variable


def overview(found: Overview, username: str) -> a.TemplateOverview:
    """Every text; `username` is who looks."""
    return {
        "company_language": found.setup.company.language,
        "kinds": [str(kind) for kind in Kind],
        "scopes": found.scopes,
        "places": [_place(each, username) for each in found.places],
    }


def opened(found: Opened, username: str) -> a.OpenedText:
    """A text to work on."""
    place = found.place
    return {
        "kind": place.kind,
        "scope": place.scope,
        "language": place.language,
        "words": words(found.text),
        "own": place.own is not None,
        "falls_back": _from(place),
        "seen": found.seen,
        "versions": [_version(each, username) for each in found.versions],
    }


def version(template: Template, username: str) -> a.VersionText:
    """One version with its text."""
    return {"version": _version(template, username), "words": words(template)}


def words(template: Template) -> a.WordsShape:
    """The three parts of a text."""
    return {"subject": template.subject, "preheader": template.preheader, "body": template.body}


def variables() -> a.VariableList:
    """The insert menu."""
    return {"variables": [_variable(each) for each in VARIABLES]}


def preview(found: Preview) -> a.PreviewShape:
    """A preview."""
    mail = found.mail
    return {
        "reader": _reader(found.reader),
        "refusals": [_refusal(each) for each in found.refusals],
        "findings": [_finding(each) for each in found.findings],
        "missing": list(found.missing),
        "subject": mail.subject if mail else "",
        "preheader": mail.preheader if mail else "",
        "html": mail.html if mail else "",
        "text": mail.text if mail else "",
    }


def lines(found: list[Line]) -> list[a.LineShape]:
    """A comparison."""
    return [
        {
            "change": each.change,
            "old": each.old,
            "new": each.new,
            "pieces": [{"text": piece.text, "changed": piece.changed} for piece in each.pieces],
        }
        for each in found
    ]


def _place(place: Place, username: str) -> a.PlaceShape:
    return {
        "kind": place.kind,
        "scope": place.scope,
        "language": place.language,
        "own": _version(place.own, username) if place.own else None,
        "falls_back": _from(place),
    }


def _from(place: Place) -> a.FromShape | None:
    return {"scope": place.from_scope, "language": place.from_language} if place.from_scope else None


def _version(template: Template, username: str) -> a.VersionShape:
    return {
        "version": template.version,
        "subject": template.subject,
        "saved_at": iso(template.saved_at) if template.saved_at else None,
        "by_you": bool(template.saved_by) and template.saved_by == username,
        "starter": template.saved_at is None,
        "deleted": template.deleted,
    }


def _variable(variable: Variable) -> a.VariableShape:
    return {
        "path": variable.path,
        "shorthand": bilingual(variable.written("zh-CN"), variable.written("en")),
        "meaning": bilingual(variable.meaning_zh, variable.meaning_en),
        "block": variable.block,
    }


def _reader(reader: Reader) -> a.ReaderShape:
    return {
        "application_id": "" if reader.is_sample else reader.application.application_id,
        "name": reader.application.name,
        "position": reader.position.name,
        "sample": reader.is_sample,
    }


def _refusal(refused: TemplateRefused) -> a.RefusalShape:
    chinese, english = REMEDIES[refused.code]
    value = refused.text or f"{refused.line}:{refused.column}"
    return {
        "field": refused.field,
        "code": refused.code,
        "line": refused.line,
        "column": refused.column,
        "text": refused.text,
        "message": bilingual(chinese.format(value=value), english.format(value=value)),
    }


def _finding(finding: Finding) -> a.FindingShape:
    chinese, english = SENTENCES[finding.code]
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "field": finding.field,
        "line": finding.line,
        "column": finding.column,
        "text": finding.value if finding.line else "",
        "message": bilingual(chinese.format(value=finding.value), english.format(value=finding.value)),
    }
