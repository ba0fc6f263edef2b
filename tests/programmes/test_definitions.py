"""The seven definitions, and what the reader says of a wrong one."""

import csv
import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from programmes import letter_text
from programmes.definition import official
from programmes.definition_files import FOLDER, HOUSE_LETTERS, DefinitionError, load, read, read_all, slugs
from programmes.definition_words import is_official
from programmes.plain_text import locate
from tests.programmes.test_letter_text import said_by


@pytest.mark.parametrize("slug", slugs())
def test_a_definition_has_nothing_wrong(slug):
    load(slug)


class TestSocialWorkGovernance:
    @pytest.fixture
    def definition(self):
        return load("social-work-governance")

    @pytest.fixture
    def published(self):
        with (Path(__file__).parent / "social_work_governance_timeline.csv").open(encoding="utf-8", newline="") as file:
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
            ("care-leavers", "2024", {"publication": (date(2024, 11, 5), date(2024, 11, 5))}),
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
        timetable = definition.lay_out_run(definition.run(run))
        assert {key: (timetable[key].starts, timetable[key].ends) for key in expected} == expected

    @pytest.mark.parametrize(
        ("slug", "run"),
        [("qi-6-4-self-evaluation", "2024-25"), ("mappa-review", "2014-17"), ("npm-monitoring", "2016-17")],
    )
    def test_rules_alone_give_the_known_dates(self, slug, run):
        definition = load(slug)
        run = definition.run(run)
        by_rule = definition.timetable.lay_out(day_one=run.day_one)
        assert all(by_rule[key].day(edge) == day for (key, edge), day in run.settled.items())

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


TIMETABLE = "timetable.toml"
PROGRAMME = "programme.toml"
RETURN_ = "instruments/document-return.toml"
MISTAKES = [
    # file, what stands there, what somebody writes instead, what they are told
    (
        PROGRAMME,
        'kind = "thematic review"',
        'kind = "thematic"',
        "line 9: “kind” cannot be “thematic”. Did you mean “thematic review”?",
    ),
    (
        PROGRAMME,
        'short_title = "Social',
        'shirt_title = "Social',
        "line 7: “shirt_title” means nothing here. Did you mean “short_title”?",
    ),
    (
        PROGRAMME,
        'short_title = "Social work governance"\n',
        "",
        'line 1: “short_title” is missing. Add short_title = "…".',
    ),
    (
        PROGRAMME,
        'slug = "social-work-governance"',
        'slug = "governance"',
        "line 5: “slug” is “governance”, but the folder is “social-work-governance”. Give both the same name.",
    ),
    (
        PROGRAMME,
        'lead_body = "care-inspectorate"',
        'lead_body = "care-inspectorat"',
        "“lead_body” cannot be “care-inspectorat”. Did you mean “care-inspectorate”?",
    ),
    (
        PROGRAMME,
        'basis = "programme page"\n\nslug',
        'basis = "I think so"\n\nslug',
        "line 3: “I think so” is not a basis. Write “programme page”, “source: …”, “knowledge, verify” or “design”.",
    ),
    (PROGRAMME, 'kind = "thematic review"', "kind = 3", "“kind” cannot be a number."),
    (PROGRAMME, "count = 1", "count = 0", "“count” cannot be 0. Write 1 or more."),
    (PROGRAMME, 'summary = "How well', 'summary = "How "well', "line 8: This is not TOML:"),
    (
        PROGRAMME,
        'judgement = "nothing"',
        'judgement = "six-point scale"',
        "The judgement is “six-point scale”, but no question is judged. Add [[judgement_question]].",
    ),
    (
        PROGRAMME,
        'who = "all areas"',
        'who = "all areas"\nselected = ["Glasgow"]',
        "There is no area “Glasgow”. Did you mean “Glasgow City”?",
    ),
    (
        PROGRAMME,
        'partnership = "council and hscp"',
        'partnership = "none"',
        "“all areas” take part, as “none”. Let both say whether partnerships take part.",
    ),
    (
        TIMETABLE,
        'from = "document-return" }',
        'from = "documents-return" }',
        "“Interviews with leaders and focus groups” starts from the milestone “documents-return”, "
        "which does not exist.",
    ),
    (
        TIMETABLE,
        "starts = { weeks = 11, on =",
        "starts = { weeks = -11, on =",
        "“National review report publication” would start on",
    ),
    (TIMETABLE, 'starts = "day one"', "starts = 2026-01-12", "Exactly one milestone starts on day one; none does."),
    (
        TIMETABLE,
        'starts = { working_days = 7, from = "briefings", of = "last day" }',
        'starts = { weeks = 1, from = "interviews" }',
        "Dates go round in a circle:",
    ),
    (
        TIMETABLE,
        'on = "monday", from = "notification"',
        'on = "mondays", from = "notification"',
        "Did you mean “monday”?",
    ),
    (TIMETABLE, "working_days = 4", "workingdays = 4", "“workingdays” means nothing here."),
    (TIMETABLE, 'gates = ["read guidance"]', 'gates = ["read guidence"]', "Did you mean “read guidance”?"),
    (
        TIMETABLE,
        'phase = "reporting"\ntitle = "Review concludes"',
        'phase = "report"\ntitle = "Review concludes"',
        "There is no phase “report”. Did you mean “reporting”?",
    ),
    (
        TIMETABLE,
        'when = "5 working days before the last day"',
        'when = "a week before"',
        "“when” cannot be “a week before”. Write “on the last day”,",
    ),
    (
        TIMETABLE,
        'detail = "Virtual briefings with time for questions"',
        'date_basis = "knowledge, verify"',
        "“Briefing sessions for co-ordinators” is public, but its dates rest on “knowledge, verify”. "
        "Say in date_basis where they were read, or write public = false.",
    ),
    (TIMETABLE, 'letter = "survey-opens"', 'letter = "survey-open"', "Did you mean “survey-opens”?"),
    (
        RETURN_,
        'milestone = "document-return"',
        'milestone = "documents"',
        "line 6: There is no milestone “documents”. Did you mean “document-return”?",
    ),
    (
        RETURN_,
        'milestone = "document-return"',
        'milestone = "staff-survey"',
        'Nothing can be sent while “Staff survey” is open. Add gates = ["send documents"] to that milestone.',
    ),
    (RETURN_, "max_files = 60", "max_files = 3", "4 documents are required, but only 3 files may be sent."),
    (
        RETURN_,
        'key = "key-processes"',
        'key = "quality-assurance"',
        "Two of [[document]] are called “quality-assurance”.",
    ),
    (
        "letters/notification.md",
        "{{ partnership.members }}",
        "{{ partnership.member }}",
        "There is no field “partnership.member”. Did you mean “partnership.members”?",
    ),
    (
        "letters/notification.md",
        "{{ dates.notification.last_day }}",
        "{{ dates.nomination.last_day }}",
        "There is no field “dates.nomination.last_day”.",
    ),
    (
        "letters/notification.md",
        "It asks:\n\n{{ programme.questions }}",
        "It asks: {{ programme.questions }}",
        "“programme.questions” is more than a few words. Give it a line of its own.",
    ),
    ("letters/notification.md", "{{ letter.date }}", "{{ letter.date }", "Two curly brackets stand alone."),
    ("letters/notification.md", "## Why", "# Why", "The title of a page is its first heading. Begin headings with ##."),
    ("letters/survey-opens.md", "+++\ntitle", "title", "line 1: The heading is missing or does not end."),
    (
        "documents/faq.md",
        'released_with = "guidance"',
        'released_with = "guidence"',
        "line 6: There is no milestone “guidence”. Did you mean “guidance”?",
    ),
    (
        "documents/faq.md",
        "**Will our area",
        "<b>Will our area",
        "HTML would be shown as it stands. Write it in Markdown.",
    ),
    (
        "report.toml",
        'draws_on = ["research", "national data"]',
        'draws_on = ["research", "rumours"]',
        "There is no source “rumours”.",
    ),
    ("report.toml", 'section = "contrasts"', 'section = "contrast"', "There is no section “contrast”."),
    (
        "runs/2024-25.toml",
        "ends = 2024-08-16",
        "ends = 2024-08-01",
        "“briefings” ends on 1 August 2024, before it starts.",
    ),
    ("runs/2024-25.toml", 'milestone = "guidance"', 'milestone = "guide"', "“milestone” cannot be “guide”."),
    (
        "runs/2024-25.toml",
        "starts = 2024-07-22",
        "starts = 2024-07-01",
        "“guidance” starts before “notification”, which stands above it.",
    ),
]


