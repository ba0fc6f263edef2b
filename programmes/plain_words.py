"""Markdown as plain words, for subjects, for e-mail and for reading aloud."""

from __future__ import annotations

import re
import textwrap

from markdown_it import MarkdownIt
from markdown_it.token import Token

WIDTH = 76

_parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def as_text(markdown: str) -> str:
    """Markdown as plain text, for e-mail and for reading aloud."""
    return _PlainText().write(_parser.parse(markdown))


class _PlainText:
    """Turns Markdown tokens into lines that read well without any marking."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.lists: list[int | None] = []
        self.fresh_item = False
        self.rows: list[list[str]] = []

    def write(self, tokens: list[Token]) -> str:
        for number, token in enumerate(tokens):
            self.take(token, tokens[number - 1] if number else None)
        return re.sub(r"\n{3,}", "\n\n", "".join(self.parts)).strip() + "\n" if self.parts else ""

    def take(self, token: Token, before: Token | None) -> None:
        match token.type:
            case "bullet_list_open":
                self.lists.append(None)
            case "ordered_list_open":
                self.lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
                self.parts.append("" if self.lists else "\n")
            case "list_item_open":
                self.fresh_item = True
            case "list_item_close":
                if self.lists[-1] is not None:
                    self.lists[-1] += 1
            case "table_open":
                self.rows = []
            case "tr_open":
                self.rows.append([])
            case "table_close":
                self.parts.append(_rows_as_text(self.rows))
            case "inline":
                self.inline(token, before)
            case "fence" | "code_block":
                self.parts.append(textwrap.indent(token.content.rstrip("\n"), "    ") + "\n\n")
            case "hr":
                self.parts.append("-" * 20 + "\n\n")

    def inline(self, token: Token, before: Token | None) -> None:
        words = _inline_text(token.children or [])
        if before and before.type in ("th_open", "td_open"):
            self.rows[-1].append(words)
            return
        if not self.lists:
            self.parts.append(_wrap(words) + "\n\n")
            return
        depth = "  " * (len(self.lists) - 1)
        mark = "- " if self.lists[-1] is None else f"{self.lists[-1]}. "
        first = depth + (mark if self.fresh_item else " " * len(mark))
        self.fresh_item = False
        self.parts.append(_wrap(words, first, depth + " " * len(mark)) + "\n")


def _wrap(words: str, first: str = "", rest: str = "") -> str:
    rows = words.split("\n")
    return "\n".join(
        textwrap.fill(
            row,
            WIDTH,
            initial_indent=first if number == 0 else rest,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for number, row in enumerate(rows)
    )


def _inline_text(children: list[Token]) -> str:
    words, links = "", []
    for child in children:
        match child.type:
            case "text" | "code_inline":
                words += child.content
            case "softbreak":
                words += " "
            case "hardbreak":
                words += "\n"
            case "link_open":
                links.append((str(child.attrGet("href") or ""), len(words)))
            case "link_close":
                address, start = links.pop()
                address = address.removeprefix("mailto:")
                if words[start:] != address:
                    words += f" ({address})"
    return words


def _rows_as_text(rows: list[list[str]]) -> str:
    """A table as one short paragraph a row: columns of text do not survive a narrow screen."""
    if not rows:
        return ""
    headings, *body = rows
    if len(headings) == 2:
        return "\n".join(_wrap(": ".join(cell for cell in row if cell), "- ", "  ") for row in body) + "\n\n"
    kept = (
        "; ".join(f"{head}: {cell}" if head else cell for head, cell in zip(headings, row, strict=False) if cell)
        for row in body
    )
    return "\n".join(_wrap(row, "- ", "  ") for row in kept) + "\n\n"
