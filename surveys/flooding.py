"""Limits against machines that send and send. They count what comes at a link, and nothing about who sends it.

Each web process counts for itself in its memory, for one minute: no address is kept, and neither Redis nor the database
is asked. docs/anonymity.md says what these limits cannot do.
"""

import time

from django.conf import settings

_counted: dict[tuple[str, int], int] = {}
_minute = 0


def is_too_much(link: int) -> bool:
    """Count one more answer at a link; True where this minute has brought more than there can be people."""
    return _count("answers", link) > settings.SURVEY_ANSWERS_A_MINUTE


def is_too_many_pages(link: int) -> bool:
    """Count one more page that is to be kept of a form in the making; True where so many people cannot be writing."""
    return _count("pages", link) > settings.SURVEY_PAGES_A_MINUTE


def _count(what: str, link: int) -> int:
    global _minute
    now = int(time.monotonic() // 60)
    if now != _minute:
        _counted.clear()
        _minute = now
    _counted[what, link] = _counted.get((what, link), 0) + 1
    return _counted[what, link]
