"""Between what is kept and what the editor shows: a section's Markdown as HTML, and the HTML back as Markdown.

What is kept is Markdown (ADR 14). ``tidy(body)``, there and back again, reads the same as ``body`` wherever ``can_show(body)``
says so; where it does not, the section is written as plain text and nothing of it is touched. What comes from a browser
may be anything: it passes a sanitiser, and whatever of it is no part of our Markdown falls off its words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from html.parser import HTMLParser
from types import SimpleNamespace

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdformat.renderer import DEFAULT_RENDERERS, MDRenderer

from reports import notes, writing

SCHEMES = {"http", "https", "mailto", "tel", "number"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "s": "s", "del": "s", "strike": "s", "code": "code"}
BLOCKS = {
    *HEADINGS,
    "p",
    "div",
    "blockquote",
    "ul",
    "ol",
    "li",
    "pre",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
TAGS = {*BLOCKS, *MARKS, "a", "br", "span"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "span": {"data-figure", "data-note", "data-text"}}
SPACE = re.compile(r"[ \t\n\r\f]+")
KEY = re.compile(r"[a-z0-9_-]+")
#: The beginning of a note's mark, or of a strike, that no backslash takes its meaning from.
UNESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)(\[\^|~)")

_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


# --- To the editor ---------------------------------------------------------------------------------------------------


def to_editor(body: str) -> str:
    """A section's Markdown as the HTML that the editor is given; figures and notes are ``span`` elements with data."""
    text, texts = notes.lift(body.replace("\r\n", "\n"))
    text = writing.REFERENCE.sub(lambda found: writing.SAFE_REFERENCE.format(found[1].lower()), text)
    html = _clean(_parser.render(text))
    html = writing.SAFE.sub(lambda found: f'<span data-figure="{found[1]}">[[figure:{found[1]}]]</span>', html)
    return notes.SAFE.sub(
        lambda found: f'<span data-note="{found[1]}" data-text="{escape(texts.get(found[1], ""))}">[note]</span>',
        html,
    )


def _clean(html: str) -> str:
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def can_show(body: str) -> bool:
    """Whether the editor can show all of a text: otherwise it is written as plain text."""
    env: dict = {}
    tokens = _parser.parse(body, env)
    if env.get("references") or any(child.type == "image" for token in tokens for child in token.children or ()):
        return False
    return _as_read(body) == _as_read(tidy(body))


def holds_table(body: str) -> bool:
    """Whether a table stands in the text, where it cannot stay."""
    return any(token.type == "table_open" for token in _parser.parse(body))


def tidy(body: str) -> str:
    """A text as the editor would write it."""
    return from_editor(to_editor(body))


def _as_read(body: str) -> list:
    """All that a reader sees of a text, but for whether a list is spaced."""
    section = SimpleNamespace(key="one", heading="one", body=body)
    # Tables and charts by their names alone; many a section speaks of one that another section shows.
    named = [
        SimpleNamespace(key=key, is_chart=True, reference=f"[[figure:{key}]]")
        for key in dict.fromkeys(writing.REFERENCE.findall(body.lower()))
    ]
    text = writing.number([section], named)
    blocks = [(block.anchor, block.key, _unspaced(block.html)) for one in text.sections for block in one.blocks]
    return [blocks, [(note.html, note.marks) for note in text.notes], [problem.says for problem in text.problems]]


def _unspaced(html: str) -> str:
    return SPACE.sub("", re.sub(r"</?p>", "", re.sub(r"</p>\s*<p>", "¶", html)))


# --- From the editor -------------------------------------------------------------------------------------------------


def from_editor(html: str) -> str:
    """HTML as Markdown: what the editor holds, or anything that somebody pasted or sent."""
    tree = _Tree()
    tree.feed(_clean(html))
    tree.close()
    written = _Written()
    body = written.blocks(_blocks(tree.root.children))
    named = [f"[^{name}]: {text}" for name, text in written.texts.items() if text]
    return "\n\n".join(part for part in (body, "\n".join(named)) if part)


@dataclass
class _Element:
    tag: str = ""
    attrs: dict[str, str] = field(default_factory=dict)
    children: list = field(default_factory=list)


