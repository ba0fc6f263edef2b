"""The words in which the trail tells a row: what each field is called, what its values mean, what a row is called.

Every field that has a history has words here: those that mean the same wherever they stand, or those that a room gives
to its own model (``say``, in its ``in_the_trail.py``). A house test asks it of every one.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from psycopg2.extras import DateRange, DateTimeTZRange

LONGEST = 300
NOTHING = (None, "", [], {})

#: Fields that mean the same in every model.
SHARED = {
    "name": "Name",
    "title": "Title",
    "short_title": "Short title",
    "subtitle": "Subtitle",
    "summary": "Summary",
    "code": "Code",
    "slug": "Part of its web address",
    "key": "Short name in its definition",
    "kind": "Kind",
    "role": "Role",
    "status": "State",
    "reason": "Reason",
    "person": "Person",
    "organisation": "Organisation",
    "programme": "Programme",
    "participation": "Partnership taking part",
    "participation_ref": "Partnership taking part",
    "milestone": "Milestone",
    "report": "Report",
    "reference": "Reference",
    "position": "Place in the order",
    "version": "Times it was saved",
    "period": "From when to when",
    "email": "E-mail address",
    "day_one": "Day that the timetable counts from",
    "created_at": "Begun on",
    "updated_at": "Last changed on",
    "updated_by": "Last changed by",
    "asked_at": "Asked for on",
    "asked_by": "Asked for by",
    "accepted_at": "Accepted on",
    "accepted_by": "Accepted by",
    "withdrawn_at": "Withdrawn on",
    "withdrawn_by": "Withdrawn by",
    "withdrawn_reason": "Why it was withdrawn",
    "started_at": "Started on",
    "started_by": "Started by",
    "settled_at": "Settled on",
    "settled_by": "Settled by",
    "lease_until": "Held by a worker until",
}

#: What a model's own fields are called, where no word is shared, or another says it better.
of_its_own: dict[type[models.Model], dict[str, str]] = {}
#: Values that are no words yet, such as a key: (model, field) to what says them.
_values: dict[tuple[type[models.Model], str], Callable[[object], str]] = {}
#: Numbers that stand for a row of a room higher up, by the name of the field.
refers: dict[str, type[models.Model]] = {}


def say(model: type[models.Model], words: dict[str, str], values: dict[str, Callable] | None = None) -> None:
    """Give a model's fields their words, and its values where they are keys."""
    of_its_own[model] = words
    for name, in_words in (values or {}).items():
        _values[model, name] = in_words


def words_of(model: type[models.Model], name: str) -> str | None:
    """What a field is called in the trail; None where nobody has said it."""
    return of_its_own.get(model, {}).get(name) or SHARED.get(name)


def row_of(field_: models.Field) -> type[models.Model] | None:
    """The model whose row a field names."""
    return field_.related_model if field_.is_relation else refers.get(field_.name)


def value(model: type[models.Model], field_: models.Field, value, named: Callable) -> str:
    """A value as a person would say it. ``named`` says what a row is called, from its model and number."""
    if value in NOTHING:
        return ""
    if of := row_of(field_):
        return named(of, value)
    if in_words := _values.get((model, field_.name)):
        return in_words(value)
    if field_.choices:
        return str(dict(field_.flatchoices).get(value, value))
    text = _plainly(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text):,} characters)"


def size(value: int) -> str:
    return filesizeformat(value)


def with_spaces(value: str) -> str:
    """A key that is made of words."""
    return value.replace("-", " ").replace("_", " ").capitalize()


def _plainly(value) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{timezone.localtime(value):%-d %B %Y, %H:%M}"
        case date():
            return f"{value:%-d %B %Y}"
        case DateRange() | DateTimeTZRange():
            return _range(value)
        case list() | tuple():
            return "; ".join(words for each in value if (words := _plainly(each)))
        case {"text": str(text), **rest}:
            return f"{text} ({more})" if (more := _plainly(rest)) else text
        case dict():
            return ", ".join(
                f"{str(key).replace('_', ' ')}: {words}" for key, each in value.items() if (words := _plainly(each))
            )
        case None:
            return ""
    return str(value)


def _range(value: DateRange | DateTimeTZRange) -> str:
    """A range of days ends with its last day, not with the day after it."""
    upper = value.upper - timedelta(days=1) if value.upper and isinstance(value, DateRange) else value.upper
    first = f"from {_plainly(value.lower)}" if value.lower else ""
    last = f" to {_plainly(upper)}" if upper else ""
    return f"{first}{last}".strip()
