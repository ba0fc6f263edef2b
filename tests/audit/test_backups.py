"""The status page's line about backups."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from audit import backups


@pytest.fixture
def folder(settings, tmp_path):
    settings.DEMO = False
    settings.PORTAL_BACKUPS = tmp_path
    return tmp_path


def note(folder, *, age):
    made_at = timezone.now() - age
    (folder / "latest.json").write_text(json.dumps({"made_at": made_at.isoformat(), "holds": "62 tables"}))


def test_no_backup_is_something_to_look_at(folder):
    assert backups.newest_backup().state == "look"


def test_last_nights_is_in_order_and_says_what_it_holds(folder):
    note(folder, age=timedelta(hours=8))
    answer = backups.newest_backup()
    assert (answer.state, answer.sentence) == ("ok", "Made 8\xa0hours ago; it holds 62 tables.")


def test_one_that_is_two_days_old_is_wrong(folder):
    note(folder, age=timedelta(days=2))
    assert backups.newest_backup().state == "wrong"


def test_a_demonstration_needs_none(folder, settings):
    settings.DEMO = True
    assert backups.newest_backup().state == "ok"
