"""Some seconds of scripts/letters_fault_test, on servers of its own."""

import random

import pytest

from tests.faults.letters import SHORT, Experiment


@pytest.mark.faults
def test_each_of_32_people_has_each_letter_once_whatever_is_killed(monkeypatch):
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    result = Experiment(SHORT, random.randrange(1_000_000), folder="faults-in-tests").perform()
    print(result.table())
    assert result.failures == [], result.table()
    assert sum(result.faults.values()) == len(SHORT.faults())
