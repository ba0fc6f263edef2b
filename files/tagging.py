"""The tags of a PDF, which tell those who listen what is a heading, a table, a picture: mended before it is written.

WeasyPrint 70 leaves six things undone. A heading cell does not say what it heads; a picture that only decorates
becomes a figure that says nothing; a table across four pages becomes four tables, each with its headings read out
again; a caption that ends a page becomes a table without rows; a link within the document is described by an id that
nobody knows; running heads and page numbers are marked as content of a tree in which they do not hang. Each is put right here, in the objects that it is about to write.
"""

from itertools import pairwise

import pydyf

ELEMENT = "/StructElem"
FIRST_ON_PAGE = ("THead", "TFoot")


def finish(document, pdf, *, opens_with_bookmarks: bool = False) -> None:
    """WeasyPrint's finisher: called with its document and with the PDF that it is about to write."""
    tags = Tags(document, pdf)
    tags.say_what_headings_head()
    tags.join_tables()
    tags.leave_decoration_out()
    tags.leave_running_heads_out()
    tags.say_what_links_say()
    if opens_with_bookmarks and "Outlines" in pdf.catalog:
        pdf.catalog["PageMode"] = "/UseOutlines"


class Tags:
    def __init__(self, document, pdf):
        self.document, self.pdf = document, pdf
        self.by_reference = {thing.reference: thing for thing in pdf.objects}
        self.root = self.by_reference[pdf.catalog["StructTreeRoot"]]
        #: Cells in reading order: what they are in the page, and their tag.
        self.cells = [
            (box.element, box.mark)
            for page in document.pages
            for box in _descendants(page._page_box)
            if isinstance(getattr(box, "mark", None), pydyf.Dictionary) and box.element is not None
        ]
        self.parents = {child: parent for parent in document_root(document).iter() for child in parent}

    # --- what a heading cell heads ----------------------------------------------------------------------------------
    def say_what_headings_head(self) -> None:
        for element, tag in self.cells:
            if tag["S"] == "/TH":
                rows = element.attrib.get("scope") in ("row", "rowgroup")
                tag["A"]["Scope"] = "/Row" if rows else "/Column"

    # --- one table, however many pages --------------------------------------------------------------------------------
    def join_tables(self) -> None:
        """The parts of a table on later pages are hung into its first part; headings repeated there are decoration."""
        firsts: dict = {}
        headings: dict = {}
        dropped: set[int] = set()
        for cell, tag in self.cells:
            row = self.by_reference[tag["P"]]
            section, table = self._section_and_table(row)
            if table is None:
                continue
            place = self._ancestor(cell, "table")
            first = firsts.setdefault(place, table)
            if first is table:
                headings[cell] = tag
                continue
            if section is not table and section["S"].lstrip("/") in FIRST_ON_PAGE and cell in headings:
                if id(section) not in dropped:
                    dropped.add(id(section))
                    self._make_decoration(section)
                headings[id(tag)] = headings[cell]
                continue
            self._hang_row(cell, row, section, table, first, firsts)
            headings[cell] = tag
        self._correct_headers(headings)
        self._hang_captions()
        for table in {id(t): t for t in self._tables()}.values():
            if not any(True for _ in self._kids(table)):
                self._take_out(table)

    def _hang_row(self, cell, row, section, table, first, firsts) -> None:
        """Move a row of a later part to the end of the first part, into the section that it belongs to."""
        key = ("row", id(row))
        if key in firsts:
            return
        firsts[key] = row
        place = self._ancestor(cell, "tbody", "tfoot", "thead")
        home = firsts.get(("section", place))
        if home is None:
            home = self._last_section(first, section)
            firsts[("section", place)] = home
        before = self.by_reference[row["P"]]
        before["K"].remove(row.reference)
        home["K"].append(row.reference)
        row["P"] = home.reference
        if before is not table and not before["K"]:
            self._take_out(before)

    def _hang_captions(self) -> None:
        """A caption that stands at the end of one page, its rows on the next, opens the table that has the rows."""
        for before, after in pairwise(self._tables()):
            kids, following = list(self._kids(before)), [kid["S"] for kid in self._kids(after)]
            if kids and {kid["S"] for kid in kids} == {"/Caption"} and following and "/Caption" not in following:
                for caption in reversed(kids):
                    before["K"].remove(caption.reference)
                    after["K"].insert(0, caption.reference)
                    caption["P"] = after.reference

    def _last_section(self, first, section):
        """Where rows go: the last body of the first part, or the first part itself where it has no sections."""
        bodies = [kid for kid in self._kids(first) if kid["S"] == "/TBody"]
        return bodies[-1] if bodies else first

    def _correct_headers(self, headings) -> None:
        """Cells name their headings; those whose heading was repeated on a later page name the first one."""
        renamed = {}
        for _, tag in self.cells:
            if id(tag) in headings and "ID" in tag:
                renamed[tag["ID"].string] = headings[id(tag)]["ID"]
        for _, tag in self.cells:
            named = tag.get("A", {}).get("Headers")
            if named:
                tag["A"]["Headers"] = pydyf.Array([renamed.get(name.string, name) for name in named])

    def _tables(self):
        return [
            thing for thing in self.pdf.objects if isinstance(thing, pydyf.Dictionary) and thing.get("S") == "/Table"
        ]

    def _section_and_table(self, row):
        section = self.by_reference[row["P"]]
        if section["S"] == "/Table":
            return section, section
        table = self.by_reference.get(section.get("P"))
        return (section, table) if table is not None and table.get("S") == "/Table" else (section, None)

    def _ancestor(self, element, *names):
        while element is not None and element.tag not in names:
            element = self.parents.get(element)
        return element

    # --- decoration ---------------------------------------------------------------------------------------------------
    def leave_decoration_out(self) -> None:
        """A picture without words decorates: it is drawn, and not spoken of."""
        for thing in self.pdf.objects:
            if isinstance(thing, pydyf.Dictionary) and thing.get("S") == "/Figure" and "Alt" not in thing:
                self._make_decoration(thing)

    def leave_running_heads_out(self) -> None:
        """What stands in the margin of every page belongs to the page, and not to what is read."""
        elements = [tag for tag in self.pdf.objects if isinstance(tag, pydyf.Dictionary) and tag.get("Type") == ELEMENT]
        hung = {kid for tag in [self.root, *elements] for kid in tag.get("K", []) if not isinstance(kid, int)}
        for tag in elements:
            if tag.reference not in hung and self._has_marks(tag):
                self._make_decoration(tag, "/Pagination")

    def _has_marks(self, tag) -> bool:
        """Whether something drawn is still called a content of this tag."""
        return any(self._owners(page)[number] != "null" for number, page in self._drawn_by(tag))

    def _make_decoration(self, tag, kind: str = "/Layout") -> None:
        """Take a tag out of the tree, and mark what it drew as decoration on its page."""
        for number, page in self._drawn_by(tag):
            self._unmark(page, number, kind)
        self._take_out(tag)

    def _drawn_by(self, tag, page=None):
        page = tag.get("Pg", page)
        for kid in tag.get("K", []):
            if isinstance(kid, int):
                yield kid, page
            elif (thing := self.by_reference.get(kid)) is not None and thing.get("Type") == ELEMENT:
                yield from self._drawn_by(thing, page)

    def _owners(self, page_reference) -> list:
        """For each marked content of a page, the tag that it belongs to."""
        numbers = self.by_reference[self.root["ParentTree"]]["Nums"]
        return numbers[numbers.index(self.by_reference[page_reference]["StructParents"]) + 1]

    def _unmark(self, page_reference, number: int, kind: str) -> None:
        page = self.by_reference[page_reference]
        stream = self.by_reference[page["Contents"]].stream
        for at in range(len(stream) - 1):
            mark = stream[at]
            if isinstance(mark, pydyf.Dictionary) and mark.get("MCID") == number and stream[at + 1] == b"BDC":
                stream[at - 1 : at + 1] = ["/Artifact", pydyf.Dictionary({"Type": kind})]
                break
        self._owners(page_reference)[number] = "null"

    def _take_out(self, tag) -> None:
        parent = self.by_reference.get(tag.get("P"))
        if parent is not None and tag.reference in parent.get("K", []):
            parent["K"].remove(tag.reference)

    def _kids(self, tag):
        for kid in tag.get("K", []):
            thing = None if isinstance(kid, int) else self.by_reference.get(kid)
            if isinstance(thing, pydyf.Dictionary) and thing.get("Type") == ELEMENT:
                yield thing

    # --- links --------------------------------------------------------------------------------------------------------
    def say_what_links_say(self) -> None:
        """A link is described by its own words on the page; by its address only where it has none."""
        for page in self.document.pages:
            for box in _descendants(page._page_box):
                note = getattr(box, "link_annotation", None)
                if note is not None and box.element is not None:
                    link = self._ancestor(box.element, "a")
                    words = " ".join("".join((box.element if link is None else link).itertext()).split())
                    if words:
                        note["Contents"] = pydyf.String(words)


def document_root(document):
    """The page's own tree, found from any box of it."""
    for page in document.pages:
        for box in _descendants(page._page_box):
            if box.element is not None and box.element_tag == "html":
                return box.element
    raise ValueError("a page without an html element")


def _descendants(box):
    yield box
    for child in getattr(box, "children", None) or getattr(box, "all_children", lambda: [])():
        yield from _descendants(getattr(child, "_box", child))
