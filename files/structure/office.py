"""Word, Excel and PowerPoint: an archive of XML parts that name each other, and what may lie among them."""

import posixpath
import re
from urllib.parse import unquote

from files import kinds
from files.structure import xml
from files.structure.archive import Archive, Part
from files.structure.findings import Findings

NOUNS = {"docx": "document", "xlsx": "workbook", "pptx": "presentation"}
AS = {"docx": ".docx", "xlsx": ".xlsx", "pptx": ".pptx"}

MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": "pptx",
}
OTHER_MAIN = {
    "wordprocessingml.template.main": "a Word template",
    "spreadsheetml.template.main": "an Excel template",
    "presentationml.template.main": "a PowerPoint template",
    "presentationml.slideshow.main": "a PowerPoint show",
    "ms-excel.sheet.binary": "a binary Excel workbook",
    "ms-visio.drawing": "a Visio drawing",
    "ms-package.xps": "an XPS document",
}
#: Schemes of links that open a page, a message or a file that the reader sees named; others can start a program.
LINKS_THAT_RUN = re.compile(r"^\s*(javascript|vbscript|data|ms-msdt|search-ms|search|shell|ms-officecmd)\s*:", re.I)
WORKBOOK_LINKS = {"externallinkpath", "externallink", "xlpathmissing", "xlalternatestartup", "xllibrary", "xlstartup"}
LOCAL_DRIVE = re.compile(r"^(file:/{2,3})?[A-Za-z]:[\\/]", re.I)
DDE = re.compile(r"\bDDE(AUTO)?\b|\bINCLUDETEXT\b", re.I)
WORD_TEXT_PARTS = re.compile(r"^word/(document|header\d*|footer\d*|footnotes|endnotes|comments|glossary/document)")


def check(data: bytes, kind: kinds.Kind, findings: Findings) -> None:
    archive = Archive(data, findings)
    OfficeFile(archive, kind, findings).check()
    if kind.slug == "xlsx" and not findings.refusals:
        from files.structure import workbook

        workbook.check(data, findings)


