"""Starting a programme: a definition becomes a programme of its own, which no later change of a file can touch."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts import speaking
from accounts.models import Area, Grouping, Organisation, User
from programmes import particulars
from programmes.calendar import monday_of
from programmes.date_rules import as_plain
from programmes.definition import Definition, Fact, Run
from programmes.models import (
    ClosedDay,
    LetterText,
    LibraryDocument,
    Milestone,
    Participation,
    Partnership,
    Phase,
    Programme,
    SchoolWeek,
    SettledDate,
)

#: What rooms higher up do when a programme starts: functions ``(programme, definition)``.
on_start: list[Callable[[Programme, Definition], None]] = []
#: What they do when one more partnership joins: functions ``(programme)``.
on_joining: list[Callable[[Programme], None]] = []

COUNCIL, HSCP = Organisation.Kind.COUNCIL, Organisation.Kind.HSCP
SHARED_WITH_ALL = {
    "council": (COUNCIL,),
    "council and hscp": (COUNCIL, HSCP),
}
GROUPINGS = {
    "adult protection partnership": Grouping.Kind.ADULT_PROTECTION,
    "mappa region": Grouping.Kind.MAPPA_REGION,
}


class CannotStart(ValueError):
    """A programme that cannot be started as asked; the sentence says what to change."""


#: A second press of the button comes within seconds; after this it is somebody's mistake about the address.
PRESSED_AGAIN = timedelta(minutes=2)


def started_just_now(definition: Definition, *, slug: str, title: str, by: User) -> Programme | None:
    """The programme that this very press started a moment ago, where the button was pressed twice.

    Waits for a first press that is still being answered, so ask before looking whether the address is free.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"start {slug}"])
    since = timezone.now() - PRESSED_AGAIN
    same = {"slug": slug, "title": title, "definition": definition.slug, "started_by": by}
    return Programme.objects.filter(**same, started_at__gte=since).first()


@transaction.atomic
def start(
    definition: Definition,
    *,
    slug: str,
    day_one: date | None = None,
    run: Run | None = None,
    by: User | None,
    title: str = "",
    areas: Sequence[Area] | None = None,
    settled: Mapping[tuple[str, str], date] | None = None,
    school_weeks: Sequence[date] = (),
    closed: Mapping[date, str] | None = None,
    public_from: date | None = None,
    letters_from: date | None = None,
) -> Programme:
    """Copy a definition into the database as a programme of its own.

    ``day_one`` is the day that everything counts from; ``run`` instead enters a run that really took place, with its
    own dates and the words in which they were told. ``areas`` are those whose partnerships take part (all 32 where it
    is None and the definition says so); ``settled`` maps (milestone key, edge) to a day, as ``Timetable`` takes it.
    Raises CannotStart with a sentence.
    """
    if run:
        definition, day_one = definition.as_it_was(run), run.day_one
    if day_one is None:
        raise CannotStart("Say on which day it begins.")
    if Programme.objects.filter(slug=slug).exists():
        raise CannotStart(f"There is a programme at “{slug}” already. Choose another address.")
    lead = Organisation.objects.filter(kind=Organisation.Kind.SCRUTINY_BODY, code=definition.lead_body).first()
    if lead is None:
        raise CannotStart("The registers are empty. Run “manage.py load_registers” first.")
    with speaking.as_service():
        programme = Programme.objects.create(
            slug=slug,
            title=title or definition.title.text,
            lead_body=lead,
            day_one=day_one,
            public_from=public_from,
            letters_from=letters_from or timezone.localdate(),
            started_by=by,
            particulars=particulars.kept(definition, run),
            **_said_by(definition),
        )
        programme.partner_bodies.set(
            Organisation.objects.filter(kind=Organisation.Kind.SCRUTINY_BODY, code__in=definition.partner_bodies)
        )
        _copy_timetable(programme, definition, {**(run.settled if run else {}), **(settled or {})}, by)
        ClosedDay.objects.bulk_create(
            ClosedDay(programme=programme, on=day, why=why) for day, why in (closed or {}).items()
        )
        if definition.timetable.school_weeks == "skip":
            SchoolWeek.objects.bulk_create(
                SchoolWeek(programme=programme, on=week) for week in sorted({monday_of(day) for day in school_weeks})
            )
        _copy_letters(programme, definition)
        _copy_library(programme, definition)
        _gather_partnerships(programme, definition, areas)
        for further in on_start:
            further(programme, definition)
    return programme


def _said_by(definition: Definition) -> dict:
    return {
        "short_title": definition.short_title,
        "definition": definition.slug,
        "definition_digest": digest(definition.slug),
        "kind": definition.kind,
        "requested_by": definition.requested_by.text if definition.requested_by else "",
        "summary": definition.summary.text,
        "purpose": definition.purpose.text,
        "legal_basis": _facts(definition.legal_basis),
        "questions": _facts(definition.questions),
        "methods": _facts(definition.methods),
        "background": _facts(definition.background),
        "handling": _facts(definition.handling),
        "scope_in": _facts(definition.scope_in),
        "scope_out": _facts(definition.scope_out),
        "terms": [
            {
                "term": term.term,
                "meaning": term.meaning,
                "source": term.source,
                "basis": term.basis,
                "official": term.is_official,
            }
            for term in definition.terms
        ],
        "sign_off": definition.sign_off,
        "uses": list(definition.uses),
        "shape": definition.timetable.shape,
        "judgement": definition.judgement,
        "attribution": definition.attribution,
    }


