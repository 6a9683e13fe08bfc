"""Which kind of file the bytes are, and opening it."""

from functions.imports.read_csv import read_csv
from functions.imports.read_xlsx import read_xlsx
from functions.imports.table_file import MAX_BYTES, TableFile
from mianyue.domain.errors import InvalidInput

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_FOREIGN = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


def read_file(content: bytes) -> TableFile:
    """The file behind the bytes.

    Raises InvalidInput: `too_big`, `empty_file`, `old_excel`, `web_page`, `not_a_table`, and what the readers raise.
    """
    if len(content) > MAX_BYTES:
        raise InvalidInput("content", "too_big", f"{len(content) / 1024 / 1024:.1f} MB")
    if not content.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise InvalidInput("content", "empty_file")
    _refuse_foreign(content)
    return read_xlsx(content) if content.startswith(_ZIP) else read_csv(content)


def _refuse_foreign(content: bytes) -> None:
    if content.startswith(_OLD_OFFICE):
        raise InvalidInput("content", "old_excel")
    if content.startswith(_FOREIGN):
        raise InvalidInput("content", "not_a_table")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise InvalidInput("content", "web_page")
