"""Verbs of this room: write, freeze, schedule, confirm, move, call off, correct, announce."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Max, Value, When
from django.utils import timezone

from accounts.models import User
from accounts.moves import IllegalMove
from reports import beside, freezing, minutes, printing
from reports.clock import transaction_time
from reports.models import Edition, Figure, PlainWriter, Presence, Publication, Report, Section
from reports.writing import Problem


class ChangedMeanwhile(Exception):
    """Somebody saved since this text was opened. Nothing was overwritten; ``now`` is what is there."""

    def __init__(self, now):
        super().__init__("Somebody saved since this was opened.")
        self.now = now


class CannotFreeze(Exception):
    """The draft is not ready; ``problems`` say why."""

    def __init__(self, problems: list[Problem]):
        super().__init__("The draft cannot be frozen yet.")
        self.problems = problems


class CannotRelease(ValueError):
    """A release that cannot be so; the sentence says what to do instead."""


# --- Writing ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def write(section: Section, *, heading: str, body: str, seen: int, by: User, at: datetime | None = None) -> Section:
    """Save a section's text over the version that its writer has seen; raises ChangedMeanwhile over any other.

    Saving what is there already changes nothing: autosave may ask as often as it likes. ``at`` is for a text that was
    written elsewhere, at a moment of its own; else it is now.
    """
    body = body.replace("\r\n", "\n")
    now_there = Section.objects.get(pk=section.pk)
    if now_there.version == seen and (now_there.heading, now_there.body) == (heading, body):
        return now_there
    # Its first words make it one that is being written.
    begun = Case(When(status=Section.Status.TO_WRITE, then=Value(Section.Status.WRITING)), default=F("status"))
    saved = Section.objects.filter(pk=section.pk, version=seen).update(
        heading=heading,
        body=body,
        version=F("version") + 1,
        updated_at=at or timezone.now(),
        updated_by=by,
        **({"status": begun} if body.strip() else {}),
    )
    now_there = Section.objects.select_related("updated_by", "report__programme").get(pk=section.pk)
    if not saved:
        raise ChangedMeanwhile(now_there)
    return now_there


@transaction.atomic
def draw(figure: Figure, *, fields: Mapping, seen: int, by: User) -> Figure:
    """Save a figure over the version that its writer has seen; raises ChangedMeanwhile over any other."""
    saved = Figure.objects.filter(pk=figure.pk, version=seen).update(
        **fields, version=F("version") + 1, updated_at=timezone.now(), updated_by=by
    )
    now_there = Figure.objects.select_related("updated_by", "report__programme").get(pk=figure.pk)
    if not saved:
        raise ChangedMeanwhile(now_there)
    return now_there


@transaction.atomic
def add_section(report: Report, *, heading: str, key: str, by: User) -> Section:
    """One more section, at the end."""
    last = report.sections.aggregate(last=Max("position"))["last"] or 0
    return Section.objects.create(report=report, key=key, heading=heading, position=last + 1)


@transaction.atomic
def move_section(section: Section, *, up: bool) -> None:
    """Change places with the section before it, or after it; at the end of the list nothing happens."""
    order = list(Section.objects.select_for_update().filter(report=section.report_id))
    at = [each.pk for each in order].index(section.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(order):
        return
    order[at], order[to] = order[to], order[at]
    for position, each in enumerate(order, start=1):
        if each.position != position:
            Section.objects.filter(pk=each.pk).update(position=position)


def write_as_plain_text(person: User, plain: bool) -> None:
    """Remember whether somebody would rather write sections as plain text than in the editor."""
    if plain:
        PlainWriter.objects.get_or_create(person=person)
    else:
        PlainWriter.objects.filter(person=person).delete()


def be_present(section: Section, person: User) -> list[Presence]:
    """Note that somebody has a section open, and say who else has."""
    now = timezone.now()
    seen, new = Presence.objects.get_or_create(section=section, person=person)
    if not new:
        lately = seen.seen_at > now - Presence.REMEMBERED
        Presence.objects.filter(pk=seen.pk).update(seen_at=now, since=seen.since if lately else now)
    return list(Presence.objects.others_in(section, than=person))


def leave(section: Section, person: User) -> None:
    """Somebody has closed a section."""
    Presence.objects.filter(section=section, person=person).delete()


# --- Freezing --------------------------------------------------------------------------------------------------------


@transaction.atomic
def freeze(report: Report, *, by: User | None, what_changed: str = "", at: datetime | None = None) -> Edition:
    """Make an edition of a report as it stands, for ever; raises CannotFreeze with every reason.

    ``at`` is for an edition that comes from elsewhere, and was frozen at a moment of its own; else it is now.

    An earlier edition that nobody has been promised is set aside: there is one edition to release at a time.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("programme").get(pk=report.pk)
    standing = list(
        report.editions.standing().without_content().by_the_clock().select_related("publication").order_by("number")
    )
    unreleased = [edition for edition in standing if edition.state != Edition.State.PUBLIC]
    for edition in unreleased:
        if edition.state != Edition.State.FROZEN:
            raise IllegalMove(
                "An edition of this report waits for its release. Call that off before you freeze another."
            )
        set_aside(edition, reason="A newer edition was frozen.", by=by)
    number = 1 + len(standing) - len(unreleased)
    if number > 1 and not what_changed.strip():
        raise CannotFreeze([Problem("Say what is different from the last edition, and why. Readers will see it.")])
    seen = freezing.look(report, address=f"/reports/{report.slug}/editions/{number}/")
    if seen.stops:
        raise CannotFreeze(seen.stops)
    frozen = seen.frozen
    edition = Edition.objects.create(
        report=report,
        number=number,
        slug=report.slug,
        programme=report.programme,
        title=report.title,
        subtitle=report.subtitle,
        summary=frozen.content["summary"],
        area_slugs=[area.slug for area in report.areas.all()],
        what_changed=what_changed.strip() if number > 1 else "",
        content=frozen.content,
        html=frozen.html,
        data_files=frozen.data_files,
        digest=frozen.digest,
        frozen_by=by,
        frozen_at=at or timezone.now(),
    )
    for further in beside.frozen_with:
        further(edition, by)
    printing.ask(edition, by=by)
    return edition


