"""Telling a worker that there is something to do. Only a courtesy: the next tick would find the row anyway."""

import logging

from celery import signature
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def _check_waiting() -> None:
    signature("files.tasks.check_waiting").delay()


def _make_waiting() -> None:
    signature("files.tasks.make_waiting").delay()


def a_checker() -> None:
    """Once for a commit, however many files it brings: with Redis away, each knock would cost the page a second."""
    _knock_once(_check_waiting)


def the_press() -> None:
    _knock_once(_make_waiting)


def a_second_look(pk: int) -> None:
    """At once, and not with the commit: the request in which the bytes were found changed is rolled back."""
    log.error("the bytes of a checked file have changed", extra={"file": pk})
    try:
        signature("files.tasks.verify").delay(pk)
    except OperationalError:
        log.warning("nobody could be woken; the hourly reading will come to it", extra={"file": pk})


def _knock_once(knock) -> None:
    connection = transaction.get_connection()
    if any(waiting is knock for _, waiting, *_ in connection.run_on_commit):
        return
    # Robust: a page that could not wake a worker has still done its work.
    transaction.on_commit(knock, robust=True)