class _Tree(HTMLParser):
    """Sanitised HTML, which is well formed, as a tree of elements and words."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = _Element()
        self._open = [self.root]

    def handle_starttag(self, tag, attrs):
        element = _Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in {"br", "hr"}:
            self._open.append(element)

    def handle_endtag(self, tag):
        if tag not in {"br", "hr"} and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data):
        self._open[-1].children.append(data)


@dataclass(frozen=True)
class _Run:
    """Words with the same marks, or one thing in the text: a break, a figure, a note."""

    text: str
    marks: frozenset = frozenset()
    kind: str = "text"  # text, code, break, figure, note
    more: str = ""


def _blocks(children: Iterable) -> Iterator[_Element | list[_Run]]:
    """Blocks of a container; words that stand loose in it become a paragraph."""
    loose: list = []
    for child in children:
        if isinstance(child, _Element) and (child.tag in BLOCKS or _holds_blocks(child)):
            if runs := _runs(loose):
                yield runs
            loose = []
            if child.tag in {"div", "thead", "tbody", "tr", "th", "td", "li", "a", "span", *MARKS}:
                yield from _blocks(child.children)
            elif child.tag == "p":
                yield from _blocks(child.children) if _holds_blocks(child) else [_runs(child.children)]
            else:
                yield child
        else:
            loose.append(child)
    if runs := _runs(loose):
        yield runs


def _holds_blocks(element: _Element) -> bool:
    return any(isinstance(each, _Element) and (each.tag in BLOCKS or _holds_blocks(each)) for each in element.children)


def _runs(children: Iterable) -> list[_Run]:
    """The words of a paragraph with their marks, no mark beginning or ending with a space."""
    return _trimmed(_merged(_parted(_collect(children, frozenset()))))


def _collect(children: Iterable, marks: frozenset) -> Iterator[_Run]:
    for child in children:
        if isinstance(child, str):
            kind = "code" if ("code", "") in marks else "text"
            yield _Run(SPACE.sub(" ", child), marks - {("code", "")}, kind)
        elif child.tag == "br":
            yield _Run("", kind="break")
        elif child.tag == "span" and KEY.fullmatch(child.attrs.get("data-figure", "")):
            yield _Run("", kind="figure", more=child.attrs["data-figure"])
        elif child.tag == "span" and re.fullmatch(notes.NAME, child.attrs.get("data-note", "")):
            text = " ".join(child.attrs.get("data-text", "").split())
            yield _Run(text, kind="note", more=child.attrs["data-note"])
        elif child.tag == "a" and child.attrs.get("href"):
            yield from _collect(child.children, marks | {("link", child.attrs["href"], child.attrs.get("title", ""))})
        elif child.tag in MARKS:
            yield from _collect(child.children, marks | {(MARKS[child.tag], "")})
        else:
            yield from _collect(child.children, marks)


def _parted(runs: Iterable[_Run]) -> Iterator[_Run]:
    """References to figures that somebody typed are references."""
    for run in runs:
        if run.kind != "text":
            yield run
            continue
        at = 0
        for found in writing.REFERENCE.finditer(run.text):
            yield replace(run, text=run.text[at : found.start()])
            yield _Run("", kind="figure", more=found[1].lower())
            at = found.end()
        yield replace(run, text=run.text[at:])


def _merged(runs: Iterable[_Run]) -> list[_Run]:
    """Neighbours of the same kind in one, one space between words, and spaces outside all marks."""
    found: list[_Run] = []
    for run in (part for each in runs for part in _spaces_out(each)):
        last = found[-1] if found else None
        if run.kind in {"text", "code"}:
            if run.kind == "text" and run.text.startswith(" ") and (last is None or _ends_in_space(last)):
                run = replace(run, text=run.text[1:])
            if not run.text:
                continue
            if last and (last.kind, last.marks) == (run.kind, run.marks):
                found[-1] = replace(last, text=SPACE.sub(" ", last.text + run.text))
                continue
        found.append(run)
    return _joined_by_spaces(found)


def _ends_in_space(run: _Run) -> bool:
    return run.kind == "break" or (run.kind == "text" and run.text.endswith(" "))


def _spaces_out(run: _Run) -> list[_Run]:
    """Marks never begin or end with a space."""
    if run.kind != "text" or not run.marks:
        return [run]
    core = run.text.strip()
    if not core:
        return [_Run(run.text)] if run.text else []
    before, after = run.text[: -len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    return [*([_Run(before)] if before else []), replace(run, text=core), *([_Run(after)] if after else [])]


def _joined_by_spaces(runs: list[_Run]) -> list[_Run]:
    """A space between two runs that share marks has these marks too: one emphasis, not two."""
    for at in range(1, len(runs) - 1):
        before, space, after = runs[at - 1 : at + 2]
        if space.text == " " and space.kind == "text" and not space.marks:
            runs[at] = replace(space, marks=before.marks & after.marks)
    found: list[_Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and run.kind in {"text", "code"} and (last.kind, last.marks) == (run.kind, run.marks):
            found[-1] = replace(last, text=last.text + run.text)
        else:
            found.append(run)
    return found


def _trimmed(runs: list[_Run]) -> list[_Run]:
    """No breaks or spaces at either end, nor before a break."""

    def is_blank(run: _Run) -> bool:
        return run.kind == "break" or (run.kind == "text" and not run.text.strip())

    while runs and is_blank(runs[0]):
        runs = runs[1:]
    while runs and is_blank(runs[-1]):
        runs = runs[:-1]
    if runs and runs[0].kind == "text":
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
    if runs and runs[-1].kind == "text":
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    for at, run in enumerate(runs):
        if run.kind == "text" and at + 1 < len(runs) and runs[at + 1].kind == "break":
            run = runs[at] = replace(run, text=run.text.rstrip())
        if run.kind == "text" and at and runs[at - 1].kind == "break":
            runs[at] = replace(run, text=run.text.lstrip())
    return [run for run in runs if run.text or run.kind != "text"]


# --- Markdown out of blocks ------------------------------------------------------------------------------------------


class _Written:
    """Writes blocks as Markdown, and gathers the texts of their notes under names of their own."""

    def __init__(self):
        self.texts: dict[str, str] = {}
        self._names: dict[tuple[str, str], str] = {}

    def blocks(self, blocks: Iterable) -> str:
        return _markdown(self._tokens(blocks)).strip("\n")

    def _tokens(self, blocks: Iterable) -> list[Token]:
        tokens: list[Token] = []
        for block in blocks:
            if isinstance(block, list):
                tokens += self._paragraph(block)
            elif block.tag in HEADINGS:
                tokens += self._heading(block)
            elif block.tag == "hr":
                tokens.append(Token("hr", "hr", 0))
            elif block.tag == "pre":
                words = "".join(_words(block)).rstrip("\n")
                tokens.append(Token("fence", "code", 0, content=words + "\n", markup="```"))
            elif block.tag == "blockquote":
                if inside := self._tokens(_blocks(block.children)):
                    tokens += _around("blockquote", inside)
            elif block.tag in {"ul", "ol"}:
                tokens += self._list(block)
            elif block.tag == "table":
                tokens += self._table(block)
        return tokens

    def _paragraph(self, runs: list[_Run], *, hidden: bool = False) -> list[Token]:
        return self._holding("paragraph", "p", runs, hidden=hidden) if runs else []

    def _heading(self, block: _Element) -> list[Token]:
        runs = [replace(run, text=" ", kind="text") if run.kind == "break" else run for run in _runs(block.children)]
        runs = _trimmed(_merged(runs))
        return self._holding("heading", block.tag, runs, markup="#" * int(block.tag[1])) if runs else []

    def _holding(self, kind: str, tag: str, runs: list[_Run], *, hidden: bool = False, markup: str = "") -> list[Token]:
        """A paragraph or heading whose Markdown is read back as the words and marks that it is made of."""
        runs = [self._noted(run) for run in runs]
        for attempt in _attempts(runs):
            inline = Token("inline", "", 0, children=_nested(attempt.runs, attempt.em))
            tokens = [
                Token(f"{kind}_open", tag, 1, hidden=hidden, markup=markup),
                inline,
                Token(f"{kind}_close", tag, -1, hidden=hidden, markup=markup),
            ]
            if attempt.is_last or _read_back(tokens) == _told(attempt.wanted):
                return tokens
        raise AssertionError("the last attempt is always taken")

    def _noted(self, run: _Run) -> _Run:
        """A note under its own name, or under another where that name has another text already."""
        if run.kind != "note":
            return run
        name = self._names.get((run.more, run.text), run.more)
        if self.texts.get(name, run.text) != run.text:
            name = next(str(number) for number in range(1, 10_000) if str(number) not in self.texts)
        self._names[run.more, run.text] = name
        self.texts[name] = run.text
        return replace(run, more=name, text="")

    def _list(self, block: _Element) -> list[Token]:
        items = [
            list(_blocks(child.children if isinstance(child, _Element) and child.tag == "li" else [child]))
            for child in block.children
            if not isinstance(child, str) or child.strip()
        ]
        items = [[part for part in item if part and (isinstance(part, list) or self._tokens([part]))] for item in items]
        items = [item for item in items if item]
        if not items:
            return []
        is_tight = all(
            sum(isinstance(part, list) for part in item) <= 1 and isinstance(item[0], list) for item in items
        )
        inside: list[Token] = []
        for item in items:
            own: list[Token] = []
            for part in item:
                own += self._paragraph(part, hidden=is_tight) if isinstance(part, list) else self._tokens([part])
            inside += _around("list_item", own)
        kind = "bullet_list" if block.tag == "ul" else "ordered_list"
        tokens = _around(kind, inside)
        start = block.attrs.get("start", "")
        if kind == "ordered_list" and start.isdigit() and len(start) < 9 and int(start) != 1:
            tokens[0].attrs["start"] = int(start)
        return tokens

    def _table(self, block: _Element) -> list[Token]:
        rows = [[_flat(cell) for cell in row.children if _is(cell, "th", "td")] for row in _found(block, "tr")]
        width = max((len(row) for row in rows), default=0)
        if not width:
            return []
        lines = [
            "| " + " | ".join([*(self._cell(cell) for cell in row), *[""] * (width - len(row))]) + " |" for row in rows
        ]
        lines.insert(1, "| " + " | ".join(["---"] * width) + " |")
        return [Token("as_written", "", 0, content="\n".join(lines))]

    def _cell(self, runs: list[_Run]) -> str:
        text = _markdown(self._paragraph(runs)).strip().replace("\n", " ")
        return re.sub(r"(?<!\\)\|", r"\\|", text)


def _is(child, *tags: str) -> bool:
    return isinstance(child, _Element) and child.tag in tags


def _found(element: _Element, tag: str) -> Iterator[_Element]:
    for child in element.children:
        if _is(child, tag):
            yield child
        elif isinstance(child, _Element) and child.tag != "table":
            yield from _found(child, tag)


def _flat(cell: _Element) -> list[_Run]:
    """A cell's words in one line, whatever blocks they stood in."""
    runs = [*(part for block in _lines(cell) for part in [*block, _Run(" ")])]
    return _trimmed(_merged(replace(run, text=" ", kind="text") if run.kind == "break" else run for run in runs))


