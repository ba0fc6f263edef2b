"""Markdown to HTML that is safe to show: the one place for it in the whole house.

Letters, guidance, questions and sections of reports are Markdown. Whoever shows some calls ``to_html`` and needs no
further care: raw HTML is shown as typed, addresses can only be http, https, mailto or tel, and what comes out has been
through a sanitiser as well.
"""

import re
from itertools import count

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote"),
    *("ul", "ol", "li", "a", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}
CLASSES = {"table": {"ds_table"}, "th": {"numeric"}, "td": {"numeric"}}

_parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(["table", "strikethrough"])


def to_html(text: str, *, top_heading: int = 2) -> SafeString:
    """Safe HTML of a Markdown text. Its highest heading becomes ``<h{top_heading}>``, so that it fits under the page's.

    Columns that the text aligns to the right (``---:``) are shown as figures; every heading cell has a scope.
    """
    tokens = _parser.parse(text or "")
    _shift_headings(tokens, top_heading)
    _mark_tables(tokens)
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    return mark_safe(_let_tables_scroll(clean))  # noqa: S308  it has just been sanitised


def _let_tables_scroll(html: str) -> str:
    """Each table in a region that scrolls by itself, by keyboard too, so that the page never scrolls sideways."""
    numbers = count(1)
    opened = re.sub(
        "<table",
        lambda _: f'<div class="region" role="region" aria-label="Table {next(numbers)}" tabindex="0"><table',
        html,
    )
    return opened.replace("</table>", "</table></div>")


def _shift_headings(tokens, top_heading: int) -> None:
    """Headings keep their distance from each other; none is deeper than six."""
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    if not levels:
        return
    down = top_heading - min(levels)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + down)}"


def _mark_tables(tokens) -> None:
    for token in tokens:
        if token.type == "table_open":
            token.attrSet("class", "ds_table")
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        if token.type in {"th_open", "td_open"} and "right" in str(token.attrs.pop("style", "")):
            token.attrSet("class", "numeric")
