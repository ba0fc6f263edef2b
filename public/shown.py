"""What the public's pages are made of: fixed numbers of queries, and only what everybody may know."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Prefetch
from django.utils import timezone

from accounts.models import Area, Grouping, Organisation
from analysis.for_everyone import national_numbers, nationals
from followup import public as recommendations
from interface.timeline import Stop
from notifications import markdown
from programmes import correspondence, letter_text, particulars
from programmes.models import LibraryDocument, Programme
from public import news, structured
from reports import minutes
from reports.models import Edition

ON_A_PAGE = 20
ON_THE_FRONT = 3
PROGRAMMES_ON_THE_FRONT = 6


def official(facts: list[dict]) -> list[dict]:
    """The facts that may be shown to the public as such."""
    return [fact for fact in facts if fact.get("official", True)]


# --- Programmes ------------------------------------------------------------------------------------------------------


@dataclass
class Shown:
    """A programme as the public sees it: its public dates, and where it stands today."""

    programme: Programme
    stops: list[Stop] = field(default_factory=list)

    @cached_property
    def state(self) -> str:
        today = timezone.localdate()
        if not self.stops or self.stops[0].starts > today:
            return "announced"
        return "finished" if max(stop.last_day for stop in self.stops) < today else "under way"

    @property
    def mark(self) -> str:
        return {"announced": "new", "under way": "open", "finished": "quiet"}[self.state]

    @property
    def state_words(self) -> str:
        return {"announced": "Announced", "under way": "Under way", "finished": "Finished"}[self.state]

    @cached_property
    def next(self) -> Stop | None:
        """What happens now, or else next."""
        today = timezone.localdate()
        stages = {stage: stop for stop in reversed(self.stops) if (stage := stop.stage(today)) in ("now", "ahead")}
        return stages.get("now") or stages.get("ahead")

    @property
    def next_is_now(self) -> bool:
        return self.next is not None and self.next.stage(timezone.localdate()) == "now"

    @property
    def years(self) -> str:
        if not self.stops:
            return str(self.programme.day_one.year)
        first, last = self.stops[0].starts.year, max(stop.last_day for stop in self.stops).year
        return str(first) if first == last else f"{first} to {last}"


def shown(programme: Programme) -> Shown:
    return Shown(programme, stops(programme))


def stops(programme: Programme) -> list[Stop]:
    """The public dates of a programme in order; where a source gives the month alone, so do we."""
    plans = {plan.key: plan for plan in programme.plans}
    found = [
        Stop(
            plan.title,
            dated.starts,
            dated.ends if dated.ends != dated.starts else None,
            plan.who_acts,
            plan.detail,
            when=f"{dated.starts:%B %Y}" if plan.month_only else "",
        )
        for dated in programme.timetable
        if (plan := plans[dated.key]).public
    ]
    return sorted(found, key=lambda stop: (stop.starts, stop.last_day))


def _announced():
    return Programme.objects.announced().with_plan().select_related("lead_body")


def announced() -> list[Shown]:
    """Every programme that everybody may know of."""
    return [shown(programme) for programme in _announced()]


def programmes() -> dict:
    found = announced()
    return {
        "groups": [
            (words, [each for each in found if each.state == state])
            for state, words in (("under way", "Under way"), ("announced", "Announced"), ("finished", "Finished"))
        ],
        "any": bool(found),
    }


def programme(slug: str) -> dict | None:
    """A programme's page, or None where nobody may know of one at this address."""
    found = _announced().prefetch_related("partner_bodies").filter(slug=slug).first()
    if found is None:
        return None
    documents = [
        (document, day)
        for document in found.library.filter(audience=LibraryDocument.Audience.PUBLIC).select_related("released_with")
        if is_out(day := document.released_on(found.timetable))
    ]
    areas = list(Area.objects.all())
    taking_part = areas_taking_part(found.pk, areas)
    editions = list(recommendations.with_theirs(newest().filter(programme=found)))
    return {
        "shown": shown(found),
        "programme": found,
        "purpose": markdown.to_html(found.purpose, top_heading=3),
        "questions": official(found.questions),
        "scope_in": official(found.scope_in),
        "scope_out": official(found.scope_out),
        "legal_basis": official(found.legal_basis),
        "methods": official(found.methods),
        "background": official(found.background),
        "handling": official(found.handling),
        "terms": official(found.terms),
        "nobody_takes_part": found.has_no_partnerships,
        "particulars": particulars.for_the_public(found.particulars, unnamed=_unnamed(found, areas)),
        "documents": documents,
        "editions": editions,
        "data": [*national_numbers(found.pk), *recommendations.of_editions(editions)],
        "areas": taking_part,
        "structured": structured.block(structured.programme(found, found.get_absolute_url())),
        "timetable_title": f"{found.short_title}: timetable",
        "all_areas": len(taking_part) == len(areas),
    }


def _unnamed(programme: Programme, areas: list[Area]) -> list[str]:
    """The areas that nothing about a programme may name."""
    return [area.name for area in areas] if programme.attribution == Programme.Attribution.NEVER else []


