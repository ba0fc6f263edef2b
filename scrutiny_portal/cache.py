"""The cache: Redis, and nothing at all where Redis is down. A cache may forget; it may not stop a page.

Two things are no cache though they are kept there by the sign-in library: how often somebody has tried to sign in, and
which codes of a second factor have been used. Those are counted in this process while Redis is away. So guessing stays
limited, only less tightly (each web worker counts for itself), and nobody is locked out because Redis is.
"""

import logging
import time

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

#: What is counted here while Redis is away: limits of the sign-in library, used codes, used identity tokens.
NEVER_FORGOTTEN = ("allauth", "mfa", "jwt:")
#: After Redis gave no answer, this process leaves it alone for so many seconds: one page waits, and not each.
PATIENCE = 10
_left_alone_until = 0.0


class PatientRedisCache(RedisCache):
    """Redis, except that a Redis that does not answer is a cache that remembers nothing but limits."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._here = LocMemCache("limits", {"OPTIONS": {"MAX_ENTRIES": 20_000}})

    def get(self, key, default=None, version=None):
        return self._ask("get", [key], default, key, default=default, version=version)

    def get_many(self, keys, version=None):
        return self._ask("get_many", [], {}, keys, version=version)

    def set(self, key, value, *args, **kwargs):
        return self._ask("set", [key], None, key, value, *args, **kwargs)

    def set_many(self, data, *args, **kwargs):
        return self._ask("set_many", [], [], data, *args, **kwargs)

    def add(self, key, value, *args, **kwargs):
        return self._ask("add", [key], True, key, value, *args, **kwargs)

    def incr(self, key, delta=1, version=None):
        return self._ask("incr", [key], delta, key, delta=delta, version=version)

    def touch(self, key, *args, **kwargs):
        return self._ask("touch", [key], False, key, *args, **kwargs)

    def delete(self, key, version=None):
        return self._ask("delete", [key], False, key, version=version)

    def delete_many(self, keys, version=None):
        return self._ask("delete_many", [], None, keys, version=version)

    def has_key(self, key, version=None):
        return self._ask("has_key", [key], False, key, version=version)

    def clear(self):
        self._here.clear()
        return self._ask("clear", [], False)

    def _ask(self, what, keys, otherwise, *args, **kwargs):
        global _left_alone_until
        if time.monotonic() >= _left_alone_until:
            try:
                return getattr(super(), what)(*args, **kwargs)
            except (RedisError, OSError) as error:
                _left_alone_until = time.monotonic() + PATIENCE
                log.warning("cache unavailable: %s", type(error).__name__)
        if any(key.startswith(NEVER_FORGOTTEN) for key in keys):
            return getattr(self._here, what)(*args, **kwargs)
        return otherwise
