"""Telling the people after the minute: each once, and never before."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from accounts import roles, speaking
from notifications import reconciling
from notifications.models import Notice
from programmes import correspondence, letter_plan
from programmes.models import LetterText, Milestone, Participation, Partnership, Seat
from reports import announcing
from reports.clock import transaction_time
from reports.models import Publication
from reports.tasks import announce_publications
from tests.build import reports as build


def with_partnerships(how_many=2, **fields):
    """A programme whose partnerships have a chief officer each, and a letter for publications."""
    programme = build.programme(letters_held=False, letters_from=date.today() - timedelta(days=30), **fields)
    with speaking.as_service():
        LetterText.objects.create(
            programme=programme, key="publication-notice", title="Published", kind="publication", sent="by the timetable",
            sender="communications", addressed_to="everyone in the partnership",
            subject="Published: {{ publication.report }}",
            body="{{ publication.report }} was published at {{ publication.minute }}: [read](<{{ publication.address }}>)\n\n"
            "{{ sender.name }}",
        )  # fmt: skip
        Milestone.objects.create(
            programme=programme, key="publication", title="Publication", kind="publication", position=9,
            starts_rule={"from": "notification", "edge": "starts", "weeks": 5},
            letter_rules=[{"letter": "publication-notice", "when": "on the first day",
                           "to": "everyone in the partnership", "only_if": "", "again_if_moved": False}],
        )  # fmt: skip
        for area in build.areas(how_many):
            partnership = Partnership.objects.create(programme=programme, name=area.name)
            partnership.areas.add(area)
            participation = Participation.objects.create(programme=programme, partnership=partnership)
            Seat.objects.create(
                participation=participation, person=build.person(), role=roles.ChiefOfficer.slug, status="accepted",
                period=(date(2020, 1, 1), None),
            )  # fmt: skip
    return programme


def letters():
    with speaking.as_service():
        return list(Notice.objects.filter(kind="publication"))


@pytest.mark.django_db
def test_nobody_is_told_before_the_minute():
    build.any_second()
    build.released(build.edition(build.report(with_partnerships())), seconds=1)
    announce_publications()
    assert letters() == []


@pytest.mark.django_db
def test_everyone_is_told_once_however_often_it_runs():
    programme = with_partnerships()
    edition = build.published(build.report(programme))
    for _ in range(3):
        announce_publications()
    found = letters()
    assert len(found) == 2
    assert found[0].title == f"Published: {edition.title}"
    assert f"/reports/{edition.slug}/" in found[0].body_html


@pytest.mark.django_db
def test_a_report_about_one_area_is_told_to_that_partnership_alone():
    programme = with_partnerships()
    report = build.report(programme)
    with speaking.as_service():
        report.areas.set(list(Partnership.objects.filter(programme=programme).first().areas.all()))
    build.published(report)
    announce_publications()
    assert len(letters()) == 1


@pytest.mark.django_db
def test_what_was_published_before_the_letters_begin_is_history():
    programme = with_partnerships()
    with speaking.as_service():
        type(programme).objects.filter(pk=programme.pk).update(letters_from=date.today() + timedelta(days=2))
    build.published(build.report(programme))
    announce_publications()
    assert letters() == []
    with speaking.as_service():
        assert not Publication.objects.unannounced().exists()


@pytest.mark.django_db
def test_held_letters_wait_and_go_when_they_are_let_go():
    programme = with_partnerships()
    with speaking.as_service():
        type(programme).objects.filter(pk=programme.pk).update(letters_held=True)
    build.published(build.report(programme))
    announce_publications()
    assert letters() == []
    with speaking.as_service():
        type(programme).objects.filter(pk=programme.pk).update(letters_held=False)
    announce_publications()
    assert len(letters()) == 2


@pytest.mark.django_db
def test_noting_that_people_were_told_changes_nothing_that_they_read(client):
    edition = build.published(build.report(with_partnerships()))
    before = client.get(edition.get_absolute_url()).content
    announce_publications()
    assert client.get(edition.get_absolute_url()).content == before


def plan_of(programme):
    with speaking.as_service():
        programme = type(programme).objects.with_plan().select_related("lead_body").get(pk=programme.pk)
        parts = list(correspondence.loaded(programme))
        return letter_plan.by_day(letter_plan.entries(programme, parts, date.today()))


@pytest.mark.django_db
def test_the_plan_shows_a_publication_letter_as_sent_once_the_report_is_released():
    programme = with_partnerships()
    [row] = plan_of(programme)
    assert [(standing.value, people) for standing, _, people in row.standings] == [("When it happens", 0)]
    build.published(build.report(programme))
    announce_publications()
    [row] = plan_of(programme)
    assert [(standing.value, people) for standing, _, people in row.standings] == [("Sent", 2)]


@pytest.mark.django_db
def test_who_is_told_is_what_the_timetable_plans():
    programme = with_partnerships()
    with speaking.as_service():
        milestone = programme.milestones.get(key="publication")
        milestone.letter_rules = []
        milestone.save()
    build.published(build.report(programme))
    announce_publications()
    assert letters() == []


@pytest.mark.django_db
def test_of_two_planned_publications_a_release_is_the_nearer_one():
    programme = with_partnerships(how_many=1)
    with speaking.as_service():
        first = programme.milestones.get(key="publication")
        Milestone.objects.create(
            programme=programme, key="progress-report", title="Progress report", kind="publication", position=10,
            starts_rule={"from": "notification", "edge": "starts", "weeks": 60}, letter_rules=first.letter_rules,
        )  # fmt: skip
    build.published(build.report(programme))
    announce_publications()
    stands = {row.milestone: row.standings[0][0].value for row in plan_of(programme)}
    assert stands == {"publication": "Sent", "progress-report": "When it happens"}


@pytest.mark.django_db
def test_a_release_of_which_nobody_was_told_is_found_and_told_by_the_reconciler(monkeypatch):
    """The worker that tells dies each time, or none runs: nothing is lost, and the status page says so meanwhile."""
    programme = with_partnerships()
    build.published(build.report(programme))
    with monkeypatch.context() as dying:
        dying.setattr(announcing.correspondence, "post", killed)
        with pytest.raises(KeyboardInterrupt):
            announce_publications()
    assert letters() == []
    assert "releases that people are told of" in {one.of for one in reconciling.reckon() if one.missing}
    reconciling.reconcile()
    assert len(letters()) == 2
    assert not [one for one in reconciling.reckon() if one.missing]


def killed(*args, **kwargs):
    raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_everyone_once():
    programme = with_partnerships(how_many=3)
    build.published(build.report(programme))
    ready, failed = threading.Barrier(2), []

    def work():
        try:
            ready.wait()
            announcing.announce_what_is_public()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failed == []
    assert len(letters()) == 3
    with speaking.as_service():
        assert Publication.objects.get().announced_at <= transaction_time()
