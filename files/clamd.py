"""The virus scanner, spoken to in its own protocol. No answer, or one that is not plainly good, means: not clean."""

import socket
import struct
from typing import BinaryIO

from django.conf import settings

CHUNK = 64 * 1024
SECONDS = 30


class NoAnswer(Exception):
    """The scanner cannot be reached, does not answer in time, or says that it could not scan."""


def is_configured() -> bool:
    return bool(settings.CLAMD_ADDRESS)


def scan(content: BinaryIO) -> str:
    """The name of what the scanner found, or an empty word where it found the file clean."""
    try:
        with _connect() as connection:
            connection.sendall(b"zINSTREAM\0")
            while chunk := content.read(CHUNK):
                connection.sendall(struct.pack("!L", len(chunk)) + chunk)
            connection.sendall(struct.pack("!L", 0))
            answer = _hear(connection)
    except OSError as error:
        raise NoAnswer(type(error).__name__) from error
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND") or "unnamed"
    raise NoAnswer(answer[:80] or "nothing")


def version() -> str:
    """What answers at the scanner's address: its version and the date of its signatures."""
    try:
        with _connect(seconds=3) as connection:
            connection.sendall(b"zVERSION\0")
            answer = _hear(connection)
    except OSError as error:
        raise NoAnswer(type(error).__name__) from error
    if not answer.startswith("ClamAV"):
        raise NoAnswer(answer[:80] or "nothing")
    return answer


def _connect(seconds: float = SECONDS) -> socket.socket:
    """By ``host:port``, or by the path of a socket on this machine."""
    address = settings.CLAMD_ADDRESS.removeprefix("unix:").removeprefix("tcp://")
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(seconds)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]") or "localhost", int(port or 3310)), timeout=seconds)


def _hear(connection: socket.socket) -> str:
    heard = b""
    while not heard.endswith(b"\0") and len(heard) < 4096:
        chunk = connection.recv(4096)
        if not chunk:
            break
        heard += chunk
    return heard.rstrip(b"\0\n").decode("utf-8", "replace").strip()
