"""A report of the demonstration that waits for its minute, and three invented people who hold a copy of it."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts import clock, roles, speaking
from accounts.models import User
from accuracy import copies
from accuracy import embargo as standings
from accuracy.models import Copy, Opening
from assurance import travelling
from demo import bound, days, people
from programmes.models import Programme
from reports import actions, outline
from reports.models import Edition, Publication, Report, Section

TITLE = "Demonstration: what has changed since an earlier review of social work governance"
SAYS = {
    "What we looked at": """This report is invented, and so is everything that it says. It shows what people read who hold an embargoed copy.

We asked every partnership of the demonstration what had changed since the earlier review, and read what each of them sent.
""",
    "What has changed": """In the demonstration, most partnerships had written down who decides what. Some had begun to ask staff whether it helps them.

- Boards met more often, and said what they had decided.
- Reports to them were shorter.

A few partnerships had changed nothing, and said why.
""",
    "What comes next": "In a year we would ask again. In the demonstration, nobody will.\n",
}


def give_copies(programme: Programme, team: dict[str, User]) -> None:
    """Freeze the report, have two people choose a minute a week ahead, and give three copies of it."""
    office = team["communications"]
    with speaking.as_service():
        report = outline.begin(
            programme,
            title=TITLE,
            sections=[(f"part-{place}", heading, "") for place, heading in enumerate(SAYS, start=1)],
            by=team["lead"],
        )
        Report.objects.filter(pk=report.pk).update(summary="An invented report, to show what an embargo is.")
        for place, body in enumerate(SAYS.values(), start=1):
            Section.objects.filter(report=report, position=place).update(body=body, status=Section.Status.READY)
        travelling.move(report, "brought-in", by=team["administrator"], reason="Invented whole, for the demonstration.")
        bound.explain_the_rest(report)
        edition = actions.freeze(Report.objects.get(pk=report.pk), by=team["lead"])
        minute = _half_past_nine(days.after(clock.today(), 7))
        Publication.objects.create(
            edition=edition,
            publish_at=minute,
            scheduled_by=team["lead"],
            scheduled_at=timezone.now() - timedelta(days=1),
            confirmed_by=office,
            confirmed_at=timezone.now() - timedelta(hours=20),
        )
        edition = Edition.objects.by_the_clock().select_related("publication", "programme").get(pk=edition.pk)
        seated = copies.seated(edition, roles.ChiefOfficer.slug)[:1]
        (chief,) = copies.give_to_seated(edition, seated, by=office)
        minister = _given(
            edition,
            people.person("private-secretary", "Iona Madeup", job_title="Private secretary"),
            "Office of the Minister for Inventions",
            Copy.Reader.GOVERNMENT,
            office,
        )
        # Who has still to acknowledge the terms.
        reporter = people.person("journalist", "Struan Specimen", job_title="Reporter")
        _given(edition, reporter, "The Invented Herald", Copy.Reader.PRESS, office)
        for copy in (chief, minister):
            _acknowledge(copy)
        copies.note(chief, Opening.What.PAGE, by=chief.person)


def holders() -> list[tuple[User, str]]:
    """Those of whom one can be one who hold a copy, with how it stands."""
    with speaking.as_service():
        held = Copy.objects.standing().select_related("person").order_by("pk")
        return [(copy.person, f"Holds an embargoed copy. {copy.get_status_display()}.") for copy in held]


def _given(edition: Edition, person: User, body: str, reader: str, by: User) -> Copy:
    return copies.give(edition, name=person.name, email=person.email, body=body, reader=reader, by=by)


def _acknowledge(copy: Copy) -> None:
    minute = standings.standing(copy.embargo.edition_id).minute
    copies.acknowledge(copy, seen=copies.mark_of(standings.terms(copy.embargo, minute)), by=copy.person)
    copy.refresh_from_db()


def _half_past_nine(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 30)))