def is_out(day: date | None) -> bool:
    """Whether a document for the public that is released on a day, or always was, can be read by now."""
    return day is None or day <= timezone.localdate()


def taking_part() -> list[tuple[int, int]]:
    """Programmes with each of the areas that everybody may know to take part in them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT programme_id, area_id FROM portal_areas_taking_part()")
        return cursor.fetchall()


def areas_taking_part(programme_id: int, areas: list[Area]) -> list[Area]:
    """Which of these areas everybody may know to take part; the database decides (``portal_areas_taking_part``)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT area_id FROM portal_areas_taking_part() WHERE programme_id = %s", [programme_id])
        known = {pk for (pk,) in cursor.fetchall()}
    return [area for area in areas if area.pk in known]


def document(slug: str, key: str) -> dict | None:
    """A document that a programme has released to the public, with its dates filled in."""
    found = _announced().prefetch_related("partner_bodies", "team__person").filter(slug=slug).first()
    wanted = found and (
        found.library.filter(audience=LibraryDocument.Audience.PUBLIC, key=key).select_related("released_with").first()
    )
    if not wanted:
        return None
    timetable = found.timetable
    released = wanted.released_on(timetable)
    if not is_out(released):
        return None
    values = {
        **correspondence.programme_values(found),
        **letter_text.date_values(timetable, public=[plan.key for plan in found.plans if plan.public]),
    }
    # A field that nobody has filled in yet is left open rather than taking the page away.
    values.update({name: "…" for name in letter_text.fields_in(wanted.text) if values.get(name) is None})
    return {
        "programme": found,
        "document": wanted,
        "released": released,
        "text": markdown.to_html(letter_text.merge(wanted.text, values), top_heading=2),
    }


@dataclass(frozen=True)
class Day:
    """One stretch of days of one programme, in the list over all."""

    stop: Stop
    programme: Programme


def dates() -> dict:
    """The public dates of all programmes: what goes on, what is to come month by month, and what is over, newest first."""
    today = timezone.localdate()
    everything = [Day(stop, each.programme) for each in announced() for stop in each.stops]
    everything.sort(key=lambda day: (day.stop.starts, day.stop.last_day, day.programme.short_title, day.stop.name))
    ahead = [day for day in everything if day.stop.stage(today) == "ahead"]
    months = [
        (f"{month:%B %Y}", list(days)) for month, days in groupby(ahead, lambda day: day.stop.starts.replace(day=1))
    ]
    return {
        "now": [day for day in everything if day.stop.stage(today) == "now"],
        "months": months,
        "past": [day for day in reversed(everything) if day.stop.last_day < today],
        "any": bool(everything),
    }


def calendar_programmes() -> list[Programme]:
    return list(_announced())


def calendar_programme(slug: str) -> Programme | None:
    return _announced().filter(slug=slug).first()


# --- Reports ---------------------------------------------------------------------------------------------------------


def newest():
    """The newest public edition of every report, the latest release first, without its long columns."""
    latest = Edition.objects.public().latest().values("pk")
    return (
        Edition.objects.public()
        .filter(pk__in=latest)
        .without_content()
        .select_related("publication", "programme")
        .order_by("-publication__publish_at")
    )


@dataclass(frozen=True)
class ReportFilter:
    """What a reader asked of the list of reports; anything that makes no sense is as if it were not asked."""

    programme: str = ""
    year: str = ""
    page: str = "1"

    @classmethod
    def read(cls, query) -> "ReportFilter":
        year = query.get("year", "")
        return cls(
            query.get("programme", "")[:80], year if year.isdigit() and len(year) == 4 else "", query.get("page", "1")
        )


def reports(asked: ReportFilter) -> dict:
    everything = list(newest())
    years = sorted({minutes.in_scotland(edition.publication.publish_at).year for edition in everything}, reverse=True)
    programmes_told_of = sorted({(edition.programme.short_title, edition.programme.slug) for edition in everything})
    found = [
        edition
        for edition in everything
        if (not asked.programme or edition.programme.slug == asked.programme)
        and (not asked.year or str(minutes.in_scotland(edition.publication.publish_at).year) == asked.year)
    ]
    return {
        "page": Paginator(found, ON_A_PAGE).get_page(asked.page),
        "asked": asked,
        "years": years,
        "programmes": programmes_told_of,
        "count": len(found),
        "any": bool(everything),
    }


def editions_of(slug: str) -> list[Edition]:
    """The public editions at an address, newest first: empty for what is not public, and for what never was."""
    return list(
        Edition.objects.public()
        .filter(slug=slug)
        .without_content()
        .select_related("publication", "programme")
        .order_by("-number")
    )


@dataclass(frozen=True)
class Chosen:
    """Which edition an address means at this moment, and what its page may be kept under."""

    key: str
    publish_at: datetime
    #: It leads to numbers of surveys or to reviews of its progress: these may come out later, and change its page.
    leads_on: bool = False


