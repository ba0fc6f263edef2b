"""OpenDocument text, spreadsheets and presentations: an archive with a manifest, and what may lie in it."""

import re

from files import kinds
from files.structure import xml
from files.structure.archive import Archive, Part
from files.structure.findings import Findings

NOUNS = {"odt": "document", "ods": "workbook", "odp": "presentation"}
#: Charts and formulas are kept as small documents of their own; they are part of this one.
OWN_OBJECTS = ("application/vnd.oasis.opendocument.chart", "application/vnd.oasis.opendocument.formula")
OBJECT = re.compile(r"^(Object [^/]+)(/|$)")
FROM_ELSEWHERE = re.compile(r"^\s*([a-z][a-z0-9+.-]*:|//|\\\\|\.\./\.\.)", re.I)
RUNS = re.compile(r"^\s*(javascript|vbscript|data|macro|vnd\.sun\.star\.script|shell|search-ms|ms-msdt)\s*:", re.I)


def check(data: bytes, kind: kinds.Kind, findings: Findings) -> None:
    archive = Archive(data, findings)
    OpenDocument(archive, kind, findings).check()
    if kind.slug == "ods" and not findings.refusals:
        from files.structure import workbook

        workbook.check(data, findings)


class OpenDocument:
    def __init__(self, archive: Archive, kind: kinds.Kind, findings: Findings):
        self.archive, self.kind, self.findings = archive, kind, findings
        self.noun = NOUNS[kind.slug]
        self.types: dict[str, str] = {}

    def check(self) -> None:
        self._check_kind()
        manifest = self.archive.part("META-INF/manifest.xml")
        if manifest is None:
            self.findings.stop("no-kind", extension=self.kind.slug, title=self.kind.title)
        xml.read(self.archive.read(manifest), self.findings, manifest.name, start=self._manifest)
        for part in self.archive.parts:
            if part.name not in ("mimetype", manifest.name):
                self._check_part(part)

    def _check_kind(self) -> None:
        part = self.archive.part("mimetype")
        said = self.archive.read_whole(part).decode("ascii", "replace").strip() if part and part.size < 200 else ""
        if said == self.kind.media_type:
            return
        other = next((kind for kind in kinds.TAKEN if kind.media_type == said), None)
        if other:
            self.findings.refuse(
                "another-kind", extension=self.kind.slug, what=f"an {other.title}", title=self.kind.title
            )
        else:
            self.findings.stop("no-kind", extension=self.kind.slug, title=self.kind.title)

    def _manifest(self, name: str, attributes: dict) -> None:
        if xml.local(name) == "encryption-data":
            self.findings.stop("part-locked")
        if xml.local(name) == "file-entry":
            said = {xml.local(key): value for key, value in attributes.items()}
            self.types[said.get("full-path", "").rstrip("/")] = said.get("media-type", "")

    def _check_part(self, part: Part) -> None:
        name = part.name
        if name.startswith(("Basic/", "Scripts/", "Dialogs/")) and not part.is_folder:
            self.findings.refuse("macros", noun=self.noun, as_=f".{self.kind.slug}")
        if (object_ := OBJECT.match(name)) and self.types.get(object_[1], "") not in OWN_OBJECTS:
            self.findings.refuse("embedded", noun=self.noun, part=object_[1])
        if name.endswith((".xml", ".rdf")):
            xml.read(self.archive.read(part), self.findings, name, start=self._element)
        else:
            for _ in self.archive.read(part):
                pass

    def _element(self, name: str, attributes: dict) -> None:
        what = xml.local(name)
        if what in ("event-listener", "script") and "script" in name.rpartition(" ")[0]:
            self.findings.refuse("macros", noun=self.noun, as_=f".{self.kind.slug}")
        elif what in ("dde-source", "dde-link", "dde-connection", "dde-connection-decl"):
            self.findings.refuse("starts-program", noun=self.noun)
        elif what in ("plugin", "applet", "floating-frame"):
            self.findings.refuse("embedded", noun=self.noun, part=what)
        address = next((value for key, value in attributes.items() if key.endswith("xlink href")), None)
        if address is None:
            return
        if RUNS.match(address):
            self.findings.refuse("link-runs", noun=self.noun, where=address)
        elif what not in ("a", "bookmark-ref", "hyperlink") and FROM_ELSEWHERE.match(address):
            if what == "table-source":
                self.findings.refuse("outside-workbook", where=re.split(r"[\\/]", address)[-1])
            elif what == "template":
                return  # only a name in the properties; nothing is opened from there
            else:
                self.findings.refuse("outside-content", noun=self.noun, where=address)
