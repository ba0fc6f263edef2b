"""The search over everything that is public: reports to the paragraph, and what belongs to them or to an area.

What reports say is in an index (``public.models``). Of the rest there is little, and whether it is public changes with the
day or the minute; it is read as its own pages read it, once in each minute, and matched in one question. A further kind is
one function in ``KINDS``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from accounts.models import Area
from followup import public as followed
from programmes import letter_text
from programmes.models import LibraryDocument, Programme
from programmes.plain_words import as_text
from public import index, shown, until_the_minute
from public.news import newest as newest_news
from reports import minutes, writing
from reports.models import Edition

#: Longer questions are cut: nobody means more, and the database need not read it.
LONGEST = 200
ON_A_PAGE, PLACES_OF_A_REPORT, PLACES_ON_A_PAGE = 10, 3, 20
#: At most so many words of a question are looked at for their spelling.
WORDS_TRIED = 8
#: How alike a typed word and a public one have to be, of one: two letters changed round in a word of six are 0.83.
ALIKE = 0.74

WORD = re.compile(r"[^\W_]{4,40}")
OPERATORS = re.compile(r"""["“”]|(?:^|\s)-\w|\sor\s""", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """Something public that is no report: its words, and what it can be narrowed by."""

    kind: str
    title: str
    text: str
    url: str
    about: str = ""
    day: date | None = None
    programme: str = ""
    areas: frozenset[str] = frozenset()


@dataclass
class Hit:
    """One line of the results."""

    kind: str
    title: str
    url: str
    about: str
    rank: float
    day: date | None
    programme: str
    areas: frozenset[str]
    text: str = ""
    snippet: SafeString | str = ""
    published: datetime | None = None
    edition_pk: int | None = None
    slug: str = ""
    places: list[index.Place] = field(default_factory=list)
    places_in_all: int = 0

    @property
    def newness(self) -> datetime:
        """The moment by which it is put among others; what has no day of its own comes last."""
        return self.published or datetime.combine(self.day or date.min, time(12), UTC)

    @property
    def further(self) -> int:
        """How many places more it stands in than are shown."""
        return self.places_in_all - len(self.places)


@dataclass(frozen=True)
class Asked:
    """What a reader asked. Anything that makes no sense is as if it were not asked."""

    words: str = ""
    kind: str = ""
    programme: str = ""
    area: str = ""
    year: str = ""
    order: str = ""
    report: str = ""
    page: str = "1"

    @classmethod
    def read(cls, query) -> Asked:
        year = query.get("year", "")
        return cls(
            words=_clean(query.get("q", "")),
            kind=kind if (kind := query.get("kind", "")) in KIND_WORDS else "",
            programme=_slug(query.get("programme", "")),
            area=_slug(query.get("area", "")),
            year=year if re.fullmatch("[0-9]{4}", year) else "",
            order="date" if query.get("order") == "date" else "",
            report=_slug(query.get("report", "")),
            page=query.get("page", "1"),
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.programme or self.area or self.year)

    def takes(self, hit: Hit) -> bool:
        """Whether a hit is within the chosen programme, area and year; kinds are counted beside each other."""
        return (
            (not self.programme or hit.programme == self.programme)
            and (not self.area or self.area in hit.areas)
            and (not self.year or (hit.day is not None and str(hit.day.year) == self.year))
        )


def _clean(typed: str) -> str:
    """What was typed, without what no keyboard sends."""
    kept = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in typed[: LONGEST * 5])
    return " ".join(kept.split())[:LONGEST].strip()


def _slug(typed: str) -> str:
    return typed if re.fullmatch(r"[-a-z0-9_]{1,80}", typed) else ""


# --- What there is beside reports ------------------------------------------------------------------------------------


