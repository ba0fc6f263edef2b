"""Nothing that a respondent was thanked for is lost, changed or doubled, whatever is killed meanwhile."""

import random
from collections import Counter

import pytest

from tests.faults.answers import AnswersUnderFire, judged
from tests.faults.letters import IN_TESTS

#: Their servers are those of the other experiments, so they run one after the other.
pytestmark = pytest.mark.xdist_group("under fire")


@pytest.fixture
def under_fire(monkeypatch):
    """Perform the experiment with servers of its own, and print what came of it."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)

    def perform(**plan):
        seed = random.randrange(1_000_000)
        outcome = AnswersUnderFire(seed=seed, folder=IN_TESTS, **plan).perform()
        print(f"seed {seed}: {outcome}")
        return outcome

    return perform


@pytest.mark.faults
def test_every_answer_that_was_thanked_for_is_stored_once_whatever_is_killed(under_fire):
    outcome = under_fire(seconds=16, worker_kills=6, postgres_kills=3)
    assert outcome.is_right, str(outcome)
    assert sum(outcome.faults.values()) >= 8, str(outcome)
    assert outcome.thanked > 100, str(outcome)


@pytest.mark.faults
def test_a_survey_frozen_under_fire_holds_all_who_were_thanked_and_turns_later_ones_away(under_fire):
    outcome = under_fire(seconds=20, worker_kills=6, postgres_kills=2, freezes=True)
    assert outcome.is_right, str(outcome)
    assert outcome.frozen == outcome.stored >= outcome.thanked > 100, str(outcome)
    assert outcome.closed > 10, str(outcome)


#: Ways in which a portal could go wrong, put into it on purpose.
MISTAKES = {
    "changed": """
        CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            NEW.values = NEW.values - 'role'; RETURN NEW; END $$;
        CREATE TRIGGER spoil BEFORE INSERT ON surveys_answer FOR EACH ROW EXECUTE FUNCTION spoil();""",
    "lost": """
        CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            RETURN CASE WHEN NEW.values ->> 'works-well' ~ '[1-9]$' THEN NEW END; END $$;
        CREATE TRIGGER spoil BEFORE INSERT ON surveys_answer FOR EACH ROW EXECUTE FUNCTION spoil();""",
}


@pytest.mark.faults
@pytest.mark.parametrize("seen_as", MISTAKES)
def test_the_experiment_sees_a_portal_that_goes_wrong(under_fire, seen_as):
    outcome = under_fire(seconds=3, worker_kills=0, postgres_kills=0, spoil=MISTAKES[seen_as])
    assert getattr(outcome, seen_as), str(outcome)
    assert not outcome.is_right


class TestTheJudgement:
    """The comparison alone, without servers."""

    def said(self, number, **more):
        return {"service": "adults", "works-well": f"form {number}", **more}

    def told(self, *ended, unheard=False):
        return [{"said": self.said(n), "ended": each, "unheard": unheard} for n, each in enumerate(ended)]

    def test_all_is_right_where_each_is_stored_as_it_was_said(self):
        assert judged(self.told("thanked", ""), [self.said(0), self.said(1)], [], Counter()).is_right
        assert judged(self.told("thanked", "closed"), [], [self.said(0)], Counter()).is_right

    @pytest.mark.parametrize(
        ("stored", "seen_as"),
        [
            ([], "lost"),
            ([{}], "nobodys"),
            ([{"works-well": "form 0"}], "changed"),
            ([{"works-well": "form 0", "service": "justice"}], "changed"),
            ([{"works-well": "form 0", "service": "adults", "role": "x"}], "changed"),
            ([{"works-well": "form 0", "service": "adults"}] * 2, "doubled"),
            ([{"works-well": "form 0", "service": "adults"}, {"works-well": "form 9"}], "nobodys"),
        ],
    )
    def test_each_way_of_going_wrong_is_seen(self, stored, seen_as):
        for waiting, frozen in ((stored, []), ([], stored)):
            outcome = judged(self.told("thanked"), waiting, frozen, Counter())
            assert getattr(outcome, seen_as)
            assert not outcome.is_right

    def test_who_was_turned_away_and_is_stored_is_seen_unless_an_earlier_try_was_not_answered(self):
        told = self.told("thanked", "closed")
        rows = [self.said(0), self.said(1)]
        assert judged(told, [], rows, Counter()).after_closing == ["form 1"]
        told[1]["unheard"] = True
        assert judged(told, [], rows, Counter()).is_right

    def test_an_answer_that_is_in_no_dataset_though_its_survey_was_frozen_is_seen(self):
        assert judged(self.told("thanked", "thanked"), [self.said(0)], [self.said(1)], Counter()).left_over == 1
