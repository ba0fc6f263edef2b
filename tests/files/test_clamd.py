"""The scanner's own protocol, spoken with a scanner of our own that can be told to misbehave."""

import io
import socketserver
import struct
import threading

import pytest

from files import clamd


class Scanner(socketserver.StreamRequestHandler):
    def handle(self):
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command == b"zVERSION\0":
            self.wfile.write(b"ClamAV 1.0.9/27000/Mon Nov 23 2026\0")
            return
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            self.server.heard += self.rfile.read(size)
        self.wfile.write(self.server.answer)


@pytest.fixture(params=["tcp", "unix"])
def scanner(request, settings, tmp_path):
    if request.param == "tcp":
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Scanner)
        settings.CLAMD_ADDRESS = f"127.0.0.1:{server.server_address[1]}"
    else:
        server = socketserver.ThreadingUnixStreamServer(str(tmp_path / "clamd"), Scanner)
        settings.CLAMD_ADDRESS = str(tmp_path / "clamd")
    server.heard, server.answer = b"", b"stream: OK\0"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def test_every_byte_is_sent_and_a_clean_answer_heard(scanner):
    content = b"abc" * 100_000
    assert clamd.scan(io.BytesIO(content)) == ""
    assert scanner.heard == content


def test_what_it_finds_has_a_name(scanner):
    scanner.answer = b"stream: Win.Test.EICAR_HDB-1 FOUND\0"
    assert clamd.scan(io.BytesIO(b"x")) == "Win.Test.EICAR_HDB-1"


@pytest.mark.parametrize(
    "answer", [b"", b"stream: OK", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OKAY\0", b"OK\0", b"\xff\0"]
)
def test_anything_but_a_plain_answer_is_none(scanner, answer):
    scanner.answer = answer
    if answer == b"stream: OK":
        assert clamd.scan(io.BytesIO(b"x")) == ""
    else:
        with pytest.raises(clamd.NoAnswer):
            clamd.scan(io.BytesIO(b"x"))


def test_a_scanner_that_says_nothing_is_not_waited_for_for_ever(scanner, monkeypatch):
    monkeypatch.setattr(Scanner, "handle", lambda self: threading.Event().wait(2))
    monkeypatch.setattr(clamd, "SECONDS", 0.2)
    connect = clamd._connect
    monkeypatch.setattr(clamd, "_connect", lambda seconds=0.2: connect(seconds))
    with pytest.raises(clamd.NoAnswer):
        clamd.scan(io.BytesIO(b"x"))


def test_nobody_there_is_no_answer(settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    with pytest.raises(clamd.NoAnswer):
        clamd.scan(io.BytesIO(b"x"))
    with pytest.raises(clamd.NoAnswer):
        clamd.version()


def test_it_says_who_it_is(scanner):
    assert clamd.version().startswith("ClamAV 1.0.9")
