"""Letters as the portal itself posts them."""

from datetime import date
from itertools import count

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts import roles, speaking
from accounts.models import Post, User
from notifications import notices
from notifications.models import Delivery, Notice
from tests.build.accounts import has_second_factor

_numbers = count(1)


def person(name: str = "", **fields) -> User:
    number = next(_numbers)
    return User.objects.create_user(f"recipient{number}@example.org", name or f"Person {number}", **fields)


def administrator() -> User:
    user = person()
    has_second_factor(user)
    Post.objects.create(person=user, role=roles.Administrator.slug, period=DateRange(date(2020, 1, 1), None))
    return user


def people(how_many: int) -> list[User]:
    """Many at once, for pages and letters that must cost the same however many there are."""
    return User.objects.bulk_create(
        User(email=f"recipient{next(_numbers)}@example.org", name=f"Person {number}") for number in range(how_many)
    )


def letter(*recipients: User, **parts) -> Notice:
    """One letter, posted; the first recipient's copy of it."""
    parts = {
        "occasion": f"participation:{next(_numbers)}/notification",
        "kind": "notification",
        "title": "Notice of a review",
        "body_markdown": "We write to tell you that the review begins.",
        "by": None,
    } | parts
    recipients = recipients or (person(),)
    notices.post(recipients=recipients, **parts)
    with speaking.as_service():
        return Notice.objects.get(occasion=parts["occasion"], kind=parts["kind"], recipient=recipients[0])


def delivery(*recipients: User, **parts) -> Delivery:
    """The e-mail beside a letter just posted."""
    return delivery_of(letter(*recipients, **parts))


def delivery_of(notice: Notice) -> Delivery:
    with speaking.as_service():
        return Delivery.objects.select_related("notice__recipient").get(notice=notice)
