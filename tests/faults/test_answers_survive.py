"""Nothing that a respondent was thanked for is lost or doubled, whatever is killed meanwhile."""

import random

import pytest

from tests.faults.answers import AnswersUnderFire


@pytest.mark.faults
def test_every_answer_that_was_thanked_for_is_stored_once_whatever_is_killed(monkeypatch):
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    fire = AnswersUnderFire(
        seed=random.randrange(1_000_000), seconds=16, worker_kills=6, postgres_kills=3, folder="faults-of-answers"
    )
    outcome = fire.perform()
    print(outcome)
    assert outcome.is_right, str(outcome)
    assert sum(outcome.faults.values()) >= 8, str(outcome)
    assert outcome.thanked > 100, str(outcome)
