"""A small programme that asks for documents, with its people: what the tests of this room stand on."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts import roles, speaking
from accounts.models import Area, Organisation, User
from files.models import StoredFile
from inspections import preparing, sending
from inspections.models import Ask, AskedDocument, Return, Submission, SubmittedDocument
from programmes import starting
from programmes.definition_files import load
from programmes.models import Assignment, Milestone, Participation, Partnership, Programme, Seat
from tests.build.accounts import person

_numbers = count(1)

AREAS = ["Edinburgh", "Moray", "Fife", "Angus", "Stirling", "Orkney Islands", "Highland", "Falkirk"]


def programme(*, opens: int = -14, due: int = 14, late: bool = True, selected: bool = False, **more) -> Programme:
    """A programme whose return opened so many days from today and is due so many days from today."""
    number = next(_numbers)
    body, _ = Organisation.objects.get_or_create(
        kind=Organisation.Kind.SCRUTINY_BODY,
        code="care-inspectorate",
        defaults={"name": "Care Inspectorate", "short_name": "Care Inspectorate"},
    )
    today = timezone.localdate()
    with speaking.as_service():
        made = Programme.objects.create(
            **{
                "slug": f"review-{number}",
                "title": f"Review {number}",
                "short_title": f"Review {number}",
                "definition": "social-work-governance",
                "definition_digest": "0" * 64,
                "kind": "thematic review",
                "lead_body": body,
                "purpose": "To see how well it works.",
                "shape": Programme.Shape.TOGETHER,
                "judgement": Programme.Judgement.NOTHING,
                "attribution": Programme.Attribution.NAMED,
                "day_one": today - timedelta(days=30),
                "letters_from": today - timedelta(days=60),
                **more,
            }
        )
        Milestone.objects.create(
            programme=made,
            key="notification",
            title="Notification",
            kind="notification",
            starts_rule={"day_one": True},
            gates=["accept notification"],
            position=0,
        )
        Milestone.objects.create(
            programme=made,
            key="return",
            title="Document return",
            kind="return",
            starts_rule={"date": (today + timedelta(days=opens)).isoformat()},
            ends_rule={"date": (today + timedelta(days=due)).isoformat()},
            gates=["send documents"],
            late=late,
            applies_to="selected" if selected else "all",
            position=1,
        )
    return made


def ask(of: Programme, *, documents: int = 2, **more) -> Ask:
    """A document return with so many documents that are required, and one that is not."""
    made = Ask.objects.create(
        **{
            "programme": of,
            "milestone": of.milestones.get(key="return"),
            "key": f"document-return-{next(_numbers)}",
            "title": "Document return",
            "guidance": "Send what you have.",
            **more,
        }
    )
    for position in range(documents):
        AskedDocument.objects.create(
            ask=made, key=f"document-{position}", title=f"Document {position + 1}", position=position
        )
    AskedDocument.objects.create(ask=made, key="extra", title="Extra paper", required=False, position=documents)
    return made


def participation(of: Programme, name: str = "", *, organisation: Organisation | None = None, **more) -> Participation:
    number = next(_numbers)
    name = name or f"{AREAS[number % len(AREAS)]} {number}"
    council = organisation or Organisation.objects.create(
        kind=Organisation.Kind.COUNCIL, code=f"C{number}", name=f"{name} Council", short_name=name
    )
    area = Area.objects.create(name=f"{name} area", slug=f"area-{number}", short=_letters(number), code=f"S{number:08}")
    with speaking.as_service():
        partnership = Partnership.objects.create(programme=of, name=name)
        partnership.organisations.add(council)
        partnership.areas.add(area)
        return Participation.objects.create(programme=of, partnership=partnership, **more)


def _letters(number: int) -> str:
    return "".join(chr(65 + number // 26**place % 26) for place in (2, 1, 0))


def seat(in_: Participation, role=roles.Coordinator, who: User | None = None, **more) -> User:
    """Somebody who sits in a partnership today."""
    who = who or person(f"{role.title} {next(_numbers)}", organisation=in_.partnership.organisations.first())
    with speaking.as_service():
        Seat.objects.create(
            **{
                "participation": in_,
                "person": who,
                "role": role.slug,
                "status": Seat.Status.ACCEPTED,
                "period": DateRange(date(2020, 1, 1), None),
                "answered_at": timezone.now(),
                **more,
            }
        )
    return _fresh(who)


def team(of: Programme, role=roles.Inspector, who: User | None = None) -> User:
    """Somebody who works on a programme today."""
    who = who or person(f"{role.title} {next(_numbers)}")
    with speaking.as_service():
        Assignment.objects.create(programme=of, person=who, role=role.slug, period=DateRange(date(2020, 1, 1), None))
    return _fresh(who)


def _fresh(who: User) -> User:
    """What a person holds is remembered for one request; the next one asks again."""
    return User.objects.get(pk=who.pk)


def return_(*, of: Participation | None = None, asked: Ask | None = None, **more) -> Return:
    """A return that nobody has begun."""
    from inspections import asking

    of = of or participation(asked.programme if asked else programme(**more))
    asked = asked or of.programme.asks.first() or ask(of.programme)
    with speaking.as_service():
        asking.open_returns(of.programme)
        return again_whole(Return.objects.get(ask=asked, participation=of))


def letters(of: Programme) -> None:
    """The wording of letters that every programme has."""
    starting._copy_letters(of, load("social-work-governance"))


@dataclass
class Scene:
    """One return, and the people on both sides of it."""

    programme: Programme
    of: Return
    coordinator: User
    contributor: User
    chief: User
    viewer: User
    lead: User
    inspector: User
    support: User

    @property
    def participation(self) -> Participation:
        return self.of.participation

    def __post_init__(self):
        self.asked = list(self.of.ask.documents.all())

    def draft(self) -> Submission:
        with speaking.as_person(self.coordinator):
            draft = preparing.start_draft(self.of, by=self.coordinator)
        draft.of = self.of
        return draft

    def put_in(self, name: str = "Minutes.docx", content: bytes = b"", *, answers=None, draft=None, state="clean"):
        """A document in the draft, checked already."""
        draft = draft or self.draft()
        file = stored(self.participation, name, content)
        if state != StoredFile.Status.CLEAN:
            with speaking.as_service():
                StoredFile.objects.filter(pk=file.pk).delete()
                reasons = ["It holds macros."] if state == "rejected" else []
                file = StoredFile.objects.create(
                    name=name,
                    size=file.size,
                    sha256=file.sha256,
                    status=state,
                    reasons=reasons,
                    participation_ref=self.participation.pk,
                )
        with speaking.as_service():
            document = SubmittedDocument.objects.create(
                submission=draft,
                participation=self.participation,
                asked_document=answers,
                file=file,
                sha256=file.sha256,
                added_by=self.coordinator,
            )
        document.submission = draft
        return document

    def fill(self) -> Submission:
        """A draft with every document that is asked for."""
        draft = self.draft()
        for each in self.asked:
            self.put_in(f"{each.title}.docx", answers=each, draft=draft)
        return draft

    def sent_once(self) -> bool:
        with speaking.as_service():
            return self.of.submissions.sent_out().exists()

    def send_again(self) -> Submission:
        """One more version, as the last one was."""
        draft = self.draft()
        with speaking.as_person(self.coordinator):
            return sending.submit(draft, by=self.coordinator)

    def send_what_is_there(self) -> Submission:
        """The draft as it is, with a word about what is missing."""
        draft = self.draft()
        with speaking.as_person(self.coordinator):
            preparing.save_note(draft.of, "We have no more.", seen=draft.note_version, by=self.coordinator)
            return sending.submit(with_return(self, draft), by=self.coordinator)

    def send(self) -> Submission:
        """What is in the draft, or everything that is asked for, sent."""
        with speaking.as_service():
            draft = self.of.submissions.in_the_making().first()
        draft = draft or self.fill()
        draft.of = self.of
        with speaking.as_person(self.coordinator):
            return sending.submit(draft, by=self.coordinator)


def scene(*, asked: dict | None = None, with_letters: bool = False, **more) -> Scene:
    """A return that is open and that nobody has begun."""
    made = programme(**more)
    if with_letters:
        letters(made)
    ask(made, **(asked or {}))
    return scene_in(made)


def scene_in(made: Programme) -> Scene:
    """One more partnership in a programme, with its people and those of the team."""
    of = return_(of=participation(made))
    return Scene(
        made,
        of,
        coordinator=seat(of.participation),
        contributor=seat(of.participation, roles.Contributor),
        chief=seat(of.participation, roles.ChiefOfficer),
        viewer=seat(of.participation, roles.Viewer),
        lead=team(made, roles.Lead),
        inspector=team(made, roles.Inspector),
        support=team(made, roles.SupportOfficer),
    )


def again_whole(of: Return) -> Return:
    """A return as the next request reads it."""
    with speaking.as_service():
        return Return.objects.select_related(
            "ask__milestone", "participation__programme", "participation__partnership"
        ).get(pk=of.pk)


def with_return(scene: Scene, draft: Submission) -> Submission:
    """A draft as the next request reads it."""
    draft = now(draft)
    draft.of = scene.of
    return draft


def due(of: Programme, days: int) -> None:
    """Let the return be due so many days from today."""
    of.milestones.filter(key="return").update(
        ends_rule={"date": (timezone.localdate() + timedelta(days=days)).isoformat()}
    )


def now(row):
    """The row as the database has it."""
    with speaking.as_service():
        return type(row).objects.get(pk=row.pk)


def stored(of: Participation, name: str = "minutes.pdf", content: bytes = b"", **more) -> StoredFile:
    """A file that the checks have found clean, without its bytes."""
    content = content or f"{name} {next(_numbers)}".encode()
    with speaking.as_service():
        return StoredFile.objects.create(
            **{
                "name": name,
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "kind": "pdf",
                "media_type": "application/pdf",
                "status": StoredFile.Status.CLEAN,
                "checked_at": timezone.now(),
                "participation_ref": of.pk,
                **more,
            }
        )
