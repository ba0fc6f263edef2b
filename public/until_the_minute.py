"""What is the same for everybody until the next whole minute, read once in it by each process.

One more cache of those that ``public.caching`` speaks of: all of them end at every whole minute by the database's clock.
Nothing that a release changes is kept so: that is asked of the database each time.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.db import connection

from reports.minutes import next_whole_minute

Read = TypeVar("Read")

_kept: dict[Callable, tuple[float, object]] = {}


def kept(read: Callable[[], Read]) -> Read:
    """What ``read`` gives, read now or earlier in this minute. Where no pages are kept, this is not either."""
    there = _kept.get(read)
    if there and time.monotonic() < there[0]:
        return there[1]  # type: ignore[return-value]
    # Looked at before the database's, and before what is read: however long that takes, it is old at the minute.
    asked_at = time.monotonic()
    with connection.cursor() as cursor:
        # What is read shows what was so when the transaction began; from that minute's end it is old.
        cursor.execute("SELECT now(), clock_timestamp()")
        began, now = cursor.fetchone()
    found = read()
    if settings.PUBLIC_PAGES_AT_HAND:
        _kept[read] = asked_at + (next_whole_minute(began) - now).total_seconds(), found
    return found
