"""What is asked of the index of the search: all of it through functions that look at nothing but what is public now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

#: What the database sets a found word between; no text holds them (portal_bare_words takes them out).
FOUND, UNTIL = "\x02", "\x03"
HEADLINE = f'StartSel="{FOUND}", StopSel="{UNTIL}", MaxWords=38, MinWords=18, MaxFragments=1'


@dataclass(frozen=True)
class Question:
    """What somebody typed, as PostgreSQL understands it."""

    whole: str  #: all of the words, with the operators that were typed
    any_of: str  #: the same with one of its words being enough
    parts: int  #: how many words and operators it has; none where only words were typed that stand everywhere


@dataclass(frozen=True)
class Found:
    """An edition in which something stands."""

    edition: int
    places: int  #: beside title and summary
    rank: float


@dataclass(frozen=True)
class Place:
    """A place in an edition that something was found in."""

    edition: int
    kind: str
    number: str
    anchor: str
    section: str
    snippet: SafeString


def _rows(sql: str, given: Sequence) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def question(typed: str) -> Question:
    """Understands quotation marks, ``or`` and a minus before a word; whatever else is typed is taken for words."""
    sql = """SELECT q::text, replace(q::text, ' & ', ' | '), numnode(q) FROM websearch_to_tsquery('portal_english', %s) q"""
    return Question(*_rows(sql, [typed])[0])


def editions_with(asked: str) -> list[Found]:
    """The newest public editions in which it stands."""
    return [Found(*row) for row in _rows("SELECT * FROM portal_editions_with(%s::tsquery)", [asked])]


def passages_with(asked: str, editions: Iterable[int], *, skipped: int = 0, most: int) -> list[Place]:
    """The best places of each of these editions, best first."""
    sql = "SELECT * FROM portal_passages_with(%s::tsquery, %s, %s, %s)"
    return [Place(*rest, marked(snippet)) for *rest, snippet in _rows(sql, [asked, list(editions), skipped, most])]


def vectors_of(texts: Sequence[tuple[str, str]]) -> list[str]:
    """Texts, each with its title, as PostgreSQL looks into them."""
    sql = """
        SELECT (setweight(to_tsvector('portal_english', text->>0), 'A')
                || setweight(to_tsvector('portal_english', text->>1), 'C'))::text
        FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS given(text, place) ORDER BY place
    """
    return [row[0] for row in _rows(sql, [json.dumps(texts)])]


def among(asked: str, vectors: Sequence[str]) -> dict[int, float]:
    """In which of some texts it stands: {place in the list: how well}."""
    sql = """
        SELECT (place - 1)::int, ts_rank(words, asked)
        FROM unnest(%s::tsvector[]) WITH ORDINALITY AS given(words, place), CAST(%s AS tsquery) AS asked
        WHERE words @@ asked
    """
    return dict(_rows(sql, [list(vectors), asked]))


def around(asked: str, texts: Sequence[str]) -> list[SafeString]:
    """The words of each text around what was found in it."""
    sql = f"""
        SELECT ts_headline('portal_english', text, %s::tsquery, E'{HEADLINE}')
        FROM unnest(%s::text[]) WITH ORDINALITY AS given(text, place) ORDER BY place
    """  # noqa: S608  what is put in is our own constant
    return [marked(row[0]) for row in _rows(sql, [asked, list(texts)])]


def words_like(words: Sequence[str]) -> dict[str, list[tuple[str, float]]]:
    """For each word, public words that are spelt much like it, nearest first; a word that is public itself is nearest."""
    found: dict[str, list[tuple[str, float]]] = {}
    for asked, word, likeness in _rows("SELECT * FROM portal_words_like(%s)", [list(words)]):
        found.setdefault(asked, []).append((word, likeness))
    return found


def marked(snippet: str) -> SafeString:
    """A snippet as HTML, with what was found marked, and dots where its sentence goes on."""
    words = bare(snippet)
    if words[:1].islower():
        snippet = f"… {snippet}"
    if words and words[-1:] not in ".!?…”":
        snippet = f"{snippet} …"
    return mark_safe(escape(snippet).replace(FOUND, "<mark>").replace(UNTIL, "</mark>"))  # noqa: S308  just escaped


def bare(text: str) -> str:
    """A text without the signs that stand for something here, and without the one that PostgreSQL does not take."""
    return text.replace(FOUND, "").replace(UNTIL, "").replace("\x00", "")
