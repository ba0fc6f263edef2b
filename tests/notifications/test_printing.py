"""A letter as a PDF, made off the page, for those who may read the letter."""

import pytest

from accounts import speaking
from files import press
from files.models import Making
from notifications import printing
from tests.build import notifications as build
from tests.pdf_structure import Structure, problems

pytestmark = pytest.mark.django_db


def test_the_recipient_asks_for_it_and_is_shown_how_far_it_is(client):
    notice = build.letter(participation_ref=3)
    client.force_login(notice.recipient)
    response = client.post(f"/inbox/{notice.pk}/pdf/")
    with speaking.as_service():
        making = Making.objects.get()
    assert response.url == making.get_absolute_url()
    assert (making.kind, making.subject_id, making.participation_ref) == ("letter", notice.pk, 3)
    client.post(f"/inbox/{notice.pk}/pdf/")
    with speaking.as_service():
        assert Making.objects.count() == 1


def test_nobody_prints_somebody_elses_letter(client):
    notice, other = build.letter(), build.person()
    client.force_login(other)
    assert client.post(f"/inbox/{notice.pk}/pdf/").status_code == 404
    for person, may in [(other, False), (notice.recipient, True), (build.administrator(), True)]:
        with speaking.as_person(person):
            assert printing.may_print(person, notice.pk) is may


@pytest.mark.prints("notifications/print/letter.html")
def test_the_paper_says_what_the_letter_says_and_is_tagged():
    notice = build.letter(
        title="Notice of a review",
        body_markdown="Dear *Chief Officer*\n\n## What we ask\n\n| Document | Pages |\n|---|--:|\n| Processes | 20 |",
        sender_name="Care Inspectorate",
    )
    with speaking.as_service():
        document = printing.letter(notice.pk)
    pdf = press.press(document)
    assert problems(pdf) == []
    assert Structure(pdf).bookmarks == ["Notice of a review", "What we ask"]
    assert Structure(pdf).tables == [[["column", "column"], ["cell", "cell"]]]
    assert document.file_name == "notice-of-a-review.pdf"
