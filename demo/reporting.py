"""The demonstration's reports: the real review of 2024–25 in short, and a draft that is being written.

Every number and finding of the first comes from the review's public page. The text is ours, and says so.
"""

from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from accounts import speaking
from accounts.models import User
from assurance import travelling
from demo import bound
from reports import actions, assigning, commenting, figures
from reports.models import Figure, Publication, Report, Section

SOURCE = "Care Inspectorate, page of the review, as published"

WHO_TOOK_PART = """Post\tHow many
Chief social work officers\t32
Senior leaders\t64
Operational managers\t159
Chief officers of health and social care partnerships\t8
Chief executives of councils\t8
Staff who answered the survey\t3,935"""

WHOM_WE_MET = """Post\tHow many
Operational managers\t159
Senior leaders\t64
Chief social work officers\t32
Chief officers of health and social care partnerships\t8
Chief executives of councils\t8"""

SUMMARY = (
    "Leaders and managers across Scotland worked well within governance that was often complicated. "
    "Assurance was mostly effective, but services carried significant risk in money and staffing."
)

WRITTEN = {
    "key-messages": """Leaders and managers worked well within governance arrangements that were often complicated. Most staff understood them.

Dedicated boards for the governance of social work improved oversight.

The influence of social work was sometimes limited inside health and social care partnerships.

The role of the chief social work officer made the voice of the profession heard.

Staff, managers and leaders felt able to uphold the values of social work.

Assurance was mostly effective.

Services carried significant risk in money and staffing. It was sharper in island and rural areas.
""",
    "about": """The review asked how well governance and assurance arrangements

- support leaders to carry out statutory duties safely and effectively
- enable staff to be supported, accountable and effective
- help staff to uphold the core values of social work.

It looked at social work for adults and children and in justice, in all 32 council areas. Staff of registered services, such as care homes, were not part of it. No area was graded, and no area is named.

### Who took part

Leaders and managers were met in interviews and focus groups, and frontline staff and first line managers were asked by a survey. [[figure:who-took-part]] shows how many took part, and [[figure:whom-we-met]] whom the review team met.

[[figure:who-took-part]]

[[figure:whom-we-met]]

The areas sent 1,032 documents between them, about 32 an area.
""",
    "appendix-method": """Councils and health and social care partnerships were notified on 15 July 2024 and named one co-ordinator for each area. Briefings for co-ordinators were held between 5 and 16 August 2024.

The survey of staff was open from 19 August to 4 October 2024. Documents were returned by 27 August 2024. Interviews and focus groups followed between 30 September and 1 November 2024.

The analysis followed the principles of the EFQM model.
""",
    "conclusions": """This page is a short account, made for a demonstration of this portal from what the Care Inspectorate has published about the review. The full report is on the Care Inspectorate's own website.
""",
}


@transaction.atomic
def tell_of_the_review(report: Report, *, writer: User, first: User, second: User) -> None:
    """Write the report of the review of 2024–25 and release it at its minute, 17 March 2025."""
    with speaking.as_service():
        Report.objects.filter(pk=report.pk).update(
            summary=SUMMARY, subtitle="National report, 2024–25: a short account"
        )
        for key, body in WRITTEN.items():
            Section.objects.filter(report=report, key=key).update(
                body=body, status=Section.Status.READY, version=2, updated_by=writer, updated_at=_at(2025, 2, 3)
            )
        _figure(
            report, "who-took-part", "table", "Almost 4,000 members of staff answered",
            "People who took part in the review", WHO_TOOK_PART,
        )  # fmt: skip
        _figure(
            report, "whom-we-met", "bar", "Just over half of those we met were operational managers",
            "People met in interviews and focus groups", WHOM_WE_MET,
        )  # fmt: skip
        # The account is short: a section that it does not have is not one that waits to be written.
        Section.objects.filter(report=report, body="").delete()
        bound.explain_the_rest(report, f"As it stands in: {SOURCE}.")
        travelling.move(
            report,
            "brought-in",
            by=first,
            reason="The review took its road in 2025, and nothing of it is invented here.",
        )
        edition = actions.freeze(report, by=writer, at=_at(2025, 3, 3, 10))
        Publication.objects.create(
            edition=edition,
            publish_at=_at(2025, 3, 17, 9, 30),
            scheduled_at=_at(2025, 3, 3),
            scheduled_by=first,
            confirmed_at=_at(2025, 3, 4),
            confirmed_by=second,
            announced_at=_at(2025, 3, 17, 9, 30),
        )


