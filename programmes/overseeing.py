"""Who, in a programme's team, sees to the e-mails about its letters: said to the room that delivers them."""

from django.db.models import Q

from accounts import roles
from notifications import rules
from programmes.models import Participation

#: The same roles stand in SQL, in portal_programmes_run().
RUNS = [roles.Lead, roles.SupportOfficer]


@rules.overseer
def whoever_runs_a_programme_sees_to_its_letters(user):
    """Leads and support officers; where they are tied to a partnership, its letters are for others to see to."""
    if not hasattr(user, "_runs_programmes"):
        held = user.assignments.current().filter(role__in=[role.slug for role in RUNS])
        user._runs_programmes = set(held.values_list("programme", flat=True))
    if not user._runs_programmes:
        return None
    theirs = Q(participation_ref=None) | Q(participation_ref__in=Participation.objects.visible_to(user).values("pk"))
    return Q(programme_ref__in=user._runs_programmes) & theirs
