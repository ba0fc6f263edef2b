"""Editions under embargo and those who hold copies, made by the real moves."""

from datetime import timedelta

from accounts import roles, speaking
from accounts.models import User
from accuracy import copies
from accuracy import embargo as standings
from accuracy.models import Copy
from reports.clock import transaction_time
from reports.models import Edition, Publication
from tests.build import programmes, reports


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
