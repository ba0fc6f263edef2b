"""Two people in the same moment: a report moves once, a panel decides once, versions are numbered one after the other."""

import threading

import pytest
from django.db import connection

from accounts import speaking
from accounts.moves import IllegalMove
from assurance import locking, travelling
from assurance.models import LockedVersion, Meeting
from tests.build import assurance as roads
from tests.build import reports as build

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds) -> list[str]:
    """What came of each, all begun in the same moment in a connection of its own: “done”, or the sentence of a refusal."""
    begin, came = threading.Barrier(len(deeds)), []

    def run(deed):
        begin.wait(20)
        try:
            deed()
            came.append("done")
        except IllegalMove as refusal:
            came.append(refusal.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(came)


def test_a_report_moves_once_and_the_second_learns_that_it_has_moved():
    report = build.report()
    lead = roads.lead_of(report)

    def move():
        with speaking.as_person(lead):
            travelling.move(build.Report.objects.get(pk=report.pk), "to-peer-review", by=lead)

    came = at_once(move, move)
    assert came[1] == "done"
    assert "Somebody moved it on since you opened it" in came[0]
    with speaking.as_service():
        assert report.road.steps.filter(move="to-peer-review").count() == 1


def test_two_presses_of_a_chair_make_one_decision():
    called = roads.declared(roads.called())
    came = at_once(
        lambda: roads.decided_by_all(called),
        lambda: roads.decided_by_all(called, decision=Meeting.Decision.NOT_AGREED),
    )
    assert came[1] == "done"
    assert "recorded already" in came[0]
    with speaking.as_service():
        decided = Meeting.objects.get(pk=called.pk)
        assert decided.members.filter(decides=True).count() == 3
        assert travelling.standing(decided.report).at == ("panel" if decided.is_agreed else "drafting")


def test_two_who_lock_at_once_make_two_versions():
    report = build.report()
    lead = roads.lead_of(report)

    def lock():
        with speaking.as_person(lead):
            locking.lock(build.Report.objects.get(pk=report.pk), purpose="panel", by=lead)

    assert at_once(lock, lock) == ["done", "done"]
    with speaking.as_service():
        assert sorted(LockedVersion.objects.values_list("number", flat=True)) == [1, 2]
