"""What happens to people: they are introduced, invited, join, are given posts, and leave."""

from allauth.account.models import EmailAddress
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


def know_the_address_of(person: User) -> None:
    """The invitation reached the person at this address, which is all the proof of it that there is to have."""
    EmailAddress.objects.get_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
