"""The minute that two people mean, also in the two nights when the clock is no help."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.minutes import LONDON, NoSuchMinute, in_london, in_words, left, next_whole_minute

patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
FORWARD, BACK = date(2027, 3, 28), date(2026, 10, 25)


@pytest.mark.parametrize("at", [time(1, 0), time(1, 30), time(1, 59)])
def test_the_hour_that_march_skips_is_refused(at):
    with pytest.raises(NoSuchMinute, match="There is no .* clocks go forward"):
        in_london(FORWARD, at)


@pytest.mark.parametrize("at", [time(1, 0), time(1, 30), time(1, 59)])
def test_the_hour_that_october_has_twice_is_refused(at):
    with pytest.raises(NoSuchMinute, match="comes twice .* clocks go back"):
        in_london(BACK, at)


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        (FORWARD, time(0, 59), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (FORWARD, time(2, 0), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        (BACK, time(0, 59), datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        (BACK, time(2, 0), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        (date(2026, 7, 1), time(9, 30), datetime(2026, 7, 1, 8, 30, tzinfo=UTC)),
        (date(2026, 12, 1), time(9, 30), datetime(2026, 12, 1, 9, 30, tzinfo=UTC)),
    ],
)
def test_around_those_nights_every_minute_is_the_one_on_the_clock(day, at, moment):
    assert in_london(day, at) == moment


def test_seconds_are_refused():
    with pytest.raises(NoSuchMinute, match="whole minute"):
        in_london(BACK, time(9, 30, 1))


@patiently
@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_minute_that_is_taken_reads_back_as_it_was_typed(day, at):
    try:
        moment = in_london(day, at)
    except NoSuchMinute:
        assert at.hour == 1 and day.month in (3, 10) and day.weekday() == 6 and day.day > 24
        return
    assert moment.astimezone(LONDON).replace(tzinfo=None) == datetime.combine(day, at)


@patiently
@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))
def test_the_next_whole_minute_lies_within_a_minute_ahead(now):
    ends = next_whole_minute(now)
    assert timedelta(0) < ends - now <= timedelta(minutes=1)
    assert (ends.second, ends.microsecond) == (0, 0)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2025, 3, 17, 9, 30, tzinfo=UTC), "9.30am on Monday 17 March 2025"),
        (datetime(2025, 7, 17, 8, 0, tzinfo=UTC), "9am on Thursday 17 July 2025"),
        (datetime(2025, 1, 1, 0, 0, tzinfo=UTC), "midnight on Wednesday 1 January 2025"),
        (datetime(2025, 1, 1, 12, 0, tzinfo=UTC), "noon on Wednesday 1 January 2025"),
        (datetime(2025, 1, 1, 0, 5, tzinfo=UTC), "12.05am on Wednesday 1 January 2025"),
    ],
)
def test_a_minute_is_said_as_people_say_it(moment, words):
    assert in_words(moment) == words


def test_how_long_it_still_is():
    now = datetime(2025, 3, 17, 9, 0, tzinfo=UTC)
    assert left(now + timedelta(days=2, hours=3, minutes=4), now) == "2 days and 3 hours"
    assert left(now + timedelta(seconds=61), now) == "1 minute and 1 second"
    assert left(now, now) == "now"
