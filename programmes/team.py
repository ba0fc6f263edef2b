"""A programme's team: who joins it, who leaves."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts import actions as accounts
from accounts import roles
from accounts.models import User
from accounts.moves import IllegalMove
from programmes.models import Assignment, Programme


@transaction.atomic
def assign(programme: Programme, *, email: str, name: str, role: type[roles.Role], by: User):
    """Put a person into the team from today; somebody new is introduced.

    Raises IllegalMove or CannotInvite with a sentence.
    """
    person = accounts.introduce(email, name, organisation=programme.lead_body)
    try:
        with transaction.atomic():
            assignment = Assignment.objects.create(
                programme=programme,
                person=person,
                role=role.slug,
                period=DateRange(timezone.localdate(), None),
                assigned_by=by,
            )
    except IntegrityError as error:
        raise IllegalMove(f"{person.name} is in the team as {role.title.lower()} already.") from error
    return assignment


@transaction.atomic
def release(assignment: Assignment) -> None:
    """Let a person go from the team today. A team keeps at least one lead."""
    programme = Programme.objects.select_for_update().get(pk=assignment.programme_id)
    leads = programme.team.filter(role=roles.Lead.slug, period__contains=timezone.localdate())
    if assignment.role == roles.Lead.slug and not leads.exclude(pk=assignment.pk).exists():
        raise IllegalMove("This is the programme's only lead. Add another first.")
    today = timezone.localdate()
    if assignment.period.lower >= today:
        assignment.delete()
        return
    Assignment.objects.filter(pk=assignment.pk).update(
        period=DateRange(assignment.period.lower, max(today, assignment.period.lower + timedelta(days=1)))
    )
