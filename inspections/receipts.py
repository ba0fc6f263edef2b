"""The receipt: exactly what was sent, as a page and as a PDF."""

from django.conf import settings
from django.db.models import Prefetch
from django.template.loader import render_to_string

from files.printable import Printable, printable
from inspections.headings import under_headings
from inspections.models import Submission, SubmittedDocument


def may_have_receipt(user, submission_id: int) -> bool:
    """Whoever sees the version that was sent."""
    return Submission.objects.visible_to(user).sent_out().filter(pk=submission_id).exists()


def unchanging(submission_id: int) -> str:
    """What was sent never changes, and neither does its receipt."""
    return "as sent"


def its_page(user, submission_id: int) -> tuple[str, str]:
    submission = Submission.objects.select_related("of").get(pk=submission_id)
    return f"Receipt {submission.of.reference}", submission.get_absolute_url()


@printable("receipt", title="Receipt", rule=may_have_receipt, fingerprint=unchanging, about=its_page)
def receipt(subject_id: int) -> Printable:
    # A worker sees drafts too. There is no receipt of one, whoever asked.
    submission = for_receipt(Submission.objects.sent_out()).get(pk=subject_id)
    reference = f"{submission.of.reference}, version {submission.number}"
    return Printable(
        html=render_to_string(
            "inspections/print/receipt.html",
            {
                **shown(submission),
                "portal_name": settings.PORTAL_NAME,
                "address": settings.PORTAL_URL + submission.get_absolute_url(),
            },
        ),
        title=f"Receipt {reference}",
        file_name=f"receipt-{submission.of.reference}-v{submission.number}.pdf",
    )


def for_receipt(submissions):
    """Submissions with everything that a receipt says, in a fixed number of queries."""
    return submissions.select_related(
        "of__ask__programme__lead_body",
        "of__participation__partnership",
        "of__participation__programme",
        "sent_by",
        "put_forward_by",
        "signed_off_by",
    ).prefetch_related(its_documents(), "of__ask__documents")


def its_documents() -> Prefetch:
    """The documents of submissions with their files, in one query."""
    return Prefetch("documents", SubmittedDocument.objects.select_related("file", "asked_document"))


def shown(submission: Submission) -> dict:
    """What the page and the PDF show."""
    documents = list(submission.documents.all())
    return {
        "submission": submission,
        "of": submission.of,
        "programme": submission.of.participation.programme,
        "headings": under_headings(submission.of.ask.documents.all(), documents),
        "documents": documents,
        "bytes": sum(document.file.size for document in documents),
    }
