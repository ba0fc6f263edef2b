"""The seven definitions, and what the reader says of a wrong one."""

import csv
from datetime import date

import pytest

from programmes.definition_files import load, read_all, slugs
from programmes.definition_pages import REGISTERS


@pytest.mark.parametrize("slug", slugs())
def test_a_definition_has_nothing_wrong(slug):
    load(slug)


class TestSocialWorkGovernance:
    @pytest.fixture
    def definition(self):
        return load("social-work-governance")

    @pytest.fixture
    def published(self):
        with (REGISTERS / "social_work_governance_timeline.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_the_run_of_2024_25_is_the_published_timeline(self, definition, published):
        run = definition.run("2024-25")
        milestones = definition.as_it_was(run).timetable.milestones
        rows = [
            {
                "sequence": str(number),
                "start_date": dated.starts.isoformat(),
                "end_date": dated.ends.isoformat(),
                "activity": milestone.title,
                "who_acts": milestone.who_acts,
                "detail": milestone.detail,
                "date_basis": milestone.date_basis,
            }
            for number, (milestone, dated) in enumerate(zip(milestones, definition.lay_out_run(run), strict=True), 1)
        ]
        assert rows == published

    def test_its_rules_alone_give_the_published_dates(self, definition, published):
        timetable = definition.timetable.lay_out(day_one=date(2024, 7, 15))
        assert [(d.title, d.starts.isoformat(), d.ends.isoformat()) for d in timetable] == [
            (row["activity"], row["start_date"], row["end_date"]) for row in published
        ]


def test_all_folders_are_read_at_once():
    assert [programme.slug for programme in read_all()] == slugs()
