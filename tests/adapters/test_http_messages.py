"""Requests as they are written, answers as they may come (RFC 9112)."""

from http.server import BaseHTTPRequestHandler
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mianyue.adapters.http_messages import BrokenAnswer, read_answer, written

OK = b"HTTP/1.1 200 OK\r\n"


class TestWritten:
    def test_is_what_another_reader_of_http_understands(self) -> None:
        class Reader(BaseHTTPRequestHandler):
            def __init__(self, request: bytes) -> None:
                self.rfile, self.requestline = BytesIO(request), ""
                self.raw_requestline = self.rfile.readline()
                assert self.parse_request()

        read = Reader(written("PUT", "/a%20b?c=d", {"host": "x", "x-amz-date": "20261123T020000Z"}, b"body"))
        assert (read.command, read.path, read.request_version) == ("PUT", "/a%20b?c=d", "HTTP/1.1")
        assert read.headers.items() == [
            ("host", "x"),
            ("x-amz-date", "20261123T020000Z"),
            ("accept-encoding", "identity"),
            ("content-length", "4"),
        ]
        assert read.rfile.read() == b"body"

    @pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n"])
    def test_nothing_gets_a_line_of_its_own(self, line_break: str) -> None:
        for target, headers in (
            ("/", {"a": f"b{line_break}c: d"}),
            (f"/{line_break}c: d", {}),
            ("/", {line_break: ""}),
        ):
            with pytest.raises(ValueError, match="line break"):
                written("GET", target, headers, b"")


class TestAnswers:
    def test_have_a_status_headers_in_lower_case_and_a_body(self) -> None:
        answer = read_answer(
            BytesIO(b"HTTP/1.1 400 Bad Request\r\nX-Amzn-ErrorType:  Y \r\nContent-Length: 2\r\n\r\n{}HTTP")
        )
        assert answer == (400, {"x-amzn-errortype": "Y", "content-length": "2"}, b"{}", False)

    @given(st.lists(st.binary(min_size=1)), st.booleans())
    def test_may_come_in_pieces(self, pieces: list[bytes], trailer: bool) -> None:
        chunks = b"".join(b"%X;x=y\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
        end = b"0\r\nchecksum: 1\r\n\r\n" if trailer else b"0\r\n\r\n"
        stream = BytesIO(OK + b"transfer-encoding: chunked\r\n\r\n" + chunks + end + b"next")
        assert read_answer(stream).body == b"".join(pieces)
        assert stream.read() == b"next"

    def test_may_end_with_the_connection(self) -> None:
        answer = read_answer(BytesIO(OK + b"\r\nall of it"))
        assert (answer.body, answer.last) == (b"all of it", True)

    @pytest.mark.parametrize("status", [204, 304])
    def test_may_be_without_a_body(self, status: int) -> None:
        stream = BytesIO(b"HTTP/1.1 %d \r\n\r\nnext" % status)
        assert (read_answer(stream).body, stream.read()) == (b"", b"next")

    def test_may_come_after_a_word_in_between(self) -> None:
        stream = BytesIO(b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"content-length: 1\r\n\r\nx")
        assert (read_answer(stream).status, stream.read()) == (200, b"")

    @pytest.mark.parametrize(
        ("head", "last"),
        [
            (b"HTTP/1.1 200 OK\r\nconnection: keep-alive", False),
            (b"HTTP/1.1 200 OK\r\nConnection: Close", True),
            (b"HTTP/1.0 200 OK", True),
        ],
    )
    def test_say_whether_the_connection_stays(self, head: bytes, last: bool) -> None:
        assert read_answer(BytesIO(head + b"\r\ncontent-length: 0\r\n\r\n")).last is last

    @pytest.mark.parametrize(
        "broken",
        [
            b"",
            b"HTTP/1.1 200 OK",
            b"HTTP/2 200\r\n\r\n",
            b"HTTP/1.1 2x0 OK\r\n\r\n",
            b"SSH-2.0-OpenSSH\r\n",
            OK + b"content-length: 3\r\n\r\nab",
            OK + b"content-length: many\r\n\r\nab",
            OK + b"content-length: 3",
            OK + b"transfer-encoding: chunked\r\n\r\n3\r\nab",
            OK + b"transfer-encoding: chunked\r\n\r\nzz\r\nab",
            OK + b"transfer-encoding: chunked\r\n\r\n2\r\nab\r\n",
            OK + b"a: b\r\n" * 1000,
            OK + b"a" * 100_000,
        ],
    )
    def test_that_are_none_or_not_whole_are_told_as_such(self, broken: bytes) -> None:
        with pytest.raises(BrokenAnswer):
            read_answer(BytesIO(broken))
