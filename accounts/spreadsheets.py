"""Tables that leave the portal for a spreadsheet: a cell never turns into a formula there."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse

#: A spreadsheet takes a cell that begins so for a formula, and a formula can call out.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def neutral(value):
    """A cell as text that a spreadsheet shows and does not run. Numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def as_csv(name: str, header: list[str], rows: Iterable[Iterable]) -> HttpResponse:
    """A CSV file to save. It is written whole within the request: a stream would be read after the transaction that
    says for whom the database is asked has ended, and row-level security would then show it nothing.
    """
    file = io.StringIO()
    file.write("\ufeff")  # Excel needs the byte order mark to see that it is UTF-8.
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return HttpResponse(
        file.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "private, no-store"},
    )
