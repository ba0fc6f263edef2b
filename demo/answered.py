"""Two reviews whose staff survey has closed: an earlier one that is published, and one whose answers are being read.

Both are invented from end to end and say so. What they show is how answers become tables, releases and local reports.
"""

from datetime import UTC, datetime, timedelta

from accounts import clock, speaking
from accounts.models import User
from analysis import releasing, runs
from analysis.models import Plan
from instruments.disclosure.rules import Rules
from programmes.models import Programme
from reports import actions
from reports.models import Publication, Report, Section
from surveys.models import Dataset

EARLIER, BEING_READ = "social-work-governance-earlier-demo", "social-work-governance-read-demo"
#: Days since each one's notification: over a year ago; and some weeks after its survey closed.
DAYS_SINCE_EARLIER, DAYS_SINCE_BEING_READ = 430, 104
#: How many answered at a link, at the most.
MOST = 90
BY = ("answer.service", "answer.role")

SAYS = {
    "key-messages": "This is a demonstration. Its people, answers and findings are invented.\n\nMost invented staff knew who is "
    "accountable for social work in their area. Fewer knew what comes of what they raise.\n",
    "about": "An invented review of social work governance in all 32 areas, with an invented survey of staff. It shows how "
    "answers become tables, and a report for each area.\n",
    "conclusions": "Nothing is concluded from answers that nobody gave.\n",
}


def publish_numbers(programme: Programme, *, by: User) -> None:
    """Rules for the staff survey, its national numbers, and a local report for each area; workers print them."""
    plan = rules_for(programme, by=by)
    releasing.release_national(plan, by=by)
    runs.ask(plan, by=by)
    runs.carry_on()


def rules_for(programme: Programme, *, by: User) -> Plan:
    """The portal's own defaults, decided for the staff survey."""
    with speaking.as_service():
        dataset = Dataset.objects.select_related("survey__programme", "version").get(
            survey__programme=programme, survey__key="staff-survey"
        )
    made = releasing.decide(dataset, Rules(), BY, by=by)
    with speaking.as_service():
        return Plan.objects.select_related("dataset__survey__programme", "dataset__version").get(pk=made.pk)


def publish_report(report: Report, *, writer: User, first: User, second: User) -> None:
    """A short report, released some months ago."""
    released = datetime.combine(clock.today() - timedelta(days=150), datetime.min.time(), UTC).replace(
        hour=9, minute=30
    )
    before = released - timedelta(days=14)
    with speaking.as_service():
        Report.objects.filter(pk=report.pk).update(summary="An invented report, to show what follows a survey.")
        for key, body in SAYS.items():
            Section.objects.filter(report=report, key=key).update(
                body=body, status=Section.Status.READY, version=2, updated_by=writer, updated_at=before
            )
        Section.objects.filter(report=report, body="").delete()
        report.refresh_from_db()
        edition = actions.freeze(report, by=writer, at=before)
        Publication.objects.create(
            edition=edition,
            publish_at=released,
            scheduled_at=before,
            scheduled_by=first,
            confirmed_at=before,
            confirmed_by=second,
            announced_at=released,
        )
