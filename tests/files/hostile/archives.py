"""Archives that lie."""

import struct
import zipfile

from tests.build import documents as ordinary
from tests.files.hostile.corpus import ENTRY, LOCAL, hostile, patched, rewritten, with_part


@hostile("minutes.docx", "a program among its parts", "part-program", "There is a program inside this file")
def _():
    return with_part(ordinary.docx(), "word/media/image2.png", b"MZ" + bytes(500))


@hostile("minutes.docx", "an archive among its parts", "part-nested", "There is another file packed inside this one")
def _():
    return with_part(ordinary.docx(), "word/media/image2.png", ordinary.xlsx())


@hostile(
    "minutes.docx",
    "parts that need a password",
    "part-locked",
    "This file is locked with a password",
    also="two-faces damaged",
)
def _():
    data = ordinary.docx()
    data = patched(data, LOCAL, 6, struct.pack("<H", 1))
    return patched(data, ENTRY, 8, struct.pack("<H", 1))


@hostile("minutes.docx", "a part that is a link to a file of ours", "part-link", "A part of this file is a link")
def _():
    link = zipfile.ZipInfo("word/media/image2.png")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    return with_part(ordinary.docx(), link, b"/etc/passwd")


@hostile("minutes.docx", "a part whose name climbs out of its folder", "part-way-out", "A part of this file has a name")
def _():
    return with_part(ordinary.docx(), "../../evil.txt", b"out")


@hostile("minutes.docx", "a part whose name begins at the root", "part-way-out", "A part of this file has a name")
def _():
    return with_part(ordinary.docx(), "/etc/evil.txt", b"out")


@hostile("minutes.docx", "a part whose name begins with a drive", "part-way-out", "A part of this file has a name")
def _():
    return with_part(ordinary.docx(), "C:\\evil.txt", b"out")


@hostile("minutes.docx", "thousands of parts", "too-many-parts", "This file has more than 2,000 parts inside")
def _():
    return rewritten(ordinary.docx(), add=[(f"word/media/{number}.txt", b"") for number in range(2_100)])


@hostile(
    "minutes.docx",
    "a part that unpacks to a thousand times its size",
    "packed-too-tight",
    "Part of this file unpacks to more than 50 times its size",
)
def _():
    return with_part(ordinary.docx(), "word/media/image1.bmp", bytes(30 * 1024 * 1024))


@hostile(
    "minutes.docx", "many small bombs instead of one", "too-large-unpacked", "Unpacked, this file is larger than 50 MB"
)
def _():
    return rewritten(ordinary.docx(), add=[(f"word/media/{n}.bmp", bytes(1_000_000)) for n in range(60)])


@hostile("minutes.docx", "a part larger than it says", "size-untrue", "Part of this file unpacks to another size")
def _():
    data = with_part(ordinary.docx(), "word/media/image1.bmp", b"\x01\x02" * 400_000)
    entries = data.count(ENTRY)
    data = patched(data, ENTRY, 24, struct.pack("<L", 1_000), which=entries - 1)
    return patched(data, LOCAL, 22, struct.pack("<L", 1_000), which=entries - 1)


@hostile(
    "minutes.docx",
    "parts that share their bytes, so that it unpacks to far more",
    "two-faces",
    "The parts of this file are described in two ways",
    also="damaged hidden-data size-untrue",
)
def _():
    data = ordinary.docx()
    second = data.index(ENTRY, data.index(ENTRY) + 1)
    (first_at,) = struct.unpack_from("<L", data, data.index(ENTRY) + 42)
    return data[: second + 42] + struct.pack("<L", first_at) + data[second + 46 :]


@hostile(
    "minutes.docx",
    "one name for the scanner, another for Word",
    "two-faces",
    "The parts of this file are described in two ways",
)
def _():
    data = ordinary.docx()
    return patched(data, LOCAL, 30, b"[Content_Types].xmm")


@hostile("minutes.docx", "two parts of one name", "part-twice", "Two parts of this file have the same name")
def _():
    return with_part(ordinary.docx(), "WORD/document.xml", "<evil/>")


@hostile(
    "minutes.docx",
    "a second archive in front",
    "before-the-start",
    "There is something in front of the document",
    also="hidden-data damaged two-faces part-way-out part-method part-locked part-twice stumbles",
)
def _():
    return ordinary.zipped([("evil.txt", b"x" * 300)]) + ordinary.docx()


@hostile(
    "minutes.docx", "a web page behind its end", "after-the-end", "There is something behind the end", also="damaged"
)
def _():
    return ordinary.docx() + b"<html><script>alert(1)</script></html>"


@hostile("minutes.docx", "a program in its comment", "after-the-end", "There is something behind the end")
def _():
    data = ordinary.docx()
    note = b"#!/bin/sh\nrm -rf /\n"
    return data[:-2] + struct.pack("<H", len(note)) + note


@hostile(
    "minutes.docx",
    "bytes between two parts that no directory names",
    "hidden-data",
    "There is something hidden between the parts",
)
def _():
    data = ordinary.docx()
    first, end = data.index(ENTRY), data.index(b"PK\x05\x06")
    hidden = b"hidden" * 100
    moved = data[:first] + hidden + data[first:end]
    tail = data[end:]
    return moved + tail[:16] + struct.pack("<L", first + len(hidden)) + tail[20:]


@hostile(
    "minutes.docx",
    "packed by a method that documents do not use",
    "part-method",
    "Part of this file is packed in a way",
    also="damaged stumbles",
)
def _():
    return with_part(ordinary.docx(), "word/media/image1.bmp", bytes(900), compress=zipfile.ZIP_LZMA)


@hostile(
    "minutes.docx",
    "cut short on its way",
    "damaged",
    "This file is damaged and cannot be read to its end",
    also="after-the-end too-many-parts hidden-data no-kind stumbles",
)
def _():
    return ordinary.docx()[:-40]


@hostile("minutes.docx", "a part whose checksum is untrue", "damaged", "This file is damaged")
def _():
    data = ordinary.docx()
    data = patched(data, ENTRY, 16, b"\0\0\0\0")
    return patched(data, LOCAL, 14, b"\0\0\0\0")
