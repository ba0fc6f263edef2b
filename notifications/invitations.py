"""The letter that invites somebody to the portal. Its e-mail carries the way in, as every first letter's does."""

import re

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from accounts import roles, speaking
from accounts.invitations import CannotInvite
from accounts.models import Invitation
from notifications import notices
from notifications.models import Delivery, Notice

KIND = "invitation"
MARKS = re.compile(r"([\\`*_{}\[\]()#+!<>|~-])")


def send(invitation: Invitation, *, by) -> None:
    """Write to the person who is invited; asked again for the same invitation, nothing more is sent."""
    person = invitation.person
    # Read anew: the roles may have been given a moment ago.
    held = [roles.BY_SLUG[post.role] for post in person.posts.current()]
    notices.post(
        occasion=_occasion(invitation.pk),
        kind=KIND,
        recipients=[person],
        title=f"You are invited to the {settings.PORTAL_NAME}",
        body_markdown=_words(invitation, held, by),
        sender_name=by.name if by else settings.PORTAL_NAME,
        by=by,
    )


def _words(invitation: Invitation, held: list, by) -> str:
    until = date_format(timezone.localtime(invitation.expires_at), "j F Y")
    paragraphs = [
        f"Dear {_as_typed(invitation.person.name)}",
        f"{_as_typed(by.name) if by else 'The team that runs it'} invites you to the {_as_typed(settings.PORTAL_NAME)}, "
        "where Scotland's strategic scrutiny programmes are run.",
        *(f"You are to be **{role.title}**. {role.does}" for role in held),
        "The e-mail about this letter holds an address at which you choose a password and begin. It is yours alone, works "
        f"once, and can be used until {until}.",
    ]
    if any(role.needs_second_factor for role in held):
        paragraphs.append(
            "You will see what others have sent us. So, when you first sign in, you set up a second way of showing that "
            "it is you: an app on your phone, or a passkey."
        )
    return "\n\n".join(paragraphs)


def _as_typed(words: str) -> str:
    """A name is a name, whatever signs are in it."""
    return MARKS.sub(r"\\\1", words)


def _occasion(pk: int) -> str:
    return f"invitation:{pk}"


def refuse_if_withdrawn(letters: list[Notice]) -> None:
    """An invitation that was withdrawn before its e-mail left is not sent; raises CannotInvite.

    Where other letters wait for the person too, their e-mail carries a way in of its own.
    """
    if all(letter.kind == KIND for letter in letters):
        asked = [int(letter.occasion.removeprefix("invitation:")) for letter in letters]
        if not Invitation.objects.filter(pk__in=asked, withdrawn_at=None).exists():
            raise CannotInvite("The invitation was withdrawn before it could be sent.")


def what_came_of(invitations: list[Invitation]) -> dict[int, str]:
    """How each invitation's e-mail fared, in words, by the invitation's id: for the administrator who sent it."""
    with speaking.as_service():
        found = Delivery.objects.filter(
            notice__kind=KIND, notice__occasion__in=[_occasion(each.pk) for each in invitations]
        ).values_list("notice__occasion", "status", "answer")
        words = {
            int(occasion.removeprefix("invitation:")): _fate(Delivery.Status(status), answer)
            for occasion, status, answer in found
        }
    return words


def _fate(status: Delivery.Status, answer: str) -> str:
    if status == Delivery.Status.ACCEPTED:
        return "The mail server took the e-mail."
    if status == Delivery.Status.FAILED:
        return f"The e-mail did not go out. {answer}"
    if status == Delivery.Status.UNKNOWN:
        return "Whether the e-mail went out is not known."
    return f"The e-mail waits to be sent. {answer}".strip()
