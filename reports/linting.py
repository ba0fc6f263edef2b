"""What an attentive reader would remark on a draft: numbers from nowhere, letters that nobody explains, names.

A remark is settled by changing the text, or explained in words that stay with the report. Nothing is frozen while one
is open. It is about one sentence: when that changes, it is made again.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from html import unescape

from django.db import models
from django.utils.html import strip_tags

from accounts import speaking
from accounts.models import Area, Organisation, User
from instruments import identifying, proportions
from programmes.models import Partnership
from reports import figures as drawing
from reports import writing
from reports.models import Explanation, Figure, Report
from reports.notes import SHOWN_MARK
from reports.writing import Numbered, Text


class Kind(models.TextChoices):
    """What a remark is about."""

    NUMBER = "number", "Numbers without a source"
    AREA = "area", "Areas named"
    PERSON = "person", "Names and other personal details"
    ABBREVIATION = "abbreviation", "Abbreviations nobody explains"
    SENTENCE = "sentence", "Long sentences"
    LEVEL = "level", "Hard to read"
    DESCRIPTION = "description", "Charts without a description of their own"
    HEADING = "heading", "Tables and charts without a heading"


HINTS = {
    Kind.NUMBER: "Bind it to the table that it comes from, so that it is checked whenever the draft is built; or say where it is from.",
    Kind.AREA: "This programme never says what was found where. Write it so that no area can be recognised. Only a lead or an administrator can decide otherwise.",
    Kind.PERSON: "Take it out, unless the person knows and agrees, or holds an office that is public.",
    Kind.ABBREVIATION: "Write it out where it first stands, with the letters in brackets after it.",
    Kind.SENTENCE: "Make two of it.",
    Kind.LEVEL: "Shorter sentences and shorter words. Members of the public should follow it at first reading.",
    Kind.DESCRIPTION: "Those who cannot see it hear words composed from the numbers. Read them: write better ones, or say that they will do.",
    Kind.HEADING: "Say in a sentence what one should see in it.",
}

MOST_WORDS = 30
#: Formula below gives years of school in the United States; children there begin at five.
HARDEST_AGE = 16
WORDS_TO_JUDGE = 80
#: Letters that need no explanation for readers in Scotland.
EVERYDAY = {"UK", "EU", "NHS", "GP", "PDF", "TV", "MP", "MSP", "OK", "AM", "PM", "CSV"}


@dataclass(frozen=True)
class Remark:
    """One thing to settle or to explain, where it stands, and in which words."""

    kind: Kind
    about: str
    sentence: str
    anchor: str
    number: str
    heading: str
    section: str
    says: str
    explained: Explanation | None = None

    @property
    def fingerprint(self) -> str:
        """Of the remark and its sentence, wherever the sentence stands: moved, it stays explained; changed, it does not."""
        words = "\x1f".join((self.kind, self.about, " ".join(self.sentence.split()).lower()))
        return hashlib.sha256(words.encode()).hexdigest()[:16]

    @property
    def hint(self) -> str:
        return HINTS[self.kind]

    @property
    def parts(self) -> tuple[str, str, str]:
        """The sentence before the words that it is about, those words, and the rest."""
        return around(self.sentence, self.about)


def around(sentence: str, words: str) -> tuple[str, str, str]:
    """A sentence before these words, the words, and what follows: “32” is not found within “1,032”."""
    found = re.search(rf"(?<![\w.,]){re.escape(words)}(?!\w)", sentence)
    if found is None:
        return sentence, "", ""
    return sentence[: found.start()], found[0], sentence[found.end() :]


@dataclass(frozen=True)
class _Passage:
    """A stretch of text with its place. Bound numbers are left out of ``unbound`` and stand in ``words``."""

    words: str
    unbound: str
    anchor: str
    number: str
    heading: str
    section: str
    is_heading: bool = False


def remarks(report: Report, text: Text) -> list[Remark]:
    """All remarks on a draft, those in the text in its order, each with its explanation where there is one."""
    passages = list(_passages(report, text))
    placed = _placed(report, text)
    # Whom and what place it names, it may name anywhere: in its title, in a heading, in the cell of a table.
    everywhere = [*_titles(report, text), *passages, *_shown(placed, text)]
    found = [
        *_numbers(passages),
        *_areas(report, everywhere),
        *_people(report, everywhere),
        *_abbreviations(report, passages),
        *_sentences(passages),
        *_levels(passages),
        *_figures(placed, text),
        *_numbers_of_figures(placed, text),
    ]
    explained = {each.fingerprint: each for each in report.explanations.select_related("by")}
    once: dict[str, Remark] = {}
    for remark in found:
        once.setdefault(remark.fingerprint, replace(remark, explained=explained.get(remark.fingerprint)))
    place = {passage.anchor: at for at, passage in enumerate(everywhere)}
    return sorted(once.values(), key=lambda remark: place.get(remark.anchor, len(place)))


def still_open(found: Iterable[Remark]) -> list[Remark]:
    return [remark for remark in found if remark.explained is None]


def explained_numbers(found: Iterable[Remark]) -> list[dict]:
    """What was said of numbers that are bound to no source, as an edition keeps it: of the rest a table tells."""
    return [
        {
            "anchor": remark.anchor,
            "number": remark.number,
            "typed": remark.about,
            "why": remark.explained.why,
            "by": str(remark.explained.by or ""),
        }
        for remark in found
        if remark.kind == Kind.NUMBER and remark.explained
    ]


# --- The text, piece by piece ------------------------------------------------------------------------------------------

_BOUND = re.compile(r'<data class="bound"[^>]*>(.*?)</data>', re.DOTALL)
_PIECES = re.compile(r"</(?:li|p|blockquote|td|th|tr)>")
#: Stands for a bound number: one word, and no digits.
_TAKEN = "\ufdd3"


def _passages(report: Report, text: Text) -> Iterator[_Passage]:
    if report.summary.strip():
        marked = writing.NUMBER.sub(_TAKEN, report.summary)
        yield _Passage(
            writing.plain(report.summary), writing.plain(marked), "summary", "", "Summary", ""
        )  # fmt: skip
    for section in text.sections:
        for block in section.blocks:
            if block.kind == "figure":
                continue
            for piece in _PIECES.split(SHOWN_MARK.sub("", block.html)):
                words = _words(_BOUND.sub(r"\1", piece))
                if words:
                    yield _Passage(
                        words,
                        _words(_BOUND.sub(_TAKEN, piece)),
                        block.anchor,
                        block.number,
                        section.heading,
                        section.key,
                        block.kind == "heading",
                    )
    for note in text.notes:
        words = _words(_BOUND.sub(r"\1", note.html))
        unbound = _words(_BOUND.sub(_TAKEN, note.html))
        yield _Passage(words, unbound, note.anchor, f"Note {note.number}", note.heading, note.section)


def _titles(report: Report, text: Text) -> Iterator[_Passage]:
    """What stands above the text: titles of the report and of its sections."""
    for words in (report.title, report.subtitle):
        if words.strip():
            yield _Passage(words, words, "title", "", "Title and summary", "")
    for section in text.sections:
        yield _Passage(section.heading, section.heading, section.anchor, "", section.heading, section.key, True)


def _placed(report: Report, text: Text) -> list[tuple[Figure, Numbered]]:
    """Tables and charts that stand in the text, each with the section in which it does."""
    sections = {block.key: section for section in text.sections for block in section.blocks if block.kind == "figure"}
    return [(figure, sections[figure.key]) for figure in report.figures.all() if figure.key in sections]


def _shown(placed: list[tuple[Figure, Numbered]], text: Text) -> Iterator[_Passage]:
    """The words of tables and charts that stand in the text: heading, caption, source, description, every cell."""
    for figure, section in placed:
        columns = [column["name"] for column in figure.data.get("columns", [])]
        cells = [str(cell) for row in figure.data.get("rows", []) for cell in row if isinstance(cell, str)]
        for words in (figure.message, figure.caption, figure.source, figure.description, *columns, *cells):
            if words.strip():
                yield _Passage(
                    words, words, f"figure-{figure.key}", text.names[figure.key], section.heading, section.key
                )


def _words(html: str) -> str:
    return " ".join(unescape(strip_tags(html)).split())


_SENTENCE_END = re.compile(r"(?<=[.!?])[”\"’)]?\s+(?=[A-Z“\"‘(0-9])")


def sentences(words: str) -> list[str]:
    """A passage in sentences."""
    return [each for each in _SENTENCE_END.split(words) if each]


def _remark(kind: Kind, passage: _Passage, about: str, sentence: str, says: str) -> Remark:
    return Remark(
        kind,
        about,
        sentence.replace(_TAKEN, "…"),
        passage.anchor,
        passage.number,
        passage.heading,
        passage.section,
        says,
    )


# --- Numbers -----------------------------------------------------------------------------------------------------------

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
#: What looks like a number and tells no quantity: days, years, times, and the names of things that are numbered.
_NO_QUANTITY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+(?:to|and|–|-)\s+\d{{1,2}})?\s+(?:{_MONTHS})(?:\s+\d{{4}})?"
    rf"|\b(?:{_MONTHS})\s+\d{{1,4}}(?:,?\s+\d{{4}})?"
    r"|\b\d{1,2}[:.]\d{2}\s?(?:am|pm)?\b(?!\s*(?:%|per cent))(?=\D|$)"
    r"|\b(?:1[89]|20)\d{2}(?:[–/-](?:\d{4}|\d{2}))?\b(?!\s*(?:%|per cent)|,\d{3})"
    r"|\b(?:sections?|levels?|category|categories|parts?|chapters?|tables?|figures?|articles?|indicators?|QIs?|objectives?"
    r"|recommendations?|paragraphs?|phases?|weeks?|questions?|editions?|versions?|rules?|schedules?|stages?|pages?|steps?"
    r"|numbers?|no\.?|regulations?|appendix|annex|standards?|principles?|areas? for development)"
    r"\s+\d+(?:\.\d+)*(?:\s?(?:,|and|or|to|–|-)\s?\d+(?:\.\d+)*)*"
    r"|\b\d+(?:st|nd|rd|th)\b|\(\d{1,2}\)|\b[A-Z]{1,4}\d+\b|\bs\.\s?\d+(?:\(\d+\))*",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.,/])£?\d[\d,]*(?:\.\d+)?(?:\s?%|\s+per\s?cent\b)?(?![\w/])"
    r"|\b(?:almost all|just (?:over|under) half|(?:a|one|two|three)[ -](?:half|thirds?|quarters?|fifths?)"
    r"|(?:eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|(?:a|one|two|three) hundred))\b(?!-)",
    re.IGNORECASE,
)


def quantities(words: str) -> list[str]:
    """Everything in a text that tells a quantity, as it is written; days, years and names of numbered things do not."""
    plain = _NO_QUANTITY.sub(lambda found: "\ufdd4" * len(found[0]), words)
    return [found[0].rstrip(",") for found in _NUMBER.finditer(plain)]


def _numbers(passages: list[_Passage]) -> Iterator[Remark]:
    for passage in passages:
        for sentence in sentences(passage.unbound):
            for about in quantities(sentence):
                yield _remark(Kind.NUMBER, passage, about, sentence, f"“{about}” does not say where it comes from.")


def _numbers_of_figures(placed: list[tuple[Figure, Numbered]], text: Text) -> Iterator[Remark]:
    """What the words of a table or chart say that its own numbers, and the sums of its columns, do not.

    These words bind no number: they stand beside it, and are compared with it whenever the draft is built.
    """
    for figure, section in placed:
        if not figure.has_numbers:
            continue
        there = _its_numbers(figure.data["rows"])
        place = _Passage("", "", f"figure-{figure.key}", text.names[figure.key], section.heading, section.key)
        for words in (figure.message, figure.caption, figure.description):
            for sentence in sentences(words):
                for about in quantities(sentence):
                    if not _is_said_by(there, about, in_per_cent=figure.data.get("unit") == "%"):
                        yield _remark(Kind.NUMBER, place, about, sentence, f"“{about}” is not among its numbers.")


def _its_numbers(rows: list[list]) -> set[Decimal]:
    columns = [[_as_number(str(cell)) for cell in column if cell is not None] for column in zip(*rows, strict=False)]
    found = {number for column in columns for number in column if number is not None}
    return found | {sum(number for number in column if number is not None) for column in columns} | {Decimal(len(rows))}


def _is_said_by(there: set[Decimal], about: str, *, in_per_cent: bool) -> bool:
    """Whether a number is among these; or a word for a part of a whole stands for one of them, where they are per cent."""
    bounds = next(((least, most) for word, least, most in proportions.WORDS if word == about.lower()), None)
    if bounds is not None and in_per_cent:
        return any(bounds[0] <= number <= bounds[1] for number in there)
    return _as_number(about) in there


def _as_number(words: str) -> Decimal | None:
    """“1,250” or “61 per cent” as a number; None for what is told in words."""
    plain = re.sub(r"[£,%\s]|per\s?cent", "", words, flags=re.IGNORECASE)
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


# --- Who, and where ----------------------------------------------------------------------------------------------------

_LOCAL_BODIES = (
    Organisation.Kind.COUNCIL,
    Organisation.Kind.HEALTH_BOARD,
    Organisation.Kind.POLICE_DIVISION,
    Organisation.Kind.HSCP,
)
_PERSONAL = {
    identifying.NAME,
    identifying.CHI,
    identifying.POSTCODE,
    identifying.PHONE,
    identifying.EMAIL,
    identifying.INSURANCE,
    identifying.REGISTRATION,
    identifying.HANDLE,
}


def _areas(report: Report, passages: list[_Passage]) -> Iterator[Remark]:
    """Only where the programme never attributes: there the name of an area, or of a body of one, betrays it."""
    if report.programme.attribution != "never":
        return
    with speaking.as_service():
        names = {
            *Area.objects.called(),
            *Partnership.objects.filter(programme=report.programme).values_list("name", flat=True),
            *Organisation.objects.filter(kind__in=_LOCAL_BODIES).values_list("name", flat=True),
        }
    if not names:
        return
    named = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + r")(?!\w)"
    )
    for passage in passages:
        for sentence in sentences(passage.words):
            for found in named.finditer(sentence):
                yield _remark(Kind.AREA, passage, found[0], sentence, f"“{found[0]}” is named.")


def _people(report: Report, passages: list[_Passage]) -> Iterator[Remark]:
    with speaking.as_service():
        involved = set(
            User.objects.filter(
                models.Q(seats__participation__programme=report.programme)
                | models.Q(assignments__programme=report.programme)
            ).values_list("name", flat=True)
        )
        bodies = set(Organisation.objects.values_list("name", flat=True)) | set(
            Area.objects.values_list("name", flat=True)
        )
    involved.discard("")
    known = (
        re.compile(
            r"(?<!\w)(?:" + "|".join(re.escape(name) for name in sorted(involved, key=len, reverse=True)) + r")(?!\w)"
        )
        if involved
        else None
    )
    for passage in passages:
        for sentence in sentences(passage.words):
            seen = set()
            for found in known.finditer(sentence) if known else ():
                seen.add(found[0])
                yield _remark(
                    Kind.PERSON,
                    passage,
                    found[0],
                    sentence,
                    f"“{found[0]}” is somebody who took part in the programme.",
                )
            for stretch in identifying.stretches(sentence):
                about = sentence[stretch.start : stretch.end]
                if stretch.what not in _PERSONAL or any(about in body or body in about for body in bodies | seen):
                    continue
                # A report is full of titles and bodies: two capitals alone make no name of a person here.
                if stretch.why == identifying.TWO_CAPITALS:
                    continue
                yield _remark(
                    Kind.PERSON, passage, about, sentence, f"“{about}” may be a {stretch.what}. {stretch.why}"
                )


# --- Easy to read ------------------------------------------------------------------------------------------------------

_LETTERS = re.compile(r"\b[A-Z](?:[A-Z&]|(?<=[A-Z])(?=[A-Z]))[A-Z&]{0,5}\b(?:s\b)?")
_EXPLAINED = re.compile(r"\(([A-Z][A-Z&]{1,6})s?\)")
_LOUD_WORD = 7


def _abbreviations(report: Report, passages: list[_Passage]) -> Iterator[Remark]:
    """Each once, where it first stands before anything has said what it means."""
    told = {letters for term in report.programme.terms for letters in _LETTERS.findall(term.get("term", ""))} | EVERYDAY
    for passage in passages:
        for sentence in sentences(passage.words):
            told |= set(_EXPLAINED.findall(sentence))
            for found in _LETTERS.finditer(sentence):
                letters = found[0].removesuffix("s") if found[0][-1:] == "s" else found[0]
                if letters in told or len(letters) >= _LOUD_WORD or _is_roman(letters):
                    continue
                told.add(letters)
                yield _remark(
                    Kind.ABBREVIATION,
                    passage,
                    found[0],
                    sentence,
                    f"“{letters}” is used before anything says what it means.",
                )


def _is_roman(letters: str) -> bool:
    return bool(re.fullmatch(r"X{0,3}(?:IX|IV|V?I{0,3})", letters))


def _sentences(passages: list[_Passage]) -> Iterator[Remark]:
    for passage in passages:
        for sentence in sentences(passage.words):
            length = len(sentence.split())
            if length > MOST_WORDS:
                yield _remark(Kind.SENTENCE, passage, sentence[:300], sentence, f"A sentence of {length} words.")


def reading_age(words: str) -> float | None:
    """The age at which one reads a text with ease; None where it is too short to be judged.

    By the Automated Readability Index (Smith and Senter, 1967): 4.71 letters a word + 0.5 words a sentence − 21.43 is a
    year of school in the United States, which begins at five years of age. It knows nothing of what the words mean.
    """
    found = re.findall(r"[\w'’-]+", words)
    if len(found) < WORDS_TO_JUDGE:
        return None
    letters = sum(sum(letter.isalnum() for letter in word) for word in found)
    return 4.71 * letters / len(found) + 0.5 * len(found) / len(sentences(words)) - 21.43 + 5


def _levels(passages: list[_Passage]) -> Iterator[Remark]:
    """Of each section as a whole; lists of names would be misjudged one by one."""
    by_section: dict[str, list[_Passage]] = {}
    for passage in passages:
        if passage.section and not passage.is_heading:
            by_section.setdefault(passage.section, []).append(passage)
    for pieces in by_section.values():
        words = " ".join(piece.words if piece.words[-1:] in ".!?" else f"{piece.words}." for piece in pieces)
        age = reading_age(words)
        if age is not None and age > HARDEST_AGE:
            first = pieces[0]
            yield _remark(
                Kind.LEVEL,
                first,
                first.heading,
                first.heading,
                f"This section is easy to read from about the age of {age:.0f}; the aim is {HARDEST_AGE}.",
            )


# --- Tables and charts -------------------------------------------------------------------------------------------------


def _figures(placed: list[tuple[Figure, Numbered]], text: Text) -> Iterator[Remark]:
    for figure, section in placed:
        if not figure.has_numbers:
            continue
        name = text.names[figure.key]
        place = _Passage("", "", f"figure-{figure.key}", name, section.heading, section.key)
        if not figure.message:
            yield _remark(
                Kind.HEADING, place, figure.caption, figure.caption, f"{name} has a caption, and no heading of its own."
            )
        if figure.is_chart and not figure.description:
            composed = drawing.description(drawing.as_plain(figure))
            yield _remark(
                Kind.DESCRIPTION, place, str(figure)[:300], composed, f"{name} is described by composed words."
            )