def chosen(slug: str, number: int | None) -> Chosen | None:
    """The public edition at an address, and nothing else of it: what is asked before a kept page is given."""
    there = Edition.objects.public().filter(slug=slug).order_by("-number")
    rows = list(
        there.values_list(
            "pk", "frozen_at", "programme__started_at", "number", "publication__publish_at", "programme", "report"
        )
    )
    for *known_by, its_number, publish_at, programme, of in rows:
        if number is None or its_number == number:
            data = ",".join(str(each.pk) for each in nationals(programme))
            ties = recommendations.ties(of)
            key = f"{_known_by(*known_by)}:{_known_by(*rows[0][:3])}:{data}:{ties}"
            return Chosen(key, publish_at, bool(data or ties))
    return None


def _known_by(pk: int, frozen_at: datetime, started_at: datetime) -> str:
    """An edition for good. Numbers of rows are given again where a database is made anew, and a cache outlives that;
    an edition that comes from elsewhere bears the same moment each time, and its programme then does not.
    """
    return f"{pk}@{frozen_at.timestamp()}@{started_at.timestamp()}"


def choose(editions: Sequence[Edition], number: int | None) -> Edition | None:
    """The newest of them, or the one with a number."""
    if number is None:
        return editions[0] if editions else None
    return next((edition for edition in editions if edition.number == number), None)


def report(edition: Edition, editions: Sequence[Edition]) -> dict:
    """A report's page."""
    edition.refresh_from_db(fields=["content", "html", "data_files"])
    data = national_numbers(edition.programme_id)
    files = list(edition.files.select_related("stored"))
    first_out = editions[-1].publication.publish_at
    return {
        "edition": edition,
        "editions": editions,
        "is_newest": edition.pk == editions[0].pk,
        "newest": editions[0],
        "edition_words": f"Edition {edition.number}",
        "content": edition.content,
        "contents": [
            {"words": f"{section['number']} {section['heading']}", "url": f"#{section['anchor']}"}
            for section in edition.content["sections"]
        ]
        + [{"words": words, "url": url} for words, url in _after_the_text(edition, data)],
        "files": files,
        "pdf_url": edition.get_edition_url() + "report.pdf",
        "structured": structured.block(
            structured.report(edition, edition.content, pdf=bool(files), first_out=first_out)
        ),
        "survey_data": data,
        "around": recommendations.around(edition),
        "published": edition.publication.publish_at,
        "first_out": first_out,
    }


def _after_the_text(edition: Edition, survey_data: list):
    if edition.content.get("notes"):
        yield "Notes", "#notes"
    if edition.content["terms"]:
        yield "Definitions", "#definitions"
    if edition.data_files or survey_data:
        yield "Data", "#data"
    yield "Cite this report", "#cite"
    yield "Editions", "#editions"


def data_file(edition: Edition, name: str) -> str | None:
    """One of an edition's CSV files."""
    edition.refresh_from_db(fields=["data_files"])
    return edition.data_files.get(name)


# --- Areas -----------------------------------------------------------------------------------------------------------

ORDER_OF_BODIES = [
    Organisation.Kind.COUNCIL,
    Organisation.Kind.HSCP,
    Organisation.Kind.HEALTH_BOARD,
    Organisation.Kind.POLICE_DIVISION,
]


def areas() -> dict:
    return {"areas": list(Area.objects.all())}


def area(slug: str) -> dict | None:
    """Everything public about one area."""
    found = (
        Area.objects.prefetch_related(
            "organisations",
            "codes",
            Prefetch("groupings", Grouping.objects.prefetch_related("areas")),
        )
        .filter(slug=slug)
        .first()
    )
    if found is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT programme_id FROM portal_areas_taking_part() WHERE area_id = %s", [found.pk])
        taken_part_in = [row[0] for row in cursor.fetchall()]
    bodies = sorted(
        (body for body in found.organisations.all() if body.kind in ORDER_OF_BODIES),
        key=lambda body: (ORDER_OF_BODIES.index(body.kind), body.name),
    )
    return {
        "area": found,
        "structured": structured.block(structured.area(found)),
        "areas": list(Area.objects.all()),
        "bodies": bodies,
        "any_website": any(body.website for body in bodies),
        "former": [code.code for code in found.codes.all() if not code.is_current],
        "groupings": [
            {"grouping": grouping, "others": [each for each in grouping.areas.all() if each.pk != found.pk]}
            for grouping in found.groupings.all()
        ],
        "programmes": [shown(each) for each in _announced().filter(pk__in=taken_part_in)],
        "editions": list(newest().filter(area_slugs__contains=[slug])),
    }


# --- The front page --------------------------------------------------------------------------------------------------


def front() -> dict:
    found = announced()
    under_way = [each for each in found if each.state != "finished"]
    under_way.sort(
        key=lambda each: (each.state != "under way", each.next.starts if each.next else each.programme.day_one)
    )
    return {
        "structured": structured.block(structured.front()),
        "under_way": under_way[:PROGRAMMES_ON_THE_FRONT],
        "finished": [each for each in found if each.state == "finished"],
        "editions": list(newest()[:ON_THE_FRONT]),
        "news": news.newest(),
    }
