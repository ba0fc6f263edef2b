"""The cache: Redis, and nothing at all where Redis is down. A cache may forget; it may not stop a page."""

import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class PatientRedisCache(RedisCache):
    """Redis, except that a Redis that does not answer is a cache that remembers nothing."""

    def get(self, key, default=None, version=None):
        return self._or(default, super().get, key, default=default, version=version)

    def get_many(self, keys, version=None):
        return self._or({}, super().get_many, keys, version=version)

    def set(self, key, value, *args, **kwargs):
        return self._or(None, super().set, key, value, *args, **kwargs)

    def set_many(self, data, *args, **kwargs):
        return self._or([], super().set_many, data, *args, **kwargs)

    def add(self, key, value, *args, **kwargs):
        return self._or(True, super().add, key, value, *args, **kwargs)

    def incr(self, key, delta=1, version=None):
        return self._or(delta, super().incr, key, delta=delta, version=version)

    def touch(self, key, *args, **kwargs):
        return self._or(False, super().touch, key, *args, **kwargs)

    def delete(self, key, version=None):
        return self._or(False, super().delete, key, version=version)

    def delete_many(self, keys, version=None):
        return self._or(None, super().delete_many, keys, version=version)

    def has_key(self, key, version=None):
        return self._or(False, super().has_key, key, version=version)

    def clear(self):
        return self._or(False, super().clear)

    def _or(self, otherwise, call, *args, **kwargs):
        try:
            return call(*args, **kwargs)
        except (RedisError, OSError) as error:
            log.warning("cache unavailable: %s", type(error).__name__)
            return otherwise