class Public:
    """What is public at this moment beside what reports say."""

    def __init__(self):
        self.programmes = list(Programme.objects.announced().with_plan().select_related("lead_body"))
        self.areas = list(Area.objects.prefetch_related("organisations"))
        self.areas_of = self._areas_of()
        self.documents = list(
            LibraryDocument.objects.filter(
                audience=LibraryDocument.Audience.PUBLIC, programme__in=[each.pk for each in self.programmes]
            ).select_related("released_with")
        )
        self.entries = [entry for _, _, list_of in KINDS if list_of for entry in list_of(self)]
        self.vectors = index.vectors_of([(entry.title, entry.text) for entry in self.entries])

    def _areas_of(self) -> dict[int, frozenset[str]]:
        """The slugs of the areas that everybody may know to take part, by programme."""
        slugs = {area.pk: area.slug for area in self.areas}
        found: dict[int, set[str]] = {}
        for programme, area in shown.taking_part():
            found.setdefault(programme, set()).add(slugs[area])
        return {programme: frozenset(areas) for programme, areas in found.items()}

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of it, without capitals and accents."""
        return frozenset(bare(word) for each in self.entries for word in WORD.findall(f"{each.title} {each.text}"))


def programmes(public: Public) -> Iterable[Entry]:
    for each in public.programmes:
        facts = [each.questions, each.scope_in, each.scope_out, each.legal_basis, each.methods, each.background]
        terms = [f"{term['term']}: {term['meaning']}" for term in shown.official(each.terms)]
        said = [fact.get("text", "") for some in facts for fact in shown.official(some)]
        yield Entry(
            "programme",
            each.title,
            " ".join([_plain(each.summary), _plain(each.purpose), *map(_plain, said), *terms]),
            each.get_absolute_url(),
            about=f"{each.kind.capitalize()} · {each.lead_body.name}",
            day=each.day_one,
            programme=each.slug,
            areas=public.areas_of.get(each.pk, frozenset()),
        )


def documents(public: Public) -> Iterable[Entry]:
    by_pk = {each.pk: each for each in public.programmes}
    for each in public.documents:
        programme = by_pk[each.programme_id]
        released = each.released_on(programme.timetable)
        if not shown.is_out(released):
            continue
        yield Entry(
            "document",
            each.title,
            f"{each.summary} {_plain(letter_text.FIELD.sub('…', each.text))}",
            reverse("public:document", args=[programme.slug, each.key]),
            about=f"{each.kind.capitalize()} · {programme.short_title}",
            day=released or programme.public_from,
            programme=programme.slug,
            areas=public.areas_of.get(programme.pk, frozenset()),
        )


def areas(public: Public) -> Iterable[Entry]:
    for each in public.areas:
        bodies = sorted({body.name for body in each.organisations.all() if body.kind in shown.ORDER_OF_BODIES})
        yield Entry(
            "area",
            each.name,
            f"Served by {', '.join(bodies)}." if bodies else "",
            each.get_absolute_url(),
            about="Area",
            areas=frozenset({each.slug}),
        )


def news(public: Public) -> Iterable[Entry]:
    for each in newest_news(None):
        said = [f"{quotation['words']} {quotation.get('who', '')}" for quotation in each.quotations]
        day = minutes.in_scotland(each.out_at).date()
        yield Entry(
            "news",
            each.headline,
            " ".join([each.standfirst, _plain(each.body), *said]),
            each.get_public_url(),
            about=f"{each.get_kind_display()} · {day.day} {day:%B %Y}",
            day=day,
            programme=each.programme.slug if each.programme else "",
        )


def recommendations(public: Public) -> Iterable[Entry]:
    for each in followed.followed():
        stated = each.stated
        yield Entry(
            "recommendation",
            f"{stated.get_kind_display()} {stated.number}: {stated.edition.title}",
            stated.text,
            each.address,
            about=f"{each.state_words} · {stated.edition.programme.short_title}",
            day=minutes.in_scotland(stated.edition.publication.publish_at).date(),
            programme=stated.edition.programme.slug,
            areas=frozenset(stated.edition.area_slugs),
        )


#: What can be found, in the order of the list, with what lists it; reports come out of the index.
KINDS: list[tuple[str, str, Callable[[Public], Iterable[Entry]] | None]] = [
    ("report", "Reports", None),
    ("programme", "Programmes", programmes),
    ("document", "Documents and guidance", documents),
    ("news", "News and press releases", news),
    ("recommendation", "Recommendations", recommendations),
    ("area", "Areas", areas),
]
KIND_WORDS = {key: words for key, words, _ in KINDS}


@lru_cache(maxsize=1024)
def _plain(markdown: str) -> str:
    return index.bare(" ".join(as_text(markdown).split()))


# --- Searching -------------------------------------------------------------------------------------------------------


@dataclass
class _Report:
    pk: int
    title: str
    slug: str
    programme: str
    programme_words: str
    areas: frozenset[str]
    published: datetime

    @property
    def day(self) -> date:
        return minutes.in_scotland(self.published).date()


class Search:
    """One search: the same few questions to the database whatever is found."""

    def __init__(self, asked: Asked):
        self.asked = asked
        self.public = until_the_minute.kept(Public)
        self.reports = {report.pk: report for report in _newest_reports()}

    def hits(self, question: str) -> list[Hit]:
        """Everything in which it stands, narrowed by nothing yet."""
        found = []
        for place, rank in index.among(question, self.public.vectors).items():
            entry = self.public.entries[place]
            found.append(
                Hit(
                    entry.kind,
                    entry.title,
                    entry.url,
                    entry.about,
                    rank,
                    entry.day,
                    entry.programme,
                    entry.areas,
                    text=entry.text,
                )
            )
        for one in index.editions_with(question):
            report = self.reports.get(one.edition)
            if report is None:
                continue  # released between two questions: the next search finds it
            found.append(
                Hit(
                    "report",
                    report.title,
                    reverse("public:report", args=[report.slug]),
                    f"Published {report.day.day} {report.day:%B %Y} · {report.programme_words}",
                    one.rank,
                    report.day,
                    report.programme,
                    report.areas,
                    published=report.published,
                    edition_pk=report.pk,
                    slug=report.slug,
                    places_in_all=one.places,
                )
            )
        return found

    def corrected(self) -> str:
        """What was typed, with each word that stands nowhere in public put right; "" where nothing can be."""
        typed = list(dict.fromkeys(WORD.findall(self.asked.words)))[:WORDS_TRIED]
        if not typed:
            return ""
        ours = self.public.words
        near = index.words_like([bare(word) for word in typed])
        better = self.asked.words
        for word in typed:
            plain = bare(word)
            known = {likely for likely, _ in near.get(plain, [])}
            if plain in known or plain in ours:
                continue
            likely = [*known, *get_close_matches(plain, ours, n=3, cutoff=ALIKE)]
            best = max(((_alike(plain, each), each) for each in likely), default=(0.0, ""))
            if best[0] >= ALIKE:
                better = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", best[1], better)
        return better if better != self.asked.words else ""

    def years(self) -> list[int]:
        days = [report.day for report in self.reports.values()] + [
            entry.day for entry in self.public.entries if entry.day
        ]
        return sorted({day.year for day in days}, reverse=True)


def _newest_reports() -> Iterable[_Report]:
    latest = Edition.objects.public().latest().values("pk")
    rows = Edition.objects.filter(pk__in=latest).order_by().values_list(
        "pk", "title", "slug", "programme__slug", "programme__short_title", "area_slugs", "publication__publish_at"
    )  # fmt: skip
    for pk, title, slug, programme, words, area_slugs, publish_at in rows:
        yield _Report(pk, title, slug, programme, words, frozenset(area_slugs), publish_at)


def bare(word: str) -> str:
    """A word without capitals and accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(sign))


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def search(asked: Asked) -> dict:
    """The page of results, and what somebody may do who found nothing."""
    searched = Search(asked)
    context = {
        "asked": asked,
        "programmes": sorted((each.short_title, each.slug) for each in searched.public.programmes),
        "areas": searched.public.areas,
        "years": searched.years(),
    }
    if not asked.words:
        return context
    question = index.question(asked.words)
    if not question.parts:
        return context | {"says_nothing": True}
    used, hits = question.whole, searched.hits(question.whole)
    instead, loosened = "", False
    if not hits and (instead := searched.corrected()):
        used = index.question(instead).whole
        hits = searched.hits(used)
        if not hits:
            instead = ""
    if not hits and not OPERATORS.search(asked.words) and question.any_of != question.whole:
        used, loosened = question.any_of, True
        hits = searched.hits(used)
    if asked.report:
        return context | _within(asked, used, hits) | {"instead": instead}
    return context | _listed(asked, used, hits) | {"instead": instead, "loosened": loosened and bool(hits)}


