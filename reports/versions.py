"""Every version of a section, as the history keeps them, gathered into sittings: what one person wrote at one go."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from audit.trail import history_of
from reports.models import Section

#: Saves of one person with less than this between them are one sitting.
GAP = timedelta(minutes=30)


@dataclass
class Sitting:
    """What one person wrote at one go; the last version is what they left."""

    person: object
    versions: list[int] = field(default_factory=list)
    begun: datetime | None = None
    ended: datetime | None = None
    words: int = 0
    change: int = 0

    @property
    def version(self) -> int:
        return self.versions[-1]

    @property
    def saves(self) -> int:
        return len(self.versions)

    @property
    def change_words(self) -> str:
        return f"{abs(self.change)} {'more' if self.change > 0 else 'fewer'}" if self.change else ""


def sittings(section: Section) -> list[Sitting]:
    """The sittings of a section, the newest first; two queries, however many versions there are.

    Versions come from the history, which keeps each as it was saved; moves and plans are no versions of the text.
    """
    history = history_of(Section)
    rows = (
        history.objects.filter(pgh_obj_id=section.pk)
        .order_by("version", "pgh_id")
        .distinct("version")
        .select_related("updated_by")
        .defer("body", "guidance")
    )
    found: list[Sitting] = []
    for row in rows:
        last = found[-1] if found else None
        at = row.updated_at or row.pgh_created_at
        person = row.updated_by
        if last is None or last.person != person or at - last.ended >= GAP:
            found.append(last := Sitting(person, begun=at))
        last.versions.append(row.version)
        last.ended = at
    kept = dict(
        history.objects.filter(pgh_obj_id=section.pk, version__in=[each.version for each in found])
        .order_by("version", "pgh_id")
        .distinct("version")
        .values_list("version", "body")
    )
    before = 0
    for sitting in found:
        sitting.words = len(kept[sitting.version].split())
        sitting.change, before = sitting.words - before, sitting.words
    return found[::-1]


def version(section: Section, number: int):
    """One version as it was saved; None where there is none of this number."""
    return (
        history_of(Section)
        .objects.filter(pgh_obj_id=section.pk, version=number)
        .select_related("updated_by")
        .order_by("pgh_id")
        .first()
    )
