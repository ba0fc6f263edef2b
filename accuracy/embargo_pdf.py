"""The PDF of an embargoed copy: made by a worker for one person, whose name stands on every page of it."""

from django.template.loader import render_to_string

from accounts import speaking
from accuracy import embargo as standings
from accuracy.models import Copy
from files import actions as documents
from files.models import Making
from files.printable import Printable, printable
from reports import printing
from reports.models import Edition

KIND = "embargoed-copy"
#: Said wherever anybody may look: the page of what is being made, the name of the file, the queue.
TITLE = "An embargoed copy"


def nobody(user, copy_id: int) -> bool:
    """It has no page but its copy's own, where every download is recorded."""
    return False


def fingerprint(copy_id: int) -> str:
    """Another minute is another watermark."""
    copy = Copy.objects.select_related("embargo").get(pk=copy_id)
    digest = Edition.objects.values_list("digest", flat=True).get(pk=copy.embargo.edition_id)
    minute = standings.standing(copy.embargo.edition_id).minute
    return f"{digest} {copy.name} {copy.body} {minute.isoformat() if minute else ''}"


@printable(KIND, title=TITLE, rule=nobody, fingerprint=fingerprint)
def copy_of(copy_id: int) -> Printable:
    copy = Copy.objects.standing().select_related("embargo").get(pk=copy_id)
    stands = standings.standing(copy.embargo.edition_id)
    if not stands.runs:
        raise ValueError("There is no embargo.")
    edition = Edition.objects.select_related("programme__lead_body").get(pk=copy.embargo.edition_id)
    return Printable(
        html=render_to_string(
            "accuracy/print/copy.html",
            {**printing.context(edition), "watermark": standings.watermark(copy, stands.minute)},
        ),
        title=TITLE,
        file_name=f"embargoed-copy-{copy.pk}.pdf",
    )


def ask(copy: Copy, *, by) -> Making:
    """Ask for the PDF with the watermark of now, or find the one that was made."""
    with speaking.as_service():
        return documents.ask_for(KIND, copy, by=by, title=TITLE)


def made(copy: Copy) -> Making | None:
    """The PDF as it stands, with its file; None where nobody has asked yet. It may bear the minute of before."""
    with speaking.as_service():
        return Making.objects.of(KIND, copy).select_related("result").first()


def try_again(making: Making) -> None:
    documents.try_again(making)
