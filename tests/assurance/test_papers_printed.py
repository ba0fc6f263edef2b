"""The panel's papers as PDF: contents, the draft with its numbers, the evidence; tagged, and for members who declared."""

import pytest
from django.test import Client

from accounts import speaking
from assurance import papers_printed
from files import press
from reports.models import Section
from tests.build import assurance as roads
from tests.build import reports as build
from tests.pdf_structure import Structure, problems

pytestmark = pytest.mark.django_db


@pytest.mark.prints("assurance/print/papers.html")
def test_it_holds_the_draft_and_the_evidence_and_its_structure_holds():
    report = build.report(roads.judging_programme(), title="What we found & why")
    with speaking.as_service():
        section = report.sections.first()
        Section.objects.filter(pk=section.pk).update(
            body=f"{section.body}\n\nAs the law says.[^1]\n\n[^1]: In section 4."
        )
    called = roads.called(report)
    with speaking.as_service():
        document = papers_printed.panel_papers(called.pk)
    content = press.press(document)
    assert problems(content) == []
    bookmarks = " ".join(Structure(content).bookmarks)
    for words in ("The draft", "Evidence behind the findings", "Judgements", "Peer review", "Earlier decisions"):
        assert words in bookmarks
    for words in (
        ">1.1<",
        "In section 4.",
        'id="note-1"',
        'href="#note-mark-1"',
        "Staff survey, 2024",
        "Say which duties.",
        "Not published",
    ):
        assert words in document.html


def test_only_those_who_may_open_the_papers_have_them_and_members_declare_first():
    called = roads.called()
    lead, outsider = roads.lead_of(called.report), build.member_of(called.report.programme, build.roles.Inspector)

    def may(person):
        with speaking.as_person(person):
            return papers_printed.may_see(person, called.pk)

    assert (may(lead), may(outsider), may(called.chair)) == (True, False, False)
    roads.declared(called)
    assert may(called.chair)
    client = Client()
    client.force_login(called.chair)
    assert client.post(f"{called.get_absolute_url()}papers/pdf/")["Location"].startswith("/documents/")
