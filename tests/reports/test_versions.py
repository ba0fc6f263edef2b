"""Every version of a section: who wrote it at which sitting, any two beside each other, and a text brought back."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import roles, speaking
from reports import actions, versions
from reports.models import Section
from tests.build import reports as build

pytestmark = pytest.mark.django_db


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def report():
    return build.report(written=False)


@pytest.fixture
def writer(report):
    return build.member_of(report.programme, roles.Inspector, "Morag Writer")


@pytest.fixture
def lead(report):
    return build.member_of(report.programme, roles.Lead, "Eilidh Lead")


def section_of(report) -> Section:
    with speaking.as_service():
        return report.sections.select_related("report__programme").get(position=1)


def saved(section, *texts: tuple) -> None:
    """Saves as (person, minutes from a beginning, text)."""
    begun = timezone.now() - timedelta(days=1)
    with speaking.as_service():
        for person, minutes, text in texts:
            seen = Section.objects.values_list("version", flat=True).get(pk=section.pk)
            at = begun + timedelta(minutes=minutes)
            actions.write(section, heading=section.heading, body=text, seen=seen, by=person, at=at)


def test_saves_of_one_person_less_than_half_an_hour_apart_are_one_sitting(report, writer, lead):
    section = section_of(report)
    saved(
        section,
        (writer, 0, "One."),
        (writer, 29, "One two."),
        (writer, 59, "One two three."),  # half an hour later: another sitting
        (lead, 60, "One two three four."),
        (writer, 61, "One."),
    )
    with speaking.as_person(writer):
        found = versions.sittings(section)
    assert [(str(each.person), each.saves, each.words, each.change) for each in found] == [
        ("Morag Writer", 1, 1, -3),
        ("Eilidh Lead", 1, 4, 1),
        ("Morag Writer", 1, 3, 1),
        ("Morag Writer", 2, 2, 2),
        ("None", 1, 0, 0),
    ]


def test_moves_and_plans_make_no_version(report, writer):
    section = section_of(report)
    saved(section, (writer, 0, "One."))
    with speaking.as_service():
        Section.objects.filter(pk=section.pk).update(target=600)
        Section.objects.get(pk=section.pk).move_to(Section.Status.READY)
    with speaking.as_person(writer):
        assert [each.version for each in versions.sittings(section)] == [2, 1]


def test_an_earlier_text_comes_back_as_a_new_version_and_nothing_is_rewritten(report, writer, lead):
    section = section_of(report)
    saved(section, (writer, 0, "What I wrote."), (lead, 90, "What Eilidh made of it."))
    client = signed_in(writer)
    page = client.get(reverse("drafting:versions", args=[section.pk]), {"left": 2, "right": 3}).content.decode()
    assert "<del>" in page
    assert "Bring the text of version 2 back" in page
    client.post(reverse("drafting:bring-back", args=[section.pk]), {"version": "2", "seen": "3"})
    now = section_of(report)
    assert (now.version, now.body, now.updated_by) == (4, "What I wrote.", writer)
    with speaking.as_person(writer):
        assert versions.version(section, 3).body == "What Eilidh made of it."


def test_nothing_is_brought_back_over_a_save_that_one_has_not_seen(report, writer, lead):
    section = section_of(report)
    saved(section, (writer, 0, "First."), (writer, 90, "Second."), (lead, 91, "Saved meanwhile."))
    answer = signed_in(writer).post(
        reverse("drafting:bring-back", args=[section.pk]), {"version": "2", "seen": "3"}, follow=True
    )
    assert "Eilidh Lead has saved this section since you opened this page." in answer.content.decode()
    assert section_of(report).body == "Saved meanwhile."


@pytest.mark.parametrize("query", [{"left": "999"}, {"left": "1", "right": "77"}])
def test_a_version_that_never_was_is_not_there(report, writer, query):
    assert signed_in(writer).get(reverse("drafting:versions", args=[section_of(report).pk]), query).status_code == 404


def test_the_panel_reads_versions_and_brings_none_back_and_others_know_of_none(report, writer):
    section = section_of(report)
    saved(section, (writer, 0, "One."))
    address = reverse("drafting:versions", args=[section.pk])
    panel = signed_in(build.member_of(report.programme, roles.PanelMember))
    assert "Morag Writer" in panel.get(address).content.decode()
    assert panel.post(reverse("drafting:bring-back", args=[section.pk]), {"version": "1"}).status_code == 403
    assert signed_in(build.person()).get(address).status_code == 404
    with speaking.as_person(build.person()):
        assert versions.sittings(section) == [], "the wall in the database says so too"


def test_a_thousand_saves_cost_as_many_queries_as_two(report, writer):
    section = section_of(report)
    client = signed_in(writer)
    address = reverse("drafting:versions", args=[section.pk])
    client.get(address)
    counts = []
    for number in (2, 1000):
        with speaking.as_service(), connection.cursor() as cursor:
            # As the history would hold them, without a thousand saves by hand.
            cursor.execute(
                "INSERT INTO reports_sectionevent (pgh_created_at, pgh_label, pgh_obj_id, id, report_id, key, heading,"
                " guidance, body, position, status, version, updated_at, updated_by_id)"
                " SELECT now(), 'update_update', %s, %s, %s, 'k', 'h', '', repeat('word ', n), 1, 'writing', n + 10,"
                " now() - n * interval '20 minutes', %s FROM generate_series(1, %s) n"
                " WHERE n + 10 NOT IN (SELECT version FROM reports_sectionevent WHERE pgh_obj_id = %s)",
                [section.pk, section.pk, report.pk, writer.pk, number, section.pk],
            )
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len([each for each in queries if "SAVEPOINT" not in each["sql"]]))
    assert counts[0] == counts[1] <= 16, counts
