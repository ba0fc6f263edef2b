"""Tables and charts: numbers pasted from a spreadsheet, checked cell by cell, and drawn from what was checked."""

import csv
import io
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from interface import charts, licence
from interface.counting import counted, noun

#: What a cell may hold instead of a number, and how it is shown: a small number that is not told, or one not known.
WITHHELD = "*"
NOT_KNOWN = {"", "-", "–", "—", "n/a", "na", "..", ":"}
MOST_ROWS, MOST_COLUMNS, MOST_WORDS = 200, 12, 200

DRAWN_BY = {
    "bar": charts.BarChart,
    "grouped": charts.GroupedBarChart,
    "stacked": charts.StackedBarChart,
    "line": charts.LineChart,
}


@dataclass
class Pasted:
    """What was read from a paste, and what is wrong with it by row and column, in words."""

    data: dict = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def read(text: str, *, kind: str, unit: str = "") -> Pasted:
    """Read cells copied from a spreadsheet (parted by tabs) or a CSV: the first row holds the headings.

    A column is one of numbers when nothing but numbers, withheld and unknown cells stand in it. A chart needs all of
    its columns but the first to be so; a table may have words.
    """
    rows = _cells(text)
    if len(rows) < 2:
        return Pasted(errors=["Paste at least two rows: one with the headings, and one with figures."])
    head, body = rows[0], rows[1:]
    errors = _shape(head, body)
    if errors:
        return Pasted(errors=errors)
    percent = any("%" in cell for row in body for cell in row[1:])
    columns: list[dict] = [{"name": head[0] or "Category", "numeric": False}]
    found = [[row[0]] for row in body]
    for place in range(1, len(head)):
        cells = [row[place] for row in body]
        wrong = [index for index, cell in enumerate(cells) if not _is_figure(cell)]
        numeric = not wrong and any(_number(cell) is not None for cell in cells)
        if not numeric and kind != "table":
            if wrong:
                errors += [
                    f"Row {index + 2} ({body[index][0] or 'no name'}), column “{head[place]}”: “{cells[index][:40]}” is "
                    "not a number. Write a number, * where it is withheld, or leave it empty where it is not known."
                    for index in wrong[:10]
                ]
            else:
                errors.append(f"Column “{head[place]}” has no numbers.")
        columns.append({"name": head[place], "numeric": numeric})
        for row, cell in zip(found, cells, strict=True):
            row.append(_kept(cell) if numeric else cell)
    if kind in {"bar", "stacked", "grouped"} and not errors:
        errors += [
            f"Row {index + 2} ({row[0]}), column “{head[place]}”: {value} is below nought, which a bar cannot show. "
            "Use a line chart or a table."
            for index, row in enumerate(found)
            for place, value in enumerate(row[1:], start=1)
            if isinstance(value, int | float) and value < 0
        ]
    if kind == "bar" and len(head) != 2:
        errors.append(
            f"A bar chart has one column of figures beside the names; this has {len(head) - 1}. "
            "Use a grouped bar chart, or leave the others out."
        )
    if kind in {"grouped", "stacked", "line"} and len(head) > 9:
        errors.append(f"A chart of {len(head) - 1} series cannot be read. Use at most eight, or a table.")
    if kind == "line" and len(body) < 2:
        errors.append("A line needs at least two points.")
    if errors:
        return Pasted(errors=errors)
    return Pasted({"columns": columns, "rows": found, "unit": unit or ("%" if percent else "")})


def _cells(text: str) -> list[list[str]]:
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if not lines:
        return []
    delimiter = "\t" if "\t" in lines[0] else ";" if lines[0].count(";") > lines[0].count(",") else ","
    read_rows = csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter)
    rows = [[" ".join(cell.split()) for cell in row] for row in read_rows]
    # A spreadsheet often copies empty columns along; what is empty from top to bottom at the right is not meant.
    while rows and len(rows[0]) > 1 and all(len(row) < len(rows[0]) or not row[-1] for row in rows):
        widest = len(rows[0])
        rows = [row[:-1] if len(row) >= widest else row for row in rows]
    return rows


def _shape(head: list[str], body: list[list[str]]) -> list[str]:
    errors = []
    if len(head) < 2:
        return ["Paste at least two columns: names, and figures. Columns are parted by tabs, or by commas."]
    if len(body) > MOST_ROWS or len(head) > MOST_COLUMNS:
        return [
            f"This has {counted(len(body), 'row')} and {counted(len(head), 'column')}. At most {MOST_ROWS} rows and {MOST_COLUMNS} columns can "
            "be read on a page. Split it by meaning into two."
        ]
    for place, name in enumerate(head[1:], start=2):
        if not name:
            errors.append(f"Column {place} has no heading. Say in the first row what it counts.")
    for name in {name for name in head if name and head.count(name) > 1}:
        errors.append(f"Two columns are headed “{name}”. Give each its own heading.")
    for index, row in enumerate(body, start=2):
        if len(row) != len(head):
            errors.append(
                f"Row {index} ({row[0] or 'no name'}) has {counted(len(row), 'cell')}, but there {noun(len(head), 'is,are')} {counted(len(head), 'heading')}."
            )
        elif not row[0]:
            errors.append(f"Row {index} has no name in its first column.")
        errors += [
            f"Row {index}, column “{head[place]}” is longer than {MOST_WORDS} characters."
            for place, cell in enumerate(row[: len(head)])
            if len(cell) > MOST_WORDS
        ]
    return errors[:20]


