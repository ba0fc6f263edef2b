"""JPEG and PNG: measured by their headers before anything is unpacked, walked to their end, then decoded once."""

import io
import struct
import zlib

from files import kinds
from files.structure import limits
from files.structure.findings import Findings

#: JPEG segments that give width and height.
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def check(data: bytes, kind: kinds.Kind, findings: Findings) -> None:
    if kind.slug == "png":
        width, height, end = _png(data, findings)
        if data[end:].strip(b"\x00"):
            _name_the_rest(data, end, "a PNG picture", findings)
    else:
        width, height, end = _jpeg(data, findings)
        # Telephones put a second picture or a short film behind the first; an archive or a page is something else.
        _look_for_another_file(data, end, "a JPEG picture", findings)
    pixels = width * height
    if pixels > limits.PICTURE_MEGAPIXELS * 1_000_000:
        findings.stop("picture-too-big", pixels=round(pixels / 1_000_000), most=limits.PICTURE_MEGAPIXELS)
    if not findings.refusals:
        _decode(data, findings)


def _png(data: bytes, findings: Findings) -> tuple[int, int, int]:
    at, width, height = 8, 0, 0
    while at + 12 <= len(data):
        length, name = struct.unpack_from(">L4s", data, at)
        content = data[at + 8 : at + 8 + length]
        if len(content) != length or at + 12 + length > len(data):
            findings.stop("damaged")
        (checksum,) = struct.unpack_from(">L", data, at + 8 + length)
        if zlib.crc32(content, zlib.crc32(name)) != checksum:
            findings.stop("damaged")
        if name == b"IHDR":
            width, height = struct.unpack_from(">2L", content)
        at += 12 + length
        if name == b"IEND":
            return width, height, at
    findings.stop("damaged")


def _jpeg(data: bytes, findings: Findings) -> tuple[int, int, int]:
    at, width, height = 2, 0, 0
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            findings.stop("damaged")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            return width, height, at + 2
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:
            at += 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        if marker in FRAMES and at + 9 <= len(data):
            high, wide = struct.unpack_from(">2H", data, at + 5)
            width, height = max(width, wide), max(height, high)
        at += 2 + length
        if marker == 0xDA:
            at = _end_of_scan(data, at)
    if not width:
        findings.stop("damaged")
    # Some programs leave the end mark out, and every reader forgives it.
    return width, height, len(data)


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the packed points end: at a mark that is neither a stuffed byte nor a restart."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] == 0x00 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        else:
            return at
    return len(data)


def _look_for_another_file(data: bytes, end: int, one: str, findings: Findings) -> None:
    zip_end = data.rfind(b"PK\x05\x06")
    if zip_end >= 0 and len(data) - zip_end < 65_557 and b"PK\x01\x02" in data:
        findings.stop("two-files-in-one", one=one, other="an archive")
    rest = data[end:].lstrip(b"\x00 \r\n")
    a_telephones = rest.startswith((b"\xff\xd8\xff", b"MM\x00*", b"II*\x00")) or rest[4:8] == b"ftyp"
    if (what := kinds.looks_like(rest)) and not a_telephones:
        findings.stop("two-files-in-one", one=one, other=what)


def _name_the_rest(data: bytes, end: int, one: str, findings: Findings) -> None:
    _look_for_another_file(data, end, one, findings)
    findings.refuse("after-the-end")


def _decode(data: bytes, findings: Findings) -> None:
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = limits.PICTURE_MEGAPIXELS * 1_000_000
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as picture:
            picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        findings.refuse("damaged")
