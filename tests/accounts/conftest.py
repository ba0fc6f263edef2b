import pytest
from django.core.cache import cache

from tests.browser import browser_page, chromium  # noqa: F401


@pytest.fixture(autouse=True)
def _no_tries_counted_before():
    """Limits are counted in the cache, which outlives a test."""
    cache.clear()
