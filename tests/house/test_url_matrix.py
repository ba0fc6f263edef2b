"""Every address, by GET and by POST, as every kind of person: each gets the answer that its row states."""

from importlib import import_module

import pytest
from django.core.cache import cache
from django.db import connection, models, transaction
from django.test import Client
from django.urls import reverse

from accounts import speaking
from tests.house import matrix
from tests.house.matrix import EVERYBODY, NOT_THERE, PUBLIC, Row, build_world
from tests.house.pages import every_address
from tests.house.rooms import HOUSE, WIRING

TABLES = sorted(path.stem for path in (HOUSE / "tests" / "house" / "matrix").glob("*.py") if path.stem != "__init__")
#: Pages of libraries are listed where their addresses are.
LISTED_IN = {"allauth": "accounts"}
NO_SUCH_NUMBER = 999_999_999
NO_SUCH_WORDS = "no-such-thing"


def table(room: str):
    return import_module(f"tests.house.matrix.{room}")


def addresses_of(room: str) -> set[str]:
    def home(view):
        first = view.__module__.partition(".")[0]
        return LISTED_IN.get(first, first)

    return {address.name for address in every_address() if home(address.view) == room}


# --- The tables are whole -----------------------------------------
@pytest.mark.parametrize("room", TABLES)
def test_every_address_of_a_room_has_its_row_and_no_row_is_of_another(room):
    names = [row.name for row in table(room).ROWS]
    assert len(names) == len(set(names))
    assert set(names) == addresses_of(room)


@pytest.mark.parametrize("room", TABLES)
def test_every_row_lets_somebody_in(room):
    empty = [row.name for row in table(room).ROWS if not row.by or not row.by <= EVERYBODY]
    assert empty == []


def test_every_room_that_has_pages_has_a_table():
    rooms = {LISTED_IN.get(first, first) for first in {a.view.__module__.partition(".")[0] for a in every_address()}}
    assert rooms - set(TABLES) - {WIRING} - matrix.TABLES_TO_COME == set()


# --- The walk -----------------------------------------
@pytest.fixture
def world(db, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    cache.clear()
    return build_world()


def walk(world, rows: list[Row], *, filters_off=False) -> list[str]:
    """Ask for every row as everybody; what differs from the table, a line each."""
    wrong = []
    for kind in sorted(EVERYBODY):
        client = Client()
        if kind != PUBLIC:
            client.force_login(world.people[kind])
        for row in rows:
            args = row.args(world)
            address = reverse(row.name, args=args)
            for method in ("GET", "POST"):
                expected = row.expected(method, kind)
                got, body = _ask(client, method, address, row.data(world))
                if filters_off:
                    wrong += _leaks(world, row, kind, method, got, body)
                elif got != expected:
                    wrong.append(f"{method} {row.name} as {kind}: {got}, not {expected}")
            if not filters_off and kind in row.by and (absent := _absent(args)) and hasattr(_view(row), "about"):
                got, _ = _ask(client, "GET", reverse(row.name, args=absent), {})
                if row.get != matrix.NOT_ALLOWED and got != NOT_THERE:
                    wrong.append(f"GET {row.name} as {kind}, of what is not there: {got}, not {NOT_THERE}")
    return wrong


def _view(row):
    return next(address.view for address in every_address() if address.name == row.name)


def _absent(args):
    return [NO_SUCH_NUMBER if isinstance(arg, int) else NO_SUCH_WORDS for arg in args]


def _ask(client, method, address, data):
    """One request, and nothing of it stays."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        ours = {"HTTP_ORIGIN": "http://testserver"}
        answer = client.get(address) if method == "GET" else client.post(address, data, **ours)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    client.cookies = cookies
    cache.clear()
    return answer.status_code, body.decode(errors="replace")


@pytest.mark.parametrize("room", TABLES)
def test_everybody_gets_what_the_table_states(room, world):
    table(room).prepare(world)
    assert walk(world, table(room).ROWS) == []


def test_a_page_that_forgot_its_guard_is_found(world, monkeypatch):
    """The walk can fail: with a guard that lets everybody in, it does."""
    from accounts.views import people

    table("accounts").prepare(world)
    rows = [row for row in table("accounts").ROWS if row.name in {"manage:people", "manage:person"}]
    assert walk(world, rows) == []
    monkeypatch.setattr(type(world.people[PUBLIC if PUBLIC in world.people else "stranger"]), "holds", lambda *a: True)
    found = walk(world, rows)
    assert "GET manage:people as stranger: 200, not 404" in found
    assert "GET manage:person as stranger: 200, not 404" in found
    assert people


# --- With the filters off -----------------------------------------
def _walled_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        return {name for (name,) in cursor.fetchall()}


def _querysets(base=models.QuerySet):
    for each in base.__subclasses__():
        yield each
        yield from _querysets(each)


@pytest.fixture
def filters_off(monkeypatch):
    """As if somebody had forgotten every filter: whoever asks is shown all that the database shows them."""
    for queryset in set(_querysets()):
        if "visible_to" in vars(queryset):
            monkeypatch.setattr(queryset, "visible_to", lambda self, user: self.all())


def _leaks(world, row, kind, method, got, body) -> list[str]:
    """What a person sees whom the row does not let in: somebody's words, or a row behind the wall."""
    if kind in row.by:
        return []
    found = [f"{method} {row.name} shows {kind} “{words}”" for words in sorted(world.secrets) if words in body]
    about = getattr(_view(row), "about", None)
    if about is not None and about._meta.db_table in _walled_tables() and row.get != matrix.NOT_ALLOWED:
        signed_in = kind != PUBLIC
        if method == "GET" and signed_in and row.otherwise == NOT_THERE and got != NOT_THERE:
            found.append(f"GET {row.name} as {kind}: {got}, though the row is behind the wall")
    return found


@pytest.mark.parametrize("room", TABLES)
def test_with_the_filters_off_the_database_still_hides_what_is_somebody_elses(room, world, filters_off):
    table(room).prepare(world)
    assert walk(world, table(room).ROWS, filters_off=True) == []


def test_without_the_wall_the_walk_would_find_leaks(world, filters_off, monkeypatch):
    """This check can fail too: where the database is asked as the portal itself, everything is shown."""
    rows = [row for room in TABLES for row in table(room).ROWS]
    walled = _walled_tables()
    about_walled = [
        row for row in rows if getattr(_view(row), "about", None) and _view(row).about._meta.db_table in walled
    ]
    if not about_walled:
        pytest.skip("no table lists a page about a row behind the wall yet")
    for room in TABLES:
        table(room).prepare(world)
    say = speaking._say
    monkeypatch.setattr(speaking, "_say", lambda person, service: say(person, True))
    assert walk(world, about_walled, filters_off=True) != []
