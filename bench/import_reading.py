"""Reading a candidate file and finding its columns, against the usual readers doing nothing but reading."""

import csv
import io
from functools import cache

import openpyxl

from bench.measuring import Row, ratio
from functions.imports.choose_layout import choose
from functions.imports.read_csv import read_csv
from functions.imports.read_xlsx import read_xlsx
from functions.imports.table_file import TableFile

_ROWS = 20_000
_HEADINGS = ("姓名", "手机", "邮箱", "应聘岗位", "招聘类型")


def import_rows() -> list[Row]:
    """Seconds against openpyxl's read-only mode, and against csv.DictReader."""
    return [
        Row(
            9, "import: xlsx / openpyxl read-only", ratio(lambda: _read(read_xlsx(_xlsx())), _openpyxl, rounds=5), 0.15
        ),
        Row(9, "import: CSV / csv.DictReader", ratio(lambda: _read(read_csv(_csv())), _dict_reader), 0.6),
    ]


def _read(file: TableFile) -> int:
    return sum(1 for _ in choose(file).layout.sheet.rows())


def _openpyxl() -> int:
    book = openpyxl.load_workbook(io.BytesIO(_xlsx()), read_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))


def _dict_reader() -> int:
    return sum(1 for _ in csv.DictReader(io.StringIO(_csv().decode())))


def _people() -> list[tuple[str, ...]]:
    return [(f"候选人{n}", f"13{n:09d}", f"candidate{n}@example.com", "销售代表", "社招") for n in range(_ROWS)]


@cache
def _xlsx() -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("候选人")
    for row in (_HEADINGS, *_people()):
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@cache
def _csv() -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows((_HEADINGS, *_people()))
    return buffer.getvalue().encode()
