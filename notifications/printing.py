"""A letter on paper: the same text, as a tagged PDF that a worker makes."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.text import slugify

from files.printable import Printable, printable
from notifications.models import Delivery, Notice


def may_print(user, notice_id: int) -> bool:
    """Whoever may read the letter: its recipient, and those who see to its e-mail."""
    return (
        Notice.objects.visible_to(user).filter(pk=notice_id).exists()
        or Delivery.objects.visible_to(user).filter(notice=notice_id).exists()
    )


def never_changes(notice_id: int) -> str:
    return ""


def its_page(user, notice_id: int) -> tuple[str, str] | None:
    """The letter in the inbox, for those who have it there."""
    notice = Notice.objects.visible_to(user).filter(pk=notice_id).first()
    return ("Letter", notice.get_absolute_url()) if notice else None


@printable("letter", title="Letter", rule=may_print, fingerprint=never_changes, about=its_page)
def letter(notice_id: int) -> Printable:
    notice = Notice.objects.select_related("recipient__organisation").get(pk=notice_id)
    return Printable(
        html=render_to_string(
            "notifications/print/letter.html",
            {
                "letter": notice,
                "recipient": _lines(notice.recipient),
                "portal_name": settings.PORTAL_NAME,
                "address": settings.PORTAL_URL + notice.get_absolute_url(),
            },
        ),
        title=notice.title,
        file_name=f"{slugify(notice.title)[:80] or 'letter'}.pdf",
    )


def _lines(person) -> list[str]:
    return [line for line in (person.name, person.job_title, person.organisation and person.organisation.name) if line]
