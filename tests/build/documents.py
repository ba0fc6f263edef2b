"""Ordinary documents, made as the programs that people use make them, down to their harmless oddities."""

import io
import struct
import zipfile
from functools import cache

import pikepdf
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument."
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def zipped(parts, *, compress=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compress) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def relationships(*rows: tuple[str, str, str]) -> str:
    """Relationships of a part: role, target, and “External” or nothing."""
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONSHIPS}/{role}" Target="{target}"'
        f"{f' TargetMode={chr(34)}{mode}{chr(34)}' if mode else ''}/>"
        for number, (role, target, mode) in enumerate(rows, start=1)
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


def content_types(**overrides: str) -> str:
    rows = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{rows}</Types>"
    )


def docx(*, template: str = "", text: str = "Minutes of the governance board") -> bytes:
    """A Word document with a link, a picture and a page number; ``template`` names the one it was written from."""
    words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        f'{HEAD}<w:document xmlns:w="{words}" xmlns:r="{RELATIONSHIPS}"><w:body>'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p><w:sectPr/></w:body></w:document>'
    )
    parts = [
        ("[Content_Types].xml", content_types(**{"word/document.xml": f"{OFFICE}wordprocessingml.document.main+xml"})),
        ("_rels/.rels", relationships(("officeDocument", "word/document.xml", ""))),
        ("word/document.xml", body),
        ("word/_rels/document.xml.rels", relationships(
            ("hyperlink", "https://www.gov.scot/", "External"), ("hyperlink", "mailto:a@example.org", "External"),
            ("image", "media/image1.png", ""))),
        ("word/media/image1.png", png()),
    ]  # fmt: skip
    if template:
        parts.append(("word/_rels/settings.xml.rels", relationships(("attachedTemplate", template, "External"))))
    return zipped(parts)


def pptx() -> bytes:
    return zipped(
        [
            (
                "[Content_Types].xml",
                content_types(**{"ppt/presentation.xml": f"{OFFICE}presentationml.presentation.main+xml"}),
            ),
            ("_rels/.rels", relationships(("officeDocument", "ppt/presentation.xml", ""))),
            ("ppt/presentation.xml", f'{HEAD}<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/'
             '2006/main"/>'),
            ("ppt/media/image1.png", png()),
        ]
    )  # fmt: skip


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(*, rows: int = 40) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["Area", "Open", "Closed", "All"])
    for number in range(2, rows + 2):
        sheet.append([f"Area {number}", number, number * 2, f"=B{number}+C{number}"])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, max_col=3, min_row=1, max_row=min(rows, 10)), titles_from_data=True)
    sheet.add_chart(chart, "F2")
    sheet["A1"].hyperlink = "https://www.gov.scot/"
    return saved(book)


def opendocument(kind: str = "odt", *, add=(), body: str = "", manifest: str = "") -> bytes:
    """A document as LibreOffice writes it: its kind first and unpacked, then its parts, one of them a chart."""
    what = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}[kind]
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    inner = {
        "odt": f'<text:p xmlns:text="{office}text:1.0">Minutes <text:a xlink:href="https://www.gov.scot/">here</text:a>'
        "</text:p>",
        "ods": f'<table:table xmlns:table="{office}table:1.0" table:name="One"><table:table-row><table:table-cell '
        'office:value-type="float" office:value="3"/></table:table-row></table:table>',
        "odp": "",
    }[kind]
    content = (
        f'{HEAD}<office:document-content xmlns:office="{office}office:1.0" xmlns:draw="{office}drawing:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink"><office:body>'
        f"<office:{what}>{inner}{body}</office:{what}></office:body></office:document-content>"
    )
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>'
        for path, media in [
            ("/", f"application/vnd.oasis.opendocument.{what}"),
            ("content.xml", "text/xml"),
            ("Object 9/", "application/vnd.oasis.opendocument.chart"),
            ("Object 9/content.xml", "text/xml"),
        ]
    )
    parts = [
        ("content.xml", content),
        ("Object 9/content.xml", "<a/>"),
        ("META-INF/manifest.xml", f'{HEAD}<manifest:manifest xmlns:manifest="{office}manifest:1.0">{entries}{manifest}'
         "</manifest:manifest>"),
        *add,
    ]  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{what}", zipfile.ZIP_STORED)
        for name, part in parts:
            archive.writestr(name, part)
    return out.getvalue()


@cache
def pdf(*, pages: int = 2) -> bytes:
    """A PDF with a form field, a link and its pages' text."""
    made = pikepdf.new()
    for number in range(pages):
        page = made.add_blank_page(page_size=(595, 842))
        page.Contents = pikepdf.Stream(made, f"BT /F1 12 Tf 72 720 Td (Page {number + 1}) Tj ET".encode())
        page.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(
                F1=pikepdf.Dictionary(
                    Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
                )
            )
        )
        page.Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=[0, 0, 10, 10],
                    A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://www.gov.scot/")),
                )
            ]
        )
    made.Root.AcroForm = pikepdf.Dictionary(Fields=[])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@cache
def png(size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 40).save(out, "PNG")
    return out.getvalue()


@cache
def jpg(size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def photo_with_a_film_behind_it() -> bytes:
    """As telephones make them: a second picture and a short film behind the first."""
    return jpg() + jpg((30, 20)) + struct.pack(">L", 24) + b"ftypmp42" + bytes(12)


#: What people send every day: a name, the bytes, and what is said about it, if anything.
def everyday() -> list[tuple[str, bytes, str]]:
    return [
        ("Minutes 12.03.2024 final v1.2.docx", docx(), ""),
        ("From a template.docx", docx(template="file:///C:/Templates/Council.dotx"), "names a Word template"),
        ("Figures.xlsx", xlsx(), ""),
        ("Many figures.XLSX", xlsx(rows=4_000), ""),
        ("Board papers.pptx", pptx(), ""),
        ("Policy.odt", opendocument("odt"), ""),
        ("Totals.ods", opendocument("ods"), ""),
        ("Slides.odp", opendocument("odp"), ""),
        ("Report.pdf", pdf(), ""),
        ("Long report.docx.pdf", pdf(pages=120), ""),
        ("Scan.png", png((900, 1200)), ""),
        ("Photo.JPEG", jpg((1600, 1200)), ""),
        ("From a telephone.jpg", photo_with_a_film_behind_it(), ""),
        ("Cases.csv", "Area,Change,Note\r\nMoray,-5,“quoted”\r\nFife,+3,+44 131 496 0000\r\n".encode(), ""),
        ("From Windows.csv", "Area;Cost\r\nMoray;£5\r\nÉigg;–3\r\n".encode("cp1252"), "code page 1252"),
        ("From Excel.csv", "Area\tCost\r\nMoray\t£5\r\n".encode("utf-16"), ""),
        ("With a mark.csv", b"\xef\xbb\xbfArea,Cost\nMoray,5\n", ""),
        ("Notes – Ùrachadh 🙂.txt", b"Minutes: as agreed.\n- one\n- two\n", ""),
    ]
