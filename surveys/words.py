"""Words that a co-ordinator passes on: an invitation, and a reminder for each week. They name no portal account."""

from django.conf import settings
from django.template.loader import render_to_string

from surveys.models import Link

INVITATION, REMINDER = "surveys/words/invitation.txt", "surveys/words/reminder.txt"


def address(link: Link) -> str:
    """The whole address of a link, as it is passed on."""
    return f"{settings.PORTAL_URL}{link.get_absolute_url()}"


def to_pass_on(link: Link, kind: str) -> str:
    """The words of an e-mail, ready to be copied. ``kind`` is INVITATION or REMINDER."""
    words = {"link": link, "survey": link.survey, "programme": link.survey.programme, "address": address(link)}
    return render_to_string(kind, {**words, "instrument": link.asked.instrument}).strip()
