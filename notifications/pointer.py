"""The e-mail itself. It says that a letter waits, and nothing of what the letter says beyond its title."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from accounts import invitations
from interface.brand import colours
from interface.counting import counted
from notifications.invitations import refuse_if_withdrawn
from notifications.models import Delivery


def message_about(deliveries: list[Delivery]) -> EmailMultiAlternatives:
    """One e-mail to one person about one letter, or about the letters of a day.

    To somebody who has never signed in it is also their way in; raises CannotInvite where that could not work.
    """
    first, letters = deliveries[0], [delivery.notice for delivery in deliveries]
    recipient = first.notice.recipient
    if not recipient.joined_at:
        refuse_if_withdrawn(letters)
    context = {
        "letters": [(letter, settings.PORTAL_URL + letter.get_absolute_url()) for letter in letters],
        "recipient": recipient,
        "way_in": "" if recipient.joined_at else invitations.way_in(recipient),
        "days": invitations.LASTS.days,
        "portal_name": settings.PORTAL_NAME,
        "portal_url": settings.PORTAL_URL,
        "brand": colours()["brand"],
    }
    many = f"{counted(len(letters), 'letter waits,letters wait')} for you"
    message = EmailMultiAlternatives(
        subject=" ".join(first.notice.title.split()) if len(letters) == 1 else many,
        body=render_to_string("notifications/pointer.txt", context),
        to=[first.address],
        # A machine sent this: other machines, such as holiday replies, need not answer.
        headers={"Message-ID": first.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("notifications/pointer.html", context), "text/html")
    return message
