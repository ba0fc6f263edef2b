"""Reports as they come to be: written, frozen, scheduled by one person and confirmed by another."""

from datetime import date, timedelta
from itertools import count

from django.db import connection

from accounts import roles, speaking
from accounts.models import Area, Organisation, Post, User
from assurance import travelling
from assurance.road import Stage
from files.actions import keep_made
from programmes.models import Assignment, Milestone, Programme
from reports import actions, binding, freezing, linting, outline
from reports.clock import transaction_time
from reports.models import Edition, EditionFile, Publication, Report, Section
from tests.build import accounts

_numbers = count(1)

BODY = """Leaders **understood** their duties. See [[figure:answers]].

- one strength
- another

[[figure:answers]]

### What helps

Boards helped, and so did supervision.
"""
NUMBERS = {
    "columns": [{"name": "Service", "numeric": False}, {"name": "Agree", "numeric": True}],
    "rows": [["Adults", 61], ["Children", 72], ["Justice", 70]],
    "unit": "%",
}


def scrutiny_body() -> Organisation:
    return Organisation.objects.get_or_create(
        kind=Organisation.Kind.SCRUTINY_BODY,
        code="care-inspectorate",
        defaults={"name": "Care Inspectorate", "short_name": "Care Inspectorate"},
    )[0]


def person(name: str = "") -> User:
    """Somebody with an account and a second factor."""
    return accounts.person(name)


def holder_of(post: type[roles.Role], name: str = "") -> User:
    """Somebody with a post for the whole portal."""
    who = person(name)
    with speaking.as_service():
        Post.objects.create(person=who, role=post.slug, period=(date(2020, 1, 1), None))
    return who


def member_of(programme: Programme, role: type[roles.Role], name: str = "") -> User:
    """Somebody in a programme's team."""
    who = person(name)
    with speaking.as_service():
        Assignment.objects.create(programme=programme, person=who, role=role.slug, period=(date(2020, 1, 1), None))
    return who


def programme(**fields) -> Programme:
    """A programme that has been announced, with a stretch of days around today."""
    number = next(_numbers)
    today = date.today()
    fields = {
        "slug": f"programme-{number}",
        "title": f"Review number {number}",
        "short_title": f"Review {number}",
        "definition": "social-work-governance",
        "definition_digest": "0" * 64,
        "kind": "thematic review",
        "lead_body": scrutiny_body(),
        "purpose": "To find out **how well** it works.",
        "summary": "How well it works, in all areas.",
        "questions": [{"text": "How well does it work?", "basis": "programme page", "official": True}],
        "scope_in": [{"text": "All of it", "basis": "programme page", "official": True}],
        "legal_basis": [{"text": "A guess at the law", "basis": "knowledge, verify", "official": False}],
        "terms": [{"term": "Duty", "meaning": "What must be done.", "source": "", "basis": "x", "official": True}],
        "shape": Programme.Shape.TOGETHER,
        "judgement": Programme.Judgement.NOTHING,
        "attribution": Programme.Attribution.NAMED,
        "day_one": today - timedelta(days=28),
        "public_from": today - timedelta(days=28),
        "letters_from": today - timedelta(days=28),
        "contact_name": "The review team",
        "contact_email": "review@example.org",
    } | fields
    with speaking.as_service():
        made = Programme.objects.create(**fields)
        Milestone.objects.bulk_create(
            [
                Milestone(
                    programme=made, key="notification", title="Notification", kind="notification", position=0,
                    starts_rule={"day_one": True}, who_acts="Review team", detail="Everyone is told",
                ),
                Milestone(
                    programme=made, key="fieldwork", title="Fieldwork", kind="fieldwork", position=1,
                    starts_rule={"from": "notification", "edge": "starts", "weeks": 3},
                    ends_rule={"from": "notification", "edge": "starts", "weeks": 6},
                ),
                Milestone(
                    programme=made, key="inside", title="Team meeting", kind="other", position=2, public=False,
                    starts_rule={"from": "notification", "edge": "starts", "weeks": 7},
                ),
                Milestone(
                    programme=made, key="conclusion", title="Review concludes", kind="conclusion", position=3,
                    month_only=True, starts_rule={"from": "notification", "edge": "starts", "weeks": 12},
                ),
            ]
        )  # fmt: skip
    return made


