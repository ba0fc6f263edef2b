"""Bytes into private storage: counted and hashed as they pass, on the disk before any row says that they are there."""

import hashlib
import os
from collections.abc import Iterator
from typing import BinaryIO

from django.core.files.base import File
from django.core.files.storage import default_storage

CHUNK = 256 * 1024


class Passing(File):
    """What somebody uploads, on its way: its chunks are counted, hashed and looked at as storage takes them."""

    def __init__(self, upload):
        super().__init__(upload, name="")
        self.upload = upload
        self.hash, self.passed, self.beginning = hashlib.sha256(), 0, b""

    def chunks(self, chunk_size=None) -> Iterator[bytes]:
        for chunk in self._raw_chunks():
            self.hash.update(chunk)
            self.passed += len(chunk)
            if len(self.beginning) < 4096:
                self.beginning += chunk[: 4096 - len(self.beginning)]
            yield chunk

    def _raw_chunks(self):
        if hasattr(self.upload, "chunks"):
            yield from self.upload.chunks()
            return
        self.upload.seek(0)
        while chunk := self.upload.read(CHUNK):
            yield chunk

    def read(self, size=-1):
        # Object storage reads instead of asking for chunks.
        if not hasattr(self, "_reading"):
            self._reading = self.chunks()
            self._left = b""
        while size < 0 or len(self._left) < size:
            chunk = next(self._reading, None)
            if chunk is None:
                break
            self._left += chunk
        size = len(self._left) if size < 0 else size
        out, self._left = self._left[:size], self._left[size:]
        return out

    def seek(self, *args):
        return 0


def write(key: str, upload) -> Passing:
    """Write the bytes under their key, and see them on the disk; returns what was counted on the way."""
    passing = Passing(upload)
    written = default_storage.save(key, passing)
    if written != key:
        default_storage.delete(written)
        raise FileExistsError(key)
    _see_it_on_the_disk(key)
    return passing


def _see_it_on_the_disk(key: str) -> None:
    """After a power cut a row without its bytes would be a lost file, so the row waits for the disk."""
    try:
        path = default_storage.path(key)
    except NotImplementedError:
        return
    for name in (path, os.path.dirname(path)):
        handle = os.open(name, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def copy(content: BinaryIO, into: BinaryIO) -> tuple[str, int]:
    """Copy the bytes; returns their SHA-256 in hex, and their number."""
    digest, size = hashlib.sha256(), 0
    while chunk := content.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        into.write(chunk)
    into.flush()
    into.seek(0)
    return digest.hexdigest(), size