def _number(cell: str) -> int | float | None:
    bare = cell.replace(",", "").replace(" ", "").replace("£", "").removesuffix("%").replace("−", "-")
    if not re.fullmatch(r"-?\d+(\.\d+)?", bare):
        return None
    try:
        number = Decimal(bare)
    except InvalidOperation:
        return None
    return int(number) if number == number.to_integral_value() and "." not in bare else float(number)


def _is_figure(cell: str) -> bool:
    return cell == WITHHELD or cell.lower() in NOT_KNOWN or _number(cell) is not None


def _kept(cell: str):
    if cell == WITHHELD:
        return WITHHELD
    return _number(cell)


def as_pasted(data: dict) -> str:
    """A figure's numbers as the text that would give them, for changing them again."""
    if not data.get("rows"):
        return ""
    head = [column["name"] for column in data["columns"]]
    lines = [head, *([shown(cell) for cell in row] for row in data["rows"])]
    return "\n".join("\t".join(line) for line in lines)


def shown(cell) -> str:
    """A cell in words, without its unit: 1,032, or 7.5, or the sign for a number that is withheld."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    return f"{cell:,}"


# --- Drawing ---------------------------------------------------------------------------------------------------------


def chart(figure: dict):
    """The drawing of a frozen or draft figure, given as plain values (``as_plain``); None for a table."""
    drawn_by = DRAWN_BY.get(figure["kind"])
    if drawn_by is None:
        return None
    data = figure["data"]
    if figure.get("description"):
        # The writer knows better what is to be seen in it.
        drawn_by = type(drawn_by.__name__, (drawn_by,), {"description": figure["description"]})
    cells = [cell for row in data["rows"] for cell in row[1:]]
    unknown = "withheld" if None not in cells else "not known" if WITHHELD not in cells else "not shown"
    return drawn_by(
        title=figure["message"] or figure["caption"],
        categories=tuple(row[0] for row in data["rows"]),
        series=tuple(
            charts.Series(
                column["name"],
                tuple(row[place] if isinstance(row[place], int | float) else None for row in data["rows"]),
            )
            for place, column in enumerate(data["columns"])
            if place
        ),
        unit=data.get("unit", ""),
        key=f"drawing-{figure['key']}",
        category_word=data["columns"][0]["name"],
        withheld=unknown,
    )


def description(figure: dict) -> str:
    """What a figure shows, in words: the writer's, or else composed from the numbers."""
    if figure.get("description"):
        return figure["description"]
    drawing = chart(figure)
    if drawing is not None:
        return drawing.description
    rows, columns = figure["data"]["rows"], figure["data"]["columns"]
    return f"Table of {counted(len(rows), 'row')} and {counted(len(columns), 'column')}: {', '.join(column['name'] for column in columns)}."


def as_plain(figure) -> dict:
    """A figure as plain values: what a page, a print and a frozen edition are all drawn from."""
    return {
        "key": figure.key,
        "kind": figure.kind,
        "message": figure.message,
        "caption": figure.caption,
        "data": figure.data,
        "source": figure.source,
        "description": figure.description,
        "taken_from": figure.taken_from,
        "taken_digest": figure.taken_digest,
    }


def has_withheld(data: dict) -> bool:
    return any(cell == WITHHELD for row in data.get("rows", []) for cell in row[1:])


# --- Data beside the report ------------------------------------------------------------------------------------------


def to_csv(figure: dict) -> str:
    """A figure's numbers as CSV, one header row, with the unit in the headings of the columns it belongs to."""
    unit = figure["data"].get("unit", "")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        neutral(column["name"] + (f" ({unit})" if unit and column["numeric"] else ""))
        for column in figure["data"]["columns"]
    )
    for row in figure["data"]["rows"]:
        writer.writerow("" if cell is None else neutral(cell) if isinstance(cell, str) else cell for cell in row)
    return out.getvalue()


def dictionary(figures: list[dict], more: list[tuple[str, str, str]] = ()) -> str:
    """The data dictionary of a report: every column of every file, what it means and where it comes from.

    ``more`` are columns of further files, as (file, column, what it holds).
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["file", "column", "holds", "unit", "what the table shows", "source"])
    for figure in figures:
        for column in figure["data"]["columns"]:
            writer.writerow(
                neutral(cell)
                for cell in (
                    f"{figure['key']}.csv",
                    column["name"]
                    + (f" ({figure['data']['unit']})" if figure["data"].get("unit") and column["numeric"] else ""),
                    "number; * where withheld; empty where not known" if column["numeric"] else "words",
                    figure["data"].get("unit", "") if column["numeric"] else "",
                    figure["caption"],
                    figure["source"],
                )
            )
    for file, column, holds in more:
        writer.writerow([file, column, holds, "", "", ""])
    writer.writerow(["(all)", "(licence)", licence.IN_WORDS, "", "", ""])
    return out.getvalue()


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell[:1] in tuple("=+-@\t\r") else cell