def set_aside(edition: Edition, *, reason: str, by: User | None) -> None:
    """Take back an edition that has no release. It is kept, and nobody can release it any more."""
    if by is None:
        raise ValueError("Somebody sets an edition aside.")
    done = Edition.objects.filter(pk=edition.pk, set_aside_at=None).update(
        set_aside_at=timezone.now(), set_aside_by=by, set_aside_reason=reason[:300]
    )
    if not done:
        raise IllegalMove("This edition has been set aside already.")


# --- Releasing -------------------------------------------------------------------------------------------------------


@transaction.atomic
def schedule(edition: Edition, *, publish_at: datetime, by: User) -> Publication:
    """Choose the minute of an edition's release. Nothing will happen then unless a second person confirms it."""
    now = transaction_time()
    edition = Edition.objects.without_content().by_the_clock().select_related("publication").get(pk=edition.pk)
    if edition.state not in {Edition.State.FROZEN, Edition.State.SCHEDULED, Edition.State.MISSED}:
        raise IllegalMove(f"This edition is “{edition.state.label}”, so its minute cannot be chosen here.")
    _in_the_future(publish_at, now)
    _after_the_edition_before(edition, publish_at)
    fresh = {
        "publish_at": publish_at,
        "scheduled_at": now,
        "scheduled_by": by,
        "confirmed_at": None,
        "confirmed_by": None,
        "earlier_at": None,
        "earlier_asked_at": None,
        "earlier_asked_by": None,
        "moved_at": None,
        "moved_by": None,
        "cancelled_at": None,
        "cancelled_by": None,
        "cancelled_reason": "",
    }
    publication, _ = Publication.objects.update_or_create(edition=edition, defaults=fresh)
    return _read(publication)


