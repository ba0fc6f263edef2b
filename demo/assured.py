"""Reports of the demo on their road: one at each stage, with reviews, a panel, a conflict declared and conditions.

They are about a partnership that does not exist, and every finding in them is invented and says so.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest import mock

from django.db import transaction
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from assurance import judging, meeting, naming, reviewing, scales, travelling
from assurance.models import Meeting, PeerReview
from demo import bound, days
from files import making
from programmes.models import Programme
from reports import actions, binding, figures, outline, printing
from reports.models import Edition, Figure, Publication, Report, Section
from reports.sources import Library

PROGRAMME = "asp-joint-inspections-demo"
SECTIONS = (
    (
        "about",
        "About this inspection",
        "This is a demonstration. The partnership of Glen Example does not exist, and every finding here is invented.\n\n"
        "Inspectors read the records of adults at risk, asked staff, and met leaders. [[figure:records]] shows how many "
        "records they read.\n\n[[figure:records]]\n",
    ),
    (
        "key-processes",
        "How good were the key processes?",
        "Staff recognised harm and acted the same day (demonstration).[^1]\n\nMost of the "
        "[50](number:investigations-read) records of investigations held a chronology. Some of the "
        "chronologies said little about what had worked before.\n\n- screening was prompt\n- inquiries were recorded\n"
        "- risk assessments came late in a few records\n\nAdvocacy was offered to almost all adults who could have used it.\n\n"
        "[^1]: Demonstration: the note would say how the team judged what “the same day” is where a call came at night.\n",
    ),
    (
        "strategic-leadership",
        "How good was the strategic leadership?",
        "Leaders shared a vision for adult protection and knew their figures (demonstration).\n\nThe committee heard from "
        "adults at risk once in the year. It planned to do so more often.\n\n> We were asked, and then we heard nothing, an "
        "invented member of an invented group said.\n\nSelf-evaluation was regular. It had not yet changed how work was shared out.\n",
    ),
    (
        "next-steps",
        "Next steps",
        "The partnership will write an improvement plan. Nothing of this will happen, as it is a demonstration.\n",
    ),
)
#: Named behind statements: the section, the statement's words, what was seen.
SEEN = (
    (
        "key-processes",
        "Most of the 50 records of investigations held a chronology. Some of the chronologies said little about what had "
        "worked before.",
        "Demonstration: the readings of 50 invented records, question 14, as counted on the last day of reading.",
    ),
    (
        "strategic-leadership",
        "The committee heard from adults at risk once in the year. It planned to do so more often.",
        "Demonstration: minutes of four invented meetings of the committee, document 12 of the pre-inspection return.",
    ),
)
RECORDS = "Kind of record\tRead\nInitial inquiries\t40\nInvestigations\t50\nCase conferences\t28"


@transaction.atomic
def tell(team: dict[str, User]) -> list[str]:
    """One report at each stage of the road, in the programme that judges two questions."""
    with speaking.as_service():
        programme = Programme.objects.filter(slug=PROGRAMME).first()
        if programme is None or programme.reports.filter(title__startswith="Demonstration: ").exists():
            return []
        published(programme, team)
        being_corrected(programme, team)
        for stage in (reviewed_now, before_the_panel, with_conditions, with_the_partnership, final, under_embargo):
            stage(programme, team)
    return ["Reports on their road: one at each stage"]


# --- Each stage ------------------------------------------------------------------------------------------------------


def reviewed_now(programme: Programme, team: dict[str, User]) -> None:
    with _so_long_ago(4):
        report = written(programme, team, "Demonstration: an inspection report that a colleague is reading")
        review = _asked(report, team)
    with _so_long_ago(1):
        reviewing.keep_remarks(review, {"p-2-2": "Say how many records held a chronology, not only “most”."})


def before_the_panel(programme: Programme, team: dict[str, User]) -> Meeting:
    with _so_long_ago(12):
        report = reviewed(programme, team, "Demonstration: an inspection report that waits for the panel")
    with _so_long_ago(3):
        meets = called(report, team, held_in=9)
        meeting.declare(meets, by=team["panel-member"], conflict="")
        meeting.declare(
            meets, by=team["panel-partner"], conflict="My sister works in the social work service of Glen Example."
        )
        meeting.open_papers(meets, team["panel-member"])
    return meets


def with_conditions(programme: Programme, team: dict[str, User]) -> Meeting:
    with _so_long_ago(24):
        report = reviewed(programme, team, "Demonstration: an inspection report that the panel agreed with conditions")
    with _so_long_ago(14):
        meets = called(report, team, held_in=5)
    with _so_long_ago(6):
        today = timezone.localdate()
        decided = _decided(
            meets,
            team,
            Meeting.Decision.WITH_CONDITIONS,
            [
                meeting.Asked(
                    "Say in 2.2 how many records held a chronology.", team["lead"], today + timedelta(days=7)
                ),
                meeting.Asked(
                    "Show under 3.2 what the committee heard from adults at risk.",
                    team["inspector"],
                    today + timedelta(days=11),
                ),
            ],
        )
    with _so_long_ago(3):
        first = decided.conditions.get(number=1)
        meeting.meet(first, with_what="2.2 gives the number now: 41 of 50 records.", by=team["lead"])
    return decided


def with_the_partnership(programme: Programme, team: dict[str, User]) -> Report:
    report = _agreed(programme, team, "Demonstration: an inspection report that is with the partnership", so_long_ago=9)
    with _so_long_ago(6):
        travelling.move(report, "to-accuracy", by=team["lead"])
    return report


def final(programme: Programme, team: dict[str, User]) -> Report:
    report = _agreed(programme, team, "Demonstration: an inspection report that is final", so_long_ago=12)
    with _so_long_ago(4):
        _without_a_partnership(report, team)
    return report


def under_embargo(programme: Programme, team: dict[str, User]) -> Edition:
    report = _agreed(programme, team, "Demonstration: an inspection report under embargo", so_long_ago=14)
    with _so_long_ago(5):
        _without_a_partnership(report, team)
        edition = _frozen(report, team)
        making.make(printing.progress_of(edition).pk)
        travelling.move(report, "to-embargo", by=team["lead"])
    actions.schedule(edition, publish_at=days.morning(days.after(timezone.localdate(), 6)), by=team["lead"])
    return edition


def published(programme: Programme, team: dict[str, User]) -> Report:
    name = "Demonstration: a published inspection report"
    report = _agreed(programme, team, name, so_long_ago=140, grade="very-effective")
    with _so_long_ago(130):
        _without_a_partnership(report, team)
        edition = _frozen(report, team)
    _released(edition, team, so_long_ago=120)
    return report


def being_corrected(programme: Programme, team: dict[str, User]) -> Report:
    """Published, and corrected since in one number: its second edition is public."""
    report = _agreed(programme, team, "Demonstration: a corrected inspection report", so_long_ago=110)
    with _so_long_ago(100):
        _without_a_partnership(report, team)
        first = _frozen(report, team)
    _released(first, team, so_long_ago=90)
    with _so_long_ago(70):
        travelling.move(report, "correct", by=team["lead"], reason="The number of case conferences was wrong.")
        way = travelling.lead_around(report, "facts only", reason="One number in one table.", by=team["lead"])
        travelling.confirm_way_round(way, by=team["panel-chair"])
        data = figures.read(RECORDS.replace("28", "27"), kind="table").data
        Figure.objects.filter(report=report, key="records").update(data=data, message="The team read 117 records")
        travelling.move(report, "facts-corrected", by=team["lead"], reason="One number in one table.")
        second = _frozen(
            report, team, what_changed="Table 1: 27 case conferences were read, not 28, and so 117 records in all."
        )
    _released(second, team, so_long_ago=60)
    return report


# --- Its steps -------------------------------------------------------------------------------------------------------


def written(programme: Programme, team: dict[str, User], title: str) -> Report:
    report = outline.begin(
        programme,
        title=title,
        sections=[(key, heading, "") for key, heading, _ in SECTIONS],
        figures=[("records", Figure.Kind.TABLE, "Records that were read, by kind")],
        by=team["lead"],
    )
    Report.objects.filter(pk=report.pk).update(
        summary="An invented report about an invented partnership, to show the road from a draft to its publication.",
    )
    for key, _, body in SECTIONS:
        Section.objects.filter(report=report, key=key).update(
            body=body, status=Section.Status.READY, version=2, updated_by=team["lead"], updated_at=timezone.now()
        )
    Figure.objects.filter(report=report, key="records").update(
        message="The team read 118 records",
        data=figures.read(RECORDS, kind="table").data,
        source="Invented for this demonstration",
    )
    table = Library(report).table("figure/records")
    binding.bind(report, table, row="Investigations", columns=["Read"], key="investigations-read", by=team["lead"])
    for key, words, seen in SEEN:
        naming.name(report.sections.get(key=key), words=words, text=seen, by=team["inspector"])
    bound.explain_the_rest(report)
    return Report.objects.select_related("programme__lead_body").get(pk=report.pk)


def _asked(report: Report, team: dict[str, User]) -> PeerReview:
    return reviewing.ask(
        report,
        reviewer=team["inspector"],
        due_on=timezone.localdate() + timedelta(days=9),
        note="Whether each statement has its evidence.",
        by=team["lead"],
    )


def reviewed(programme: Programme, team: dict[str, User], title: str, grade: str = "effective") -> Report:
    report = written(programme, team, title)
    for question, _ in scales.questions(programme):
        judging.propose(
            report,
            question,
            grade=grade,
            reason="Clear strengths outweigh what is to be improved (demonstration).",
            by=team["lead"],
        )
    review = _asked(report, team)
    reviewing.keep_remarks(review, {"p-3-2": "What came of it?", "": "Clear, and shorter than the last one."})
    reviewing.conclude(review, conclusion=PeerReview.Conclusion.READY, words="Ready, once 3.2 says what came of it.")
    return report


def called(report: Report, team: dict[str, User], *, held_in: int) -> Meeting:
    return meeting.call(
        report,
        held_at=days.morning(days.after(timezone.localdate(), held_in)) + timedelta(hours=1),
        members=[team[key] for key in ("panel-chair", "panel-member", "panel-partner", "panel-health")],
        chair=team["panel-chair"],
        place="Committee room 2 (demonstration)",
        by=team["lead"],
    )


def _decided(meets: Meeting, team: dict[str, User], decision: str, conditions=()) -> Meeting:
    conflict = {"panel-partner": "I once led a service that the report describes (demonstration)."}
    for key in ("panel-chair", "panel-member", "panel-partner", "panel-health"):
        meeting.declare(meets, by=team[key], conflict=conflict.get(key, ""))
        meeting.open_papers(meets, team[key])
    return meeting.decide(
        meets,
        by=team["panel-chair"],
        present=list(meets.members.all()),
        decision=decision,
        reasons="The evidence carries both statements (demonstration).",
        minutes_taken="### Welcome\n\nThe chair thanked the authors.\n\n### The draft\n\nThe panel asked how many records held a "
        "chronology. The lead will say so in 2.2.\n\n### The judgements\n\nBoth were agreed as proposed.",
        conditions=conditions,
    )


def _agreed(
    programme: Programme, team: dict[str, User], title: str, *, so_long_ago: int, grade: str = "effective"
) -> Report:
    """Agreed so many days ago, after a review and a week with the papers."""
    with _so_long_ago(so_long_ago + 18):
        report = reviewed(programme, team, title, grade)
    with _so_long_ago(so_long_ago + 11):
        meets = called(report, team, held_in=6)
    with _so_long_ago(so_long_ago):
        _decided(meets, team, Meeting.Decision.AGREED)
    return report


def _without_a_partnership(report: Report, team: dict[str, User]) -> None:
    why = "The partnership of Glen Example does not exist, so there is nobody to ask about facts."
    way = travelling.lead_around(report, "accuracy", reason=why, by=team["lead"])
    travelling.confirm_way_round(way, by=team["panel-chair"])
    travelling.move(report, "without-accuracy", by=team["lead"], reason=why)


def _frozen(report: Report, team: dict[str, User], what_changed: str = "") -> Edition:
    bound.explain_the_rest(report)
    return actions.freeze(report, by=team["lead"], what_changed=what_changed, at=timezone.now())


def _released(edition: Edition, team: dict[str, User], *, so_long_ago: int) -> None:
    at = days.morning(days.ago(so_long_ago)) + timedelta(minutes=30)
    Publication.objects.create(
        edition=edition,
        publish_at=at,
        scheduled_at=at - timedelta(days=6),
        scheduled_by=team["lead"],
        confirmed_at=at - timedelta(days=5),
        confirmed_by=team["communications"],
        announced_at=at,
    )


@contextmanager
def _so_long_ago(how_many: int) -> Iterator[datetime]:
    """What is done within bears the time of a working day so many days ago: the demo tells a story that took months."""
    then = days.morning(days.ago(how_many)) + timedelta(hours=2)
    ticks = iter(range(1, 10_000))
    with mock.patch.object(timezone, "now", side_effect=lambda: then + timedelta(seconds=next(ticks))):
        yield then
