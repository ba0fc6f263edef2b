"""A programme's team: who joins it, who leaves."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts import actions as accounts
from accounts import roles
from accounts.models import User
from accounts.moves import IllegalMove
from notifications import notices
from programmes.letter_text import escape
from programmes.models import Assignment, Programme


@transaction.atomic
def assign(programme: Programme, *, email: str, name: str, role: type[roles.Role], by: User):
    """Put a person into the team from today, and write to them; somebody new is introduced, and finds a way in there.

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
    _tell(assignment, by=by)
    return assignment


def _tell(assignment: Assignment, *, by: User) -> None:
    programme, role = assignment.programme, roles.BY_SLUG[assignment.role]
    notices.post(
        occasion=f"programme:{programme.pk}/assignment:{assignment.pk}",
        kind="assignment",
        recipients=[assignment.person],
        title=f"You are in the team of “{programme.short_title}”"[:200],
        body_markdown=f"Dear {escape(assignment.person.name)}\n\n"
        f"{escape(by.name)} has put you into the team of “{escape(programme.short_title)}” from today, as "
        f"**{role.title}**. {role.does}",
        sender_name=by.name,
        programme_name=programme.short_title,
        programme_ref=programme.pk,
        about_label=str(programme),
        about_address=programme.get_absolute_url(),
        by=by,
    )


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
