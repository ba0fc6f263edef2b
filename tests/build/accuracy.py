"""Editions under embargo and those who hold copies, made by the real moves."""

from datetime import timedelta

from accounts import roles, speaking
from accounts.models import User
from accuracy import checking, copies, deciding, sending
from accuracy import embargo as standings
from accuracy.models import Comment, Copy, FactCheck
from reports.clock import transaction_time
from reports.models import Edition, Publication
from tests.build import assurance, programmes, reports


def embargoed(*, days: float = 3, areas=1, **report_fields) -> Edition:
    """An edition whose release two people stand behind, so many days from now, on a whole minute."""
    programme = programmes.programme(areas=areas)
    edition = reports.edition(reports.report(programme, **report_fields))
    with speaking.as_service():
        minute = (transaction_time() + timedelta(days=days)).replace(second=0, microsecond=0)
        Publication.objects.create(
            edition=edition,
            publish_at=minute,
            scheduled_by=reports.person(),
            scheduled_at=minute - timedelta(days=9),
            confirmed_by=reports.person(),
            confirmed_at=minute - timedelta(days=8),
        )
    return again(edition)


def again(edition: Edition) -> Edition:
    with speaking.as_service():
        return Edition.objects.by_the_clock().select_related("publication", "programme", "report__programme").get(
            pk=edition.pk
        )  # fmt: skip


def office(name: str = "") -> User:
    """Somebody in communications."""
    return reports.holder_of(roles.Communications, name)


def copy(
    of: Edition | None = None,
    *,
    name: str = "Jo Journalist",
    body: str = "The Invented Herald",
    email: str = "",
    reader: str = Copy.Reader.PRESS,
    by: User | None = None,
    acknowledged: bool = False,
    joined: bool = True,
) -> Copy:
    """A copy for somebody by name, who has joined the portal unless said otherwise."""
    of, by = of or embargoed(), by or office()
    person = programmes.person(name, email=email, second_factor=False) if joined else None
    with speaking.as_person(by):
        given = copies.give(of, name=name, email=person.email if person else email, body=body, reader=reader, by=by)
    return acknowledge(given) if acknowledged else given


def acknowledge(of: Copy) -> Copy:
    with speaking.as_service():
        of = Copy.objects.select_related("person", "embargo").get(pk=of.pk)
        words = standings.terms(of.embargo, standings.standing(of.embargo.edition_id).minute)
    with speaking.as_person(of.person):
        copies.acknowledge(of, seen=copies.mark_of(words), by=of.person)
    with speaking.as_service():
        return Copy.objects.select_related("person", "embargo").get(pk=of.pk)


# --- Factual accuracy ------------------------------------------------------------------------------------------------


class Checked:
    """A report whose draft was sent to its partnership, with the people on both sides."""

    def __init__(self, *, days: int = 10, definition: str = "social-work-governance"):
        self.programme = programmes.programme(areas=2, definition=definition)
        self.report = reports.report(self.programme)
        assurance.decided(assurance.called(self.report))
        with speaking.as_service():
            self.ours, self.neighbour = (programmes.participation(self.programme, number) for number in (0, 1))
            self.coordinator = programmes.seated(self.ours, roles.Coordinator)
            self.chief = programmes.seated(self.ours, roles.ChiefOfficer)
            self.contributor = programmes.seated(self.ours, roles.Contributor)
            self.stranger = programmes.seated(self.neighbour, roles.ChiefOfficer)
        self.lead = reports.member_of(self.programme, roles.Lead)
        self.inspector = reports.member_of(self.programme, roles.Inspector)
        with speaking.as_person(self.lead):
            (self.check,) = sending.send(
                self.report, [self.ours], days=days, called="A draft of the review", by=self.lead
            )

    def now(self) -> FactCheck:
        with speaking.as_service():
            self.check = FactCheck.objects.select_related(
                "version", "participation__partnership", "participation__programme__lead_body", "report__programme",
                "signed_off_by", "returned_by",
            ).get(pk=self.check.pk)  # fmt: skip
        return self.check

    def comment(
        self, anchor: str = "p-1-1", *, kind: str = Comment.Kind.FACT, by: User | None = None, **said
    ) -> Comment:
        by = by or self.coordinator
        parts = self.now().version.paragraphs()
        with speaking.as_person(by):
            made = checking.begin(self.check, parts[anchor], list(parts).index(anchor), by=by)
            words = {
                "in_question": "their duties",
                "correction": "most of their duties.",
                "evidence": "Minutes of May.",
            }
            return checking.save(made, {"kind": kind, **words, **said}, seen=made.version, by=by)

    def put_forward(self) -> "Checked":
        with speaking.as_person(self.coordinator):
            checking.put_forward(self.now(), seen=self.check.edits, by=self.coordinator)
        return self

    def signed_off(self) -> "Checked":
        self.put_forward()
        with speaking.as_person(self.chief):
            checking.sign_off(self.now(), seen=self.check.edits, by=self.chief)
        self.now()
        return self

    def decide(self, comment: Comment, outcome: str = "accepted", *, by: User | None = None, seen: int = 0, **said):
        by = by or self.lead
        with speaking.as_person(by):
            comment = Comment.objects.select_related("fact_check").get(pk=comment.pk)
            words = {"reason": "The minutes say so.", "changed_text": "", "for_panel": False} | said
            return deciding.decide(comment, outcome=outcome, seen=seen, by=by, **words)

    def returned(self) -> "Checked":
        with speaking.as_person(self.lead):
            deciding.send_response(self.now(), by=self.lead)
        self.now()
        return self
