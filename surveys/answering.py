"""What happens to a form: kept while it is filled in, taken once, forgotten on wish. Asked of functions that give no answer away.

The functions stand in ``surveys/migrations/0002_walls.py``; the portal's own role can read none of the tables behind.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from surveys.doorway import mark_of

Values = Mapping[str, object]


@dataclass(frozen=True)
class Form:
    """A form as it stands: its answers so far, and whether it was sent already (its answers are then empty)."""

    values: dict[str, object]
    was_sent: bool


def _ask(sql: str, parameters: list):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()


def form(number: str) -> Form:
    """The form with this number, as far as it has been filled in."""
    was_sent, values = _ask("SELECT was_sent, kept FROM surveys_form(%s)", [mark_of(number)])
    if isinstance(values, str):
        values = json.loads(values)
    return Form(values or {}, was_sent)


def keep(link: int, number: str, values: Values) -> None:
    """Keep a form in the making, in place of what was kept of it before. A form that was sent is left alone."""
    _ask("SELECT surveys_keep(%s, %s, %s::jsonb)", [link, mark_of(number), json.dumps(values)])


def send(link: int, number: str, values: Values) -> bool:
    """Take a form's answers, once: the second time nothing changes. False where the survey takes none any more."""
    return _ask("SELECT surveys_take(%s, %s, %s::jsonb)", [link, mark_of(number), json.dumps(values)])[0] == "taken"


def forget(number: str) -> None:
    """Throw a form in the making away."""
    _ask("SELECT surveys_forget(%s)", [mark_of(number)])
