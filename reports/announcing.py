"""After the minute: telling the people of the partnerships that took part. Nothing here makes anything public.

A report is public when its minute has come, whether or not this ever runs.
"""

from django.conf import settings
from django.db import transaction

from accounts import speaking
from programmes import correspondence
from programmes.models import Programme
from reports import minutes
from reports.clock import TransactionTime
from reports.models import Publication

LETTER = "publication-notice"
TO = "everyone in the partnership"


def announce_what_is_public() -> str:
    """Tell of every release that nobody has been told of. Safe to run twice, and at the same time."""
    with speaking.as_service():
        waiting = list(Publication.objects.unannounced().order_by("publish_at").values_list("pk", flat=True))
    told = [announce(pk) for pk in waiting]
    return f"{len(waiting)} releases to tell of, {sum(told)} letters posted" if waiting else "Nothing new to tell of"


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
    if LETTER not in writer.letters:
        return
    title = edition.title if edition.number == 1 else f"{edition.title}, edition {edition.number}: a correction"
    says = {
        "publication.report": title,
        "publication.minute": minutes.in_words(publication.publish_at),
        "publication.address": settings.PORTAL_URL + edition.get_absolute_url(),
        "sender.name": programme.lead_body.name,
    }
    for participation in correspondence.loaded(programme):
        participation.programme = programme
        areas = {area.slug for area in participation.partnership.areas.all()}
        if edition.area_slugs and not areas & set(edition.area_slugs):
            continue  # a report about other areas
        for person in correspondence.recipients(TO, participation):
            yield writer.write(
                LETTER,
                participation=participation,
                recipients=[person],
                occasion=f"participation:{participation.pk}/edition {edition.pk} is published",
                address=edition.get_absolute_url(),
                extra=says,
            )
