"""A colleague who has not written reads a locked version, and what they write is theirs until they conclude."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts import roles, speaking
from accounts.moves import IllegalMove
from assurance import reviewing, road, travelling
from assurance.models import LockedVersion, PeerReview, Remark
from assurance.road import Stage
from notifications.models import Notice
from programmes import work
from reports import actions
from tests.build import assurance as roads
from tests.build import reports as build

pytestmark = pytest.mark.django_db
IN_A_WEEK = date.today() + timedelta(days=7)


def waiting_for(person) -> list[str]:
    with speaking.as_person(person):
        return [each.title for each in work.waiting_for(work.Desk(person, date.today()))]


def test_asking_locks_the_draft_moves_the_report_and_tells_the_colleague_once():
    review = roads.asked()
    with speaking.as_service():
        report = review.version.report
        assert travelling.standing(report).at == Stage.PEER_REVIEW
        assert review.version.purpose == LockedVersion.Purpose.PEER_REVIEW
        assert Notice.objects.filter(recipient=review.reviewer, kind="peer review asked for").count() == 1
    assert "Review a colleague’s draft report" in waiting_for(review.reviewer)


def test_whoever_has_written_cannot_review_even_if_somebody_saved_after_them():
    report = build.report()
    lead, author = roads.lead_of(report), build.member_of(report.programme, roles.Inspector)
    section = report.sections.model.objects
    with speaking.as_person(author):
        mine = section.get(report=report, position=1)
        actions.write(mine, heading=mine.heading, body="My words.", seen=mine.version, by=author)
    with speaking.as_person(lead):
        now = section.get(report=report, position=1)
        actions.write(now, heading=now.heading, body="Other words.", seen=now.version, by=lead)
        assert author not in reviewing.who_may_review(report, asked_by=lead)
        with pytest.raises(reviewing.CannotAsk, match="has written in this report"):
            reviewing.ask(report, reviewer=author, due_on=IN_A_WEEK, by=lead)
    with speaking.as_service():
        assert travelling.standing(report).at == Stage.DRAFTING


def test_two_colleagues_read_the_same_version_while_the_draft_stays_as_it_is():
    first = roads.asked()
    with speaking.as_service():
        report = first.version.report
    second = roads.asked(report)
    with speaking.as_service():
        report.sections.filter(position=2).update(body="Changed.")
    third = roads.asked(report)
    assert first.version_id == second.version_id != third.version_id


def test_remarks_are_the_reviewers_own_until_the_review_is_concluded():
    review = roads.asked()
    with speaking.as_service():
        lead = roads.lead_of(review.version.report)
    with speaking.as_person(review.reviewer):
        assert reviewing.keep_remarks(review, {"p-1-1": "Why?", "p-9-9": "No such paragraph.", "": "Short."}) == 2
        assert reviewing.keep_remarks(review, {"p-1-1": ""}) == 1
        reviewing.keep_remarks(review, {"p-1-1": "Why so?"})
    with speaking.as_person(lead):
        assert not Remark.objects.filter(review=review).exists()
    with speaking.as_person(review.reviewer):
        reviewing.conclude(review, conclusion="ready", words="")
    with speaking.as_person(lead):
        assert set(Remark.objects.filter(review=review).values_list("words", flat=True)) == {"Why so?", "Short."}


def test_a_concluded_review_stays_as_it_is():
    review = roads.reviewed()
    with speaking.as_person(review.reviewer):
        with pytest.raises(IllegalMove):
            reviewing.keep_remarks(review, {"p-1-1": "Another thought."})
        with pytest.raises(IllegalMove):
            reviewing.conclude(review, conclusion="changes", words="After all.")
        for wrong in (
            lambda: PeerReview.objects.filter(pk=review.pk).update(words="Better"),
            lambda: Remark.objects.filter(review=review).update(words="Better"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                wrong()


def test_changes_that_are_needed_are_said():
    review = roads.asked()
    with speaking.as_person(review.reviewer), pytest.raises(ValueError, match="which changes"):
        reviewing.conclude(review, conclusion="changes", words=" ")


def test_a_draft_in_which_a_colleague_asks_for_changes_does_not_go_to_the_panel():
    review = roads.reviewed(conclusion=PeerReview.Conclusion.CHANGES)
    with speaking.as_service():
        report = review.version.report
    lead = roads.lead_of(report)
    with speaking.as_person(lead), pytest.raises(travelling.NotYet) as refused:
        travelling.move(report, "to-panel", by=lead)
    ((condition, told),) = refused.value.unmet
    assert condition == road.PEER_READY
    assert told.detail == f"{review.reviewer} asks for changes first."


def test_a_lead_of_another_programme_reads_the_version_and_nothing_else():
    report = build.report()
    elsewhere = build.member_of(build.programme(), roles.Lead, name="Elspeth Elsewhere")
    review = roads.asked(report, reviewer=elsewhere)
    client = Client()
    client.force_login(elsewhere)
    assert "There is more to say." in client.get(review.version.get_absolute_url()).content.decode()
    page = client.get(f"{review.get_absolute_url()}write/").content.decode()
    assert "There is more to say." in page
    for hidden in (report.get_absolute_url(), f"/drafting/{report.pk}/road/", f"/drafting/{report.pk}/versions/"):
        assert client.get(hidden).status_code == 404
    assert client.get(f"{review.version.get_absolute_url()}compare/").status_code == 404
    lead = roads.lead_of(report)
    with speaking.as_person(lead):
        reviewing.let_off(review, reason="Enough.", by=lead)
    assert client.get(review.version.get_absolute_url()).status_code == 404


def test_the_page_keeps_remarks_and_concludes_without_scripts():
    review = roads.asked()
    client = Client()
    client.force_login(review.reviewer)
    address = f"{review.get_absolute_url()}write/"
    client.post(address, {"on-p-1-1": "Say which.", "keep": "1"})
    page = client.get(address).content.decode()
    assert "Say which.</textarea>" in page
    answer = client.post(address, {"on-p-1-1": "Say which duties.", "conclude": "1", "words": ""})
    assert answer.status_code == 200  # no conclusion was chosen: what was typed is kept all the same
    assert "Say which duties.</textarea>" in client.get(address).content.decode()
    client.post(address, {"on-p-1-1": "Say which duties.", "conclude": "1", "conclusion": "changes", "words": ""})
    read = client.get(review.get_absolute_url()).content.decode()
    assert "Changes are needed first" in read
    assert "Say which duties." in read
    assert client.post(address, {"on-p-1-1": "Too late", "keep": "1"}).status_code == 409


def test_the_summary_and_the_notes_are_remarked_on_as_well():
    report = build.report()
    with speaking.as_service():
        report.sections.filter(position=2).update(body="There is more to say.[^1]\n\n[^1]: So the minutes say.")
    review = roads.asked(report)
    client = Client()
    client.force_login(review.reviewer)
    address = f"/drafting/reviews/{review.pk}/write/"
    page = client.get(address).content.decode()
    assert "So the minutes say." in page
    assert 'name="on-summary"' in page and 'name="on-note-1"' in page
    client.post(address, {"on-summary": "Too long.", "on-note-1": "Which meeting?", "keep": "1"})
    with speaking.as_person(review.reviewer):
        reviewing.conclude(review, conclusion=PeerReview.Conclusion.READY, words="Ready.")
    read = client.get(review.get_absolute_url()).content.decode()
    assert "#summary" in read and "#note-1" in read and "Which meeting?" in read