class TestMistakes:
    @pytest.fixture
    def folder(self, tmp_path):
        shutil.copytree(FOLDER / "social-work-governance", tmp_path / "social-work-governance")
        return tmp_path

    def told(self, folder):
        return [str(finding) for finding in read("social-work-governance", folder).findings]

    @pytest.mark.parametrize(("file", "old", "new", "told"), MISTAKES)
    def test_a_mistake_is_told_with_file_line_and_remedy(self, folder, file, old, new, told):
        path = folder / "social-work-governance" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        findings = self.told(folder)
        assert any(
            finding.startswith(f"social-work-governance/{file}, line ") and told in finding for finding in findings
        ), findings

    def test_a_folder_without_a_mistake_has_no_finding(self, folder):
        assert self.told(folder) == []

    def test_the_library_stands_in_the_order_that_its_documents_state(self):
        documents = load("social-work-governance").documents
        assert documents[0].key == "co-ordinator-guidance"
        assert [document.order for document in documents] == sorted(document.order for document in documents)

    @pytest.mark.parametrize("slug", slugs())
    def test_that_a_day_is_known_by_its_month_belongs_to_a_run(self, slug):
        # A later run has days of its own.
        assert not [m.key for m in load(slug).timetable.milestones if "month only" in m.date_basis]

    def test_a_date_that_points_nowhere_is_told_on_the_line_of_its_milestone(self, folder):
        path = folder / "social-work-governance" / TIMETABLE
        text = path.read_text(encoding="utf-8").replace('from = "document-return" }', 'from = "nowhere" }')
        path.write_text(text, encoding="utf-8")
        line = text[: text.index('key = "interviews"')].count("\n")
        assert self.told(folder) == [
            f"social-work-governance/timetable.toml, line {line}: “Interviews with leaders and focus groups” starts "
            "from the milestone “nowhere”, which does not exist. Correct the name, or add that milestone."
        ]

    def test_a_publication_before_its_round_begins_is_told(self, folder):
        path = folder / "social-work-governance" / TIMETABLE
        text = path.read_text(encoding="utf-8")
        text = text.replace('type = "notification"', 'type = "event"').replace(
            'type = "survey"', 'type = "notification"'
        )
        path.write_text(text, encoding="utf-8")
        assert "The guidance “Guidance issued” stands before the notification of its round." in self.told(folder)[0]

    def test_a_missing_file_is_told(self, folder):
        (folder / "social-work-governance" / "report.toml").unlink()
        assert self.told(folder) == [
            "social-work-governance/report.toml, line 1: The file is missing. Add report.toml."
        ]

    def test_a_file_in_another_encoding_is_told(self, folder):
        (folder / "social-work-governance" / "report.toml").write_bytes('title = "Überblick"'.encode("latin-1"))
        assert "The file is not UTF-8 text. Save it as UTF-8." in self.told(folder)[0]

    def test_a_letter_that_no_milestone_sends_is_told(self, folder):
        letters = folder / "social-work-governance" / "letters"
        shutil.copy(letters / "survey-opens.md", letters / "survey-opens-again.md")
        assert "letters/survey-opens-again.md, line 6: No milestone sends this letter." in self.told(folder)[0]

    def test_two_letters_for_one_occasion_are_told(self, folder):
        letters = folder / "social-work-governance" / "letters"
        text = (HOUSE_LETTERS / "receipt.md").read_text(encoding="utf-8")
        (letters / "another-receipt.md").write_text(text, encoding="utf-8")
        assert any("Two letters are sent when a return is submitted. Keep one." in each for each in self.told(folder))

    def test_all_mistakes_are_told_at_once(self, folder):
        path = folder / "social-work-governance" / PROGRAMME
        text = path.read_text(encoding="utf-8").replace('"thematic review"', '"x"').replace('"never"', '"y"')
        path.write_text(text, encoding="utf-8")
        assert len(self.told(folder)) == 2

    def test_a_definition_with_a_mistake_cannot_be_loaded(self, folder):
        (folder / "social-work-governance" / "report.toml").unlink()
        with pytest.raises(DefinitionError, match="The file is missing"):
            load("social-work-governance", folder)

    def test_the_command_prints_each_and_ends_with_one(self, folder, capsys):
        (folder / "social-work-governance" / "report.toml").unlink()
        with pytest.raises(SystemExit) as end:
            call_command("check_programmes", str(folder))
        assert end.value.code == 1
        assert capsys.readouterr().out == (
            "social-work-governance/report.toml, line 1: The file is missing. Add report.toml.\n"
            "1 programme read, 1 thing wrong.\n"
        )

    def test_the_command_has_a_word_for_a_good_day(self, capsys):
        call_command("check_programmes")
        assert "7 programmes read, nothing wrong" in capsys.readouterr().out


