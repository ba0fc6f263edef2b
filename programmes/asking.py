"""Rooms that add to one page, without a question to each that has nothing to add."""

from collections.abc import Callable, Iterator, Mapping

from django.db.models import IntegerField, QuerySet, Value


class Asked:
    """Functions of other rooms, asked one after another in the order in which they joined.

    A room that says in which ``rows`` it looks is asked only where there are any: whether there are, one question tells
    of all rooms together. A page that twenty rooms add to would cost twenty otherwise, of which a day's work has
    something in three.
    """

    def __init__(self):
        self._rooms: list[tuple[Callable, Callable[..., QuerySet | None] | None]] = []

    def add(self, function: Callable, rows: Callable[..., QuerySet | None] | None = None) -> None:
        """``rows`` is called with what ``function`` is called with, and says where it looks: it gets that as its last.

        None instead of a queryset: it has nothing to add for these. A function without ``rows`` is asked always.
        """
        self._rooms.append((function, rows))

    def ask(self, *about) -> Iterator:
        """What each of them gives that has something to add about this. One question, besides theirs."""
        looked_in = {place: rows(*about) for place, (_, rows) in enumerate(self._rooms) if rows}
        have_some = with_rows({place: rows for place, rows in looked_in.items() if rows is not None})
        for place, (function, rows) in enumerate(self._rooms):
            if rows is None:
                yield function(*about)
            elif place in have_some:
                yield function(*about, looked_in[place])


def with_rows(querysets: Mapping[int, QuerySet]) -> set[int]:
    """Of numbered querysets the numbers of those that have a row. One question, or none."""
    # In an order of its own a queryset may join a table whose rows this person does not see, and lose its own with them.
    one_of_each = [
        queryset.order_by().values_list(Value(number, IntegerField()))[:1] for number, queryset in querysets.items()
    ]
    if not one_of_each:
        return set()
    first, *others = one_of_each
    return {number for (number,) in (first.union(*others, all=True) if others else first)}
