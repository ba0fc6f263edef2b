"""Evidence that writers name behind the statements of a draft: led to them, read by the panel, and never published."""

import pytest
from django.db import Error, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import roles, speaking
from assurance import naming, statements
from assurance.models import NamedEvidence
from reports import freezing
from reports.models import Report, Section
from tests.build import assurance as roads
from tests.build import reports as build

pytestmark = pytest.mark.django_db

TEXT = (
    "Most records held a chronology.\n\nLeaders met each month.\n\n- screening was prompt\n- inquiries were recorded\n"
)
SEEN = "Read in 50 records; the list is CR-7."


@pytest.fixture
def report():
    made = build.report(roads.judging_programme())
    with speaking.as_service():
        Section.objects.filter(report=made, position=1).update(body=TEXT, key="key-processes")
    return made


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def writer(report):
    return build.member_of(report.programme, roles.Inspector)


def section_of(report) -> Section:
    with speaking.as_service():
        return report.sections.get(key="key-processes")


def named(report, by, words="Most records held a chronology.", text=SEEN) -> NamedEvidence:
    with speaking.as_person(by):
        return naming.name(section_of(report), words=words, text=text, by=by)


def behind(report) -> dict[str, list[str]]:
    with speaking.as_service():
        sections = statements.of_draft(Report.objects.get(pk=report.pk))
    return {each["words"]: [one["text"] for one in each["named"]] for part in sections for each in part["statements"]}


def test_a_writer_names_what_stands_behind_a_statement_and_sees_which_have_nothing(report, writer):
    client, address = signed_in(writer), f"/drafting/{report.pk}/evidence/"
    page = client.get(f"{address}?on=p-1-1").content.decode()
    assert "Nothing is named." in page
    assert 'name="words" value="Most records held a chronology."' in page
    sent = {"section": "key-processes", "on": "p-1-1", "words": "Most records held a chronology.", "text": SEEN}
    answer = client.post(address, sent)
    assert answer.status_code == 302
    assert SEEN in client.get(address).content.decode()
    only_without = client.get(f"{address}?show=nothing").content.decode()
    assert SEEN not in only_without
    assert "Leaders met each month." in only_without
    empty = client.post(address, {**sent, "text": " "})
    assert empty.status_code == 422
    assert "Most records held a chronology." in empty.content.decode()
    adrift = client.post(f"{address}?show=nothing", {**sent, "on": "p-9-9", "text": "Too long. " * 200})
    assert adrift.status_code == 422
    assert "Too long. Too long." in adrift.content.decode(), "what was typed is not lost where its statement has gone"


def test_it_goes_with_its_statement_when_the_text_moves_and_stays_with_the_section_when_that_is_gone(report, writer):
    named(report, writer)
    assert behind(report)["Most records held a chronology."] == [SEEN]
    with speaking.as_service():
        section_of(report).save()
        Section.objects.filter(report=report, key="key-processes").update(
            body="A new beginning.\n\nMost of the records held a chronology.\n\nLeaders met each month.\n"
        )
    assert behind(report)["Most of the records held a chronology."] == [SEEN]
    with speaking.as_service():
        Section.objects.filter(report=report, key="key-processes").update(body="Leaders met each month.\n")
    assert [SEEN] not in behind(report).values()
    page = signed_in(writer).get(f"/drafting/{report.pk}/evidence/").content.decode()
    assert "Named behind words that stand there no longer" in page
    assert SEEN in page
    with speaking.as_service():
        Section.objects.filter(report=report, key="key-processes").update(body="")
    assert SEEN in signed_in(writer).get(f"/drafting/{report.pk}/evidence/").content.decode()


def test_panel_papers_hold_it_as_it_was_named_when_the_panel_was_called(report, writer):
    first = named(report, writer)
    called = roads.declared(roads.called(report))
    with speaking.as_person(writer):
        naming.take_away(first)
    named(report, writer, text="Named after the call.")
    page = signed_in(called.chair).get(f"{called.get_absolute_url()}papers/").content.decode()
    assert SEEN in page
    assert f"Named by {writer}" in page
    assert "Named after the call." not in page
    with speaking.as_service():
        (first_section, *_) = called.papers.content["statements"]
    assert first_section["with_something"] == 1


def test_papers_tell_of_evidence_whose_section_has_no_word_left(report, writer):
    named(report, writer)
    with speaking.as_service():
        Section.objects.filter(report=report, key="key-processes").update(body="")
    called = roads.declared(roads.called(report))
    page = signed_in(called.chair).get(f"{called.get_absolute_url()}papers/").content.decode()
    assert "Named behind words that stand there no longer" in page
    assert 'id="behind-"' not in page


def test_nothing_of_it_goes_into_an_edition(report, writer):
    named(report, writer, text="Zyxcanary stands in the minutes.")
    with speaking.as_service():
        frozen = freezing.look(Report.objects.get(pk=report.pk)).frozen
    assert "Zyxcanary" not in f"{frozen.content}{frozen.html}{frozen.data_files}"


def test_said_twice_it_is_named_once_and_what_was_named_never_changes(report, writer):
    assert named(report, writer) == named(report, writer)
    with speaking.as_person(writer):
        assert NamedEvidence.objects.count() == 1
        with pytest.raises(Error), transaction.atomic():
            NamedEvidence.objects.update(text="Something else.")


def test_whoever_reads_the_draft_reads_it_and_only_its_writers_name_it_or_take_it_away(report, writer):
    made = named(report, writer)
    panel, stranger = build.holder_of(roles.PanelMember), build.member_of(build.programme(), roles.Lead)
    reader = signed_in(panel)
    page = reader.get(f"/drafting/{report.pk}/evidence/").content.decode()
    assert SEEN in page
    assert "Name what stands behind it" not in page
    assert "Take it away" not in page
    sent = {"section": "key-processes", "words": "Leaders met each month.", "text": "No."}
    assert reader.post(f"/drafting/{report.pk}/evidence/", sent).status_code == 403
    assert reader.post(f"/drafting/evidence/{made.pk}/take-away/").status_code == 403
    assert signed_in(stranger).post(f"/drafting/evidence/{made.pk}/take-away/").status_code == 404
    with speaking.as_person(stranger):
        assert not NamedEvidence.objects.exists()
    with speaking.as_person(panel), pytest.raises(Error), transaction.atomic():
        NamedEvidence.objects.create(section=made.section, words="Leaders met.", text="No.", named_by=panel)
    answer = signed_in(writer).post(f"/drafting/evidence/{made.pk}/take-away/", follow=True).content.decode()
    assert f"Taken away: “{SEEN}”" in answer
    with speaking.as_service():
        assert not NamedEvidence.objects.exists()


def test_the_page_costs_the_same_for_one_and_for_many(report, writer):
    costs = []
    for number in range(3):
        named(report, writer, text=f"Seen in record {number}.")
        client = signed_in(writer)
        client.get(f"/drafting/{report.pk}/evidence/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/drafting/{report.pk}/evidence/")
        costs.append(len(captured))
    assert costs[0] == costs[-1]
