"""Who, in a programme's team, sees to the e-mails about its letters: said to the room that delivers them."""

from collections.abc import Iterable
from functools import partial

from django.db.models import Q
from django.urls import reverse

from accounts import roles
from interface.counting import counted
from notifications import rules
from notifications.models import Delivery
from programmes.models import Participation
from programmes.rules import teams
from programmes.work import Desk, Waiting, asks

#: The same roles stand in SQL, in portal_programmes_run().
RUNS = [roles.Lead, roles.SupportOfficer]


@rules.overseer
def whoever_runs_a_programme_sees_to_its_letters(user):
    """Leads and support officers; where they are tied to a partnership, its letters are for others to see to."""
    runs = [programme for programme, held in teams(user).items() if held & {role.slug for role in RUNS}]
    return partial(_letters_of, runs, user) if runs else None


def _letters_of(runs, user) -> Q:
    theirs = Q(participation_ref=None) | Q(participation_ref__in=Participation.objects.visible_to(user).values("pk"))
    return Q(programme_ref__in=runs) & theirs


def _not_known(desk: Desk):
    return Delivery.objects.filter(status=Delivery.Status.UNKNOWN) if rules.may_see_deliveries(desk.user) else None


@asks(_not_known)
def emails_to_decide_on(desk: Desk, deliveries) -> Iterable[Waiting]:
    """E-mails about formal letters of which nobody knows whether they went: a person decides, and is told so here."""
    found = deliveries.visible_to(desk.user).count()
    if not found:
        return []
    address = f"{reverse('notifications:deliveries')}?state={Delivery.Status.UNKNOWN}"
    return [Waiting(f"Decide about {counted(found, 'e-mail')} that may not have gone", address)]
