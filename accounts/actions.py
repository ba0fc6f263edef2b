"""What happens to people: they are introduced, invited, join, are given posts, and leave."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from accounts.invitations import CannotInvite
from accounts.models import Organisation, User


@transaction.atomic
def introduce(email: str, name: str, *, organisation: Organisation | None = None, job_title: str = "") -> User:
    """The person with this address, made known to the portal if they are not. Rights can wait for them from then on."""
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise CannotInvite(f"“{email}” is not an e-mail address. Please check it.") from error
    known = User.objects.filter(email__iexact=email.strip()).first()
    return known or User.objects.create_user(email, name.strip(), organisation=organisation, job_title=job_title)
