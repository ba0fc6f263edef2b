"""What a PDF says to those who listen: its tags, read with pikepdf. For every room that prints.

``problems(pdf)`` is to be empty. It says "checked by these rules", never "conformant": no machine here can say that.
``Structure`` answers questions about one document: its headings, tables, figures, bookmarks.
"""

import io
import tempfile
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pdfua
import pikepdf
from pikepdf import Array, Dictionary, Name

HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")


@dataclass
class Tag:
    kind: str
    thing: Dictionary
    kids: list["Tag"]
    #: Marked contents hanging directly on it: page object and number.
    marks: list[tuple[tuple[int, int], int]]

    def all(self, *kinds: str):
        for kid in self.kids:
            if not kinds or kid.kind in kinds:
                yield kid
            yield from kid.all(*kinds)

    @property
    def attributes(self) -> dict:
        given = self.thing.get("/A", {})
        merged = {}
        for part in given if isinstance(given, Array) else [given]:
            merged.update(dict(part))
        return merged


class Structure:
    def __init__(self, content: bytes):
        self.content = content
        self.pdf = pikepdf.open(io.BytesIO(content))
        self.pages = [page.obj.objgen for page in self.pdf.pages]

    # --- the tree -------------------------------------------------------------------------------------------------
    @cached_property
    def tree(self) -> Tag | None:
        root = self.pdf.Root.get("/StructTreeRoot")
        return self._tag(root, None, "/StructTreeRoot") if root is not None else None

    def _tag(self, thing, page, kind="") -> Tag:
        page = thing["/Pg"].objgen if "/Pg" in thing else page
        tag = Tag(kind or str(thing.get("/S", "")), thing, [], [])
        given = thing.get("/K", Array())
        for kid in given if isinstance(given, Array) else [given]:
            if isinstance(kid, int):
                tag.marks.append((page, kid))
            elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
                tag.marks.append((kid["/Pg"].objgen if "/Pg" in kid else page, int(kid["/MCID"])))
            elif isinstance(kid, Dictionary) and "/S" in kid:
                tag.kids.append(self._tag(kid, page))
        return tag

    def tags(self, *kinds: str) -> list[Tag]:
        return list(self.tree.all(*kinds)) if self.tree else []

    @property
    def outline(self) -> list[str]:
        """Kinds of the tags directly under the document, such as H1, P, Table."""
        return [kid.kind.lstrip("/") for kid in self.tree.kids[0].kids]

    @property
    def heading_levels(self) -> list[int]:
        return [int(tag.kind[2]) for tag in self.tags(*HEADINGS)]

    @property
    def figures(self) -> list[str]:
        """What each figure says instead of being seen; empty where it says nothing."""
        return [str(tag.thing.get("/Alt", "")) for tag in self.tags("/Figure")]

    @property
    def tables(self) -> list[list[list[str]]]:
        """Each table as rows of cells: “column”, “row” for headings, “?” for one that does not say, “cell”."""
        return [[self._cells(row) for row in table.all("/TR")] for table in self.tags("/Table")]

    @staticmethod
    def _cells(row: Tag) -> list[str]:
        cells = []
        for cell in row.kids:
            scope = str(cell.attributes.get("/Scope", "?")).lstrip("/").lower()
            cells.extend([scope if cell.kind == "/TH" else "cell"] * int(cell.attributes.get("/ColSpan", 1)))
        return cells

    @property
    def bookmarks(self) -> list[str]:
        with self.pdf.open_outline() as outline:
            titles, waiting = [], list(outline.root)
            while waiting:
                item = waiting.pop(0)
                titles.append(item.title)
                waiting = list(item.children) + waiting
            return titles

    @property
    def links(self) -> list[str]:
        return [str(note["/A"]["/URI"]) for note in self._annotations() if "/URI" in note.get("/A", {})]

    @property
    def link_descriptions(self) -> list[str]:
        return [str(note.get("/Contents", "")) for note in self._annotations() if note.get("/Subtype") == Name.Link]

    def _annotations(self):
        for page in self.pdf.pages:
            yield from page.obj.get("/Annots", [])

    # --- what is wrong --------------------------------------------------------------------------------------------
    def problems(self) -> list[str]:
        found = []
        for check in (
            self._document,
            self._headings,
            self._tables,
            self._figures,
            self._lists,
            self._links,
            self._fonts,
            self._marks,
            self._nothing_from_elsewhere,
        ):
            found += check()
        return found

    def _document(self):
        root = self.pdf.Root
        if self.tree is None or not root.get("/MarkInfo", {}).get("/Marked"):
            yield "it is not tagged"
        if not str(root.get("/Lang", "")):
            yield "it names no language"
        if not str(self.pdf.docinfo.get("/Title", "")):
            yield "it has no title"
        if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
            yield "a reader shows its file name instead of its title"
        with self.pdf.open_metadata() as metadata:
            if str(metadata.get("pdfuaid:part", "")) != "1":
                yield "it does not say to which rules it was made"
        if any(page.obj.get("/Tabs") != Name.S for page in self.pdf.pages):
            yield "the tab key does not follow its structure"

    def _headings(self):
        levels = self.heading_levels
        if levels[:1] != [1] or levels.count(1) != 1:
            yield f"its headings do not begin with its one title: {levels}"
        for before, after in pairwise(levels):
            if after > before + 1:
                yield f"a heading of level {after} follows one of level {before}"
        if len(levels) > 1 and len(self.bookmarks) != len(levels):
            yield f"it has {len(levels)} headings and {len(self.bookmarks)} bookmarks"

    def _tables(self):
        ids = [str(tag.thing["/ID"]) for tag in self.tags("/TH") if "/ID" in tag.thing]
        if len(ids) != len(set(ids)):
            yield "two heading cells have one name"
        for table in self.tags("/Table"):
            rows = [self._cells(row) for row in table.all("/TR")]
            if any("?" in row for row in rows):
                yield "a heading cell does not say what it heads"
            if not any("column" in row or "row" in row for row in rows):
                yield "a table has no heading cells"
            if any(str(name) not in ids for cell in table.all("/TD") for name in cell.attributes.get("/Headers", [])):
                yield "a cell names a heading that is not there"
            if (
                not any(row.attributes.get("/RowSpan") for row in table.all("/TH", "/TD"))
                and len({len(row) for row in rows}) > 1
            ):
                yield "the rows of a table are of different lengths"
            if sum(kid.kind == "/THead" for kid in table.kids) > 1:
                yield "the headings of a table are read out again"

    def _figures(self):
        if any(not words.strip() for words in self.figures):
            yield "a figure has no alternative text"

    def _lists(self):
        for tag in self.tags("/L"):
            if any(kid.kind not in ("/LI", "/L", "/Caption") for kid in tag.kids):
                yield "a list has something other than items in it"

    def _links(self):
        for note in self._annotations():
            if note.get("/Subtype") == Name.Link and not str(note.get("/Contents", "")):
                yield "a link does not say where it leads"
            if note.get("/Subtype") == Name.Link and "/StructParent" not in note:
                yield "a link is not in the structure"

    def _fonts(self):
        for thing in self.pdf.objects:
            kind = thing.get("/Type") if isinstance(thing, Dictionary) else None
            if kind == Name.FontDescriptor and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(thing.keys()):
                yield f"the font {thing.get('/FontName')} is not embedded"
            part_of_another = kind == Name.Font and str(thing.get("/Subtype", "")).startswith("/CIDFont")
            if kind == Name.Font and not part_of_another and "/ToUnicode" not in thing:
                yield "a font does not say which letters its shapes are"

    def _marks(self):
        """Everything drawn is either spoken of in the tree, or marked as decoration; and nothing is spoken of twice."""
        spoken = [mark for tag in self.tags() for mark in tag.marks]
        if len(spoken) != len(set(spoken)):
            yield "something is read out twice"
        for page in self.pdf.pages:
            drawn = set()
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "BDC" and "/MCID" in operands[1]:
                    drawn.add((page.obj.objgen, int(operands[1]["/MCID"])))
            on_this_page = {mark for mark in spoken if mark[0] == page.obj.objgen}
            if drawn != on_this_page:
                yield f"page {page.index + 1} draws {len(drawn)} marked parts and {len(on_this_page)} are in the tree"

    def _nothing_from_elsewhere(self):
        for thing in self.pdf.objects:
            entries = thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing
            if not isinstance(entries, Dictionary):
                continue
            if (
                "/JS" in entries
                or "/EF" in entries
                or str(entries.get("/S", "")) in ("/Launch", "/JavaScript", "/GoToR")
            ):
                yield "it does something or has something attached"
            if isinstance(thing, pikepdf.Stream) and "/F" in entries:
                yield "a part of it lies in another file"


#: How many documents have been asked about in this process, so that a test that claims to ask can be believed.
read = 0


def problems(content: bytes) -> list[str]:
    """What these rules, and those of the pdfua package as a second opinion, have against a PDF."""
    global read
    read += 1
    return Structure(content).problems() + second_opinion(content)


def second_opinion(content: bytes) -> list[str]:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        report = pdfua.validate(file.name)
    return [f"{finding.rule_id}: {finding.message}" for finding in report.findings]
