"""The panel's papers lead from each statement to what stands behind it, and say where nothing does."""

import pytest
from django.test import Client

from accounts import speaking
from reports import binding, sources
from reports.models import Section
from tests.build import assurance as roads
from tests.build import reports as build

pytestmark = pytest.mark.django_db

TEXT = """In justice [70%](number:justice) agreed, and so did 61 members of staff.[^1] See [[figure:answers]].

> We were asked.

[[figure:answers]]

[^1]: From the minutes of an invented meeting.
"""


def papers_of_a_text(text: str):
    report = build.report(roads.judging_programme())
    with speaking.as_service():
        table = sources.Library(report).table("figure/answers")
        binding.bind(report, table, row="Justice", columns=["Agree"], key="justice", by=None)
        Section.objects.filter(report=report, position=1).update(body=text, key="key-processes")
    return roads.called(report)


def test_behind_each_statement_stands_what_the_draft_names_or_that_it_names_nothing():
    called = papers_of_a_text(TEXT)
    with speaking.as_service():
        first, second = called.papers.content["statements"]
    told, quoted = first["statements"]
    assert told["label"] == "1.1"
    assert told["behind"] == [
        "“70%”: Justice: Agree, in “Most agreed” (Staff survey, 2024).",
        "“61”: It is invented for a test.",
        "Figure 1: Most agreed. Source: Staff survey, 2024.",
        "Note 1: From the minutes of an invented meeting.",
    ]
    assert (quoted["label"], quoted["behind"]) == ("1.1, quotation", [])
    assert (first["with_something"], second["with_something"]) == (1, 0)


def test_a_judgement_leads_to_the_statements_of_the_section_that_is_about_it():
    called = roads.declared(papers_of_a_text(TEXT))
    client = Client()
    client.force_login(called.chair)
    page = client.get(f"{called.get_absolute_url()}papers/").content.decode()
    assert "Something is named behind 1 of its 2 statements" in page
    assert 'href="#behind-1"' in page and 'id="behind-1"' in page
    assert 'href="#p-1-1"' in page and 'id="p-1-1"' in page
    assert "Nothing is named" in page
