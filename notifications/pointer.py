"""The e-mail itself. It says that a letter waits, and nothing of what the letter says beyond its title."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from notifications.models import Delivery


def message_about(delivery: Delivery) -> EmailMultiAlternatives:
    notice = delivery.notice
    context = {
        "notice": notice,
        "recipient": notice.recipient,
        "address": settings.PORTAL_URL + notice.get_absolute_url(),
        "portal_name": settings.PORTAL_NAME,
        "portal_url": settings.PORTAL_URL,
    }
    message = EmailMultiAlternatives(
        subject=" ".join(notice.title.split()),
        body=render_to_string("notifications/pointer.txt", context),
        to=[delivery.address],
        # A machine sent this: other machines, such as holiday replies, need not answer.
        headers={"Message-ID": delivery.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("notifications/pointer.html", context), "text/html")
    return message