@transaction.atomic
def confirm(publication: Publication, *, by: User) -> Publication:
    """The second person says yes to the minute: the first one, or the earlier one that was asked for."""
    now = transaction_time()
    publication = _lock(publication)
    if publication.cancelled_at:
        raise IllegalMove("This release has been called off.")
    if publication.earlier_at:
        if by.pk == publication.earlier_asked_by_id:
            raise CannotRelease("You asked for the earlier minute, so somebody else has to confirm it.")
        _in_the_future(publication.earlier_at, now)
        changes = {
            "publish_at": publication.earlier_at,
            "scheduled_at": publication.earlier_asked_at,
            "scheduled_by": publication.earlier_asked_by,
            "earlier_at": None,
            "earlier_asked_at": None,
            "earlier_asked_by": None,
        }
    elif publication.confirmed_at:
        raise IllegalMove("Somebody has confirmed this release already.")
    else:
        if by.pk == publication.scheduled_by_id:
            raise CannotRelease("You chose this minute, so somebody else has to confirm it.")
        if publication.publish_at <= now:
            raise CannotRelease("This minute has passed without being confirmed. Choose another one.")
        changes = {}
    _after_the_edition_before(publication.edition, changes.get("publish_at", publication.publish_at))
    if stops := reasons_against(publication.edition):
        raise CannotRelease(stops[0])
    _change(publication, **changes, confirmed_at=now, confirmed_by=by)
    return _read(publication)


@transaction.atomic
def move(publication: Publication, *, publish_at: datetime, by: User) -> Publication:
    """Move a release. Back, one person may; forward, this only asks, and a second person confirms."""
    now = transaction_time()
    publication = _lock(publication)
    if publication.cancelled_at or publication.is_public:
        raise IllegalMove("This release can no longer be moved.")
    _in_the_future(publish_at, now)
    if publish_at == publication.publish_at:
        raise CannotRelease("That is the minute it has already.")
    _after_the_edition_before(publication.edition, publish_at)
    if not publication.confirmed_at:
        return schedule(publication.edition, publish_at=publish_at, by=by)
    if publish_at > publication.publish_at:
        _change(
            publication,
            publish_at=publish_at,
            moved_at=now,
            moved_by=by,
            earlier_at=None,
            earlier_asked_at=None,
            earlier_asked_by=None,
        )
    else:
        _change(publication, earlier_at=publish_at, earlier_asked_at=now, earlier_asked_by=by)
    return _read(publication)


@transaction.atomic
def call_off(publication: Publication, *, reason: str, by: User) -> Publication:
    """Call a release off before its minute. The edition stays frozen and can be scheduled again."""
    publication = _lock(publication)
    if publication.is_public:
        raise IllegalMove("This has been published. A mistake in it is put right by a new edition.")
    if publication.cancelled_at:
        raise IllegalMove("Somebody has called this release off already.")
    _change(
        publication,
        cancelled_at=transaction_time(),
        cancelled_by=by,
        cancelled_reason=reason[:300],
        earlier_at=None,
        earlier_asked_at=None,
        earlier_asked_by=None,
    )
    return _read(publication)


def reasons_against(edition: Edition) -> list[str]:
    """Why an edition should not be released as it is: asked when it is scheduled, and again until its minute."""
    reasons = []
    if edition.set_aside_at:
        reasons.append("This edition has been set aside.")
    if not edition.files.exists():
        reasons.append("Its PDF has not been made yet. It usually takes less than a minute.")
    reasons += beside.reasons_of(edition)
    return reasons


def _in_the_future(publish_at: datetime, now: datetime) -> None:
    if publish_at < minutes.next_whole_minute(now):
        raise CannotRelease("That minute has passed. Choose one that is still to come.")


def _after_the_edition_before(edition: Edition, publish_at: datetime) -> None:
    """A correction never comes out before what it corrects."""
    last = (
        Publication.objects.filter(edition__report=edition.report_id, cancelled_at=None)
        .exclude(edition=edition)
        .aggregate(last=Max("publish_at"))["last"]
    )
    if last and publish_at <= last:
        raise CannotRelease(f"The edition before it is released at {minutes.in_words(last)}. Choose a later minute.")


def _lock(publication: Publication) -> Publication:
    return (
        Publication.objects.select_for_update(of=("self",))
        .by_the_clock()
        .select_related("edition__report__programme")
        .defer("edition__content", "edition__html", "edition__data_files")
        .get(pk=publication.pk)
    )


def _read(publication: Publication) -> Publication:
    return (
        Publication.objects.by_the_clock()
        .select_related("edition__report__programme")
        .defer("edition__content", "edition__html", "edition__data_files")
        .get(pk=publication.pk)
    )


def _change(publication: Publication, **changes) -> None:
    Publication.objects.filter(pk=publication.pk).update(**changes)
