"""Waking a worker for what was just written. It only saves waiting for beat's next tick: the rows are the schedule.

Tasks are named, not imported: whoever writes a row need not load what will be done with it.
"""

import logging
import time

from celery import current_app, signature
from django.db import connection, transaction
from kombu.exceptions import OperationalError
from kombu.pools import producers
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

#: After Redis gave no answer, this process leaves it alone for so many seconds, so that one page waits and not each.
PATIENCE = 10
_leave_alone_until = 0.0

#: A page must never hang on Redis: two tries of half a second each.
HURRIED = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "max_retries": 1, "interval_start": 0}
POLICY = {"max_retries": 1, "interval_start": 0}


def _hurried_producer():
    """A connection that is kept for the next time, and that gives up sooner than a worker's."""
    broker = current_app.connection_for_write()
    broker.transport_options |= HURRIED
    return producers[broker].acquire(block=True)


def ask_now(task: str, *args) -> bool:
    """Ask a worker at once, without waiting for a commit; False where no broker took it, or none did a moment ago."""
    global _leave_alone_until
    if time.monotonic() < _leave_alone_until:
        return False
    try:
        with _hurried_producer() as producer:
            signature(task, args).apply_async(producer=producer, retry=True, retry_policy=POLICY)
    except (OperationalError, RedisError, OSError) as error:
        _leave_alone_until = time.monotonic() + PATIENCE
        log.warning("%s was not handed over: %s", task, type(error).__name__)
        return False
    return True


class _Wake:
    def __init__(self, task: str):
        self.task = task

    def __call__(self) -> None:
        ask_now(self.task)


def wake_when_committed(task: str) -> None:
    """Have a task (named, without arguments) run soon after this transaction is safe: once, however often asked.

    Where Redis is down the work waits for the next tick, and nobody is told: no page may fail for that.
    """
    if any(isinstance(known, _Wake) and known.task == task for _, known, *_ in connection.run_on_commit):
        return
    transaction.on_commit(_Wake(task), robust=True)


def hand_over_when_committed(task, *args) -> None:
    """Have a worker do what no row waits for, such as a mail with a link; where no broker answers it is done here."""

    def hand_over():
        if not ask_now(task.name, *args):
            task(*args)

    transaction.on_commit(hand_over, robust=True)
