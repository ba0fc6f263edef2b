"""Questions within a repeated group and options, as people write them: one a line, and nothing that no line says is lost."""

import pytest

from instruments import editing

GRADE = {
    "key": "grade",
    "kind": "single choice",
    "label": "Which grade?",
    "hint": "As in your contract",
    "options": [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}],
}
YEARS = {"key": "years", "kind": "number", "label": "For how long?", "least": 0, "most": 40, "unit": "years"}
WHAT = {"key": "what", "kind": "short text", "label": "What is it called?", "longest": 80, "required": True}
BEFORE = [GRADE, YEARS, WHAT]


class TestQuestionsWithinAGroup:
    def test_come_back_as_they_were(self):
        assert editing.inner_from_lines(editing.inner_as_lines(BEFORE), BEFORE) == BEFORE

    def test_keep_all_that_no_line_says_however_they_are_worded_and_placed(self):
        lines = """number: Since when? | years
            short text: Something new
            Single choice: Which of the grades? | grade"""
        assert editing.inner_from_lines(lines, BEFORE) == [
            {**YEARS, "label": "Since when?"},
            {"key": "something-new", "kind": "short text", "label": "Something new"},
            {**GRADE, "label": "Which of the grades?"},
        ]

    def test_are_known_without_a_key_by_their_words_or_else_by_their_place(self):
        lines = "short text: What is it called?\nnumber: Since when?\nsingle choice: Which grade?"
        assert editing.inner_from_lines(lines, BEFORE) == [WHAT, {**YEARS, "label": "Since when?"}, GRADE]

    def test_keep_their_key_and_guidance_when_they_are_made_another_kind(self):
        made = editing.inner_from_lines("short text: Which grade? | grade", BEFORE)
        assert made == [{"key": "grade", "kind": "short text", "label": "Which grade?", "hint": "As in your contract"}]

    def test_with_the_words_of_one_that_was_there_and_no_key_come_second(self):
        made = editing.inner_from_lines("number: For how long?\nnumber: For how long? | years", [YEARS])
        assert [each["key"] for each in made] == ["for-how-long", "years"]

    def test_may_have_a_bar_in_their_words(self):
        made = editing.inner_from_lines("short text: Adults | Justice\nshort text: A | B | what", BEFORE)
        assert [(each["label"], each["key"]) for each in made] == [
            ("Adults | Justice", "adults-justice"),
            ("A | B", "what"),
        ]

    @pytest.mark.parametrize(
        ("lines", "says"),
        [
            ("single choice: A new one?", "needs more than a line"),
            ("repeated group: Posts", "none within another"),
            ("What was it?", "not a kind and a question"),
            ("number: | years", "not a kind and a question"),
            ("number: One | years\nnumber: Two | years", "Two lines end in “| years”"),
        ],
    )
    def test_that_cannot_be_written_in_a_line_are_told(self, lines, says):
        with pytest.raises(editing.NotALine, match=says.replace("|", "[|]")):
            editing.inner_from_lines(lines, BEFORE)


def test_an_option_that_is_reworded_keeps_its_guidance():
    before = [{"key": "a", "label": "Adults", "hint": "From 16"}, {"key": "c", "label": "Children"}]
    assert editing.options_from_lines("Adults and older people\nChildren", before)[0]["hint"] == "From 16"


class TestWhatAVersionChanges:
    BEFORE = {"title": "One", "section": [{"key": "a", "title": "A", "question": [GRADE, YEARS, WHAT]}]}

    def test_is_told_by_question_and_section_and_words_around(self):
        asked = [{**YEARS, "most": 50}, GRADE, {**WHAT, "key": "which", "label": "Which?"}]
        after = {"title": "Two", "section": [{"key": "a", "title": "A", "question": asked}]}
        assert editing.differences(self.BEFORE, after) == [
            "1 new question: “Which?”.",
            "1 question that is not asked any more: “What is it called?”.",
            "1 question that is changed: “For how long?”.",
            "The sections, or the order of the questions, are changed.",
            "The title, or words around the questions, are changed.",
        ]

    def test_names_a_few_of_many(self):
        many = [{"key": f"q{number}", "kind": "date", "label": f"Day {number}"} for number in range(8)]
        told = editing.differences({"section": []}, {"section": [{"key": "a", "title": "A", "question": many}]})
        assert told[0] == "8 new questions: “Day 0”, “Day 1”, “Day 2”, “Day 3”, “Day 4”, and 3 more."

    def test_is_nothing_where_it_only_says_which_question_is_which(self):
        assert editing.differences(self.BEFORE, editing.as_next_round(self.BEFORE)) == [
            "Nothing is changed: it asks the same in the same words."
        ]