#: A section as two people have written it, sitting by sitting: (who, days ago, hour, minute, text). Plainly invented.
CONTEXT = [
    ("lead", 6, 10, 5, "Councils hold the statutory duties of social work."),
    (
        "lead", 6, 10, 20,
        "Councils hold the statutory duties of social work. Many services are delegated to integration authorities.",
    ),
    (
        "inspector", 4, 14, 0,
        """Councils hold the statutory duties of social work. Many services are delegated to integration authorities.[^1]

### Money and staffing

Demonstration: leaders in an invented area said that vacancies were filled more slowly than a year before.

[^1]: Demonstration: the note would name the Act and the section that allow it.
""",
    ),
    (
        "lead", 1, 9, 40,
        """Councils hold the statutory duties of social work, and keep them when services are delegated to integration authorities.[^1]

### Money and staffing

Demonstration: leaders in an invented area said that vacancies were filled more slowly than a year before, and that agency staff cost more.

> We plan for the year and hire for the week.

Demonstration: the words above are made up, as is the manager who said them.

[^1]: Demonstration: the note would name the Act and the section that allow it.
""",
    ),
]  # fmt: skip
VALUES = """Demonstration: staff in an invented area spoke of supervision as the place where values were talked about.

Demonstration: where supervision was missed, they spoke of it with each other instead.
"""


def begin_writing(report: Report, *, team: dict[str, User], today: date) -> None:
    """Leave a draft as it looks half-way: sections in every state, their owners, versions by two people, comments."""
    noon = datetime.combine(today, datetime.min.time(), UTC) + timedelta(hours=12)
    lead, inspector, support = team["lead"], team["inspector"], team["support-officer"]
    with speaking.as_service():
        section = {each.key: each for each in report.sections.all()}
        for key, owners in {
            "foreword": [lead],
            "about": [inspector],
            "context": [lead, inspector],
            "values": [inspector],
            "cswo": [support],
        }.items():
            assigning.plan(section[key], owners=owners, target=section[key].target, by=lead)
        _saved(section["about"], WRITTEN["about"].split("### ")[0], by=inspector, at=noon - timedelta(days=3))
        assigning.call_ready(Section.objects.get(pk=section["about"].pk))
        for who, days, hour, minute, body in CONTEXT:
            at = noon - timedelta(days=days) + timedelta(hours=hour - 12, minutes=minute)
            _saved(section["context"], body, by=team[who], at=at)
        _saved(section["values"], VALUES, by=inspector, at=noon - timedelta(days=2))
        values = Section.objects.get(pk=section["values"].pk)
        assigning.give_to_read(values, reader=lead, by=inspector)
        _comments(Section.objects.get(pk=section["context"].pk), values, team)


def _comments(context: Section, values: Section, team: dict[str, User]) -> None:
    about_vacancies = (
        "Demonstration: leaders in an invented area said that vacancies were filled more slowly than a year before."
    )
    asked = commenting.comment(
        context,
        words=about_vacancies,
        number="1.2",
        text=f"Do we know this from more than one meeting? @{team['inspector'].name}, you were there.",
        by=team["lead"],
    )
    commenting.answer(asked, text="From two. I will add how many people said it.", by=team["inspector"])
    settled = commenting.comment(
        context,
        words="Councils hold the statutory duties of social work. Many services are delegated to integration authorities.",
        number="1.1",
        text="Say that the duty stays with the council.",
        by=team["panel-member"],
    )
    commenting.settle(settled, reason="The sentence now says so.", by=team["lead"])
    commenting.comment(
        values,
        words=VALUES.split("\n")[0],
        number="2.1",
        text=f"Can this be told more plainly? @{team['lead'].name}",
        by=team["inspector"],
    )


def _saved(section: Section, body: str, *, by: User, at: datetime) -> None:
    """A save as its writer made it, at its own moment."""
    seen = Section.objects.values_list("version", flat=True).get(pk=section.pk)
    actions.write(section, heading=section.heading, body=body, seen=seen, by=by, at=at)


def _figure(report: Report, key: str, kind: str, message: str, caption: str, pasted: str) -> None:
    read = figures.read(pasted, kind=kind)
    Figure.objects.update_or_create(
        report=report,
        key=key,
        defaults={
            "kind": kind,
            "message": message,
            "caption": caption,
            "data": read.data,
            "source": SOURCE,
            "version": 2,
        },
    )


def _at(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)
