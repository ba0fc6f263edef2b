"""The timetable engine: dates from rules, moves and what follows from them, the plan of letters."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from programmes.calendar import WorkingDays
from programmes.timetable import (
    ENDS,
    STARTS,
    DayOne,
    Fixed,
    Gate,
    LetterRule,
    Offset,
    State,
    Unplannable,
    When,
    as_plain,
    due,
    from_plain,
    lay_out,
    move,
    recount,
    today_in_scotland,
)
from tests.programmes.test_calendar import DAYS, calendars

MONDAY = date(2025, 9, 1)


@dataclass(frozen=True)
class Plan:
    """A milestone, as bare as the engine takes it."""

    key: str
    starts: object
    ends: object = None
    opens: object = None
    gates: tuple = ()
    late: bool = False
    applies_to: str = "all"
    letters: tuple = ()

    @property
    def title(self):
        return self.key.capitalize()


def after(base, **offset):
    return Offset(base=base, **offset)


NOTIFICATION = Plan("notification", DayOne(), after("notification", working_days=4))
BRIEFING = Plan("briefing", after("notification", weeks=3, weekday=0), after("briefing", weekday=4))
RETURN = Plan("return", after("briefing", edge=ENDS, working_days=7), gates=("send documents",), late=True)
REPORT = Plan("report", after("return", weeks=10, weekday=0))
RIVER = (NOTIFICATION, BRIEFING, RETURN, REPORT)


def river(**changes):
    return lay_out(RIVER, day_one=changes.pop("day_one", MONDAY), **changes)


class TestLayingOut:
    def test_counts_weeks_then_the_weekday_then_working_days(self):
        rule = after("notification", weeks=2, weekday=4, working_days=1)
        timetable = lay_out([NOTIFICATION, Plan("visit", rule)], day_one=MONDAY)
        assert timetable["visit"].starts == date(2025, 9, 22)  # the Monday after Friday 19 September

    def test_a_milestone_without_an_end_ends_on_its_first_day(self):
        assert river()["return"].ends == river()["return"].starts

    def test_a_result_on_a_bank_holiday_moves_to_the_next_working_day(self):
        timetable = lay_out([NOTIFICATION, Plan("visit", after("notification", weeks=3))], day_one=date(2024, 7, 15))
        assert timetable["visit"].starts == date(2024, 8, 6)

    def test_a_rule_may_say_that_a_closed_day_will_do(self):
        rule = after("notification", weeks=3, even_if_closed=True)
        timetable = lay_out([NOTIFICATION, Plan("visit", rule)], day_one=date(2024, 7, 15))
        assert timetable["visit"].starts == date(2024, 8, 5)

    def test_school_weeks_make_the_span_longer(self):
        longer = river(days=WorkingDays.listed(school_weeks=[date(2025, 10, 13), date(2025, 12, 22)]))
        assert longer["report"].starts == river()["report"].starts + timedelta(weeks=2)

    def test_a_settled_day_wins_over_its_rule_and_what_counts_from_it_follows(self):
        timetable = river(settled={("briefing", ENDS): date(2025, 10, 1)})
        assert timetable["briefing"].ends == date(2025, 10, 1)
        assert timetable["return"].starts == date(2025, 10, 10)

    def test_each_partnership_may_have_its_own_day_one(self):
        first, second = river(), river(day_one=MONDAY + timedelta(weeks=6))
        assert [d.key for d in first] == [d.key for d in second]
        assert second["report"].starts > first["report"].starts

    def test_a_partnership_that_is_not_selected_lacks_what_is_for_the_selected(self):
        plans = (*RIVER, Plan("visit", after("report"), applies_to="selected"))
        timetable = lay_out(plans, day_one=MONDAY)
        assert [d.key for d in timetable.for_partnership(selected=False)] == [plan.key for plan in RIVER]
        assert len(timetable.for_partnership(selected=True)) == 5

    @given(DAYS, calendars())
    def test_nothing_that_is_counted_falls_on_a_closed_day(self, day_one, days):
        timetable = river(day_one=days.on_or_after(day_one), days=days)
        assert all(days.is_open(dated.day(edge)) for dated in timetable for edge in (STARTS, ENDS))
        assert not timetable.problems

    @given(DAYS, calendars())
    def test_the_order_of_the_milestones_is_kept_whatever_day_one_is(self, day_one, days):
        starts = [dated.starts for dated in river(day_one=day_one, days=days)]
        assert starts == sorted(starts)

    @given(DAYS, st.integers(0, 30), calendars())
    def test_a_later_day_one_makes_nothing_earlier(self, day_one, gap, days):
        earlier, later = river(day_one=day_one, days=days), river(day_one=day_one + timedelta(days=gap), days=days)
        assert all(a.starts <= b.starts and a.ends <= b.ends for a, b in zip(earlier, later, strict=True))

    @given(
        st.one_of(
            st.just(DayOne()),
            st.builds(Fixed, DAYS),
            st.builds(
                Offset,
                base=st.just("notification"),
                edge=st.sampled_from(["opens", "starts", "ends"]),
                weeks=st.integers(-5, 20),
                working_days=st.integers(-5, 20),
                weekday=st.none() | st.integers(0, 6),
                even_if_closed=st.booleans(),
            ),
        )
    )
    def test_a_rule_survives_being_written_down(self, rule):
        assert from_plain(as_plain(rule)) == rule
        assert from_plain(as_plain(None)) is None


class TestRefusals:
    def test_a_milestone_that_does_not_exist(self):
        with pytest.raises(Unplannable, match="“Visit” starts from the milestone “nowhere”, which does not exist"):
            lay_out([NOTIFICATION, Plan("visit", after("nowhere"))], day_one=MONDAY)

    def test_two_milestones_of_one_name(self):
        with pytest.raises(Unplannable, match="Two milestones are called “visit”"):
            lay_out([NOTIFICATION, Plan("visit", Fixed(MONDAY)), Plan("visit", Fixed(MONDAY))], day_one=MONDAY)

    def test_no_day_one(self):
        with pytest.raises(Unplannable, match="Exactly one milestone starts on day one; none does"):
            lay_out([Plan("visit", Fixed(MONDAY))], day_one=MONDAY)

    def test_two_days_one(self):
        with pytest.raises(Unplannable, match="“notification” and “again” do"):
            lay_out([NOTIFICATION, Plan("again", DayOne())], day_one=MONDAY)

    def test_an_end_on_day_one(self):
        with pytest.raises(Unplannable, match="“Visit” ends on day one, but only starts may be day one"):
            lay_out([NOTIFICATION, Plan("visit", Fixed(MONDAY), DayOne())], day_one=MONDAY)

    def test_dates_that_wait_for_each_other_are_told_once_and_in_words(self):
        ring = [NOTIFICATION, Plan("one", after("two", weeks=1)), Plan("two", after("one", edge=ENDS, weeks=1))]
        with pytest.raises(Unplannable) as refusal:
            lay_out(ring, day_one=MONDAY)
        assert [problem.says for problem in refusal.value.problems] == [
            "Dates go round in a circle: the first day of “one”, which waits for the first day of “two”, "
            "which waits for the last day of “one”, which waits for the first day of “one”. "
            "Count one of them from another day."
        ]

    def test_a_milestone_that_waits_for_itself(self):
        with pytest.raises(Unplannable, match="Dates go round in a circle"):
            lay_out([NOTIFICATION, Plan("visit", after("visit", weeks=1))], day_one=MONDAY)

    def test_a_settled_date_for_nothing(self):
        with pytest.raises(Unplannable, match="No milestone has “visit starts”"):
            river(settled={("visit", STARTS): MONDAY})

    def test_an_end_before_its_start_is_reported(self):
        problems = river(settled={("briefing", ENDS): date(2025, 9, 15)}).problems
        assert [problem.kind for problem in problems] == ["ends before it starts"]
        assert problems[0].says == (
            "“Briefing” would end on 15 September 2025, before it starts on 22 September 2025. Move its last day too."
        )

    def test_an_opening_after_the_end_is_reported(self):
        problems = river(settled={("return", "opens"): date(2026, 1, 5)}).problems
        assert [problem.kind for problem in problems] == ["opens after it ends"]

    def test_a_broken_order_is_reported(self):
        problems = river(settled={("return", STARTS): date(2025, 9, 10)}).problems
        assert "“Return” would start on 10 September 2025, before “Briefing” on 22 September 2025" in str(problems[0])

    def test_a_last_day_that_somebody_settled_on_a_closed_day_is_reported_and_left(self):
        timetable = river(settled={("return", ENDS): date(2025, 12, 25)})
        assert timetable["return"].ends == date(2025, 12, 25)
        assert [problem.says for problem in timetable.problems] == [
            "The last day of “Return”, 25 December 2025, is not a working day "
            "(Christmas Day, a bank holiday in Scotland)."
        ]


class TestMoving:
    def test_shows_what_else_would_move_and_what_would_stay(self):
        moves = move(river(), "return", starts=river()["return"].starts + timedelta(weeks=1))
        assert [change.key for change in moves.changes] == ["return", "report"]
        assert [dated.key for dated in moves.stays] == ["notification", "briefing"]
        assert not moves.conflicts

    def test_changes_nothing_by_itself(self):
        timetable = river()
        before = timetable.dated
        move(timetable, "return", starts=MONDAY)
        assert timetable.dated == before

    def test_a_settled_date_stays_and_the_conflict_is_named(self):
        timetable = river(settled={("report", STARTS): date(2025, 12, 1)})
        moves = move(timetable, "return", starts=date(2025, 12, 8))
        assert "report" not in [change.key for change in moves.changes]
        assert [problem.kind for problem in moves.conflicts] == ["out of order"]

    def test_moving_the_notification_moves_day_one(self):
        moves = move(river(), "notification", starts=MONDAY + timedelta(weeks=1))
        assert moves.after.day_one == MONDAY + timedelta(weeks=1)
        assert len(moves.changes) == len(RIVER)
        assert moves.after.settled == {}

    def test_the_last_day_may_be_moved_alone(self):
        moves = move(river(), "briefing", ends=date(2025, 10, 3))
        assert moves.after["briefing"].starts == river()["briefing"].starts
        assert moves.after["return"].starts == date(2025, 10, 14)

    def test_another_list_of_closed_days_shows_what_it_would_move(self):
        moves = recount(river(), WorkingDays.listed(school_weeks=[date(2025, 10, 13)]))
        assert [change.key for change in moves.changes] == ["report"]

    @given(st.sampled_from([plan.key for plan in RIVER]), st.integers(-60, 60), DAYS, calendars())
    def test_moving_there_and_back_restores_the_timetable(self, key, by, day_one, days):
        timetable = river(day_one=days.on_or_after(day_one), days=days)
        was = timetable[key].starts
        there = move(timetable, key, starts=was + timedelta(days=by)).after
        back = move(there, key, starts=was).after
        assert back == timetable
        assert back.dated == timetable.dated

    @given(
        st.lists(st.tuples(st.sampled_from([plan.key for plan in RIVER]), st.integers(-40, 40)), max_size=4),
        DAYS,
    )
    def test_moves_keep_the_order_or_report_it(self, wanted, day_one):
        timetable = river(day_one=day_one)
        for key, by in wanted:
            timetable = move(timetable, key, starts=timetable[key].starts + timedelta(days=by)).after
        starts = [dated.starts for dated in timetable]
        broken = any(problem.kind == "out of order" for problem in timetable.problems)
        assert broken == (starts != sorted(starts))
        crossed = any(dated.ends < dated.starts for dated in timetable)
        assert crossed == any(problem.kind == "ends before it starts" for problem in timetable.problems)

    @given(st.sampled_from([plan.key for plan in RIVER]), DAYS, DAYS)
    def test_what_comes_before_a_moved_milestone_stays(self, key, new, day_one):
        keys = [plan.key for plan in RIVER]
        moves = move(river(day_one=day_one), key, starts=new)
        assert all(keys.index(change.key) >= keys.index(key) for change in moves.changes)


class TestStates:
    def test_a_milestone_is_open_from_its_opening_to_the_end_of_its_last_day(self):
        dated = replace(river()["briefing"], opens=date(2025, 9, 8))
        days = [date(2025, 9, 7), date(2025, 9, 8), dated.ends, dated.ends + timedelta(days=1)]
        assert [dated.state(day) for day in days] == [State.NOT_YET, State.OPEN, State.OPEN, State.CLOSED]

    def test_a_gate_opens_with_its_milestone_and_is_late_afterwards(self):
        timetable = river()
        due_on = timetable["return"].ends
        gates = [timetable.gate("send documents", due_on + timedelta(days=n)) for n in (-1, 0, 1)]
        assert gates == [Gate.NOT_YET, Gate.OPEN, Gate.LATE]

    def test_a_gate_that_does_not_wait_for_the_late_closes(self):
        timetable = lay_out([replace(NOTIFICATION, gates=("nominate",))], day_one=MONDAY)
        assert timetable.gate("nominate", MONDAY + timedelta(days=30)) is Gate.CLOSED

    def test_a_gate_that_no_milestone_opens_is_a_mistake(self):
        with pytest.raises(KeyError):
            river().gate("send postcards", MONDAY)

    @pytest.mark.parametrize(
        ("day", "hours", "closes"),
        [
            (date(2026, 3, 29), 23, datetime(2026, 3, 29, 23, tzinfo=UTC)),
            (date(2026, 10, 25), 25, datetime(2026, 10, 26, 0, tzinfo=UTC)),
            (date(2026, 6, 15), 24, datetime(2026, 6, 15, 23, tzinfo=UTC)),
        ],
    )
    def test_a_day_ends_at_midnight_in_scotland_on_the_nights_the_clocks_change_too(self, day, hours, closes):
        dated = lay_out([Plan("notification", DayOne())], day_one=day)["notification"]
        assert dated.closes_at.astimezone(UTC) == closes
        assert (dated.closes_at.astimezone(UTC) - dated.opens_at.astimezone(UTC)) == timedelta(hours=hours)

    def test_the_last_second_of_a_day_still_counts(self):
        dated = lay_out([Plan("notification", DayOne())], day_one=date(2026, 10, 25))["notification"]
        last = dated.closes_at.astimezone(UTC) - timedelta(microseconds=1)
        assert dated.state(today_in_scotland(last)) is State.OPEN
        assert dated.state(today_in_scotland(last + timedelta(microseconds=1))) is State.CLOSED

    @given(st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)), DAYS)
    def test_state_and_moments_agree_whatever_the_clock(self, now, day):
        dated = lay_out([Plan("notification", DayOne())], day_one=day)["notification"]
        is_open = dated.state(today_in_scotland(now)) is State.OPEN
        assert is_open == (dated.opens_at <= now < dated.closes_at)


REMINDED = replace(
    RETURN,
    letters=(
        LetterRule("opens", When.parse("on the first day"), "co-ordinator"),
        LetterRule(
            "reminder",
            When.parse("5 working days before the last day"),
            "co-ordinator",
            only_if="return not sent",
            again_if_moved=True,
        ),
        LetterRule("chaser", When.parse("1 working day after the last day"), "co-ordinator", again_if_moved=True),
    ),
)


class TestLetters:
    def timetable(self, **changes):
        return lay_out([NOTIFICATION, BRIEFING, REMINDED, REPORT], day_one=MONDAY, **changes)

    @pytest.mark.parametrize(
        "words",
        [
            "on the first day",
            "on the last day",
            "1 working day after the last day",
            "5 working days before the last day",
            "2 weeks before the first day",
            "1 week after the last day",
        ],
    )
    def test_when_is_read_and_written_in_the_same_words(self, words):
        assert str(When.parse(words)) == words

    @pytest.mark.parametrize("words", ["soon", "-5 working days", "5 days before the end", ""])
    def test_other_words_are_refused_with_those_that_would_do(self, words):
        with pytest.raises(ValueError, match="5 working days before the last day"):
            When.parse(words)

    def test_the_plan_gives_each_letter_its_day(self):
        assert [(letter.letter, letter.on) for letter in self.timetable().letters] == [
            ("opens", date(2025, 10, 7)),
            ("reminder", date(2025, 9, 30)),
            ("chaser", date(2025, 10, 8)),
        ]

    def test_a_letter_for_the_last_day_never_slips_past_it(self):
        rule = LetterRule("last-call", When.parse("on the last day"), "co-ordinator")
        plans = [NOTIFICATION, replace(RETURN, starts=Fixed(date(2025, 12, 25)), letters=(rule,))]
        assert lay_out(plans, day_one=MONDAY).letters[0].on == date(2025, 12, 24)

    def test_moving_a_milestone_plans_its_reminders_anew_and_its_letters_not_again(self):
        before = self.timetable()
        moves = move(before, "return", starts=date(2025, 10, 14))
        old = {letter.letter: letter.occasion for letter in before.letters}
        new = {letter.letter: letter.occasion for letter in moves.after.letters}
        assert old["opens"] == new["opens"]
        assert old["reminder"] != new["reminder"]
        assert [(a.letter, b.on) for a, b in moves.letters] == [
            ("opens", date(2025, 10, 14)),
            ("reminder", date(2025, 10, 7)),
            ("chaser", date(2025, 10, 15)),
        ]

    def test_every_occasion_of_a_plan_is_another(self):
        occasions = [letter.occasion for letter in self.timetable().letters]
        assert len(set(occasions)) == len(occasions)

    def test_what_was_missed_because_nothing_ran_still_goes_but_nothing_older(self):
        plan = self.timetable().letters
        assert [letter.letter for letter in due(plan, since=MONDAY, today=date(2025, 10, 7))] == ["opens", "reminder"]
        assert [letter.letter for letter in due(plan, since=date(2025, 10, 6), today=date(2025, 10, 7))] == ["opens"]

    @given(DAYS, calendars(), st.integers(1, 10))
    def test_a_letter_leaves_on_a_working_day_on_its_own_side_of_the_date(self, day_one, days, count):
        assume(days.is_open(day_one))
        for words in (f"{count} working days before the last day", f"{count} weeks before the first day"):
            rule = LetterRule("reminder", When.parse(words), "co-ordinator")
            timetable = lay_out([replace(NOTIFICATION, letters=(rule,))], day_one=day_one, days=days)
            on = timetable.letters[0].on
            assert days.is_open(on)
            assert on < timetable["notification"].day(rule.when.edge)
