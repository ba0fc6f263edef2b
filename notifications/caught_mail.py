"""A demonstration's mail server: it keeps each e-mail for the page /demo/mail/ and sends none."""

from django.core.mail.backends.base import BaseEmailBackend

from notifications.models import CaughtMail


class CaughtMailBackend(BaseEmailBackend):
    def send_messages(self, messages) -> int:
        CaughtMail.objects.bulk_create(
            CaughtMail(
                to=", ".join(message.recipients())[:500],
                sender=message.from_email[:300],
                subject=message.subject[:300],
                text=message.body,
                html=next((body for body, kind in getattr(message, "alternatives", []) if kind == "text/html"), ""),
                headers=dict(message.extra_headers),
            )
            for message in messages
        )
        return len(messages)
