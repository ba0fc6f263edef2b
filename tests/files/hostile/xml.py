"""XML that declares what would be resolved or multiplied, or is none."""

from tests.build import documents as ordinary
from tests.files.hostile.corpus import hostile, with_part


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
    return with_part(ordinary.docx(), "word/theme.xml", "<?xml version='1.0'?>" + "".join(lines) + "]><l>&i;</l>")


@hostile(
    "minutes.docx",
    "an abbreviation that reads a file of ours",
    "xml-doctype",
    "Part of this file (word/theme.xml) defines its own abbreviations",
)
def _():
    return with_part(
        ordinary.docx(), "word/theme.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    )


@hostile(
    "minutes.docx", "elements nested without end", "xml-deep", "Part of this file (word/theme.xml) is nested far deeper"
)
def _():
    return with_part(ordinary.docx(), "word/theme.xml", "<a>" * 5_000 + "</a>" * 5_000)


@hostile("minutes.docx", "a part that is not XML to its end", "damaged", "This file is damaged")
def _():
    return with_part(ordinary.docx(), "word/theme.xml", "<a><b></a>")