def _lines(element: _Element) -> Iterator[list[_Run]]:
    for block in _blocks(element.children):
        if isinstance(block, list):
            yield block
        else:
            yield from _lines(block)


def _words(element: _Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag == "br":
            yield "\n"
        else:
            yield from _words(child)


def _around(kind: str, inside: list[Token]) -> list[Token]:
    tag = {"blockquote": "blockquote", "list_item": "li", "bullet_list": "ul", "ordered_list": "ol"}[kind]
    return [Token(f"{kind}_open", tag, 1), *inside, Token(f"{kind}_close", tag, -1)]


# --- Marks in a line -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Attempt:
    runs: list[_Run]
    wanted: list[_Run]
    em: str = "*"
    is_last: bool = False


def _attempts(runs: list[_Run]) -> Iterator[_Attempt]:
    """Ways to write a line. Half a word in bold beside a bracket is something that Markdown cannot say: its words are kept."""
    yield _Attempt(runs, runs)
    yield _Attempt(runs, runs, em="_")
    for kept in ({"link", "strong", "s"}, {"link", "strong"}, {"link", "em"}, {"link"}):
        fewer = _trimmed(_merged(replace(run, marks=frozenset(m for m in run.marks if m[0] in kept)) for run in runs))
        yield _Attempt(fewer, fewer)
    bare = _trimmed(_merged(replace(run, marks=frozenset()) for run in runs))
    yield _Attempt(bare, bare, is_last=True)


def _nested(runs: Sequence[_Run], em: str) -> list[Token]:
    """Marks around runs as tokens; the mark that goes on longest is the outermost."""
    tokens: list[Token] = []
    opened: list[tuple] = []
    for at, run in enumerate(runs):
        marks = (
            run.marks
            if run.kind in {"text", "code"}
            else frozenset(opened)
            if _goes_on(runs, at, opened)
            else run.marks
        )
        while any(mark not in marks for mark in opened):
            tokens.append(_mark_token(opened.pop(), -1, em))
        for mark in sorted(marks - set(opened), key=lambda mark: (-_extent(runs, at, mark), mark)):
            tokens.append(_mark_token(mark, 1, em))
            opened.append(mark)
        tokens.append(_leaf(run))
    while opened:
        tokens.append(_mark_token(opened.pop(), -1, em))
    return tokens


def _goes_on(runs: Sequence[_Run], at: int, opened: list[tuple]) -> bool:
    """A break, figure or note within a marked stretch does not end it."""
    later = next((run for run in runs[at + 1 :] if run.kind in {"text", "code"}), None)
    return later is not None and set(opened) <= later.marks


def _extent(runs: Sequence[_Run], at: int, mark: tuple) -> int:
    count = 0
    for run in runs[at:]:
        if run.kind in {"text", "code"} and mark not in run.marks:
            break
        count += 1
    return count


def _mark_token(mark: tuple, nesting: int, em: str) -> Token:
    kind = mark[0]
    name = f"{kind}_{'open' if nesting == 1 else 'close'}"
    if kind == "link":
        attrs = {"href": mark[1], **({"title": mark[2]} if mark[2] else {})}
        return Token(name, "a", nesting, attrs=attrs if nesting == 1 else {})
    return Token(name, kind, nesting, markup={"strong": "**", "em": em, "s": "~~"}[kind])


def _leaf(run: _Run) -> Token:
    match run.kind:
        case "text":
            return Token("text", "", 0, content=run.text)
        case "code":
            return Token("code_inline", "code", 0, content=run.text, markup="`")
        case "break":
            return Token("hardbreak", "br", 0)
        case "figure":
            return Token("as_written", "", 0, content=f"[[figure:{run.more}]]")
    return Token("as_written", "", 0, content=f"[^{run.more}]")


# --- The writer of Markdown ------------------------------------------------------------------------------------------


def _text(node, context) -> str:
    """Words that look like the mark of a note, or of a strike, are not one."""
    written = DEFAULT_RENDERERS["text"](node, context)
    return UNESCAPED.sub(r"\1\\\2", written)


def _struck(node, context) -> str:
    return "~~" + "".join(child.render(context) for child in node.children) + "~~"


class _Ours:
    RENDERERS = {
        "text": _text,
        "s": _struck,
        "as_written": lambda node, context: node.content,
        "hr": lambda node, context: "___",
    }


OPTIONS = {"parser_extension": [_Ours], "mdformat": {"number": True, "wrap": "keep"}}


def _markdown(tokens: list[Token]) -> str:
    return MDRenderer().render(tokens, OPTIONS, {}, finalize=False) if tokens else ""


def _read_back(tokens: list[Token]) -> list:
    """What a reader would make of a block's Markdown, as it is told of runs."""
    tree = _Tree()
    tree.feed(to_editor(_markdown(tokens)))
    tree.close()
    blocks = list(tree.root.children)
    element = next((each for each in blocks if isinstance(each, _Element)), None)
    if element is None or sum(isinstance(each, _Element) for each in blocks) != 1:
        return []
    return _told(_runs(element.children)) if element.tag in {"p", *HEADINGS} else []


def _told(runs: Iterable[_Run]) -> list:
    return [(run.kind, run.marks, run.more, run.text if run.kind != "note" else "") for run in runs]
