"""A zip archive, read by its own directory: every byte of it accounted for, every part unpacked once and counted.

Python's zipfile believes much of what an archive says about itself. What two readers would read in two ways, what lies
between the parts, and how large a part truly is, has to be looked at here.
"""

import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from files import kinds
from files.structure import limits
from files.structure.findings import Findings

END = b"PK\x05\x06"
END_64 = b"PK\x06\x06"
LOCATOR_64 = b"PK\x06\x07"
ENTRY = b"PK\x01\x02"
LOCAL = b"PK\x03\x04"

STORED, DEFLATED = 0, 8
LOCKED = 0x1 | 0x40 | 0x2000
SIZES_FOLLOW = 0x8
UTF_8 = 0x800
UNIX = 3

#: Beginnings that make a part a file of its own, or a program.
NESTED = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"%PDF-", kinds.OLD_OFFICE)
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!/")


@dataclass
class Part:
    """One entry of the directory, and where its bytes lie."""

    name: str
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    offset: int
    mode: int = 0
    begins: int = 0

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/")


class Archive:
    """All parts of an archive, each checked as it is read."""

    def __init__(self, data: bytes, findings: Findings):
        self.data, self.findings = data, findings
        self.unpacked = 0
        self.parts = self._directory()
        self._check_names()
        self._check_places()

    def __contains__(self, name: str) -> bool:
        return any(part.name == name for part in self.parts)

    def part(self, name: str) -> Part | None:
        return next((part for part in self.parts if part.name.lower() == name.lower()), None)

    # --- the directory --------------------------------------------------------------------------------------------
    def _directory(self) -> list[Part]:
        data, findings = self.data, self.findings
        end = data.rfind(END, max(0, len(data) - 65_557))
        if end < 0 or end + 22 > len(data):
            findings.stop("damaged")
        disk, first_disk, here, count, size, offset, comment = struct.unpack_from("<4H2LH", data, end + 4)
        if end + 22 + comment != len(data) or comment:
            findings.stop("after-the-end")
        if disk or first_disk or here != count:
            findings.stop("damaged")
        directory_ends = end
        locator = end - 20
        if locator >= 0 and data[locator : locator + 4] == LOCATOR_64:
            (at,) = struct.unpack_from("<Q", data, locator + 8)
            if at + 56 > locator or data[at : at + 4] != END_64:
                findings.stop("two-faces")
            _, count, size, offset = struct.unpack_from("<4Q", data, at + 24)
            directory_ends = at
        if count > limits.PARTS:
            findings.stop("too-many-parts", most=f"{limits.PARTS:,}")
        if offset + size != directory_ends:
            # Offsets count from the first byte: where they do not fit, something was put in front.
            findings.stop("before-the-start" if offset + size < directory_ends else "damaged")
        return self._entries(offset, directory_ends, count)

    def _entries(self, at: int, ends: int, count: int) -> list[Part]:
        data, findings, parts = self.data, self.findings, []
        while at < ends:
            if data[at : at + 4] != ENTRY or at + 46 > ends:
                findings.stop("damaged")
            (made_by, _, flags, method, _, checksum, packed, size, name_length, extra_length, comment_length, _, _,
             attributes, offset) = struct.unpack_from("<4HLLLL5HLL", data, at + 4)  # fmt: skip
            raw = data[at + 46 : at + 46 + name_length]
            extra = data[at + 46 + name_length : at + 46 + name_length + extra_length]
            size, packed, offset = _wide_numbers(extra, size, packed, offset)
            mode = attributes >> 16 if made_by >> 8 == UNIX else 0
            name = raw.decode("utf-8" if flags & UTF_8 else "cp437", "replace")
            parts.append(Part(name, flags, method, checksum, packed, size, offset, mode))
            at += 46 + name_length + extra_length + comment_length
            if len(parts) > limits.PARTS:
                findings.stop("too-many-parts", most=f"{limits.PARTS:,}")
        if at != ends or len(parts) != count or not parts:
            findings.stop("damaged")
        return parts

    def _check_names(self) -> None:
        seen = set()
        for part in self.parts:
            name = part.name
            if name.startswith(("/", "\\")) or name[1:2] == ":" or "\\" in name or ".." in name.split("/"):
                self.findings.stop("part-way-out")
            if "\x00" in name or stat.S_ISLNK(part.mode):
                self.findings.stop("part-link" if stat.S_ISLNK(part.mode) else "part-way-out")
            # Office reads names without regard to capitals; two that differ only there are one to it.
            if name.casefold() in seen:
                self.findings.stop("part-twice")
            seen.add(name.casefold())
            if part.flags & LOCKED:
                self.findings.stop("part-locked")
            if part.method not in (STORED, DEFLATED):
                self.findings.stop("part-method")

    def _check_places(self) -> None:
        """Every byte from the first to the directory belongs to one part, and each part says the same of itself."""
        data, findings, reached = self.data, self.findings, 0
        for part in sorted(self.parts, key=lambda part: part.offset):
            at = part.offset
            if at + 30 > len(data) or data[at : at + 4] != LOCAL:
                findings.stop("damaged")
            (_, flags, method, _, checksum, packed, size, name_length, extra_length) = struct.unpack_from(
                "<3HLLLL2H", data, at + 4
            )
            raw = data[at + 30 : at + 30 + name_length]
            extra = data[at + 30 + name_length : at + 30 + name_length + extra_length]
            size, packed, _ = _wide_numbers(extra, size, packed, 0)
            same = (
                raw.decode("utf-8" if flags & UTF_8 else "cp437", "replace") == part.name
                and method == part.method
                and (flags & LOCKED) == (part.flags & LOCKED)
            )
            if flags & SIZES_FOLLOW:
                same = same and packed in (0, part.packed) and size in (0, part.size)
            else:
                same = same and (packed, size, checksum) == (part.packed, part.size, part.checksum)
            if not same:
                findings.stop("two-faces")
            if at < reached:
                findings.stop("two-faces")
            if at - reached > (limits.GAP_BYTES if reached else 0):
                findings.stop("hidden-data" if reached else "before-the-start")
            part.begins = at + 30 + name_length + extra_length
            reached = part.begins + part.packed
        directory = data.rfind(END, max(0, len(data) - 65_557))
        (begins,) = struct.unpack_from("<L", data, directory + 16)
        if begins != 0xFFFFFFFF and begins - reached > limits.GAP_BYTES:
            findings.stop("hidden-data")

    # --- the parts ------------------------------------------------------------------------------------------------
    def read(self, part: Part) -> Iterator[bytes]:
        """The bytes of one part, counted as they come out; stops where they are too many or untrue."""
        findings = self.findings
        packed = memoryview(self.data)[part.begins : part.begins + part.packed]
        if len(packed) != part.packed:
            findings.stop("damaged")
        checksum = size = 0
        for chunk in _unpack(packed, part.method, findings):
            if not size:
                self._look_at_the_beginning(part, chunk)
            size += len(chunk)
            self.unpacked += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
            if self.unpacked > limits.UNPACKED_BYTES:
                findings.stop("too-large-unpacked", most=f"{limits.UNPACKED_BYTES // limits.MIB} MB")
            if size > limits.RATIO_COUNTS_FROM and size > limits.RATIO * max(part.packed, 1):
                findings.stop("packed-too-tight", most=limits.RATIO)
            yield chunk
        if size != part.size:
            findings.stop("size-untrue")
        if checksum != part.checksum:
            findings.stop("damaged")

    def read_whole(self, part: Part) -> bytes:
        return b"".join(self.read(part))

    def _look_at_the_beginning(self, part: Part, chunk: bytes) -> None:
        if chunk.startswith(PROGRAMS):
            self.findings.refuse("part-program", part=part.name)
        elif chunk.startswith(NESTED) and not part.name.lower().endswith("vbaproject.bin"):
            self.findings.refuse("part-nested", part=part.name)


def _unpack(packed, method: int, findings: Findings) -> Iterator[bytes]:
    if method == STORED:
        for at in range(0, len(packed), limits.MIB):
            yield bytes(packed[at : at + limits.MIB])
        return
    inflater, rest = zlib.decompressobj(-15), packed
    while not inflater.eof:
        try:
            chunk = inflater.decompress(rest, limits.MIB // 4)
        except zlib.error:
            findings.stop("damaged")
        rest = inflater.unconsumed_tail
        if chunk:
            yield chunk
        elif not rest:
            break
    if not inflater.eof or inflater.unused_data:
        findings.stop("damaged" if not inflater.eof else "hidden-data")


def _wide_numbers(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Sizes and places from the zip64 field, for the numbers that say they are there."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == 1:
            wide = [value for (value,) in struct.iter_unpack("<Q", extra[at + 4 : at + 4 + length // 8 * 8])]
            if size == 0xFFFFFFFF and wide:
                size = wide.pop(0)
            if packed == 0xFFFFFFFF and wide:
                packed = wide.pop(0)
            if offset == 0xFFFFFFFF and wide:
                offset = wide.pop(0)
        at += 4 + length
    return size, packed, offset