class TestLocating:
    TEXT = '''# a comment with = and [brackets]
title = "x # not a comment"
long = """
[not a table]
key = "not a key"
"""
list = [
  "one",  # [1]
  { text = "two, with comma", basis = "b" },
  [1, 2],
]

[outer]
key.dotted = 1

[[row]]
a = 'literal \\\\'
  [[row.inner]]
  b = 2
[[row]]
a = { c = 3 }
  [[row.inner]]
  b = 4
'''

    def test_every_value_is_found_on_its_line(self):
        assert locate(self.TEXT) == {
            ("title",): 2,
            ("long",): 3,
            ("list",): 7,
            ("list", 0): 8,
            ("list", 1): 9,
            ("list", 2): 10,
            ("outer",): 13,
            ("outer", "key"): 14,
            ("outer", "key", "dotted"): 14,
            ("row",): 16,
            ("row", 0): 16,
            ("row", 0, "a"): 17,
            ("row", 0, "inner"): 18,
            ("row", 0, "inner", 0): 18,
            ("row", 0, "inner", 0, "b"): 19,
            ("row", 1): 20,
            ("row", 1, "a"): 21,
            ("row", 1, "inner"): 22,
            ("row", 1, "inner", 0): 22,
            ("row", 1, "inner", 0, "b"): 23,
        }

    @pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.toml")), ids=lambda path: f"{path.parent.name}/{path.name}")
    def test_what_is_found_is_what_is_there(self, path):
        text = path.read_text(encoding="utf-8")
        rows = text.split("\n")
        found = locate(text)

        def walk(value, place):
            if isinstance(value, dict) and (place in found or not place):
                for key, inner in value.items():
                    if (*place, key) in found:
                        assert key in rows[found[(*place, key)] - 1]
                        walk(inner, (*place, key))
            elif isinstance(value, list):
                for number, inner in enumerate(value):
                    assert (*place, number) in found
                    walk(inner, (*place, number))

        walk(tomllib.loads(text), ())
