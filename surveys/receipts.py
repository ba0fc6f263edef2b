"""The receipt of a named answer: exactly what was sent, as a page and as a PDF."""

from django.conf import settings
from django.template.loader import render_to_string

from files.printable import Printable, printable
from instruments.shown import shown
from surveys import replying, sheets
from surveys.models import Reply

KIND = "survey-reply"


def may_have_receipt(user, reply_id: int) -> bool:
    """Whoever sees the version that was sent."""
    return Reply.objects.visible_to(user).sent_out().filter(pk=reply_id).exists()


def unchanging(reply_id: int) -> str:
    """What was sent never changes, and neither does its receipt."""
    return "as sent"


def its_page(user, reply_id: int) -> tuple[str, str]:
    reply = Reply.objects.get(pk=reply_id)
    return f"Receipt {reply.reference}", f"{reply.get_absolute_url()}receipt/"


@printable(KIND, title="Receipt", rule=may_have_receipt, fingerprint=unchanging, about=its_page)
def receipt(subject_id: int) -> Printable:
    # A worker sees what is being prepared too. There is no receipt of that, whoever asked.
    rows = Reply.objects.sent_out().select_related(
        "survey__programme__lead_body", "survey__version", "version", "participation__partnership",
        "sent_by", "put_forward_by",
    )  # fmt: skip
    reply = rows.get(pk=subject_id)
    return Printable(
        html=render_to_string(
            "surveys/print/receipt.html",
            {
                "reply": reply,
                "survey": reply.survey,
                "programme": reply.survey.programme,
                "wrote": [person.name for person in replying.who_wrote(reply)],
                "parts": answered(reply),
                "portal_name": settings.PORTAL_NAME,
                "address": f"{settings.PORTAL_URL}{reply.get_absolute_url()}receipt/",
            },
        ),
        title=f"Receipt {reply.reference}, version {reply.number}",
        file_name=f"receipt-{reply.reference}-v{reply.number}.pdf",
    )


def answered(reply: Reply) -> list[tuple]:
    """Its pages, each with its questions as they are shown with their answers."""
    instrument = reply.asked.instrument
    return [
        (page, shown(instrument, page.questions, reply.values, reply.not_taken))
        for page in sheets.sheets(instrument, reply.values)
        if page.questions
    ]
