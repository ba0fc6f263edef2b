"""A limit against machines that send and send. It counts answers at a link, and nothing about who sends them.

Each web process counts for itself in its memory, for one minute: no address is kept, and neither Redis nor the database
is asked. docs/anonymity.md says what this limit cannot do.
"""

import time

from django.conf import settings

_counted: dict[int, int] = {}
_minute = 0


def is_too_much(link: int) -> bool:
    """Count one more answer at a link; True where this minute has brought more than there can be people."""
    global _minute
    now = int(time.monotonic() // 60)
    if now != _minute:
        _counted.clear()
        _minute = now
    _counted[link] = _counted.get(link, 0) + 1
    return _counted[link] > settings.SURVEY_ANSWERS_A_MINUTE
