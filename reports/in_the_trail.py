"""How the trail tells of reports: their words and figures, and their release."""

from django.db.models import Value

from audit import changes, told
from reports.models import BoundNumber, Edition, Explanation, Figure, Publication, Report, Section, SectionOwner


def of_a_report(by: str = "report_id") -> changes.Kept:
    """For what belongs to a report: told to those whom the database shows its draft."""
    return changes.Kept(Report.objects.all, by)


def join() -> None:
    # What a report says is for those who work on it, until its minute: the trail is read by others too.
    changes.names[Report] = changes.Called(Report, "title", unseen="Report")
    changes.names[Section] = changes.Called(Section, "heading", unseen="Section")
    changes.kept[Report] = of_a_report("pgh_obj_id")
    for part in (Section, Figure, BoundNumber, Explanation):
        changes.kept[part] = of_a_report()
    changes.names[Edition] = changes.Called(Edition, changes.joined("title", Value(", edition "), "number"))
    told.say(Report, {"created_by": "Begun by"})
    told.say(
        Section,
        {
            "heading": "Heading",
            "guidance": "What belongs in it",
            "body": "Text",
            "reader": "Colleague who reads it",
            "target": "Words it should have",
        },
    )
    told.say(SectionOwner, {"section": "Section", "user": "Who writes it"})
    told.say(
        Figure,
        {
            "message": "What it says",
            "caption": "Caption",
            "data": "Numbers",
            "source": "Source",
            "description": "Description for who cannot see it",
            "taken_from": "Taken from",
            "taken_digest": "Checksum of what it was taken from",
            "taken_at": "Taken on",
        },
    )
    told.say(
        BoundNumber,
        {"source": "Its source", "row": "Row", "columns": "Columns", "bound_at": "Bound on", "bound_by": "Bound by"},
    )
    told.say(
        Explanation,
        {
            "kind": "What the remark is about",
            "fingerprint": "Checksum of the sentence",
            "about": "Words",
            "why": "Why they stand",
            "at": "On",
            "by": "By",
        },
    )
    told.say(
        Publication,
        {
            "edition": "Edition",
            "publish_at": "To be published on",
            "scheduled_at": "Release planned on",
            "scheduled_by": "Release planned by",
            "confirmed_at": "Release confirmed on",
            "confirmed_by": "Release confirmed by",
            "earlier_at": "Earlier moment asked for",
            "earlier_asked_at": "Earlier release asked for on",
            "earlier_asked_by": "Earlier release asked for by",
            "moved_at": "Release moved on",
            "moved_by": "Release moved by",
            "cancelled_at": "Release stopped on",
            "cancelled_by": "Release stopped by",
            "cancelled_reason": "Why the release was stopped",
            "announced_at": "Announced on",
        },
    )
