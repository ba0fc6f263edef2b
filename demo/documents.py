"""Invented documents, small and real: Word, Excel and text that open. Each says on its face that it is invented."""

import io
import zipfile
from xml.sax.saxutils import escape

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

INVENTED = "An invented document for the demonstration of the portal. It describes no real place."

_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONSHIPS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""


def word(name: str, *paragraphs: str) -> SimpleUploadedFile:
    """A Word document of a few paragraphs."""
    body = "".join(
        f"<w:p><w:r><w:t xml:space='preserve'>{escape(words)}</w:t></w:r></w:p>" for words in (INVENTED, *paragraphs)
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", _TYPES)
        parts.writestr("_rels/.rels", _RELATIONSHIPS)
        parts.writestr(
            "word/document.xml",
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document '
            'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{body}</w:body></w:document>",
        )
    return SimpleUploadedFile(name, file.getvalue())


def excel(name: str, *rows: tuple) -> SimpleUploadedFile:
    """An Excel workbook of a few rows."""
    book = Workbook()
    book.active.append([INVENTED])
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile(name, file.getvalue())


def text(name: str, *lines: str) -> SimpleUploadedFile:
    """A plain text file."""
    return SimpleUploadedFile(name, "\n".join((INVENTED, *lines)).encode())


def with_a_macro(name: str) -> SimpleUploadedFile:
    """A document that the checks refuse, so that a refusal is there to be seen."""
    file = io.BytesIO(word(name, "With a macro inside.").read())
    with zipfile.ZipFile(file, "a") as parts:
        parts.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 invented")
    return SimpleUploadedFile(name, file.getvalue())
