"""What happens to people: they become known, are given posts, declare ties, lose things and leave.

How they come in is in ``invitations``.
"""

from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts import mail_addresses, roles, sessions, tasks
from accounts.invitations import CannotInvite
from accounts.models import Organisation, Post, Tie, User
from accounts.moves import IllegalMove


# --- Becoming known --------------------------------------------------------------------------------------------------
@transaction.atomic
def introduce(email: str, name: str, *, organisation: Organisation | None = None, job_title: str = "") -> User:
    """The person with this address, made known to the portal if they are not. Rights can wait for them from then on."""
    if trouble := mail_addresses.trouble_with(email):
        raise CannotInvite(trouble)
    known = User.objects.filter(email__iexact=email.strip()).select_related("organisation").first()
    return known or User.objects.create_user(
        email, name.strip(), organisation=organisation, job_title=job_title.strip()
    )


# --- The demonstration -----------------------------------------------------------------------------------------------
class NotInDemonstration(Exception):
    """Signing in as somebody without their password exists in a demonstration alone."""


def demo_person(pk: int) -> User:
    """The invented person whom somebody in a demonstration wants to be."""
    if not settings.DEMO:
        raise NotInDemonstration
    person = User.objects.active().get(pk=pk)
    if not person.is_demo_person:
        raise NotInDemonstration
    return person


# --- Leaving, and losing things --------------------------------------------------------------------------------------
@transaction.atomic
def disable(person: User, *, by: User) -> None:
    """Shut an account: sessions end with their next request, open invitations stop, rights lie still."""
    if person.pk == by.pk:
        raise IllegalMove("Nobody can disable their own account: they could not undo it.")
    _keep_an_administrator(without=person)
    now = timezone.now()
    if not User.objects.active().filter(pk=person.pk).update(disabled_at=now, disabled_by=by, signed_out_at=now):
        raise IllegalMove("This account has been disabled already.")
    person.invitations.open(now).update(withdrawn_at=now, withdrawn_by=by)
    person.refresh_from_db()


@transaction.atomic
def enable(person: User, *, by: User) -> None:
    """Open an account again; what the person may do is what their roles say today."""
    if not User.objects.exclude(disabled_at=None).filter(pk=person.pk).update(disabled_at=None, disabled_by=None):
        raise IllegalMove("This account is open already.")
    person.refresh_from_db()


@transaction.atomic
def reset_second_factor(person: User, *, by: User) -> None:
    """Take off a second factor that was lost, after asking the person by another way who they are."""
    now = timezone.now()
    Authenticator.objects.filter(user=person).delete()
    User.objects.filter(pk=person.pk).update(second_factor_reset_at=now, second_factor_reset_by=by, signed_out_at=now)
    person.refresh_from_db()
    tasks.tell_of_a_change_later("second factor reset", person)


def sign_out_everywhere(person: User) -> None:
    sessions.end_all_of(person)


# --- Posts and ties --------------------------------------------------------------------------------------------------
@transaction.atomic
def give_post(
    person: User, role: type[roles.Role], *, by: User | None, first: date | None = None, last: date | None = None
) -> Post:
    """A role for the whole portal, from its first day on, until the end of its last day where one is set."""
    period = DateRange(first or timezone.localdate(), last + timedelta(days=1) if last else None)
    try:
        with transaction.atomic():
            return Post.objects.create(person=person, role=role.slug, period=period, given_by=by)
    except IntegrityError as error:
        raise IllegalMove(f"{person.name} holds the role “{role.title}” for some of these days already.") from error


@transaction.atomic
def end_post(post: Post, *, by: User) -> None:
    """End a role today; one that has not begun is taken back."""
    if post.role == roles.Administrator.slug:
        _keep_an_administrator(without=post.person)
    today = timezone.localdate()
    if post.period.lower >= today:
        post.delete()
    else:
        post.period = DateRange(post.period.lower, today)
        post.save(update_fields=["period"])


def _keep_an_administrator(*, without: User) -> None:
    """Somebody must be able to let people in."""
    posts = Post.objects.current().filter(role=roles.Administrator.slug, person__disabled_at=None)
    if {post.person_id for post in posts.select_for_update(of=["self"])} == {without.pk}:
        raise IllegalMove(f"{without.name} is the only administrator. Make somebody else one first.")


@transaction.atomic
def declare_tie(person: User, organisation: Organisation, reason: str, *, by: User) -> Tie:
    """Note an interest of a person in a body: from now on they do not read what its partnerships send."""
    tie, created = Tie.objects.get_or_create(
        person=person, organisation=organisation, defaults={"reason": reason, "declared_by": by}
    )
    if not created:
        raise IllegalMove(f"A tie to {organisation} has been declared already.")
    return tie


@transaction.atomic
def end_tie(tie: Tie, *, by: User) -> None:
    """Take a tie off; the history keeps that it was there, and who took it off."""
    tie.delete()
