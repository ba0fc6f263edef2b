"""Plain text and CSV: in a known encoding, of lines that a person could read, with nothing that calculates."""

import csv
import io
import re

from files import kinds
from files.structure import limits
from files.structure.findings import Findings

MARKS = [(b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")]
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
#: "-5", "+44 141 …" and "-" are data; "=…", "@SUM(…)" and "+cmd|…" calculate.
FORMULA = re.compile(r"^\s*(=|@[A-Za-z]|[+\-].*[(|!])")
SEPARATORS = ",;\t|"


def check(data: bytes, kind: kinds.Kind, findings: Findings) -> None:
    text = decode(data, kind, findings)
    if CONTROLS.search(text):
        findings.stop("text-binary", extension=kind.slug)
    beginning = text.lstrip()[:64].lower().encode("utf-8", "replace")
    if (what := kinds.looks_like(beginning)) and what not in ("a bitmap picture", "a Windows program"):
        findings.refuse("looks-like-another", extension=kind.slug, what=what, title=kind.title)
    elif text.startswith("ID;P"):
        findings.refuse("looks-like-another", extension=kind.slug, what="a SYLK sheet", title=kind.title)
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > limits.LINE_CHARACTERS:
            findings.stop("text-long-line", line=f"{number:,}", most=f"{limits.LINE_CHARACTERS:,}")
    if kind.slug == "csv":
        _check_table(text, findings)


def decode(data: bytes, kind: kinds.Kind, findings: Findings) -> str:
    """The text, from UTF-8, UTF-16 with its mark, or else Windows' own table of letters, with a note."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                findings.stop("text-binary", extension=kind.slug)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        findings.stop("text-binary", extension=kind.slug)
    findings.note("read-as-windows-text")
    return text


def _check_table(text: str, findings: Findings) -> None:
    csv.field_size_limit(limits.LINE_CHARACTERS)
    first = text[:4096].splitlines()[0] if text.strip() else ""
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            if len(row) > limits.CSV_COLUMNS:
                findings.stop("csv-too-wide", line=f"{reader.line_num:,}", most=f"{limits.CSV_COLUMNS:,}")
            for cell in row:
                if cell[:1] in "=@+- \t\r\n" and cell and FORMULA.match(cell):
                    findings.stop("csv-formula", line=f"{reader.line_num:,}", cell=cell)
    except csv.Error:
        findings.refuse("text-long-line", line=f"{reader.line_num:,}", most=f"{limits.LINE_CHARACTERS:,}")
