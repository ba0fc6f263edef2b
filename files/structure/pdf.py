"""PDF: every object looked at, whether a page shows it or not."""

import io
import zlib

import pikepdf

from files import kinds
from files.structure import limits
from files.structure.findings import Findings

WHITE = b" \t\r\n\x0c\x00"
#: What an action may do without being asked: go to a place in this document, or open a page that the reader sees named.
HARMLESS_ACTIONS = {"/GoTo", "/URI", "/Named", "/Thread", "/Hide", "/SetOCGState", "/Trans", "/GoToDp"}
ACTIONS = {
    "/JavaScript": "pdf-javascript",
    "/Rendition": "pdf-media",
    "/Movie": "pdf-media",
    "/Sound": "pdf-media",
    "/GoTo3DView": "pdf-media",
    "/RichMediaExecute": "pdf-media",
    "/SubmitForm": "pdf-sends",
    "/ImportData": "pdf-sends",
    "/ResetForm": None,
}
MEDIA = {"/RichMedia", "/Movie", "/Sound", "/3D", "/Screen"}


def check(data: bytes, kind: kinds.Kind, findings: Findings) -> None:
    _check_both_ends(data, findings)
    try:
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        findings.stop("pdf-locked")
    except pikepdf.PdfError:
        findings.stop("damaged")
    with pdf:
        if pdf.is_encrypted:
            findings.stop("pdf-locked")
        try:
            if len(pdf.pages) == 0:
                findings.stop("pdf-no-pages")
        except pikepdf.PdfError:
            findings.stop("damaged")
        form = pdf.Root.get("/AcroForm")
        if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
            findings.refuse("pdf-xfa")
        for thing in pdf.objects:
            _look_into(thing, findings, depth=0)
            if isinstance(thing, pikepdf.Stream):
                _check_stream(thing, findings)


def _check_both_ends(data: bytes, findings: Findings) -> None:
    end = data.rfind(b"%%EOF")
    if end < 0:
        findings.stop("pdf-cut-short")
    rest = data[end + 5 :].strip(WHITE)
    zip_end = data.rfind(b"PK\x05\x06")
    if zip_end >= 0 and len(data) - zip_end < 65_557 and b"PK\x01\x02" in data:
        findings.refuse("two-files-in-one", one="a PDF", other="an archive")
    elif len(rest) > 16:
        findings.refuse("after-the-end")


def _look_into(thing, findings: Findings, depth: int) -> None:
    """One object and what lies directly in it. Other objects are only named in it; the loop above comes to them."""
    if depth > 100:
        findings.stop("damaged")
    if isinstance(thing, pikepdf.Array):
        for item in thing.as_list():
            if isinstance(item, pikepdf.Object) and not item.is_indirect:
                _look_into(item, findings, depth + 1)
        return
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return
    entries = thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing
    names = set(entries.keys())
    if "/JS" in names:
        findings.refuse("pdf-javascript")
    if "/XFA" in names:
        findings.refuse("pdf-xfa")
    if "/EF" in names or "/EmbeddedFiles" in names or _name(entries, "/Type") == "/EmbeddedFile":
        findings.refuse("pdf-attachments")
    subtype = _name(entries, "/Subtype")
    if subtype == "/FileAttachment":
        findings.refuse("pdf-attachments")
    if subtype in MEDIA:
        findings.refuse("pdf-media")
    _check_action(entries, names, findings)
    for name in names:
        value = entries[name]
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            _look_into(value, findings, depth + 1)


def _check_action(entries, names: set, findings: Findings) -> None:
    action = _name(entries, "/S")
    if action in ACTIONS:
        if code := ACTIONS[action]:
            findings.refuse(code)
    elif action == "/Launch" or (action in ("/GoToR", "/GoToE") and ("/F" in names or "/T" in names)):
        findings.refuse("pdf-launch")
    elif action == "/URI" and "/URI" in names:
        address = str(entries["/URI"]).strip().lower()
        if address.startswith(("javascript:", "vbscript:", "data:", "file:", "ms-msdt:", "search-ms:", "shell:")):
            findings.refuse("link-runs", noun="PDF", where=address)


def _name(entries, key: str) -> str:
    value = entries.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _check_stream(stream, findings: Findings) -> None:
    """A few kilobytes that unpack to a gigabyte are there to fill somebody's memory."""
    filters = stream.get("/Filter")
    chain = [str(item) for item in (filters if isinstance(filters, pikepdf.Array) else [filters]) if item is not None]
    if chain.count("/FlateDecode") + chain.count("/Fl") > 1 or len(chain) > 3:
        findings.refuse("packed-too-tight", most=limits.RATIO)
        return
    if _name(stream, "/Subtype") == "/Image":
        points = _number(stream, "/Width") * _number(stream, "/Height")
        if points > limits.PICTURE_MEGAPIXELS * 4 * 1_000_000:
            findings.refuse("picture-too-big", pixels=points // 1_000_000, most=limits.PICTURE_MEGAPIXELS * 4)
        return
    if chain and chain[0] in ("/FlateDecode", "/Fl"):
        inflater, rest, size = zlib.decompressobj(), stream.read_raw_bytes(), 0
        try:
            while rest and not inflater.eof:
                size += len(inflater.decompress(rest, limits.MIB))
                rest = inflater.unconsumed_tail
                if size > limits.PDF_STREAM_BYTES:
                    findings.stop("packed-too-tight", most=limits.RATIO)
        except zlib.error:
            return  # readers show such a stream as empty


def _number(entries, key: str) -> int:
    try:
        return int(entries.get(key, 0))
    except (TypeError, ValueError):
        return 0
