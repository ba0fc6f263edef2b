"""The PDF of an edition: made by a worker from what was frozen, once, and kept beside the edition."""

import io

from django.template.loader import render_to_string

from accounts import speaking
from files import actions as documents
from files.models import Making, StoredFile
from files.printable import Printable, printable
from reports import freezing
from reports.models import Edition, EditionFile

KIND = "report-edition"


def may_see(user, edition_id: int) -> bool:
    """Whoever may read the draft that it was made from; the public's file has an address of its own."""
    return user.is_authenticated and Edition.objects.visible_to(user).filter(pk=edition_id).exists()


def _keep(edition_id: int, file: StoredFile, content: bytes) -> None:
    import pikepdf  # a worker's library: no page needs it

    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = len(pdf.pages)
    EditionFile.objects.get_or_create(
        edition_id=edition_id, kind=EditionFile.Kind.PDF, defaults={"stored": file, "pages": pages}
    )


@printable(KIND, title="Report", rule=may_see, fingerprint=lambda pk: Edition.objects.values_list("digest").get(pk=pk)[0], kept=_keep)
def edition(edition_id: int) -> Printable:
    frozen = Edition.objects.select_related("programme__lead_body").get(pk=edition_id)
    return Printable(
        html=render_to_string("print/report.html", context(frozen)),
        title=frozen.title,
        file_name=f"{frozen.slug}-edition-{frozen.number}.pdf",
    )


def context(frozen: Edition) -> dict:
    """What the print of an edition is drawn from: the frozen words and numbers, nothing that could have changed."""
    return {"edition": frozen, "content": freezing.draw(frozen.content), "lead": frozen.content["authors"][:1]}


def ask(frozen: Edition, *, by) -> Making:
    """Ask for the PDF, or find what was asked before. Its title is not told where anybody may look."""
    return documents.ask_for(KIND, frozen, by=by, title="The PDF of an edition")


def progress_of(frozen: Edition) -> Making | None:
    """How far the PDF of an edition is. Read as the portal: the row belongs to whoever froze it."""
    with speaking.as_service():
        return Making.objects.of(KIND, frozen).first()


def again(making: Making) -> None:
    """Put a PDF that could not be made back into the queue."""
    documents.try_again(making)
