"""Nothing before the minute and everything within a second after it, of a real server, with every worker stopped."""

import pytest

from tests.faults.embargo import PUBLIC, Asked, TheMinute, judged
from tests.faults.letters import IN_TESTS

#: Its servers are those of the other experiments, so they run one after the other.
pytestmark = pytest.mark.xdist_group("under fire")


@pytest.fixture
def the_minute(monkeypatch):
    """Let a minute pass with servers of its own, and print what came of it."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)

    def perform(**how):
        outcome = TheMinute(folder=IN_TESTS, **how).perform()
        print(outcome)
        return outcome

    return perform


@pytest.mark.faults
def test_while_a_real_minute_passes_nothing_is_told_early_and_everything_within_a_second(the_minute):
    outcome = the_minute()
    assert outcome.is_right, str(outcome)
    assert outcome.before > 50, str(outcome)
    assert outcome.after > 45, str(outcome)


class TestTheJudgement:
    """The comparison alone, without servers."""

    MINUTE = 1_000.0

    def answer(self, begun, ended, *, is_told=False, leaks=False, address="/"):
        return Asked(PUBLIC, address, begun, ended, 200, is_told, leaks)

    def judged(self, *answers):
        return judged(answers, self.MINUTE, [(PUBLIC, "/")])

    def test_all_is_right_where_nothing_was_told_before_and_everything_after(self):
        early, between, late = self.answer(990, 991), self.answer(999.9, 1000.1, leaks=True), self.answer(
            1000.1, 1003, is_told=True, leaks=True
        )  # fmt: skip
        outcome = self.judged(early, between, late)
        assert outcome.is_right, str(outcome)
        assert (outcome.before, outcome.after) == (1, 1)

    @pytest.mark.parametrize("told", [{"is_told": True}, {"leaks": True}])
    def test_what_is_told_and_over_before_the_minute_is_early(self, told):
        outcome = self.judged(self.answer(999, 999.9, **told), self.answer(1000, 1001, is_told=True))
        assert outcome.early == [f"/ as {PUBLIC}"]
        assert not outcome.is_right

    def test_what_is_asked_at_the_minute_and_not_told_is_late(self):
        outcome = self.judged(self.answer(990, 991), self.answer(1000, 1001))
        assert outcome.late == [f"/ as {PUBLIC}: 200"]
        assert not outcome.is_right

    def test_what_nobody_asked_within_a_second_is_not_taken_for_told(self):
        outcome = self.judged(self.answer(990, 991), self.answer(1001.5, 1002, is_told=True))
        assert outcome.never_asked == [f"/ as {PUBLIC}"]
        assert not outcome.is_right
