"""Two reviews whose staff survey has closed: an earlier one that is published, and one whose answers are being read.

Both are invented from end to end and say so. What they show is how answers become tables, releases and local reports.
"""

import contextlib
from datetime import UTC, datetime, timedelta

from accounts import clock, speaking
from accounts.models import User
from analysis import codebook, double_reading, passages, quoting, releasing, runs
from analysis.models import Passage, Plan
from assurance import travelling
from demo import bound
from instruments.disclosure.rules import Rules
from programmes.models import Programme
from reports import actions
from reports.models import Publication, Report, Section
from surveys import rounds
from surveys.models import Dataset, Survey

EARLIER, BEING_READ = "social-work-governance-earlier-demo", "social-work-governance-read-demo"
#: Days since each one's notification: over a year ago; and some weeks after its survey closed.
DAYS_SINCE_EARLIER, DAYS_SINCE_BEING_READ = 430, 104
#: How many answered at a link, at the most.
MOST = 90
BY = ("answer.service", "answer.role")

SAYS = {
    "key-messages": "This is a demonstration. Its people, answers and findings are invented.\n\nInvented staff were asked "
    "whether they know who is accountable for social work in their area, and what comes of what they raise. The tables say "
    "how many do.\n",
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


def follow(later: Programme, earlier: Programme, *, by: User) -> None:
    """The later staff survey is the next round of the earlier one."""
    with speaking.as_service():
        surveys = {
            each.programme_id: each
            for each in Survey.objects.filter(programme__in=[later, earlier], key="staff-survey").select_related(
                "programme"
            )
        }
        rounds.say_what_it_follows(surveys[later.pk], surveys[earlier.pk], by=by)


#: What readers look for, when to give it, and a word by which the demonstration's readers find it.
THEMES = (
    (
        "Supervision and support",
        "Somebody has time for the writer, or not. Not: training.",
        ("supervision", "support", "time"),
    ),
    ("Workload", "How much there is to do, vacancies, too few people.", ("too few", "vacancies", "too many")),
    ("Being heard", "What comes of what one raises, or says to leaders.", ("raise", "heard", "listens", "concern")),
    ("Governance", "Boards, figures, how decisions come about.", ("board", "dashboard", "decisions", "decide")),
)
#: Passages that have been looked through, of those the ones with a first reader, and of those the ones with two.
LOOKED_THROUGH, READ_ONCE, READ_TWICE = 36, 24, 16


def read_words(programme: Programme, *, lead: User, second: User) -> None:
    """What people wrote, half-way: some looked through, some read by one or by two, a few settled or still open."""
    with speaking.as_service():
        dataset = Dataset.objects.select_related("survey__programme", "version").get(
            survey__programme=programme, survey__key="staff-survey"
        )
        passages.bring_in(dataset)
        themes = [(codebook.add(dataset.survey, title, meaning), words) for title, meaning, words in THEMES]
        found = list(
            Passage.objects.filter(dataset=dataset).select_related("dataset__survey").order_by("pk")[:LOOKED_THROUGH]
        )
    with speaking.as_person(lead):
        for passage in found:
            hidden = [part for part in passages.marked(passage) if part.hides]
            passages.clear(passage, hidden, had_before_them=passages.seen(passage), by=lead)
    for place, passage in enumerate(found[:READ_ONCE]):
        given = [theme for theme, words in themes if any(word in passage.words.lower() for word in words)]
        _read(passage, given, by=lead)
        if place < READ_TWICE:
            # Now and then the second reader sees less in it.
            _read(passage, given[:-1] if place % 5 == 4 else given, by=second)
    with speaking.as_person(lead):
        for passage in found[:READ_TWICE:6]:
            passage.refresh_from_db()
            with contextlib.suppress(quoting.NotQuotable):
                quoting.choose(passage, passage.shown.removesuffix(" (demonstration)."), None, sure=True, by=lead)


def _read(passage: Passage, themes, *, by: User) -> None:
    with speaking.as_person(by):
        if not Passage.objects.visible_to(by).filter(pk=passage.pk).exists():
            return  # of a partnership that this reader is tied to
        double_reading.read(passage, themes, by=by)


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
        bound.tell_of_the_survey(report, "key-messages", by=writer)
        bound.explain_the_rest(report)
        travelling.move(report, "brought-in", by=first, reason="It took its road before the demonstration begins.")
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
