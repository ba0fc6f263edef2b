"""Numbers in bands, in the middle and in quarters; days by month."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments import measuring, tabulating
from instruments.written import as_data, from_data


def survey(**number):
    data = {
        "title": "A survey",
        "section": [
            {
                "key": "you",
                "title": "You",
                "question": [
                    {"key": "years", "kind": "number", "label": "Years", **number},
                    {"key": "day", "kind": "date", "label": "Day"},
                ],
            }
        ],
    }
    return from_data("survey", data)


def years(**number):
    found, faults = survey(**number)
    assert faults == []
    return found.by_key["years"]


class TestBands:
    def test_they_are_what_the_definition_names_with_words_for_both_ends(self):
        bands = measuring.bands_of(years(least=0, bands=[5, 10, 20]))
        assert [each.label for each in bands] == ["0 to 4", "5 to 9", "10 to 19", "20 or more"]
        assert measuring.bands_of(years(bands=[5], decimals=1))[0].label == "4.9 or less"

    def test_without_a_definition_there_are_none_as_they_would_tell_of_the_answers(self):
        assert measuring.bands_of(years(least=0, most=50)) == ()

    @given(st.integers(-5_000, 5_000), st.integers(0, 100_000), st.integers(0, 2), st.data())
    def test_bands_of_answers_are_ten_at_most_and_hold_every_number_once(self, least, span, decimals, data):
        question = years(decimals=decimals)
        step = Decimal(1).scaleb(-decimals)
        bands = measuring.bands_between(question, least * step, (least + span) * step)
        assert len(bands) <= measuring.MOST_BANDS
        number = (least + data.draw(st.integers(0, span))) * step
        assert sum(band.holds(number) for band in bands) == 1

    @pytest.mark.parametrize(
        ("number", "says"),
        [
            ({"bands": [10, 5]}, "do not rise"),
            ({"bands": ["a"]}, "no number"),
            ({"bands": [5], "least": 5}, "outside"),
            ({"bands": [1.5]}, "decimal places"),
            ({"bands": list(range(1, 12))}, "more than 10"),
        ],
    )
    def test_what_is_wrong_with_them_is_told(self, number, says):
        assert says in survey(**number)[1][0].says

    def test_they_are_written_as_they_were_read(self):
        found, _ = survey(bands=[5, 10])
        assert from_data("survey", as_data(found))[0] == found


class TestSpread:
    def test_mean_middle_and_quarters(self):
        found = measuring.spread({Decimal(1): 1, Decimal(2): 1, Decimal(3): 1, Decimal(10): 1})
        assert (found.mean, found.median, found.lower, found.upper) == (4.0, 2.5, 1.75, 4.75)
        assert (found.least, found.most) == (1, 10)

    def test_of_nothing_there_is_none(self):
        assert measuring.spread({}) is None

    @given(st.lists(st.integers(0, 50), min_size=1, max_size=40))
    def test_the_middle_parts_the_answers_in_two(self, numbers):
        counts = {Decimal(each): numbers.count(each) for each in numbers}
        found = measuring.spread(counts)
        assert sum(each < found.median for each in numbers) <= len(numbers) / 2
        assert sum(each > found.median for each in numbers) <= len(numbers) / 2
        assert found.least <= found.lower <= found.median <= found.upper <= found.most


class TestCounting:
    def test_numbers_are_counted_in_bands_with_a_mean_and_rubbish_is_left_out(self):
        found, _ = survey(bands=[5, 10])
        answers = [{"years": 3}, {"years": 7}, {"years": "7"}, {"years": "many"}, {}]
        table = next(each for each in tabulating.tables(found, answers) if each.item.key == "years")
        assert table.everybody.counts == (1, 2, 0)
        assert (table.everybody.base, table.everybody.left_out) == (3, 2)
        assert table.everybody.mean == pytest.approx(17 / 3)
        assert table.everybody.spread.median == 7

    def test_days_stand_by_month_and_by_year_where_they_are_many(self):
        near = {date(2026, 1, 30): 2, date(2026, 3, 1): 1}
        assert measuring.by_month(near) == [("January 2026", 2), ("February 2026", 0), ("March 2026", 1)]
        assert measuring.by_month({date(2020, 1, 1): 1, date(2023, 1, 1): 2}) == [
            ("2020", 1), ("2021", 0), ("2022", 0), ("2023", 2),
        ]  # fmt: skip
