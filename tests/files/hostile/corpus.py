"""How a hostile file is entered, and what its few lines are written with."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf

from tests.build import documents as ordinary


@dataclass(frozen=True)
class Hostile:
    file_name: str
    why: str
    code: str
    says: str
    make: Callable[[], bytes]
    #: Further checks that refuse it too; “stumbles” where a reader led on past its check breaks on its own.
    also: frozenset[str] = frozenset()

    def __str__(self):
        return f"{self.code}: {self.why}"


CORPUS: list[Hostile] = []


def hostile(file_name: str, why: str, code: str, says: str, also: str = ""):
    def keep(make):
        CORPUS.append(Hostile(file_name, why, code, says, make, frozenset(also.split())))
        return make

    return keep


def changed_pdf(change=None, **save) -> bytes:
    pdf = pikepdf.open(io.BytesIO(ordinary.pdf()))
    if change:
        change(pdf)
    out = io.BytesIO()
    pdf.save(out, **save)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes | str, *, compress=zipfile.ZIP_DEFLATED) -> bytes:
    """The same archive and one part more."""
    return rewritten(data, add=[(name, content)], compress=compress)


def rewritten(data: bytes, *, add=(), replace=None, compress=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", compress) as new:
        for info in old.infolist():
            content = old.read(info)
            if replace and info.filename in replace:
                content = replace[info.filename](content.decode()).encode()
            new.writestr(info, content)
        for name, content in add:
            new.writestr(name, content)
    return out.getvalue()


def with_relationship(
    role: str, target: str, *, external: bool = True, to: str = "word/_rels/document.xml.rels"
) -> bytes:
    """A Word document with one relationship more."""
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{role}"
    mode = ' TargetMode="External"' if external else ""
    rel = f'<Relationship Id="rIdX" Type="{kind}" Target="{target}"{mode}/>'
    return rewritten(
        ordinary.docx(), replace={to: lambda text: text.replace("</Relationships>", f"{rel}</Relationships>")}
    )


def patched(data: bytes, signature: bytes, offset: int, new: bytes, *, which: int = 0) -> bytes:
    """Bytes written over the n-th header with this signature."""
    at = -1
    for _ in range(which + 1):
        at = data.index(signature, at + 1)
    return data[: at + offset] + new + data[at + offset + len(new) :]


LOCAL, ENTRY = b"PK\x03\x04", b"PK\x01\x02"
