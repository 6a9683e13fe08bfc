"""Domain objects as the API shows them."""

from datetime import timedelta
from typing import Any

from functions.imports import schemas as s
from functions.imports.cells import Problem, shown
from functions.imports.header_row import Layout
from functions.imports.preview import Finding, Preview
from functions.imports.reject_file import sentence
from functions.imports.row_sentences import FILE_SENTENCES
from functions.imports.start_import import UPLOAD_SECONDS, Choices
from mianyue.domain.candidate_import import UPLOAD_HEADERS, ImportRecord
from mianyue.http.answers import bilingual

_SAMPLES = 5


def upload_shape(record: ImportRecord, url: str) -> s.ImportUpload:
    """Where the file goes."""
    return s.ImportUpload(
        import_id=record.import_id,
        url=url,
        headers=UPLOAD_HEADERS,
        expires_at=record.created_at + timedelta(seconds=UPLOAD_SECONDS),
    )


def preview_shape(record: ImportRecord, found: Preview, choices: Choices) -> s.ImportPreview:
    """A preview."""
    layout = found.choice.layout
    return s.ImportPreview(
        import_id=record.import_id,
        status=record.status.value,
        filename=record.filename,
        encoding=found.choice.file.encoding,
        sheets=[s.SheetShape(name=each.sheet.name, rows=each.rows) for each in found.choice.layouts],
        sheet=layout.sheet.name,
        header_row=layout.header_row,
        columns=[_column(layout, index, found.choice.mapping) for index in range(len(layout.headings))],
        rows=[s.PreviewRow.model_validate({"row": each.row, "values": each.values}) for each in found.rows],
        counts=s.PreviewCounts(good=found.good, bad=found.bad, duplicate=found.duplicate, skipped=found.skipped),
        errors=[_row_error(each) for each in found.errors],
        warnings=[_row_error(each) for each in found.warnings],
        notes=[_note(code, value) for code, value in found.notes],
        new_positions=[s.NewPosition(name=each.name, family=each.family) for each in found.new_positions],
        duplicates=choices.duplicates.value,
        create_positions=choices.create_positions,
    )


def import_shape(record: ImportRecord, errors: list[dict[str, Any]] | None = None) -> s.Import:
    """An import; `errors` as the worker has kept them."""
    return s.Import(
        import_id=record.import_id,
        filename=record.filename,
        status=record.status.value,
        total=record.total,
        done=record.done,
        created=record.created,
        merged=record.merged,
        unchanged=record.unchanged,
        skipped=record.skipped,
        bad=record.bad,
        created_at=record.created_at,
        created_by=record.created_by,
        finished_at=record.finished_at,
        errors=[_kept_error(each) for each in errors or ()],
    )


def rejects_shape(filename: str, content: str, left_out: int) -> s.Rejects:
    """The reject file."""
    note = _note("rejects_left_out", str(left_out)) if left_out else None
    return s.Rejects(filename=filename, content=content, left_out=left_out, note=note)


def _column(layout: Layout, index: int, mapping: dict[int, str]) -> s.ColumnShape:
    samples = [shown(cell.strip()) for cell in layout.samples[index] if cell.strip()]
    return s.ColumnShape.model_validate(
        {
            "index": index,
            "heading": layout.headings[index],
            "field": mapping.get(index),
            "samples": list(dict.fromkeys(samples))[:_SAMPLES],
        }
    )


def _row_error(found: Finding) -> s.RowError:
    chinese, english = sentence(found.problem, found.column)
    return s.RowError(
        row=found.row,
        column=found.column,
        field=found.problem.field,
        value=shown(found.problem.value),
        code=found.problem.code,
        message=bilingual(chinese, english),
    )


def _kept_error(kept: dict[str, Any]) -> s.RowError:
    problem = Problem(kept["field"], kept["code"], kept["value"], kept["other"])
    return _row_error(Finding(kept["row"], kept["column"], problem))


def _note(code: str, value: str) -> s.Note:
    chinese, english = FILE_SENTENCES[code]
    return s.Note(code=code, message=bilingual(chinese.format(value=value), english.format(value=value)))