def report(
    on: Programme | None = None, *, title: str = "", sections: int = 2, written: bool = True, **fields
) -> Report:
    """A report, written unless asked otherwise: its sections ready, with one chart in the first."""
    number = next(_numbers)
    with speaking.as_service():
        made = outline.begin(
            on or programme(),
            title=title or f"What we found, {number}",
            sections=[(f"part-{place}", f"Part {place}", "What belongs here.") for place in range(1, sections + 1)],
            figures=[("answers", "bar", "Staff who agreed, by service")],
            by=None,
            slug=fields.pop("slug", ""),
        )
        Report.objects.filter(pk=made.pk).update(**{"summary": "Mostly **well**, with gaps."} | fields)
        if written:
            made.figures.update(
                message="Most agreed", data=NUMBERS, source="Staff survey, 2024", description="Most agreed everywhere."
            )
            made.sections.filter(position=1).update(body=BODY)
            made.sections.exclude(position=1).update(body="There is more to say.")
            made.sections.update(status=Section.Status.READY)
        return Report.objects.get(pk=made.pk)


def explained(draft: Report) -> None:
    """Every remark on a draft's text explained, so that none is in the way."""
    with speaking.as_service():
        found = linting.still_open(freezing.look(draft).remarks_on_text)
        binding.explain(draft, found, why="It is invented for a test.", by=None)


def brought_in(report: Report) -> Report:
    """A report that took its road elsewhere: what is asked of it begins with an edition. tests/build/assurance.py goes the road."""
    with speaking.as_service():
        if travelling.standing(report).is_out:
            travelling.move(report, "correct", by=person(), reason="A mistake was found.")
        if travelling.standing(report).at == Stage.DRAFTING:
            travelling.move(report, "brought-in", by=person(), reason="It took its road before this portal kept it.")
        return report


def edition(of: Report | None = None, *, what_changed: str = "", pdf: bool = True) -> Edition:
    """A frozen edition, with a file that stands for its PDF unless asked otherwise."""
    with speaking.as_service():
        draft = brought_in(of or report())
        explained(draft)
        frozen = actions.freeze(draft, by=person(), what_changed=what_changed)
        if pdf:
            has_pdf(frozen)
        return frozen


def has_pdf(frozen: Edition, content: bytes = b"%PDF-1.7 stands for a report") -> EditionFile:
    stored = keep_made(content, name=f"{frozen.slug}.pdf", kind="pdf")
    return EditionFile.objects.create(edition=frozen, stored=stored, pages=12)


def released(of: Edition | None = None, *, seconds: float = -60, confirmed: bool = True) -> Publication:
    """An edition's release so many seconds from the database's now: past with a minus, to come without.

    The database takes whole minutes only; where a test wants the second before and after, ``any_second`` lets it.
    """
    with speaking.as_service():
        frozen = of or edition()
        publish_at = transaction_time() + timedelta(seconds=seconds)
        return Publication.objects.create(
            edition=frozen,
            publish_at=publish_at,
            scheduled_by=person(),
            scheduled_at=publish_at - timedelta(days=2),
            **({"confirmed_by": person(), "confirmed_at": publish_at - timedelta(days=1)} if confirmed else {}),
        )


def published(of: Report | None = None, *, what_changed: str = "", pdf: bool = True, **report_fields) -> Edition:
    """An edition that everybody can read."""
    frozen = edition(of or report(**report_fields), what_changed=what_changed, pdf=pdf)
    with speaking.as_service():
        minute = (transaction_time() - timedelta(hours=1)).replace(second=0, microsecond=0)
        last = Publication.objects.filter(edition__report=frozen.report_id).count()
        Publication.objects.create(
            edition=frozen,
            publish_at=minute + timedelta(minutes=last),
            scheduled_by=person(),
            scheduled_at=minute - timedelta(days=2),
            confirmed_by=person(),
            confirmed_at=minute - timedelta(days=1),
        )
        return Edition.objects.select_related("publication", "report").get(pk=frozen.pk)


def any_second() -> None:
    """For the rest of this test's transaction a release may fall on any second, as the owner of the schema allows."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_owner")
        cursor.execute("ALTER TABLE reports_publication DROP CONSTRAINT a_release_falls_on_a_whole_minute")
        cursor.execute("SET LOCAL ROLE portal_app")


def put_at(*, seconds: float) -> None:
    """Put every release so many seconds from the database's now, which nobody but the owner of the schema could."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_owner; SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE reports_publication DISABLE TRIGGER USER")
        cursor.execute("UPDATE reports_publication SET publish_at = now() + %s * interval '1 second'", [seconds])
        cursor.execute("ALTER TABLE reports_publication ENABLE TRIGGER USER; SET LOCAL ROLE portal_app")


def areas(how_many: int = 3) -> list[Area]:
    number = next(_numbers)
    return [
        Area.objects.create(
            name=f"Area {number} {place}", slug=f"area-{number}-{place}", short=f"{number % 100}{place}"[:3],
            code=f"S12{number:03}{place:03}",
        )
        for place in range(how_many)
    ]  # fmt: skip
