"""Which questions of two rounds are the same, what is told where they differ, and the sentences about them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments import editing, proportions, rounds, said
from instruments.scales import SCALES, Option
from instruments.written import from_data


def question(key, label="Are you heard?", options=("Yes", "No"), **more):
    return {"key": key, "kind": "single choice", "label": label, "options": list(options), **more}


def asked(*questions):
    return {"title": "A survey", "section": [{"key": "one", "title": "One", "question": list(questions)}]}


def read(data):
    found, faults = from_data("survey", data)
    assert faults == []
    return found


def compared(now, before, *between):
    return rounds.compared([*(read(each) for each in between), read(now)], [read(before)])


class TestTheSameQuestion:
    def test_an_equal_key_is_the_same_where_words_and_options_are(self):
        found = compared(asked(question("heard")), asked(question("heard")))
        assert [(pair.now.key, pair.options, pair.remarks) for pair in found.pairs] == [("heard", ("yes", "no"), ())]

    @pytest.mark.parametrize(
        "changed",
        [{"label": "Are you never heard?"}, {"options": ["Yes", "No", "Perhaps"]}, {"kind": "multiple choice"}],
    )
    def test_an_equal_key_is_not_enough_where_words_or_options_differ(self, changed):
        found = compared(asked(question("heard") | changed), asked(question("heard")))
        assert found.pairs == ()
        assert [item.key for item in found.new] == ["heard"]
        assert [item.key for item in found.gone] == ["heard"]

    def test_spaces_and_quotation_marks_are_no_other_words(self):
        assert compared(asked(question("a", "Is it  “yours”?")), asked(question("a", 'Is it "yours"?'))).pairs

    def test_same_as_compares_what_is_comparable_and_says_what_was_otherwise(self):
        now = asked(question("listened", "Are you listened to?", ("Yes", "No", "Perhaps"), same_as="heard"))
        (pair,) = compared(now, asked(question("heard", options=("Yes", "No", "Never")))).pairs
        assert pair.options == ("yes", "no")
        said_of_it = " ".join(pair.remarks)
        assert "worded otherwise: “Are you heard?”" in said_of_it
        assert "no “Perhaps” to choose then" in said_of_it
        assert "also choose “Never”" in said_of_it

    def test_it_is_followed_through_every_version_between(self):
        before, first = asked(question("a")), asked(question("b", "Other words", same_as="a"))
        second = asked(question("c", "Still others", same_as="b"))
        (pair,) = compared(second, before, first).pairs
        assert (pair.now.key, pair.before.key) == ("c", "a")
        third = asked(question("d", "Newest", same_as="c"))
        assert compared(third, before, first, second).pairs[0].before.key == "a"

    def test_the_next_version_of_the_editor_is_the_same_throughout(self):
        before = asked(question("a"), question("b", "Why?", ("Pay", "Time")))
        found = compared(editing.as_next_round(before), before, before)
        assert [pair.before.key for pair in found.pairs] == ["a", "b"]
        assert found.new == found.gone == ()

    def test_a_question_that_was_written_anew_between_is_not_the_old_one(self):
        before = asked(question("a"))
        between = asked(question("a", "Quite another question"))
        now = editing.as_next_round(between)
        assert compared(now, before, between).pairs == ()

    def test_statements_of_a_grid_are_matched_by_their_rows(self):
        def grid(*rows):
            return {"key": "g", "kind": "grid", "label": "Agree?", "scale": "agreement", "rows": list(rows)}

        found = compared(
            asked(grid({"key": "x", "label": "X"}, {"key": "z", "label": "Z"})),
            asked(grid({"key": "x", "label": "X"}, {"key": "y", "label": "Y"})),
        )
        assert [pair.now.key for pair in found.pairs] == ["g.x"]
        assert [item.key for item in found.new] == ["g.z"]
        assert [item.key for item in found.gone] == ["g.y"]
        assert found.pairs[0].means

    def test_a_scale_with_other_scores_has_no_mean_to_compare(self):
        now = question("a", options=({"label": "Yes", "score": 2}, {"label": "No", "score": 1}), same_as="a")
        before = question("a", options=({"label": "Yes", "score": 3}, {"label": "No", "score": 1}))
        assert not compared(asked(now), asked(before)).pairs[0].means

    def test_another_condition_is_told(self):
        first = question("first")
        now = question("a", shown_if='first = "yes"', same_as="a")
        pairs = compared(asked(first, now), asked(first, question("a"))).pairs
        assert "another condition" in pairs[1].remarks[0]


class TestPoints:
    @pytest.mark.parametrize(
        ("now", "before", "change", "words"),
        [
            ((68, 100), (64, 100), 4, "+4"), ((1, 3), (2, 3), -33, "−33"), ((5, 10), (50, 100), 0, "0"),
            ((1, 200), (0, 200), 1, "+1"), ((0, 200), (1, 200), -1, "−1"),
        ],
    )  # fmt: skip
    def test_they_come_from_the_counts_rounded_half_away_from_nought(self, now, before, change, words):
        assert proportions.points(*now, *before) == change
        assert proportions.points_in_words(change) == words

    def test_a_part_of_nothing_does_not_change(self):
        with pytest.raises(ValueError, match="part of nothing"):
            proportions.points(0, 0, 1, 2)

    @given(st.integers(1, 500), st.integers(1, 500), st.data())
    def test_they_are_at_most_one_from_the_difference_of_the_per_cents(self, base, base_before, data):
        n, before = data.draw(st.integers(0, base)), data.draw(st.integers(0, base_before))
        rounded = proportions.per_cent(n, base) - proportions.per_cent(before, base_before)
        assert abs(proportions.points(n, base, before, base_before) - rounded) <= 1


class TestSentences:
    def test_of_a_scale_it_tells_how_many_were_on_its_one_side(self):
        words = said.sentence(SCALES["agreement"], (100, 180, 60, 40, 32, 0), 412)
        assert words == "Most (68%) of 412 people agreed or strongly agreed."

    def test_of_other_options_which_was_chosen_most(self):
        options = [Option("a", "Adults"), Option("j", "Justice")]
        assert said.sentence(options, (9, 1), 10) == "Almost all (90%) of 10 people chose “Adults”."
        assert said.sentence(options, (1, 0), 1) == "All (100%) of 1 person chose “Adults”."
        assert said.sentence(options, (3, 4), 7, percentages=False) == "4 of 7 people chose “Justice”."

    def test_nothing_is_said_where_nothing_stands_out_or_nobody_answered(self):
        options = [Option("a", "Adults"), Option("j", "Justice")]
        assert said.sentence(options, (5, 5), 10) == ""
        assert said.sentence(options, (0, 0), 0) == ""

    @pytest.mark.parametrize(
        ("n", "word"), [(100, "All"), (0, "None"), (50, "Half"), (15, "Few"), (45, "Just under half")]
    )
    def test_every_word_begins_a_sentence(self, n, word):
        assert said.part(n, 100) == f"{word} ({n}%) of 100 people"
