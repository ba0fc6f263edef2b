"""Some seconds of scripts/letters_fault_test, on servers of its own."""

import random

import pytest

from tests.faults.letters import IN_TESTS, SHORT, Experiment

#: Its servers are those of the other experiments, so they run one after the other.
pytestmark = pytest.mark.xdist_group("under fire")


@pytest.mark.faults
def test_each_of_32_people_has_each_letter_once_whatever_is_killed(monkeypatch):
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    result = Experiment(SHORT, random.randrange(1_000_000), folder=IN_TESTS).perform()
    print(result.table())
    assert result.failures == [], result.table()
    assert sum(result.faults.values()) == len(SHORT.faults())