class OfficeFile:
    def __init__(self, archive: Archive, kind: kinds.Kind, findings: Findings):
        self.archive, self.kind, self.findings = archive, kind, findings
        self.noun = NOUNS[kind.slug]
        self.types: dict[str, str] = {}
        self.defaults: dict[str, str] = {}

    def check(self) -> None:
        self._read_types()
        self._check_main_part()
        for part in self.archive.parts:
            self._check_part(part)

    def _read_types(self) -> None:
        part = self.archive.part("[Content_Types].xml")
        if part is None:
            self.findings.stop("no-kind", extension=self.kind.slug, title=self.kind.title)

        def start(name, attributes):
            if xml.local(name) == "Override":
                self.types[attributes.get("PartName", "").lstrip("/").lower()] = attributes.get("ContentType", "")
            elif xml.local(name) == "Default":
                self.defaults[attributes.get("Extension", "").lower()] = attributes.get("ContentType", "")

        xml.read(self.archive.read(part), self.findings, part.name, start=start)

    def type_of(self, part: Part) -> str:
        name = part.name.lower()
        return self.types.get(name) or self.defaults.get(posixpath.splitext(name)[1].lstrip("."), "")

    def _check_main_part(self) -> None:
        declared = set(self.types.values()) | set(self.defaults.values())
        if any("macroenabled" in media_type.lower() for media_type in declared):
            self.findings.refuse("macros", noun=self.noun, as_=AS[self.kind.slug])
            return
        found = {MAIN[media_type] for media_type in declared if media_type in MAIN}
        if found == {self.kind.slug}:
            return
        what = next((words for sign, words in OTHER_MAIN.items() for media_type in declared if sign in media_type), "")
        if not what and len(found) == 1:
            other = kinds.BY_SLUG[found.pop()].title
            what = f"{'an' if other[0] in 'AEIOU' else 'a'} {other}"
        if what:
            self.findings.refuse("another-kind", extension=self.kind.slug, what=what, title=self.kind.title)
        else:
            self.findings.refuse("no-kind", extension=self.kind.slug, title=self.kind.title)

    # --- part by part ---------------------------------------------------------------------------------------------
    def _check_part(self, part: Part) -> None:
        name, media_type = part.name.lower(), self.type_of(part).lower()
        if name == "[content_types].xml":
            return
        base = posixpath.basename(name)
        if base in ("vbaproject.bin", "vbadata.xml") or "vbaproject" in media_type:
            self.findings.refuse("macros", noun=self.noun, as_=AS[self.kind.slug])
        elif "macrosheet" in media_type or "/macrosheets/" in name or "/dialogsheets/" in name:
            self.findings.refuse("excel4-macros")
        elif "/activex/" in name or "activex" in media_type:
            self.findings.refuse("controls", noun=self.noun)
        elif "/embeddings/" in name or "oleobject" in media_type:
            self.findings.refuse("embedded", noun=self.noun, part=base)
        elif name == "xl/connections.xml" or "/querytables/" in name:
            self.findings.refuse("outside-data")
        if name.endswith(".rels"):
            xml.read(self.archive.read(part), self.findings, part.name, start=self._relationship)
        elif self.kind.slug == "docx" and WORD_TEXT_PARTS.match(name):
            self._check_fields(part)
        elif self.kind.slug == "xlsx" and name.startswith("xl/worksheets/") and name.endswith(".xml"):
            self._check_formulas(part)
        elif name.startswith("xl/externallinks/") and name.endswith(".xml"):
            xml.read(self.archive.read(part), self.findings, part.name, start=self._external_link)
        elif name.endswith((".xml", ".vml")) or media_type.endswith("+xml"):
            xml.read(self.archive.read(part), self.findings, part.name, forgiving=name.endswith(".vml"))
        else:
            for _ in self.archive.read(part):
                pass

    def _relationship(self, name: str, attributes: dict) -> None:
        if xml.local(name) != "Relationship":
            return
        role = attributes.get("Type", "").rstrip("/").rpartition("/")[2].lower()
        target = unquote(attributes.get("Target", ""))
        if role in ("oleobject", "package", "afchunk"):
            self.findings.refuse("embedded", noun=self.noun, part=posixpath.basename(target) or role)
        elif role == "control":
            self.findings.refuse("controls", noun=self.noun)
        elif role == "vbaproject":
            self.findings.refuse("macros", noun=self.noun, as_=AS[self.kind.slug])
        if attributes.get("TargetMode", "").lower() != "external":
            return
        if role == "hyperlink":
            if LINKS_THAT_RUN.match(target):
                self.findings.refuse("link-runs", noun=self.noun, where=target)
        elif role == "attachedtemplate":
            if LOCAL_DRIVE.match(target):
                # A drive of the author's machine: nothing is reached from anywhere else.
                self.findings.note("local-template", where=re.split(r"[\\/]", target)[-1])
            else:
                self.findings.refuse("outside-template", where=target)
        elif role in WORKBOOK_LINKS:
            self.findings.refuse("outside-workbook", where=re.split(r"[\\/]", target)[-1])
        else:
            self.findings.refuse("outside-content", noun=self.noun, where=target)

    def _external_link(self, name: str, attributes: dict) -> None:
        if xml.local(name) in ("ddeLink", "oleLink"):
            self.findings.refuse("starts-program", noun=self.noun)

    def _check_fields(self, part: Part) -> None:
        """Field codes may be cut into runs, letter by letter; they are put together again before they are read."""
        code, inside = [], False

        def start(name, attributes):
            nonlocal inside
            inside = xml.local(name) == "instrText"
            if xml.local(name) == "fldSimple":
                code.append(next((value for key, value in attributes.items() if xml.local(key) == "instr"), "") + " ")
            elif xml.local(name) == "fldChar" and "separate" in attributes.values():
                code.append(" ")

        def text(characters):
            if inside:
                code.append(characters)

        xml.read(self.archive.read(part), self.findings, part.name, start=start, text=text)
        if DDE.search("".join(code)):
            self.findings.refuse("starts-program", noun=self.noun)

    def _check_formulas(self, part: Part) -> None:
        tail = b""

        def watched():
            nonlocal tail
            for chunk in self.archive.read(part):
                window = (tail + chunk).upper()
                if b"WEBSERVICE(" in window:
                    self.findings.refuse("outside-data")
                if b"CALL(" in window and re.search(rb"<F[^>]*>[^<]*\bCALL\(", window):
                    self.findings.refuse("starts-program", noun=self.noun)
                tail = chunk[-64:]
                yield chunk

        xml.read(watched(), self.findings, part.name)
