"""CSV as HR staff have it: UTF-8 with or without BOM, GB18030, UTF-16, Windows-1252; four separators."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from functions.imports.headings import recognised
from functions.imports.table_file import MAX_CELL, Row, Sheet, TableFile
from mianyue.domain.errors import InvalidInput

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 30
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""First line that Excel writes and reads to name the separator."""
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DOUBLE_BYTE = re.compile(rb"[\x81-\xfe]([\x40-\xfe])")


def read_csv(content: bytes) -> TableFile:
    """The one sheet of a CSV file. Raises InvalidInput (`not_a_table`)."""
    text, encoding, guessed = decoded(content)
    if _BINARY.search(text):
        raise InvalidInput("content", "not_a_table")
    separator = _separator(text)
    return TableFile((Sheet("CSV", lambda: _rows(text, separator)),), encoding, guessed)


def decoded(content: bytes) -> tuple[str, str, bool]:
    """Text, the encoding's name, and whether that is a guess. Raises InvalidInput (`not_a_table`)."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(content, "utf-16"), "UTF-16", False
    if (wide := _utf16_without_bom(content)) is not None:
        return _strict(content, wide), "UTF-16", False
    try:
        name = "UTF-8 (BOM)" if content.startswith(b"\xef\xbb\xbf") else "UTF-8"
        return content.decode("utf-8-sig"), name, False
    except UnicodeDecodeError:
        return _decoded_locally(content)


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise InvalidInput("content", "not_a_table") from error


def _utf16_without_bom(content: bytes) -> str | None:
    """ASCII in UTF-16 has a zero in every other byte; no text in another encoding has zeros."""
    head = content[:400]
    if head[1::2].count(0) > len(head) // 5:
        return "utf-16-le"
    if head[::2].count(0) > len(head) // 5:
        return "utf-16-be"
    return None


def _decoded_locally(content: bytes) -> tuple[str, str, bool]:
    """GB18030 where it reads like Chinese, else Windows-1252.

    Western letters followed by ASCII letters are valid GB18030 too ("é" + "a"), but Chinese text hardly ever
    has an ASCII second byte: that area holds rare characters.
    """
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "Windows-1252", True
    seconds = [match[0] for match in _DOUBLE_BYTE.findall(content)]
    if sum(second < 0x80 for second in seconds) * 2 > len(seconds):
        return content.decode("cp1252", errors="replace"), "Windows-1252", True
    return text, "GB18030", False


def _separator(text: str) -> str:
    if named := _SEPARATOR_LINE.match(text):
        return named[1]
    return max(_SEPARATORS, key=lambda each: _likelihood(text, each))


def _likelihood(text: str, separator: str) -> tuple[int, int]:
    """How many headings one row gives with this separator, then how many columns."""
    try:
        sample = list(islice(_records(text[:200_000], separator), _SAMPLE_ROWS))
    except InvalidInput:  # a wrong separator makes monstrous cells
        return 0, 0
    return max(map(recognised, sample), default=0), max(map(len, sample), default=0)


def _rows(text: str, separator: str) -> Iterator[Row]:
    records = _records(text, separator)
    if _SEPARATOR_LINE.match(text):
        next(records)
        yield []
    record: Row = []
    number = 0
    for number, record in enumerate(records, start=1):  # noqa: B007 - both are looked at once more at the end
        yield ["" if cell.isspace() else cell for cell in record]
    if text.count('"') % 2 and any("\n" in cell or "\r" in cell for cell in record):
        # A quotation mark without partner: the last cell has swallowed all rows behind it.
        raise InvalidInput("content", "broken_csv", str(number))


def _records(text: str, separator: str) -> Iterator[Row]:
    csv.field_size_limit(MAX_CELL * 4)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        yield from reader
    except csv.Error as error:
        raise InvalidInput("content", "broken_csv", str(reader.line_num)) from error
