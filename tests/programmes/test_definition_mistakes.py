"""What is said of a definition with something wrong in it: which file, which line, and what to write instead."""

import shutil

import pytest
from django.core.management import call_command

from programmes.definition_files import FOLDER, HOUSE_LETTERS, DefinitionError, load, read, slugs

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
    ("letters/notification.md", "{{ recipient.name }}", "{{ recipient.name }", "Two curly brackets stand alone."),
    (
        "letters/notification.md",
        "Dear {{ recipient.name }}",
        "{{ letter.date }}\n\nDear {{ recipient.name }}",
        "line 10: The portal writes the date above every letter. Remove this line.",
    ),
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
    (
        "runs/2024-25.toml",
        'title = "The review of 2024–25"\n',
        'title = "The review"\nrecommended_in_all = 1\nrecommendation = [{ number = 1, text = "A" }, { number = 2, text = "B" }]\n',
        "“recommended_in_all” cannot be 1. Write 2 or more.",
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
            "Put them right and run this again: not every file could be compared with the others.\n"
        )

    def test_a_mistake_in_one_file_hides_none_that_is_found_by_comparing_others(self, folder):
        self.change(folder, PROGRAMME, '"thematic review"', '"thematic"')
        self.change(folder, "letters/notification.md", "{{ partnership.members }}", "{{ partnership.member }}")
        self.change(folder, RETURN_, 'milestone = "document-return"', 'milestone = "documents"')
        told = " ".join(self.told(folder))
        assert "“kind” cannot be “thematic”" in told
        assert "There is no field “partnership.member”." in told
        assert "There is no milestone “documents”." in told
        assert not read("social-work-governance", folder).compared

    def test_what_is_wrong_by_itself_is_not_told_again_of_what_rests_on_it(self, folder):
        self.change(folder, PROGRAMME, 'judgement = "nothing"', 'judgement = "nothin"')
        assert len(self.told(folder)) == 1
        self.change(folder, TIMETABLE, 'key = "guidance"', "kee = 3")
        assert any("timetable.toml" in each for each in self.told(folder))
        # The letters and documents ask for the dates of “guidance”, which has lost its name.
        assert not [each for each in self.told(folder) if "letters/" in each or "documents/" in each]

    def test_what_is_found_by_comparing_alone_leaves_nothing_for_a_second_run(self, folder, capsys):
        self.change(folder, RETURN_, 'milestone = "document-return"', 'milestone = "documents"')
        assert read("social-work-governance", folder).compared
        with pytest.raises(SystemExit):
            call_command("check_programmes", str(folder))
        assert "again" not in capsys.readouterr().out

    def change(self, folder, file, old, new):
        path = folder / "social-work-governance" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def test_the_command_has_a_word_for_a_good_day(self, capsys):
        call_command("check_programmes")
        assert "7 programmes read, nothing wrong" in capsys.readouterr().out
