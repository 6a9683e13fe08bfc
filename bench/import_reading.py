"""Reading a file of 100,000 candidates and finding their fields, against the usual readers that only read."""

import csv
import io
import time
import tracemalloc
from collections.abc import Callable
from functools import cache
from operator import itemgetter

import openpyxl

from bench.measuring import Row, figure, ratio
from functions.imports.check_row import picker
from functions.imports.choose_layout import choose
from functions.imports.plan import Plan
from functions.imports.read_csv import read_csv
from functions.imports.read_xlsx import read_xlsx
from functions.imports.table_file import TableFile
from mianyue.domain.company import Company

_ROWS = 100_000
_HEADINGS = ("姓名", "手机", "邮箱", "应聘岗位", "招聘类型")


def import_rows() -> list[Row]:
    """Seconds against openpyxl's read-only mode, seconds and memory against csv.DictReader; the checks beside it."""
    checked = figure([_microseconds_of_checks() for _ in range(5)])
    note = f"checking a row takes {checked.value:.0f} µs more"
    return [
        Row(9, "import: xlsx / openpyxl read-only", ratio(_ours_xlsx, _openpyxl, rounds=5), 0.15, note=note),
        Row(9, "import: CSV / csv.DictReader", ratio(_ours_csv, _dict_reader, rounds=15), 0.6),
        Row(9, "import: CSV / csv.DictReader, memory", _peak(_ours_csv) / _peak(_dict_reader), 0.5),
    ]


def _ours_xlsx() -> int:
    return _read(read_xlsx(_xlsx()))


def _ours_csv() -> int:
    return _read(read_csv(_csv()))


def _read(file: TableFile) -> int:
    """Every row, cut down to its fields."""
    choice = choose(file)
    rows = map(itemgetter(1), choice.layout.sheet.rows())
    found = sum(1 for _ in map(picker(choice.mapping), rows))
    if found != _ROWS + 1:
        raise AssertionError(f"{found} rows")
    return found


def _openpyxl() -> int:
    book = openpyxl.load_workbook(io.BytesIO(_xlsx()), read_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))


def _dict_reader() -> int:
    return sum(1 for _ in csv.DictReader(io.StringIO(_csv().decode())))


def _microseconds_of_checks() -> float:
    """What a row costs beyond its reading: phone, mail, type, who else is in the file."""
    choice = choose(read_csv(_csv()))
    plan = Plan(choice.layout, choice.mapping, Company("示例公司"), (), create_positions=True)
    started = time.perf_counter()
    good = sum(1 for row in plan.rows() if row.person)
    seconds = time.perf_counter() - started
    if good != _ROWS:
        raise AssertionError(f"{good} good rows")
    return seconds / _ROWS * 1e6


def _peak(work: Callable[[], object]) -> int:
    """The most bytes that Python held at once while at work; the file itself, which both have, is not counted."""
    _csv()
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


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
