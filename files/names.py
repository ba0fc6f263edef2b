"""Names of files: kept exactly as they came, shown and saved so that they cannot deceive. No Django here."""

import re
import unicodedata

LONGEST = 200
#: They turn the reading direction, or cannot be seen: a name with one in it reads as another.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
HIDDEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
#: Windows keeps these for devices, whatever the ending.
RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in "0123456789¹²³"]
)
NOT_ON_EVERY_DISK = re.compile(r'[<>:"/\\|?*]')


def is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


def to_keep(name: str) -> str:
    """The name as it came, in characters that a database can hold."""
    return name.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\N{REPLACEMENT CHARACTER}")[:1000]


def to_show(name: str) -> str:
    """The name as a page shows it: what turns, hides or controls becomes a visible mark."""
    shown = name
    if not (name.isascii() and name.isprintable()):  # most are, and a list shows hundreds of them
        shown = "".join(
            "\N{REPLACEMENT CHARACTER}" if is_control(letter) or letter in TURNING or letter in HIDDEN else letter
            for letter in name
        )
    return shown if len(shown) <= LONGEST else f"{shown[:150]}…{shown[-40:]}"


def to_save(name: str, extension: str = "") -> str:
    """The name as it reaches a disk: composed letters, nothing that any system forbids, an ending that is true."""
    name = unicodedata.normalize("NFC", name)
    name = "".join(" " if is_control(letter) else letter for letter in name)
    name = "".join(letter for letter in name if letter not in TURNING and letter not in HIDDEN)
    name = NOT_ON_EVERY_DISK.sub("-", name)
    name = re.sub(r"\s+", " ", name).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, extension
    if stem.split(".")[0].strip().lower() in RESERVED:
        stem = f"file {stem}"
    stem = stem.strip(" .") or "document"
    return f"{stem[: LONGEST - 12]}.{ending}" if ending else stem[:LONGEST]
