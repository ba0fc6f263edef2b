"""Who writes what: owners, a colleague who reads, how long it should be, and what then waits for whom."""

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import roles, speaking
from accounts.moves import IllegalMove
from audit import changes
from notifications.models import Notice
from programmes import work
from programmes.definition_files import load
from reports import actions, assigning, outline
from reports.models import Section
from tests.build import reports as build

pytestmark = pytest.mark.django_db
Status = Section.Status


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
def colleague(report):
    return build.member_of(report.programme, roles.AssociateAssessor, "Callum Colleague")


@pytest.fixture
def lead(report):
    return build.member_of(report.programme, roles.Lead, "Eilidh Lead")


def section_of(report) -> Section:
    with speaking.as_service():
        return report.sections.select_related("report__programme").get(position=1)


def waiting(person) -> list[str]:
    desk = work.Desk(person, timezone.localdate())
    with speaking.as_person(person):
        titles = [each.title for each in work.waiting_for(desk)]
    return [title for title in titles if title.startswith(("Write “", "Read “"))]


def owned_by(report, *people, target=None, by=None) -> Section:
    section = section_of(report)
    with speaking.as_service():
        assigning.plan(section, owners=people, target=target, by=by or build.member_of(report.programme, roles.Lead))
    return section


def told(person) -> list[str]:
    with speaking.as_service():
        return list(Notice.objects.filter(recipient=person, kind=assigning.KIND).values_list("title", flat=True))


def test_a_definition_says_how_long_each_section_should_be_and_the_report_takes_it():
    definition = load("social-work-governance")
    assert all(section.words for section in definition.report.sections)
    programme = build.programme()
    with speaking.as_service():
        outline.copy(programme, definition)
        targets = dict(programme.reports.get().sections.values_list("key", "target"))
    assert targets["safe-and-effective"] == 2000


def test_a_section_stands_in_the_work_of_its_owners_until_it_is_ready(report, writer, colleague):
    section = owned_by(report, writer, target=600)
    assert waiting(writer) == ["Write “Part 1”"]
    assert waiting(colleague) == []
    with speaking.as_person(writer):
        section = actions.write(section, heading="Part 1", body="Some words.", seen=1, by=writer)
        assert section.status == Status.WRITING, "the first words make it one being written"
        assigning.call_ready(section)
    assert waiting(writer) == []


def test_whoever_is_asked_to_read_finds_it_in_their_work_and_moves_it_on(report, writer, colleague):
    section = owned_by(report, writer)
    answer = signed_in(writer).post(
        section.get_absolute_url(),
        {"heading": "Part 1", "body": "Some words.", "seen": 1, "read": "1", "reader": colleague.pk},
    )
    assert answer.status_code == 302
    assert (section_of(report).status, section_of(report).reader) == (Status.READING, colleague)
    assert waiting(colleague) == ["Read “Part 1” and say whether it is ready"]
    assert waiting(writer) == []
    page = signed_in(colleague).get(section.get_absolute_url()).content.decode()
    assert "You are asked to read this section" in page
    signed_in(colleague).post(reverse("drafting:section-state", args=[section.pk]), {"again": "1"})
    assert section_of(report).status == Status.WRITING
    assert waiting(writer) == ["Write “Part 1”"]


def test_what_a_colleague_reads_is_not_called_ready_by_somebody_else_of_the_team(report, writer, colleague):
    bystander = build.member_of(report.programme, roles.Inspector, "Ben Bystander")
    section = owned_by(report, writer)
    with speaking.as_service():
        assigning.give_to_read(section, reader=colleague, by=writer)
    assert (
        signed_in(bystander).post(reverse("drafting:section-state", args=[section.pk]), {"ready": "1"}).status_code
        == 403
    )
    sent = {"heading": "Part 1", "body": "Mended.", "seen": 1, "ready": "1"}
    page = signed_in(bystander).post(section.get_absolute_url(), sent, follow=True).content.decode()
    assert "Callum Colleague reads this section" in page
    now = section_of(report)
    assert (now.status, now.body) == (Status.READING, "Mended."), "but the words are saved"


def test_asking_nobody_saves_nothing_and_loses_nothing(report, writer, colleague):
    section = owned_by(report, writer)
    page = signed_in(writer).post(
        section.get_absolute_url(), {"heading": "Part 1", "body": "A day's work.", "seen": 1, "read": "1", "reader": ""}
    )
    assert "Choose the colleague who is to read it." in page.content.decode()
    assert "A day&#x27;s work." in page.content.decode()
    assert section_of(report).status == Status.TO_WRITE


