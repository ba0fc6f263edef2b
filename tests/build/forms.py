"""Forms made in a spreadsheet, as their authors write them: sheets of rows, the first of which has the headings."""

import io
from collections.abc import Iterable

from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from openpyxl import Workbook

from instruments.xlsform.bringing import Brought, brought
from instruments.xlsform.sheets import content_of


def workbook(**sheets: Iterable[Iterable]) -> bytes:
    """A workbook of these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(*survey: Iterable, choices: Iterable[Iterable] = (), settings: Iterable[Iterable] = (), **others) -> Brought:
    """What a form of these rows becomes. Headings are type, name, label and those that a row of them names."""
    rows = list(survey) if survey and survey[0][0] == "type" else [("type", "name", "label"), *survey]
    sheets = {"survey": rows}
    if choices:
        sheets["choices"] = [("list_name", "name", "label"), *choices]
    if settings:
        sheets["settings"] = settings
    return brought(content_of(workbook(**sheets, **others)), title="Untitled")


def upload(content: bytes, name: str = "form.xlsx") -> SimpleUploadedFile:
    """The workbook as a browser sends it."""
    return SimpleUploadedFile(name, content)


def arrived(content: bytes, name: str = "form.xlsx") -> TemporaryUploadedFile:
    """The workbook as a view finds it, in a file of its own."""
    file = TemporaryUploadedFile(name, "application/octet-stream", len(content), None)
    file.write(content)
    file.seek(0)
    return file
