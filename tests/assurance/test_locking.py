"""A locked version is the draft at one moment: whoever judges it speaks of words that nobody can change any more."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts import roles, speaking
from assurance import locking
from assurance.models import LockedVersion
from audit.models import Look
from reports import freezing
from reports.models import Report, Section
from tests.build import reports as build

pytestmark = pytest.mark.django_db

PEER, PANEL, ACCURACY = LockedVersion.Purpose.PEER_REVIEW, LockedVersion.Purpose.PANEL, LockedVersion.Purpose.ACCURACY


def locked(report: Report, purpose=PANEL, by=None) -> LockedVersion:
    lead = by or build.member_of(report.programme, roles.Lead)
    build.explained(report)
    with speaking.as_person(lead):
        return locking.lock(report, purpose=purpose, by=lead)


def test_it_keeps_its_words_while_the_draft_goes_on():
    report = build.report()
    version = locked(report)
    with speaking.as_service():
        report.sections.filter(position=2).update(body="Quite another thing.")
        version = LockedVersion.objects.get(pk=version.pk)
    assert version.number == 1
    assert "There is more to say." in version.html
    assert version.paragraphs()["p-2-1"].words == "There is more to say."
    assert locking.digest_of(version) == version.digest


def test_nobody_changes_or_removes_one_and_the_portal_itself_neither():
    version = locked(build.report())
    for wrong in (
        lambda: LockedVersion.objects.filter(pk=version.pk).update(html="<p>Better</p>"),
        lambda: LockedVersion.objects.filter(pk=version.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_service():
            wrong()
    with speaking.as_service():
        assert LockedVersion.objects.get(pk=version.pk).html == version.html


def test_a_peer_reads_what_is_still_being_written_and_the_panel_does_not():
    report = build.report()
    with speaking.as_service():
        report.sections.update(status=Section.Status.WRITING)
    with pytest.raises(locking.CannotLock, match="still being written"):
        locked(report, PANEL)
    with pytest.raises(locking.CannotLock, match="still being written"):
        locked(report, ACCURACY)
    assert locked(report, PEER).number == 1
    assert locked(report, PEER).number == 2


def test_an_empty_draft_is_locked_for_nobody():
    with pytest.raises(locking.CannotLock, match="Nothing has been written"):
        locked(build.report(written=False), PEER)


def test_every_part_can_be_pointed_at():
    report = build.report()
    with speaking.as_service():
        report.sections.filter(position=2).update(body="### Within\n\nFirst.\n\n- one\n- two\n\n> Said so.\n\nSecond.")
    version = locked(report)
    parts = version.paragraphs()
    assert parts["p-2-1"].label == "2.1"
    assert (parts["p-2-1-1"].label, parts["p-2-1-1"].words) == ("2.1, list", "one; two")
    assert parts["p-2-1-2"].label == "2.1, quotation"
    assert parts["p-2-2"].words == "Second."
    assert parts["figure-answers"].label == "Figure 1"
    assert (parts["summary"].label, parts["summary"].words) == ("Summary", "Mostly well, with gaps.")
    client = Client()
    client.force_login(build.member_of(report.programme, roles.Lead))
    page = client.get(version.get_absolute_url()).content.decode()
    for anchor in parts:
        assert f'id="{anchor}"' in page


def test_a_mark_of_a_note_is_no_word_of_its_paragraph_and_the_note_is_a_part_of_its_own():
    report = build.report()
    with speaking.as_service():
        report.sections.filter(position=2).update(body="So it is.[^1] And so it stays.\n\n[^1]: So the minutes say.")
    version = locked(report)
    parts = version.paragraphs()
    assert parts["p-2-1"].words == "So it is. And so it stays."
    assert (parts["note-1"].label, parts["note-1"].words) == ("Note 1", "So the minutes say.")
    with speaking.as_service():
        report.sections.filter(position=2).update(body="So it is.[^1] And so it stays.\n\n[^1]: So they say.")
        now = freezing.look(Report.objects.select_related("programme").get(pk=report.pk)).frozen.content
    (changed,) = (pair for pair in locking.compared(version.content, now) if pair.change != "same")
    assert "".join(piece.text for piece in changed.after) == "Note: So they say."


def test_the_comparison_shows_a_changed_word_and_a_changed_number():
    report = build.report()
    before = locked(report)
    with speaking.as_service():
        report.sections.filter(position=2).update(body="There is less to say.")
        figure = report.figures.get()
        rows = figure.data["rows"]
        rows[0][1] += 1
        report.figures.update(data={**figure.data, "rows": rows})
        after = locked(report)
        changed = [pair for pair in locking.compared(before.content, after.content) if pair.change != "same"]
    said = ["".join(piece.text for piece in pair.after) for pair in changed]
    assert said[1] == "There is less to say."
    assert str(rows[0][1]) in said[0]
    assert len(said) == 2


def test_its_page_names_its_reader_and_notes_the_look():
    report = build.report()
    version = locked(report)
    client, reader = Client(), build.member_of(report.programme, roles.Inspector, name="Nadia Reader")
    client.force_login(reader)
    page = client.get(version.get_absolute_url()).content.decode()
    assert page.count("Nadia Reader") >= 2
    assert "There is more to say." in page
    assert 'href="#p-2-1"' in page
    with speaking.as_service():
        assert Look.objects.filter(person=reader, kind="locked version", subject_id=version.pk).count() == 1


def test_who_does_not_read_the_draft_does_not_learn_that_there_is_a_version():
    version = locked(build.report())
    client, stranger = Client(), build.person()
    client.force_login(stranger)
    for address in (version.get_absolute_url(), f"{version.get_absolute_url()}compare/"):
        assert client.get(address).status_code == 404
    with speaking.as_person(stranger):
        assert not LockedVersion.objects.filter(pk=version.pk).exists()
