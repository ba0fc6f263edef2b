"""What happens to a form: kept while it is filled in, taken once, forgotten on wish. Asked of functions that give no answer away.

The functions stand in ``surveys/migrations/0002_walls.py``; the portal's own role can read none of the tables behind.
"""

import json
from dataclasses import dataclass

from django.db import connection

from instruments.answers import Typed
from surveys.doorway import mark_of
from surveys.sheets import SoFar, Values

#: Beside the answers, under a name that no question can have: what was typed and cannot be taken, and the page it was left on.
_BESIDE = "?"


@dataclass(frozen=True)
class Form:
    """A form as it stands: how far it has come, and whether it was sent already (it is then empty)."""

    so_far: SoFar
    was_sent: bool

    @property
    def values(self) -> Values:
        return self.so_far.values


def _ask(sql: str, parameters: list):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()


def form(number: str) -> Form:
    """The form with this number, as far as it has been filled in."""
    was_sent, values = _ask("SELECT was_sent, kept FROM surveys_form(%s)", [mark_of(number)])
    if isinstance(values, str):
        values = json.loads(values)
    values = values or {}
    beside = values.pop(_BESIDE, {})
    return Form(SoFar(values, beside.get("typed", {}), beside.get("at", "")), was_sent)


def keep(link: int, number: str, values: Values, *, not_taken: Typed | None = None, at: str = "") -> None:
    """Keep a form in the making, in place of what was kept of it before. A form that was sent is left alone."""
    beside = {name: each for name, each in (("typed", not_taken), ("at", at)) if each}
    kept = {**values, _BESIDE: beside} if beside else values
    _ask("SELECT surveys_keep(%s, %s, %s::jsonb)", [link, mark_of(number), json.dumps(kept)])


def send(link: int, number: str, values: Values) -> bool:
    """Take a form's answers, once: the second time nothing changes. False where the survey takes none any more."""
    return _ask("SELECT surveys_take(%s, %s, %s::jsonb)", [link, mark_of(number), json.dumps(values)])[0] == "taken"


def forget(number: str) -> None:
    """Throw a form in the making away."""
    _ask("SELECT surveys_forget(%s)", [mark_of(number)])
