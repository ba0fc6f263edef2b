"""Every background task says when it last ran."""

import pytest
from django.db import transaction

from accounts import speaking
from audit import status, task_runs
from audit.models import TaskRun

pytestmark = pytest.mark.django_db


@task_runs.recorded("Count sheep")
def count_sheep(sheep=3):
    return f"{sheep} sheep counted"


@task_runs.recorded("Fall asleep")
def fall_asleep():
    raise ValueError("a secret that must not be kept")


def test_a_run_is_kept_with_what_it_did():
    count_sheep()
    assert count_sheep(5) == "5 sheep counted"
    run = TaskRun.objects.get(name="Count sheep")
    assert (run.runs, run.did, run.failed_at) == (2, "5 sheep counted", None)
    assert run.began_at <= run.ended_at


def test_a_failure_is_kept_by_its_kind_alone_and_raised():
    with pytest.raises(ValueError, match="secret"):
        fall_asleep()
    run = TaskRun.objects.get(name="Fall asleep")
    assert (run.failure, run.ended_at, run.runs) == ("ValueError", None, 0)
    assert run.failed_at


def test_a_person_cannot_write_a_run():
    count_sheep()
    assert TaskRun.objects.update(did="nothing") == 0
    with speaking.as_service():
        assert TaskRun.objects.update(did="something") == 1


def test_a_line_that_cannot_be_asked_does_not_take_the_page_with_it(monkeypatch):
    monkeypatch.setattr(status, "_questions", [])

    @status.line("Second", order=2)
    def broken():
        with transaction.atomic():
            TaskRun.objects.raw("SELECT nothing FROM nowhere")[0]

    @status.line("First", order=1)
    def fine():
        return status.ok("All is well.")

    shown = status.lines()
    assert [line.title for line in shown] == ["First", "Second"]
    assert (shown[0].state, shown[1].state) == ("ok", "wrong")
    assert "ProgrammingError" in shown[1].sentence
