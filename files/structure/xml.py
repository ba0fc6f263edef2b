"""XML, read by expat as it streams: no tree, no entities, nothing fetched."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from files.structure import limits
from files.structure.findings import Findings, Stop


def read(chunks: Iterable[bytes], findings: Findings, part: str, *, start: Callable | None = None,
         text: Callable | None = None, forgiving: bool = False) -> None:  # fmt: skip
    """Read one part. ``start(name, attributes)`` hears of elements, named as ``namespace name``; ``text`` of text.

    A part that is not well-formed is damaged, unless ``forgiving``: Excel's own old drawings are not.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def doctype(*_):
        findings.stop("xml-doctype", part=part)

    def begins(name, attributes):
        nonlocal depth
        depth += 1
        if depth > limits.XML_DEPTH:
            findings.stop("xml-deep", part=part)
        if start:
            start(name, attributes)

    def ends(name):
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = doctype
    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    if text:
        parser.CharacterDataHandler = text
    broken = False
    for chunk in chunks:
        if broken:
            continue  # read on all the same: the archive counts what comes out
        try:
            parser.Parse(chunk, False)
        except Stop:
            raise
        except expat.ExpatError:
            broken = True
    if not broken:
        try:
            parser.Parse(b"", True)
        except expat.ExpatError:
            broken = True
    if broken and not forgiving:
        findings.stop("damaged")


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition(" ")[2]
