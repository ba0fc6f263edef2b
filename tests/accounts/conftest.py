import pytest
from django.core.cache import cache

from accounts import waking


@pytest.fixture(autouse=True)
def _no_tries_counted_before():
    """Limits are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture(autouse=True)
def _a_broker_that_was_not_missed_before(monkeypatch):
    """A process leaves a silent broker alone for a while, which would outlive a test too."""
    monkeypatch.setattr(waking, "_leave_alone_until", 0.0)
