"""Working days in Scotland."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.calendar import NoWorkingDays, WorkingDays, bank_holidays, monday_of

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
OCTOBER_WEEK = date(2025, 10, 13)


@st.composite
def calendars(draw):
    """Any sensible calendar: some listed days, some school weeks, never a whole year of them."""
    closed = draw(st.lists(DAYS, max_size=8, unique=True))
    weeks = draw(st.lists(DAYS, max_size=8, unique=True))
    return WorkingDays.listed(closed=closed, school_weeks=weeks)


class TestClosedDays:
    def test_scotland_has_its_own_bank_holidays(self):
        assert bank_holidays(2024)[date(2024, 8, 5)] == "Summer Bank Holiday"  # the last Monday in England
        assert date(2024, 8, 26) not in bank_holidays(2024)
        assert date(2025, 1, 2) in bank_holidays(2025)
        assert date(2025, 4, 21) not in bank_holidays(2025)  # Easter Monday

    def test_st_andrews_day_on_a_weekend_is_kept_on_the_monday(self):
        assert WorkingDays().why_closed(date(2024, 12, 2)) == (
            "Saint Andrew's Day (observed), a bank holiday in Scotland"
        )

    @pytest.mark.parametrize(
        ("day", "why"),
        [
            (date(2025, 10, 18), "a Saturday"),
            (date(2025, 10, 19), "a Sunday"),
            (date(2025, 10, 15), "in a school-holiday week"),
            (date(2025, 10, 21), "Office move"),
            (date(2025, 10, 20), ""),
        ],
    )
    def test_says_why_nothing_may_fall_on_a_day(self, day, why):
        days = WorkingDays.listed(closed={date(2025, 10, 21): "Office move"}, school_weeks=[OCTOBER_WEEK])
        assert days.why_closed(day) == why

    def test_a_school_week_may_be_given_by_any_of_its_days(self):
        assert WorkingDays.listed(school_weeks=[date(2025, 10, 16)]) == WorkingDays.listed(school_weeks=[OCTOBER_WEEK])

    def test_a_list_without_an_end_is_refused_with_a_sentence(self):
        weeks = [date(2025, 1, 6) + timedelta(weeks=n) for n in range(120)]
        with pytest.raises(NoWorkingDays, match="within two years of 6 January 2025"):
            WorkingDays.listed(school_weeks=weeks).on_or_after(date(2025, 1, 6))
        with pytest.raises(NoWorkingDays):
            WorkingDays.listed(school_weeks=weeks).add_weeks(date(2025, 1, 6), 1)


class TestCounting:
    def test_working_days_step_over_a_weekend_and_a_bank_holiday(self):
        assert WorkingDays().add_working_days(date(2024, 8, 1), 3) == date(2024, 8, 7)
        assert WorkingDays().add_working_days(date(2024, 8, 7), -3) == date(2024, 8, 1)

    def test_weeks_step_over_school_holidays_both_ways(self):
        days = WorkingDays.listed(school_weeks=[OCTOBER_WEEK])
        assert days.add_weeks(date(2025, 10, 6), 2) == date(2025, 10, 27)
        assert days.add_weeks(date(2025, 10, 27), -2) == date(2025, 10, 6)

    def test_counting_from_inside_a_school_week_begins_after_it(self):
        days = WorkingDays.listed(school_weeks=[OCTOBER_WEEK])
        assert days.add_weeks(date(2025, 10, 15), 1) == date(2025, 10, 27)

    def test_working_days_between_two_days(self):
        assert WorkingDays().between(date(2024, 8, 1), date(2024, 8, 7)) == 3
        assert WorkingDays().between(date(2024, 8, 7), date(2024, 8, 1)) == -3

    @given(calendars(), DAYS, st.integers(-40, 40))
    def test_working_days_counted_there_and_back_end_where_they_began(self, days, day, count):
        start = days.on_or_after(day)
        assert days.add_working_days(days.add_working_days(start, count), -count) == start

    @given(calendars(), DAYS, st.integers(1, 40))
    def test_a_counted_working_day_is_open_and_the_count_is_right(self, days, day, count):
        reached = days.add_working_days(day, count)
        assert days.is_open(reached)
        assert days.between(day, reached) == count

    @given(calendars(), DAYS, st.integers(-20, 20))
    def test_weeks_counted_there_and_back_end_where_they_began(self, days, day, count):
        if not days.in_school_week(day):
            assert days.add_weeks(days.add_weeks(day, count), -count) == day

    @given(calendars(), DAYS, st.integers(0, 30), st.integers(-20, 20))
    def test_a_later_day_never_overtakes_an_earlier_one(self, days, day, gap, count):
        later = day + timedelta(days=gap)
        assert days.add_working_days(day, count) <= days.add_working_days(later, count)
        assert days.on_or_after(days.add_weeks(day, count)) <= days.on_or_after(days.add_weeks(later, count))

    @given(calendars(), DAYS)
    def test_moving_to_a_working_day_passes_over_closed_days_only(self, days, day):
        after, before = days.on_or_after(day), days.on_or_before(day)
        assert before <= day <= after
        assert days.is_open(after)
        assert days.is_open(before)
        assert days.between(day, after) == (0 if after == day else 1)

    @given(DAYS)
    def test_a_week_is_written_down_by_its_monday(self, day):
        assert monday_of(day).weekday() == 0
        assert 0 <= (day - monday_of(day)).days < 7
