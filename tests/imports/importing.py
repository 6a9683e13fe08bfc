"""Shortcuts of the import tests: a file goes in, what came of it comes out."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl

from functions.imports import start_import
from functions.imports.import_rows import Worker, import_rows, source_key
from functions.imports.preview import Preview
from functions.imports.start_import import Choices, Desk
from mianyue.domain.application import Application
from mianyue.domain.candidate_import import ImportRecord
from tests.builders import NOW
from tests.imports.fakes import FakeBackground, FakeFiles, FakeImports, FakeSetups, FakeUploads

DATA = Path(__file__).parent / "data"
HEADINGS = ("姓名", "邮箱", "手机", "岗位")
FULL = (*HEADINGS, "类型", "时区", "语言", "备注")
WANG = ("王小明", "wang@example.com", "13800138000", "销售代表")
LI = ("李雷", "li@example.com", "13900139000", "前端开发")


@dataclass
class Office:
    """One company's imports. Every import gets the next id."""

    imports: FakeImports = field(default_factory=FakeImports)
    setups: FakeSetups = field(default_factory=FakeSetups)
    uploads: FakeUploads = field(default_factory=FakeUploads)
    files: FakeFiles = field(default_factory=FakeFiles)
    background: FakeBackground = field(default_factory=FakeBackground)
    uploaded: int = 0
    now: datetime = NOW

    @property
    def desk(self) -> Desk:
        return Desk(self.imports, self.setups, self.uploads, self.files, self.background, lambda: self.now)

    @property
    def worker(self) -> Worker:
        return Worker(self.imports, self.setups, self.uploads, self.files, self.background, lambda: self.now)

    def upload(self, content: bytes, filename: str = "candidates.csv") -> tuple[ImportRecord, Preview]:
        record = self.announce(len(content), filename)
        self.uploads.arrive(source_key(record.import_id), content)
        return start_import.preview_of(self.desk, record.import_id, Choices(), by="hr-1")

    def announce(self, size: int, filename: str = "candidates.csv") -> ImportRecord:
        self.uploaded += 1
        return start_import.announce(self.desk, filename, size, import_id=f"i{self.uploaded}", by="hr-1")[0]

    def commit(self, import_id: str, choices: Choices | None = None) -> ImportRecord:
        return start_import.commit(self.desk, import_id, choices or Choices(), by="hr-1")

    def preview(self, content: bytes) -> Preview:
        return self.upload(content)[1]

    def start(self, content: bytes, choices: Choices | None = None) -> str:
        record, _ = self.upload(content)
        self.commit(record.import_id, choices)
        return record.import_id

    def work(self, import_id: str, seconds: float = 600) -> ImportRecord:
        return import_rows(import_id, self.worker, lambda: seconds)

    def bring_in(self, content: bytes, choices: Choices | None = None) -> ImportRecord:
        return self.work(self.start(content, choices))

    def rejects(self, import_id: str) -> str:
        return self.files.get(f"imports/{import_id}/rejects.csv").decode()

    def application(self, email: str) -> Application:
        return next(each for each in self.imports.applications.values() if each.email == email)


def sample(name: str) -> bytes:
    return (DATA / name).read_bytes()


def as_csv(*rows: Sequence[str], headings: Sequence[str] = HEADINGS, encoding: str = "utf-8", **style: Any) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, **style).writerows([headings, *rows] if headings else rows)
    return out.getvalue().encode(encoding)


def as_xlsx(*rows: Sequence[Any], merge: str = "", sheets: dict[str, list[list[Any]]] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    if merge:
        book.active.merge_cells(merge)
    for name, extra in (sheets or {}).items():
        sheet = book.create_sheet(name)
        for row in extra:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def counts(preview: Preview) -> tuple[int, int, int, int]:
    """good, bad, duplicate, skipped"""
    return preview.good, preview.bad, preview.duplicate, preview.skipped


def outcomes(record: ImportRecord) -> dict[str, int]:
    named = {name: getattr(record, name) for name in ("created", "merged", "unchanged", "skipped", "bad")}
    return {name: count for name, count in named.items() if count}


def found(findings: Sequence[Any]) -> list[tuple[int, str, str]]:
    """Row, heading and code of each finding."""
    return [(each.row, each.column, each.problem.code) for each in findings]