def _listed(asked: Asked, question: str, hits: list[Hit]) -> dict:
    taken = [hit for hit in hits if asked.takes(hit)]
    counts = {key: sum(hit.kind == key for hit in taken) for key in KIND_WORDS}
    listed = [hit for hit in taken if not asked.kind or hit.kind == asked.kind]
    listed.sort(key=lambda hit: (-hit.rank, hit.title))
    if asked.order == "date":
        listed.sort(key=lambda hit: hit.newness, reverse=True)
    page = Paginator(listed, ON_A_PAGE).get_page(asked.page)
    _with_places(page, question)
    return {
        "page": page,
        "count": len(listed),
        "without_filters": len(hits),
        "kinds": [(key, words, counts[key]) for key, words in KIND_WORDS.items()],
        "all_kinds": len(taken),
    }


def _with_places(page: Page, question: str) -> None:
    """What is shown of each hit on this page: the words around, and of a report its best places."""
    others = [hit for hit in page.object_list if not hit.edition_pk]
    for hit, snippet in zip(others, index.around(question, [hit.text for hit in others]), strict=True):
        hit.snippet = snippet
    reports = {hit.edition_pk: hit for hit in page.object_list if hit.edition_pk}
    for edition in Edition.objects.public().filter(pk__in=reports).without_content():
        reports[edition.pk].snippet = writing.plain(edition.summary)
    for place in index.passages_with(question, reports, most=PLACES_OF_A_REPORT):
        reports[place.edition].places.append(place)


def _within(asked: Asked, question: str, hits: list[Hit]) -> dict:
    """Every place of one report."""
    hit = next((hit for hit in hits if hit.slug == asked.report), None)
    page = Paginator(range(hit.places_in_all if hit else 0), PLACES_ON_A_PAGE).get_page(asked.page)
    if hit:
        skipped = (page.number - 1) * PLACES_ON_A_PAGE
        hit.places = index.passages_with(question, [hit.edition_pk], skipped=skipped, most=PLACES_ON_A_PAGE)
    return {"within": hit, "page": page, "count": hit.places_in_all if hit else 0}
