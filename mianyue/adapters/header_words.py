"""Text in a mail's header: one line of ASCII, encoded as RFC 2047 asks where it is not that already.

The `email` package does the same, and takes longer to import than the mail to render.
"""

from base64 import b64encode
from collections.abc import Iterator

from mianyue.domain.unseen import one_line

ENCODED = "=?"
"""How an encoded word begins."""
_PIECE_BYTES = 45


def header_text(text: str, between: str = " ") -> str:
    """`text` for an unstructured header such as the subject; `between` stands between encoded words.

    What looks like an encoded word is encoded once more: else a name could say what its characters do not.
    """
    plain = one_line(text)
    return plain if _is_plain(plain) else between.join(map(_encoded_word, _pieces(plain)))


def address(name: str, spec: str) -> str:
    """`name <spec>`, the name quoted or encoded; `spec` alone where there is no name."""
    plain = one_line(name)
    if not plain:
        return spec
    if not _is_plain(plain):
        return f"{header_text(plain)} <{spec}>"
    quoted = plain.replace("\\", r"\\").replace('"', r"\"")
    return f'"{quoted}" <{spec}>'


def _is_plain(text: str) -> bool:
    return text.isascii() and ENCODED not in text


def _encoded_word(text: str) -> str:
    return f"=?utf-8?b?{b64encode(text.encode()).decode()}?="


def _pieces(text: str) -> Iterator[str]:
    """Parts of at most 45 bytes, so that no encoded word has more than the 75 characters that RFC 2047 allows."""
    piece = ""
    for character in text:
        if len((piece + character).encode()) > _PIECE_BYTES:
            yield piece
            piece = ""
        piece += character
    yield piece