def _facts(facts: Sequence[Fact]) -> list[dict]:
    return [{"text": fact.text, "basis": fact.basis, "official": fact.is_official} for fact in facts]


def digest(slug: str) -> str:
    """SHA-256 over a definition's files, by name and content: which text a programme was started from."""
    folder = Path(__file__).parent / "definitions" / slug
    seen = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        seen.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
    return seen.hexdigest()


def _copy_timetable(programme: Programme, definition: Definition, settled: Mapping, by) -> None:
    phases = {
        phase.key: Phase.objects.create(programme=programme, key=phase.key, title=phase.title, position=position)
        for position, phase in enumerate(definition.timetable.phases)
    }
    milestones = Milestone.objects.bulk_create(
        Milestone(
            programme=programme,
            phase=phases.get(each.phase),
            key=each.key,
            title=each.title,
            kind=each.type,
            who_acts=each.who_acts,
            detail=each.detail,
            public=each.public,
            month_only="month only" in each.date_basis,
            applies_to=each.applies_to,
            gates=list(each.gates),
            late=each.late,
            starts_rule=as_plain(each.starts),
            ends_rule=as_plain(each.ends),
            opens_rule=as_plain(each.opens),
            letter_rules=[
                {
                    "letter": rule.letter,
                    "when": str(rule.when),
                    "to": rule.to,
                    "only_if": rule.only_if,
                    "again_if_moved": rule.again_if_moved,
                }
                for rule in each.letters
            ],
            date_basis=each.date_basis,
            position=position,
        )
        for position, each in enumerate(definition.timetable.milestones)
    )
    by_key = {milestone.key: milestone for milestone in milestones}
    SettledDate.objects.bulk_create(
        SettledDate(programme=programme, milestone=by_key[key], edge=edge, on=day, settled_by=by)
        for (key, edge), day in settled.items()
    )


def _copy_letters(programme: Programme, definition: Definition) -> None:
    LetterText.objects.bulk_create(
        LetterText(
            programme=programme,
            key=letter.key,
            title=letter.title,
            kind=letter.kind,
            sent=letter.sent,
            sender=letter.sender,
            addressed_to=letter.addressed_to,
            statutory=letter.statutory,
            subject=letter.subject,
            body=letter.body,
        )
        for letter in definition.letters
    )


def _copy_library(programme: Programme, definition: Definition) -> None:
    milestones = {milestone.key: milestone for milestone in programme.milestones.all()}
    LibraryDocument.objects.bulk_create(
        LibraryDocument(
            programme=programme,
            key=document.key,
            title=document.title,
            kind=document.kind,
            summary=document.summary,
            text=document.body,
            published_by=document.published_by,
            audience=document.audience,
            released_with=milestones.get(document.released_with),
            released_edge=document.edge or "starts",
            position=position,
        )
        for position, document in enumerate(definition.documents)
    )


def _gather_partnerships(programme: Programme, definition: Definition, areas: Sequence[Area] | None) -> None:
    """Make a partnership for each area that takes part, out of the registers, and its participation."""
    register = definition.takes_part.partnership
    Programme.objects.filter(pk=programme.pk).update(register=register)
    programme.register = register
    if definition.takes_part.who == "none" and areas is None:
        return
    if areas is None:
        areas = (
            list(Area.objects.all())
            if definition.takes_part.who == "all areas"
            else list(Area.objects.filter(name__in=definition.takes_part.selected))
        )
    for area in areas:
        add_partnership_of(programme, area)


@transaction.atomic
def add_partnership_of(programme: Programme, area: Area) -> Participation | None:
    """The partnership of one area, out of the register that the programme uses; None where it has none of its own.

    A MAPPA region covers several areas: its partnership is made with the first of them.
    """
    if programme.register in SHARED_WITH_ALL:
        bodies = area.organisations.filter(kind__in=SHARED_WITH_ALL[programme.register])
        return add_partnership(programme, name=area.name, areas=[area], organisations=bodies)
    grouping = (
        Grouping.objects.filter(kind=GROUPINGS[programme.register], areas=area).first()
        if programme.register in GROUPINGS
        else None
    )
    if grouping is None or programme.partnerships.filter(grouping=grouping).exists():
        return None
    return add_partnership(
        programme,
        name=grouping.name,
        areas=grouping.areas.all(),
        organisations=grouping.organisations.all(),
        grouping=grouping,
    )


@transaction.atomic
def add_partnership(programme, *, name, areas, organisations, grouping=None, day_one=None) -> Participation:
    """One more partnership that takes part. Raises CannotStart where the name is taken."""
    if programme.partnerships.filter(name=name).exists():
        raise CannotStart(f"“{name}” takes part in this programme already.")
    with speaking.as_service():
        partnership = Partnership.objects.create(programme=programme, name=name, grouping=grouping)
        partnership.areas.set(areas)
        partnership.organisations.set(organisations)
        participation = Participation.objects.create(programme=programme, partnership=partnership, day_one=day_one)
        for further in on_joining:
            further(programme)
    return participation


def suggested_slug(definition: Definition, day_one: date) -> str:
    """An address for a run, such as ``social-work-governance-2026``."""
    return slugify(f"{definition.slug}-{day_one.year}")
