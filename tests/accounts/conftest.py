import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_tries_counted_before():
    """Limits are counted in the cache, which outlives a test."""
    cache.clear()
