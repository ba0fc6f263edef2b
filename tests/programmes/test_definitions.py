"""The seven definitions: what is published of each programme comes out of its folder."""

import csv
from datetime import date
from pathlib import Path

import pytest

from programmes import letter_text
from programmes.definition import official
from programmes.definition_files import FOLDER, load, read_all, slugs
from programmes.definition_words import is_official
from tests.build import programmes as build
from tests.programmes.test_letter_text import said_by


@pytest.mark.parametrize("slug", slugs())
def test_a_definition_has_nothing_wrong(slug):
    load(slug)


@pytest.mark.parametrize("slug", slugs())
def test_a_source_is_named_as_its_reader_would_find_it(slug):
    """The public reads it beneath the fact: no copy of ours is named, which nobody else can open."""
    for file in (FOLDER / slug).rglob("*.*"):
        assert "stored copy" not in file.read_text("utf-8"), file.name


class TestSocialWorkGovernance:
    @pytest.fixture
    def definition(self):
        return load("social-work-governance")

    @pytest.fixture
    def published(self):
        with (Path(__file__).parent / "social_work_governance_timeline.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @pytest.mark.django_db
    def test_a_programme_that_enters_the_run_of_2024_25_has_the_published_timeline(self, definition, published):
        run = definition.run("2024-25")
        programme = build.programme(run=run)
        remarks = {dated.milestone: dated.note for dated in run.dates}
        rows = [
            {
                "sequence": str(number),
                "start_date": dated.starts.isoformat(),
                "end_date": dated.ends.isoformat(),
                "activity": milestone.title,
                "who_acts": milestone.who_acts,
                "detail": remarks[milestone.key] or milestone.detail,
                "date_basis": milestone.date_basis,
            }
            for number, (milestone, dated) in enumerate(zip(programme.plans, programme.timetable, strict=True), 1)
        ]
        assert rows == published

    def test_its_rules_alone_give_the_published_dates(self, definition, published):
        timetable = definition.timetable.lay_out(day_one=date(2024, 7, 15))
        assert [(d.title, d.starts.isoformat(), d.ends.isoformat()) for d in timetable] == [
            (row["activity"], row["start_date"], row["end_date"]) for row in published
        ]


def test_all_folders_are_read_at_once():
    assert [programme.slug for programme in read_all()] == slugs()


class TestFactsOfTheSeven:
    def test_the_seven_programmes_are_there(self):
        assert slugs() == [
            "asp-joint-inspections",
            "care-leavers",
            "mappa-review",
            "medicine-waste",
            "npm-monitoring",
            "qi-6-4-self-evaluation",
            "social-work-governance",
        ]

    @pytest.mark.parametrize(
        ("slug", "run", "expected"),
        [
            (
                "care-leavers",
                "2024",
                {
                    # It is not published when the survey opened: what is known is the day on which it closed.
                    "national-survey": (date(2024, 5, 22), date(2024, 5, 22)),
                    "publication": (date(2024, 11, 5), date(2024, 11, 5)),
                },
            ),
            (
                "qi-6-4-self-evaluation",
                "2024-25",
                {
                    "submission": (date(2024, 9, 2), date(2024, 11, 20)),
                    # The page misprints the year.
                    "validation": (date(2025, 1, 20), date(2025, 2, 24)),
                    "publication": (date(2025, 6, 10), date(2025, 6, 10)),
                },
            ),
            (
                "mappa-review",
                "2014-17",
                {
                    "publication": (date(2015, 11, 26), date(2015, 11, 26)),
                    "progress-report": (date(2017, 6, 29), date(2017, 6, 29)),
                },
            ),
            ("npm-monitoring", "2016-17", {"annual-report": (date(2018, 2, 20), date(2018, 2, 20))}),
            ("asp-joint-inspections", "western-isles-2022", {"publication": (date(2023, 3, 24), date(2023, 3, 24))}),
        ],
    )
    def test_known_dates_come_out(self, slug, run, expected):
        definition = load(slug)
        run = definition.run(run)
        timetable = definition.timetable.lay_out(day_one=run.day_one, settled=run.settled)
        assert {key: (timetable[key].starts, timetable[key].ends) for key in expected} == expected

    @pytest.mark.parametrize(
        ("slug", "run"),
        [("qi-6-4-self-evaluation", "2024-25"), ("mappa-review", "2014-17"), ("npm-monitoring", "2016-17")],
    )
    def test_rules_alone_give_the_known_dates(self, slug, run):
        definition = load(slug)
        run = definition.run(run)
        by_rule = definition.timetable.lay_out(day_one=run.day_one)
        known = [(dated, by_rule[dated.milestone]) for dated in run.dates]
        assert all(rule.starts == dated.starts for dated, rule in known if dated.starts)
        assert all(rule.ends == dated.ends for dated, rule in known if dated.ends)

    def test_only_adult_protection_is_rolling_and_lasts_eighteen_weeks_without_holidays(self):
        shapes = {slug: load(slug).timetable.shape for slug in slugs()}
        assert [slug for slug, shape in shapes.items() if shape == "rolling"] == ["asp-joint-inspections"]
        timetable = load("asp-joint-inspections").timetable.lay_out(day_one=date(2025, 1, 13))
        assert (timetable["publication"].starts - timetable.day_one).days // 7 + 1 == 18

    def test_school_weeks_lengthen_an_inspection_but_not_the_governance_review(self):
        week = (date(2025, 2, 10),)
        for slug, longer in (("asp-joint-inspections", True), ("social-work-governance", False)):
            timetable = load(slug).timetable
            plain = timetable.lay_out(day_one=date(2025, 1, 13))["publication"].starts
            with_week = timetable.lay_out(day_one=date(2025, 1, 13), school_weeks=week)["publication"].starts
            assert (with_week > plain) is longer

    def test_what_is_judged_and_attributed(self):
        assert {slug: (load(slug).judgement, load(slug).attribution) for slug in slugs()} == {
            "asp-joint-inspections": ("progress statements", "named"),
            "care-leavers": ("nothing", "never"),
            "mappa-review": ("nothing", "never"),
            "medicine-waste": ("nothing", "named"),
            "npm-monitoring": ("nothing", "named"),
            "qi-6-4-self-evaluation": ("nothing", "never"),
            "social-work-governance": ("nothing", "never"),
        }

    def test_every_document_that_an_adult_protection_partnership_receives_has_an_entry(self):
        documents = load("asp-joint-inspections").documents
        assert len([document for document in documents if not document.is_ours]) == 16
        assert all(document.published_by for document in documents if not document.is_ours)

    def test_evidence_of_an_inspection_is_capped_at_twenty_files(self):
        forms = {form.key: form for form in load("asp-joint-inspections").instruments}
        assert forms["supporting-evidence"].max_files == 20
        assert forms["position-statement"].needs_sign_off

    def test_governance_asks_for_four_kinds_of_document(self):
        (form,) = load("social-work-governance").instruments
        assert [item.title for item in form.documents] == [
            "Key processes",
            "Performance reporting",
            "Governance arrangements",
            "Quality assurance",
        ]

    def test_what_is_not_certain_is_not_official(self):
        asp = load("asp-joint-inspections")
        assert not asp.timetable.milestone("file-reading").is_official
        assert asp.timetable.milestone("notification").is_official
        assert "SSI 2011/183" not in " ".join(fact.text for fact in official(asp.legal_basis))

    @pytest.mark.parametrize("slug", slugs())
    def test_every_letter_and_document_can_be_written_with_what_is_known(self, slug):
        definition = load(slug)
        keys = [milestone.key for milestone in definition.timetable.milestones]
        for letter in definition.letters:
            fields = letter_text.fields_for_letter(keys, kind=letter.kind, sent=letter.sent)
            values = {**dict.fromkeys(fields, "something"), **letter_values(definition)}
            written = letter_text.write(letter.subject, letter.body, values)
            assert "{{" not in written.text + written.html + written.subject
        for document in definition.documents:
            values = {**dict.fromkeys(letter_text.PROGRAMME_FIELDS, "something"), **letter_values(definition)}
            assert "{{" not in letter_text.merge(document.body, values)


def letter_values(definition):
    """What a definition itself can tell a letter."""
    timetable = definition.timetable.lay_out(day_one=date(2026, 1, 12))
    return {**said_by(definition), **letter_text.date_values(timetable)}


class TestBasis:
    @pytest.mark.parametrize(
        "basis",
        [
            "programme page",
            "programme page (month only)",
            "derived from the programme page",
            "source: Care Inspectorate news",
        ],
    )
    def test_what_was_read_is_official(self, basis):
        assert is_official(basis)

    @pytest.mark.parametrize(
        "basis", ["knowledge, verify", "knowledge, verify: working default", "design", "design: lengths", "", "source:"]
    )
    def test_what_was_not_read_is_not(self, basis):
        assert not is_official(basis)
