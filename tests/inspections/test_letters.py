"""What this room adds to a programme's letters."""

import pytest

from programmes import correspondence
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


def test_a_letter_lists_the_documents_that_are_asked_for():
    programme = build.programme(areas=1)
    draft = correspondence.Writer(programme).write(
        "notification",
        participation=build.participation(programme),
        recipients=[build.person()],
        occasion="notification",
        milestone=programme.timetable["notification"],
    )
    for title in ("Key processes", "Performance reporting", "Governance arrangements", "Quality assurance"):
        assert f"<li>{title}</li>" in draft.written.html
    assert not draft.missing
