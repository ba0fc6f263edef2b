"""The PDF of a copy: its holder's name on every page of it, and nobody else's on any."""

import io
import subprocess
import tempfile

import pikepdf
import pytest

from accounts import speaking
from accuracy import embargo_pdf
from reports.minutes import in_words
from tests.build import accuracy as build
from tests.pdf_structure import problems

pytestmark = pytest.mark.django_db
LONG = "Wilhelmina Featherstonehaugh-Cholmondeley of the Very Long Name Indeed, Head of Everything Else"


@pytest.fixture(scope="module")
def two(django_db_setup, django_db_blocker):
    """Two copies of one edition, pressed: (name, content) each, and the minute."""
    from django.db import transaction

    from files import press

    with django_db_blocker.unblock(), transaction.atomic():
        edition = build.embargoed(summary="In short. " * 60)
        made = []
        for name, body in ((LONG, "The Invented Herald"), ("Bo Brief", "Office of Inventions")):
            copy = build.copy(edition, name=name, body=body, acknowledged=True)
            with speaking.as_service():
                made.append((name, press.press(embargo_pdf.copy_of(copy.pk))))
        yield made, in_words(edition.publication.publish_at)
        transaction.set_rollback(True)


def pages(content: bytes) -> list[str]:
    """The words of each page, as somebody would copy them out."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            count = len(pdf.pages)
        return [
            " ".join(
                subprocess.run(
                    ["pdftotext", "-f", str(number), "-l", str(number), file.name, "-"],
                    capture_output=True, text=True, check=True,
                ).stdout.split()
            )
            for number in range(1, count + 1)
        ]  # fmt: skip


def test_every_page_names_its_holder_and_the_minute_and_no_page_names_another(two):
    made, minute = two
    for (name, content), (other, _) in (made, made[::-1]):
        found = pages(content)
        assert len(found) >= 3
        for number, words in enumerate(found, start=1):
            assert f"Embargoed until {minute}. Copy of {name}," in words, f"page {number}"
            assert other not in words, f"page {number}"


@pytest.mark.prints("accuracy/print/copy.html")
def test_with_its_watermark_its_structure_still_holds(two):
    for _, content in two[0]:
        assert problems(content) == []


def test_its_name_and_its_queue_say_nothing_of_the_report():
    copy = build.copy(acknowledged=True)
    with speaking.as_service():
        document = embargo_pdf.copy_of(copy.pk)
        making = embargo_pdf.made(copy)
    assert (document.title, document.file_name) == ("An embargoed copy", f"embargoed-copy-{copy.pk}.pdf")
    assert making.title == "An embargoed copy"
    assert making.parameters == {}
