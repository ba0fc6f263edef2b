"""Pictures that are larger than they look, or two things at once."""

import struct
import zlib

from tests.build import documents as ordinary
from tests.files.hostile.corpus import hostile


def _png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + name + content + struct.pack(">L", zlib.crc32(content, zlib.crc32(name)))


@hostile(
    "scan.png",
    "a few bytes that unpack to a picture of ten gigabytes",
    "picture-too-big",
    "This picture has 2500 million points; the most is 60 million",
    also="damaged too-much-to-read",
)
def _():
    header = struct.pack(">2L5B", 50_000, 50_000, 8, 2, 0, 0, 0)
    points = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + _png_chunk(b"IHDR", header) + _png_chunk(b"IDAT", points) + _png_chunk(b"IEND", b"")


@hostile(
    "scan.jpg",
    "a header that promises four thousand million points",
    "picture-too-big",
    "This picture has 42",
    also="damaged too-much-to-read",
)
def _():
    data = bytearray(ordinary.jpg())
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">2H", 65_000, 65_000)
    return bytes(data)


@hostile(
    "photo.jpg",
    "a picture and a Java archive at once",
    "two-files-in-one",
    "This file is a JPEG picture and an archive at once",
)
def _():
    return ordinary.jpg() + ordinary.zipped([("Evil.class", b"class" * 50)])


@hostile(
    "photo.jpg",
    "a picture with a web page behind it",
    "two-files-in-one",
    "This file is a JPEG picture and a web page at once",
)
def _():
    return ordinary.jpg() + b"<html><script>alert(1)</script>"


@hostile("photo.png", "a picture with something behind its end", "after-the-end", "There is something behind the end")
def _():
    return ordinary.png() + b"something else altogether"


@hostile("photo.png", "a picture whose checksums are untrue", "damaged", "This file is damaged")
def _():
    data = bytearray(ordinary.png())
    data[45] ^= 0xFF
    return bytes(data)


@hostile("photo.jpg", "a picture cut in half", "damaged", "This file is damaged")
def _():
    data = ordinary.jpg()
    return data[: len(data) // 3]