def test_nobody_reads_their_own_section_and_nobody_from_elsewhere_is_asked(report, writer):
    section = section_of(report)
    with speaking.as_service():
        for reader in (writer, build.person("Una Outsider")):
            with pytest.raises(assigning.CannotAsk):
                assigning.give_to_read(section, reader=reader, by=writer)
        with pytest.raises(assigning.CannotAsk):
            assigning.plan(section, owners=[build.person("Una Outsider")], target=None, by=writer)
    assert section_of(report).status == Status.TO_WRITE


def test_of_two_who_move_a_section_the_second_is_told(report, writer, colleague):
    mine = section_of(report)
    with speaking.as_service():
        assigning.give_to_read(section_of(report), reader=colleague, by=writer)
        with pytest.raises(IllegalMove):
            assigning.call_ready(mine)


def test_the_database_knows_that_a_section_to_be_read_has_a_reader(report):
    section = section_of(report)
    with speaking.as_service(), pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.filter(pk=section.pk).update(status=Status.READING)


def test_the_lead_plans_and_a_writer_does_not(report, writer, lead):
    section = section_of(report)
    address = reverse("drafting:plan-section", args=[section.pk])
    assert signed_in(writer).get(address).status_code == 403
    page = signed_in(lead).get(address)
    assert "Morag Writer" in page.content.decode()
    answer = signed_in(lead).post(
        address, {"owners": [writer.pk, lead.pk], "target": "450", "seen": page.context["form"]["seen"].value()}
    )
    assert answer.status_code == 302
    shown = signed_in(lead).get(report.get_absolute_url()).content.decode()
    assert "of 450" in shown
    assert "Morag Writer" in shown
    with speaking.as_service():
        assert set(section.owners.all()) == {writer, lead}


def test_a_word_target_of_nought_is_refused_with_a_sentence(report, lead):
    page = signed_in(lead).post(reverse("drafting:plan-section", args=[section_of(report).pk]), {"target": "0"})
    assert "greater than or equal to 1" in page.content.decode()


def test_owners_of_a_draft_are_behind_its_wall(report, writer):
    owned_by(report, writer)
    stranger = build.person("Sine Stranger")
    with speaking.as_person(stranger), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM reports_section_owners")
        assert cursor.fetchone() == (0,)
    with speaking.as_person(writer), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM reports_section_owners")
        assert cursor.fetchone() == (1,)


# --- Who is told, and what is kept of it -----------------------------------------------------------------------------


def test_whoever_is_asked_to_write_or_to_read_is_told_once_a_day_and_report(report, writer, colleague, lead):
    owned_by(report, writer, lead, by=lead)
    with speaking.as_service():
        other = report.sections.select_related("report__programme").get(position=2)
        assigning.plan(other, owners=[writer], target=None, by=lead)
        assigning.give_to_read(section_of(report), reader=colleague, by=writer)
    assert told(writer) == ["Eilidh Lead asks you to write a part of a report"]
    assert told(colleague) == ["Morag Writer asks you to read a part of a report"]
    assert told(lead) == [], "nobody is told of what they did themselves"
    with speaking.as_service():
        said = Notice.objects.filter(kind=assigning.KIND)
        assert not any(report.title in f"{each.title} {each.body_markdown}" for each in said)


def test_who_writes_a_section_its_reader_and_its_length_are_in_the_trail(report, writer, colleague, lead):
    signed_in(lead).post(
        reverse("drafting:plan-section", args=[section_of(report).pk]), {"owners": [writer.pk], "target": 350}
    )
    owned_by(report, by=lead)
    with speaking.as_service():
        assigning.give_to_read(section_of(report), reader=colleague, by=writer)
        found = changes.newest(changes.Wanted(), length=30).changes
    lines = [(change.done, change.kind, difference.what, difference.was, difference.now)
             for change in found for difference in change.differences]  # fmt: skip
    assert ("Added", "Writer of a section", "Who writes it", "", "Morag Writer") in lines
    assert ("Removed", "Writer of a section") in {line[:2] for line in lines} | {(c.done, c.kind) for c in found}
    assert ("Changed", "Section", "Words it should have", "", "350") in lines
    assert ("Changed", "Section", "Colleague who reads it", "", "Callum Colleague") in lines
