"""A page costs as many questions with a thousand rows as with one."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def cost(client, address: str, query: dict | None = None) -> list[str]:
    """What one page asks of the database, without the marks of nested transactions."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, query or {})
    assert answer.status_code == 200, (address, answer.status_code)
    return [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]


def know_the_tables() -> None:
    """What the database finds out by itself within a minute of being filled; without it, it plans for empty tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_owner; ANALYZE; SET LOCAL ROLE portal_app")


def assert_flat(client, address: str, make_rows: Callable[[int], None], *, rows=(1, 10), at_most: int | None = None):
    """``make_rows(n)`` adds n rows; the page asks as often after as before. The first visit is not counted."""
    make_rows(rows[0])
    cost(client, address)
    few = cost(client, address)
    make_rows(rows[1])
    many = cost(client, address)
    assert len(many) == len(few), [sql for sql in many if sql not in few]
    if at_most is not None:
        assert len(few) <= at_most, few
