"""After the minute: telling the people of the partnerships that took part. Nothing here makes anything public.

A report is public when its minute has come, whether or not this ever runs. The timetable plans who is told of which
publication; the release says when, as it may come on another day than was planned.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from accounts import speaking
from interface.counting import counted
from programmes import correspondence, letter_plan
from programmes.models import Programme
from reports import minutes
from reports.clock import TransactionTime
from reports.models import Publication
from reports.models.release import RELEASED

#: The kind of letter that a release sends, and when that is in the words of the plan.
KIND, WHEN = "publication", "when the report is released"
#: Ticks come every quarter of a minute: a release of which nobody has been told for so long was forgotten.
SOON = timedelta(minutes=2)


def announce_what_is_public() -> str:
    """Tell of every release that nobody has been told of. Safe to run twice, and at the same time."""
    with speaking.as_service():
        waiting = list(Publication.objects.unannounced().order_by("publish_at").values_list("pk", flat=True))
    told = [announce(pk) for pk in waiting]
    return (
        f"{counted(len(waiting), 'release')} to tell of, {counted(sum(told), 'letter')} posted"
        if waiting
        else "Nothing new to tell of"
    )


@transaction.atomic
def announce(publication_id: int) -> int:
    """Post the letters about one release, and note that they are posted, or do neither; how many were new."""
    with speaking.as_service():
        publication = (
            Publication.objects.unannounced()
            .filter(pk=publication_id)
            .select_related("edition")
            .defer("edition__content", "edition__html", "edition__data_files")
            .select_for_update(of=("self",), skip_locked=True)
            .first()
        )
        if publication is None:
            return 0
        edition = publication.edition
        programme = Programme.objects.with_plan().select_related("lead_body").get(pk=edition.programme_id)
        if programme.letters_held:
            return 0  # somebody has still to read the letters; the next tick asks again
        # What was published before the programme's letters begin is history, of which nobody is told now.
        is_history = minutes.in_scotland(publication.publish_at).date() < programme.letters_from
        posted = 0 if is_history else correspondence.post(_letters(publication, edition, programme), by=None)
        Publication.objects.filter(pk=publication.pk).update(announced_at=TransactionTime())
        return posted


def _letters(publication, edition, programme):
    writer = correspondence.Writer(programme)
    title = edition.title if edition.number == 1 else f"{edition.title}, edition {edition.number}: a correction"
    says = {
        "publication.report": title,
        "publication.minute": minutes.in_words(publication.publish_at),
        "publication.address": settings.PORTAL_URL + edition.get_absolute_url(),
        "sender.name": programme.lead_body.name,
    }
    first_public = _first_day(publication)
    for participation in correspondence.loaded(programme).prefetch_related("partnership__areas"):
        participation.programme = programme
        areas = {area.slug for area in participation.partnership.areas.all()}
        if edition.area_slugs and not areas & set(edition.area_slugs):
            continue  # a report about other areas
        if programme.is_rolling and participation.day_one is None:
            continue  # it takes part, but has not been notified
        for planned in _planned(programme, participation, first_public):
            for person in correspondence.recipients(planned.to, participation):
                yield writer.write(
                    planned.letter,
                    participation=participation,
                    recipients=[person],
                    # Each edition is told of; the plan finds its own letter by what stands before.
                    occasion=f"{letter_plan.occasion_for(participation, programme, planned)}/edition:{edition.pk}",
                    milestone=participation.timetable[planned.milestone],
                    address=edition.get_absolute_url(),
                    extra=says,
                )


def _first_day(publication) -> date:
    """The day on which the report was first released: a correction belongs to the same milestone as what it corrects."""
    first = (
        Publication.objects.filter(RELEASED, edition__report=publication.edition.report_id)
        .order_by("publish_at")
        .values_list("publish_at", flat=True)
        .first()
    )
    return minutes.in_scotland(first or publication.publish_at).date()


def _planned(programme, participation, day: date) -> list:
    """The planned letters of the publication that this release is: of several, the one planned nearest to its day."""
    planned = letter_plan.at_an_event(programme, participation, KIND)
    timetable = participation.timetable
    nearest = min(
        (each.milestone for each in planned), key=lambda key: abs((timetable[key].starts - day).days), default=None
    )
    return [each for each in planned if each.milestone == nearest]


def expected_and_missing() -> tuple[int, int]:
    """Releases that people were to be told of, and how many of them nobody has told of for longer than two ticks."""
    told = Publication.objects.filter(announced_at__isnull=False).count()
    forgotten = (
        Publication.objects.unannounced()
        .filter(publish_at__lt=TransactionTime() - SOON, edition__programme__letters_held=False)
        .count()
    )
    return told + forgotten, forgotten
