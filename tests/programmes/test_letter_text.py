"""Merge-field Markdown: what may be asked for, and what comes out of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.markdown import to_html
from programmes import letter_text
from programmes.definition import official
from programmes.definition_files import load
from programmes.letter_text import Block, MissingFields, bullets, check, escape, merge, write
from programmes.plain_words import WIDTH, as_text

FACTS = ("questions", "legal_basis", "scope_in", "scope_out")
ALLOWED = letter_text.fields_for_letter(["document-return"], kind="reminder", sent="by the timetable")


class TestChecking:
    def test_a_sound_text_has_nothing_wrong(self):
        assert check("Dear {{ recipient.name }}\n\n{{ programme.questions }}\n", ALLOWED) == []

    def test_an_unknown_field_is_told_with_the_nearest_that_exists(self):
        (wrong,) = check("\n\nDear {{ recipient.nam }}", ALLOWED)
        assert (wrong.line, wrong.says, wrong.remedy) == (
            3,
            "There is no field “recipient.nam”.",
            "Did you mean “recipient.name”?",
        )

    def test_the_dates_of_every_milestone_are_fields(self):
        assert check("{{ dates.document-return.last_day }}", ALLOWED) == []
        assert check("{{ dates.interviews.last_day }}", ALLOWED)

    def test_some_fields_are_known_on_one_occasion_only(self):
        receipt = letter_text.fields_for_letter([], kind="receipt", sent="a return is submitted")
        assert "return.reference" in receipt
        assert "return.reference" not in ALLOWED

    def test_guidance_is_written_to_nobody_in_particular(self):
        assert "recipient.name" not in letter_text.fields_for_document([])

    @pytest.mark.parametrize("text", ["{{ }}", "{{ recipient.name", "}} {{", "{{ Recipient Name }}"])
    def test_brackets_that_are_no_field_are_told(self, text):
        assert check(text, ALLOWED)

    def test_more_than_a_few_words_need_a_line_of_their_own(self):
        assert check("It asks: {{ programme.questions }}", ALLOWED)
        assert check("{{ programme.questions }}", ALLOWED, is_subject=True)

    @pytest.mark.parametrize("text", ["<b>Dear</b> you", "<script>alert(1)</script>"])
    def test_html_is_told(self, text):
        assert "Write it in Markdown." in [wrong.remedy for wrong in check(text, ALLOWED)]


class TestMerging:
    def test_every_field_that_nobody_filled_in_is_named(self):
        with pytest.raises(MissingFields) as missing:
            write("{{ programme.title }}", "{{ recipient.name }} {{ sender.name }}", {"recipient.name": "Ada"})
        assert missing.value.fields == ("programme.title", "sender.name")

    def test_nothing_is_known_differs_from_an_empty_word(self):
        assert merge("[{{ sender.post }}]", {"sender.post": ""}) == "[]"

    def test_a_date_is_written_in_full(self):
        assert as_text(merge("{{ letter.date }}", {"letter.date": date(2024, 8, 27)})) == "Tuesday 27 August 2024\n"

    def test_a_name_can_be_no_link_no_heading_and_no_html(self):
        name = "# [Ada](https://example.org) <b>*Lovelace*</b> & ![x](y)"
        html = to_html(merge("Dear {{ recipient.name }}", {"recipient.name": name}))
        assert "<a" not in html
        assert "<b>" not in html
        assert "<em>" not in html
        assert "<img" not in html
        assert "&lt;b&gt;*Lovelace*&lt;/b&gt; &amp;" in html

    def test_a_name_cannot_bring_a_field_with_it(self):
        assert "{{ sender.name }}" in as_text(merge("{{ recipient.name }}", {"recipient.name": "{{ sender.name }}"}))

    def test_the_subject_is_one_line_of_plain_words(self):
        written = write("Re: {{ programme.title }}", "x", {"programme.title": "A & B\nBcc: everyone@example.org"})
        assert written.subject == "Re: A & B Bcc: everyone@example.org"

    @given(st.text(max_size=60))
    def test_whatever_is_merged_in_comes_out_as_the_same_words(self, words):
        written = write("{{ x }}", "Dear {{ x }}, hello", {"x": words})
        expected = " ".join(words.split())
        assert " ".join(written.text.split()) == " ".join(f"Dear {expected}, hello".replace("\x00", "\ufffd").split())
        assert written.html.count("<") == 2

    @given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1), max_size=5))
    def test_a_list_has_as_many_items_as_were_given(self, items):
        items = [item for item in items if item.strip()]
        assert to_html(bullets(items).markdown).count("<li>") == len(items)

    def test_what_a_person_wrote_in_several_lines_stays_so(self):
        block = letter_text.paragraphs("First *line*\nsecond line\n\n# New paragraph\n")
        assert to_html(block.markdown) == ("<p>First *line*<br>\nsecond line</p>\n<p># New paragraph</p>\n")

    def test_escaped_words_lie_on_one_line(self):
        assert escape(" 1. one\n\ttwo ") == "1\\. one two"


class TestHtml:
    def test_the_address_of_a_task_is_a_link(self):
        html = to_html(
            merge("[Open](<{{ task.address }}>)", {"task.address": "https://portal.example/tasks/1/?a=b&c=d_e"})
        )
        assert (
            html
            == '<p><a href="https://portal.example/tasks/1/?a=b&amp;c=d_e" rel="noopener noreferrer">Open</a></p>\n'
        )

    def test_an_address_that_is_none_is_no_link(self):
        assert "href" not in to_html(merge("[Open](<{{ task.address }}>)", {"task.address": "javascript:alert(1)"}))

    def test_tables_are_tables(self):
        assert ">When</th>" in to_html(letter_text.table(("When", "What"), [("today", "a | b")]).markdown)


class TestPlainText:
    def test_reads_well_without_any_marking(self):
        markdown = (
            "## Title\n\nDear **Ada**\\\nof *London*\n\n- one\n- two [here](https://example.org)\n"
            "  1. deep\n  2. deeper\n\n> quoted\n\n| When | What | Who |\n| --- | --- | --- |\n"
            "| Monday | start | Ada |\n| | end | |\n\n[a@b.example](mailto:a@b.example)"
        )
        assert as_text(markdown) == (
            "Title\n\nDear Ada\nof London\n\n- one\n- two here (https://example.org)\n  1. deep\n  2. deeper\n\n"
            "quoted\n\n- When: Monday; What: start; Who: Ada\n- What: end\n\na@b.example\n"
        )

    def test_lines_are_short_enough_for_any_mail_program(self):
        assert max(len(row) for row in as_text("word " * 200).split("\n")) <= WIDTH

    def test_nothing_gives_nothing(self):
        assert as_text("") == ""


class TestDates:
    @pytest.mark.parametrize(
        ("first", "last", "words"),
        [
            (date(2024, 8, 27), date(2024, 8, 27), "Tuesday 27 August 2024"),
            (date(2024, 8, 5), date(2024, 8, 16), "5 to 16 August 2024"),
            (date(2024, 8, 19), date(2024, 10, 4), "19 August to 4 October 2024"),
            (date(2024, 12, 30), date(2025, 1, 3), "30 December 2024 to 3 January 2025"),
        ],
    )
    def test_a_span_says_nothing_twice(self, first, last, words):
        assert letter_text.span(first, last) == words

    def test_of_a_date_known_by_its_month_no_day_is_said(self):
        timetable = load("social-work-governance").timetable.lay_out(day_one=date(2024, 7, 15))
        values = letter_text.date_values(timetable, months=["review-concludes"])
        assert values["dates.review-concludes.last_day"] == "December 2024"
        assert "31 December" not in values["programme.timetable"].markdown


def said_by(definition):
    """What a definition says of itself, as letters take it."""
    words = {name: [fact.text for fact in official(getattr(definition, name))] for name in FACTS}
    return {
        "programme.title": definition.title.text,
        "programme.purpose": Block(definition.purpose.text),
        "programme.questions": letter_text.numbered(words["questions"]),
        "programme.legal_basis": letter_text.bullets(words["legal_basis"]),
        "programme.scope": letter_text.scope(words["scope_in"], words["scope_out"]),
        "programme.documents": letter_text.bullets(
            item.title for form in definition.instruments for item in form.documents
        ),
        "programme.lead_body": "Care Inspectorate",
    }


class TestTheGovernanceNotification:
    @pytest.fixture
    def letter(self):
        definition = load("social-work-governance")
        letter = definition.letter("notification")
        timetable = definition.timetable.lay_out(day_one=date(2024, 7, 15))
        values = {
            **said_by(definition),
            **letter_text.date_values(timetable),
            "letter.date": date(2024, 7, 15),
            "recipient.name": "Morag Sample",
            "partnership.name": "Angus",
            "partnership.members": letter_text.in_words(["Angus Council", "Angus Health and Social Care Partnership"]),
            "sender.name": "Iona Sample",
            "sender.post": "Review lead",
            "lead.name": "Iona Sample",
            "lead.email": "iona.sample@scrutiny.example",
            "support_officer.name": "Ewan Sample",
            "support_officer.email": "ewan.sample@scrutiny.example",
            "support_officer.phone": "01382 000000",
            "task.address": "https://portal.example/tasks/",
        }
        return write(letter.subject, letter.body, values)

    def test_has_what_such_a_letter_must_have(self, letter):
        for words in (
            "Public Services Reform (Scotland) Act 2010",  # by what power
            "carry out statutory duties safely and effectively?",  # the questions
            "Care Inspectorate",  # the bodies
            "Friday 19 July 2024",  # nominate by
            "Nominate one co-ordinator",
            "Iona Sample leads the review",  # whom to ask
            "ewan.sample@scrutiny.example",
            "Performance reporting",  # what will be asked for
            "identifies a person who uses services",  # information governance
            "guidance",
        ):
            assert words in letter.text.replace("\n", " "), words

    def test_holds_the_timetable(self, letter):
        assert "- Tuesday 27 August 2024: Document return" in letter.text
        assert "<td>Document return</td>" in letter.html

    def test_its_block_is_what_the_definition_says(self, letter):
        assert isinstance(letter_text.numbered(["a"]), Block)
        assert letter.html.count("<ol>") == 2
