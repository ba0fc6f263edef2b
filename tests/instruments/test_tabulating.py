"""Counting answers: what each base is, who is left out, and which word stands for a part of a whole."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments import proportions, tabulating
from instruments.written import from_data

DATA = {
    "title": "A survey",
    "section": [
        {
            "key": "you",
            "title": "You",
            "question": [
                {"key": "service", "kind": "single choice", "label": "Service", "options": ["Adults", "Justice"]},
                {
                    "key": "tools",
                    "kind": "multiple choice",
                    "label": "Tools",
                    "options": ["Phone", "Car", {"key": "none", "label": "None", "exclusive": True}],
                    "shown_if": 'service = "adults"',
                },
                {
                    "key": "agree",
                    "kind": "grid",
                    "label": "Agree?",
                    "scale": "agreement",
                    "rows": [{"key": "a", "label": "I am heard"}],
                },
                {"key": "order", "kind": "ranking", "label": "Order", "options": ["Pay", "Time"]},
                {"key": "name", "kind": "short text", "label": "Name"},
            ],
        }
    ],
}


def instrument():
    found, faults = from_data("survey", DATA)
    assert faults == []
    return found


def table(key, answers, group_of=None):
    return next(each for each in tabulating.tables(instrument(), answers, group_of) if each.item.key == key)


class TestBases:
    def test_the_base_is_who_answered_and_who_left_it_out_is_counted_apart(self):
        found = table("service", [{"service": "adults"}, {"service": "justice"}, {}]).everybody
        assert (found.counts, found.base, found.left_out, found.asked) == ((1, 1), 2, 1, 3)

    def test_who_was_not_asked_counts_in_neither(self):
        answers = [{"service": "adults", "tools": ["phone", "car"]}, {"service": "adults"}, {"service": "justice"}]
        found = table("tools", answers).everybody
        assert (found.counts, found.base, found.left_out) == ((1, 1, 0), 1, 1)

    def test_of_a_grid_each_statement_is_counted_and_dont_know_stays_outside_the_mean(self):
        said = ["strongly-agree", "disagree", "dont-know"]
        found = table("agree.a", [{"agree": {"a": each}} for each in said]).everybody
        assert found.base == 3
        assert found.mean == (5 + 2) / 2

    def test_of_a_ranking_what_came_first_is_counted(self):
        found = table("order", [{"order": ["time", "pay"]}, {"order": ["pay", "time"]}, {"order": ["time", "pay"]}])
        assert found.everybody.counts == (1, 2)

    def test_groups_stand_by_name_and_everybody_holds_those_of_no_group_too(self):
        answers = [{"service": "adults"}, {"service": "justice"}, {"service": "justice"}]
        found = table("service", answers, lambda place, values: ["Moray", "", "Angus"][place])
        assert [(each.group, each.counts) for each in found.groups] == [("Angus", (0, 1)), ("Moray", (1, 0))]
        assert found.everybody.counts == (1, 2)

    def test_words_and_what_identifies_are_not_counted(self):
        assert [each.key for each in tabulating.items(instrument())] == ["service", "tools", "agree.a", "order"]

    @given(
        st.lists(st.fixed_dictionaries({}, optional={"service": st.sampled_from(["adults", "justice"])}), max_size=60)
    )
    def test_counts_of_a_single_choice_come_to_the_base_and_groups_to_everybody(self, answers):
        found = table("service", answers, lambda place, values: "ABC"[place % 3])
        assert sum(found.everybody.counts) == found.everybody.base
        assert found.everybody.asked == len(answers)
        assert sum(each.base for each in found.groups) == found.everybody.base


class TestProportions:
    @pytest.mark.parametrize(
        ("count", "base", "rounded", "word"),
        [
            (0, 7, 0, "none"), (7, 7, 100, "all"), (1, 1000, 1, "few"), (999, 1000, 99, "almost all"),
            (1, 2, 50, "half"), (101, 200, 51, "just over half"), (99, 200, 50, "half"), (79, 100, 79, "most"),
            (159, 200, 80, "almost all"), (39, 100, 39, "some"), (79, 200, 40, "just under half"), (19, 100, 19, "few"),
        ],
    )  # fmt: skip
    def test_it_rounds_half_up_and_says_all_and_none_only_where_it_is_so(self, count, base, rounded, word):
        assert proportions.per_cent(count, base) == rounded
        assert proportions.in_words(count, base) == word

    @pytest.mark.parametrize(("count", "base"), [(1, 0), (0, 0), (-1, 5), (6, 5)])
    def test_what_is_no_part_of_a_whole_is_refused(self, count, base):
        with pytest.raises(ValueError, match="no part of a whole"):
            proportions.per_cent(count, base)

    @given(st.integers(1, 5_000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
    def test_every_part_has_one_word_and_is_never_more_than_one_per_cent_off(self, part):
        count, base = part
        assert abs(proportions.per_cent(count, base) - Fraction(100 * count, base)) < 1
        assert proportions.in_words(count, base)

    def test_the_bounds_leave_no_gap(self):
        covered = sorted(each for _, least, most in proportions.WORDS for each in range(least, most + 1))
        assert covered == list(range(101))
