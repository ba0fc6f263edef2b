"""What was changed, in words: read from the history that the database's triggers write."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import connection, models
from django.db.models import F, Func, Value
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.models import Area, Organisation, User
from audit import told
from audit.trail import history_models

DONE = {"insert": "Added", "update": "Changed", "delete": "Removed"}


@dataclass(frozen=True)
class Called:
    """What rows are called in the trail: read with those of every other kind in one question.

    ``words`` is a field, or an expression, of ``rows``; ``key`` is the field that holds the number of the row that is
    called so. Where several rows have the same, as in a history, the last of them says it.
    """

    rows: type[models.Model]
    words: str | models.expressions.Combinable
    key: str = "pk"
    #: How its words are put on a page.
    shown: Callable[[str], str] = str
    #: What a row is called that the reader may not see; without it, a row's history may say its name.
    unseen: str = ""

    def among(self, ids: Iterable[int], label: str) -> models.QuerySet:
        """(label, number, words) of those of the rows that the reader sees."""
        rows = self.rows._default_manager.filter(**{f"{self.key}__in": sorted(ids)}).order_by()
        if self.key != "pk":
            rows = rows.order_by(self.key, "-pk").distinct(self.key)
        words = F(self.words) if isinstance(self.words, str) else self.words
        return rows.values_list(Value(label), F(self.key), Cast(words, models.TextField()))


def joined(*parts: str | Value) -> Func:
    """Fields and words one after another; nothing at all where one of them is not to be seen."""
    return Func(*parts, template="(%(expressions)s)", arg_joiner=" || ", output_field=models.TextField())


#: What rows of each kind are called. Rooms higher up add what they know; a row that nobody names has its number.
names: dict[type[models.Model], Called] = {
    User: Called(User, "name"),
    Organisation: Called(Organisation, "name"),
    Area: Called(Area, "name"),
}


@dataclass(frozen=True)
class Kept:
    """Whose history tells what was written only to those who see a row: others learn that it was, when and by whom.

    ``seen`` are the rows as the database shows them to whoever asks; ``by`` is what a history row calls them by.
    """

    seen: Callable[[], models.QuerySet]
    by: str = "pgh_obj_id"


#: Kinds whose words are not for everybody who reads the trail, such as a report under embargo. Rooms higher up add theirs.
kept: dict[type[models.Model], Kept] = {}


#: What only keeps account of something else, such as the attempts to hand over an e-mail: shown to whoever asks for it.
bookkeeping: set[type[models.Model]] = set()


@dataclass(frozen=True)
class Wanted:
    """Which changes are asked for. ``before`` is where the last page ended."""

    kind: str = ""
    #: Only what somebody did on a page, without bookkeeping; otherwise what the portal did by itself as well.
    by_people: bool = False
    subject: int | None = None
    people: tuple[int, ...] | None = None
    first: date | None = None
    last: date | None = None
    before: str = ""


@dataclass(frozen=True)
class Difference:
    what: str
    was: str
    now: str


@dataclass
class Change:
    """One change of one row, as the page shows it."""

    at: datetime
    done: str
    kind: str
    subject: str
    who: str
    differences: list[Difference] = field(default_factory=list)
    address: str = ""
    #: Whoever asks does not see the row, and is not told its words.
    is_kept: bool = False


@dataclass
class Page:
    changes: list[Change]
    #: What to ask for to go on; empty at the end.
    older: str


def kinds() -> list[tuple[str, str]]:
    """Every kind of thing that has a history: its key, and its words."""
    found = [(_key(model), _kind(model)) for model in history_models()]
    return sorted(found, key=lambda pair: pair[1])


def key_of(row: models.Model) -> str:
    """What to filter by for the history of rows like this one."""
    return row._meta.label_lower


def _tracked(model) -> type[models.Model]:
    return model.pgh_tracked_model


def _key(model) -> str:
    return _tracked(model)._meta.label_lower


def _kind(model) -> str:
    words = str(_tracked(model)._meta.verbose_name)
    return words[:1].upper() + words[1:]


# --- Which -----------------------------------------------------------------------------------------------------------
def newest(wanted: Wanted, *, length: int) -> Page:
    """A page of changes, newest first. Costs a question for all tables, one for each kind on the page, one for the
    names of all rows that it mentions, and one for those whose words are kept."""
    found = _which(wanted, length + 1)
    page, more = found[:length], len(found) > length
    older = _place(page[-1]) if more else ""
    return Page(_in_words(page), older)


@dataclass(frozen=True)
class _Found:
    table: str
    row: int
    at: datetime
    who: str | None
    address: str | None
    #: Of the person who did it, read with it.
    name: str | None


def _place(found: _Found) -> str:
    return f"{found.at.isoformat()}~{found.table}~{found.row}"


def _from_place(place: str) -> tuple[datetime, str, int] | None:
    try:
        at, table, row = place.split("~")
        return datetime.fromisoformat(at), table, int(row)
    except ValueError:
        return None


def _which(wanted: Wanted, length: int) -> list[_Found]:
    conditions, values = ["true"], []
    if wanted.people is not None:
        conditions.append("c.metadata ->> 'user' = ANY(%s)")
        values.append([str(person) for person in wanted.people])
    if wanted.by_people:
        conditions.append("(c.metadata ->> 'user' IS NOT NULL OR c.metadata ->> 'url' IS NOT NULL)")
    if wanted.first:
        conditions.append("h.pgh_created_at >= %s")
        values.append(timezone.make_aware(datetime.combine(wanted.first, time.min)))
    if wanted.last:
        conditions.append("h.pgh_created_at < %s")
        values.append(timezone.make_aware(datetime.combine(wanted.last + timedelta(days=1), time.min)))
    if wanted.subject is not None:
        conditions.append("h.pgh_obj_id = %s")
        values.append(wanted.subject)
    parts, everything = [], []
    place = _from_place(wanted.before)
    for model in history_models():
        if wanted.kind and _key(model) != wanted.kind:
            continue
        if wanted.by_people and _tracked(model) in bookkeeping:
            continue
        table = model._meta.db_table
        here, here_values = list(conditions), list(values)
        if place:
            here.append("h.pgh_created_at <= %s AND (h.pgh_created_at, %s, h.pgh_id) < (%s, %s, %s)")
            here_values += [place[0], table, *place]
        parts.append(
            f"(SELECT '{table}' AS name, h.pgh_id AS row, h.pgh_created_at AS at,"  # noqa: S608  names from the schema
            f" c.metadata ->> 'user' AS who, c.metadata ->> 'url' AS address FROM {table} h"
            f" LEFT JOIN pghistory_context c ON c.id = h.pgh_context_id WHERE {' AND '.join(here)}"
            f" ORDER BY h.pgh_created_at DESC, h.pgh_id DESC LIMIT {length})"
        )
        everything += here_values
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found AS (SELECT * FROM ({' UNION ALL '.join(parts)}) AS every"  # noqa: S608  names from the schema
            f" ORDER BY at DESC, name DESC, row DESC LIMIT {length})"
            " SELECT found.*, person.name FROM found LEFT JOIN accounts_user person"
            " ON person.id = CASE WHEN found.who ~ '^[0-9]{1,18}$' THEN found.who::bigint END"
            " ORDER BY found.at DESC, found.name DESC, found.row DESC",
            everything,
        )
        return [_Found(*row) for row in cursor.fetchall()]


# --- In words --------------------------------------------------------------------------------------------------------
def _in_words(page: list[_Found]) -> list[Change]:
    events, befores = _events(page)
    naming = _Names()
    for event in events.values():
        naming.note(event)
    for event in befores.values():
        naming.note(event)
    for found in page:
        if found.name:
            naming.known[User, int(found.who)] = found.name
    naming.ask()
    unseen = _unseen(events.values())
    changes = []
    for found in page:
        event = events[found.table, found.row]
        before = befores.get((found.table, found.row))
        is_kept = (type(event), event.pgh_id) in unseen
        changes.append(
            Change(
                at=found.at,
                done=DONE.get(event.pgh_label, event.pgh_label.capitalize()),
                kind=_kind(type(event)),
                subject=f"number {event.pgh_obj_id}" if is_kept else _subject(event, naming),
                who=naming.of(User, int(found.who)) if found.who and found.who.isdigit() else _nobody(found),
                differences=[] if is_kept else _differences(event, before, naming),
                address=found.address or "",
                is_kept=is_kept,
            )
        )
    return changes


def _unseen(events: Iterable) -> set[tuple[type, int]]:
    """Which of these history rows tell of something that whoever asks does not see; one question for all kinds."""
    wanted: dict[type, set[int]] = defaultdict(set)
    told_by = [(event, kept[_tracked(type(event))]) for event in events if _tracked(type(event)) in kept]
    for event, keeps in told_by:
        wanted[_tracked(type(event))].add(getattr(event, keeps.by))
    asked = [
        kept[model].seen().filter(pk__in=sorted(ids)).order_by().values_list(Value(model._meta.label), "pk")
        for model, ids in wanted.items()
    ]
    seen = set(asked[0].union(*asked[1:], all=True)) if asked else set()
    return {
        (type(event), event.pgh_id)
        for event, keeps in told_by
        if (_tracked(type(event))._meta.label, getattr(event, keeps.by)) not in seen
    }


def _nobody(found: _Found) -> str:
    return "somebody not signed in" if found.address else "the portal itself"


#: Rows of a history, and before each the one that its object had until then: looked up, however long the history is.
AND_BEFORE = """
    WITH of_page AS (SELECT * FROM {table} WHERE pgh_id = ANY(%s))
    SELECT * FROM of_page
    UNION ALL
    SELECT earlier.* FROM of_page CROSS JOIN LATERAL (
        SELECT * FROM {table} before
        WHERE before.pgh_obj_id = of_page.pgh_obj_id AND before.pgh_id < of_page.pgh_id
        ORDER BY before.pgh_id DESC LIMIT 1) earlier
"""


def _events(page: Iterable[_Found]):
    """The history rows of a page, and for each the one before it, by table and row."""
    rows = defaultdict(list)
    for found in page:
        rows[found.table].append(found.row)
    by_table = {model._meta.db_table: model for model in history_models()}
    events, befores = {}, {}
    for table, ids in rows.items():
        model = by_table[table]
        found = {event.pgh_id: event for event in model.objects.raw(AND_BEFORE.format(table=table), [ids])}
        by_object = defaultdict(list)
        for pgh_id in sorted(found):
            by_object[found[pgh_id].pgh_obj_id].append(found[pgh_id])
        for history in by_object.values():
            for before, event in itertools.pairwise([None, *history]):
                if event.pgh_id in ids:
                    events[table, event.pgh_id] = event
                    if before:
                        befores[table, event.pgh_id] = before
    return events, befores


def fields(event) -> list[models.Field]:
    """The fields of a history row, or of its model, that are told."""
    return [
        field_ for field_ in event._meta.concrete_fields if not field_.name.startswith("pgh_") and field_.name != "id"
    ]


class _Names:
    """What the rows that a page mentions are called: asked once for all of them."""

    def __init__(self):
        self.wanted: dict[type, set[int]] = defaultdict(set)
        self.known: dict[tuple[type, int], str] = {}

    def note(self, event) -> None:
        self.want(_tracked(type(event)), event.pgh_obj_id)
        for field_ in fields(event):
            if of := told.row_of(field_):
                self.want(of, getattr(event, field_.attname))

    def want(self, model, pk) -> None:
        if pk is not None:
            self.wanted[model].add(pk)

    def ask(self) -> None:
        by_label, asked = {}, []
        for model, ids in self.wanted.items():
            unknown = {pk for pk in ids if (model, pk) not in self.known}
            if unknown and model in names:
                by_label[model._meta.label] = model
                asked.append(names[model].among(unknown, model._meta.label))
                if names[model].unseen:
                    self.known |= {(model, pk): f"{names[model].unseen} {pk}" for pk in unknown}
        if asked:
            for label, pk, words in asked[0].union(*asked[1:], all=True):
                model = by_label[label]
                if words:
                    self.known[model, pk] = names[model].shown(words)

    def of(self, model, pk) -> str:
        return self.known.get((model, pk)) or f"{model._meta.verbose_name} {pk}"


def _subject(event, naming: _Names) -> str:
    model = _tracked(type(event))
    if words := naming.known.get((model, event.pgh_obj_id)):
        return words
    for name in ("title", "name", "heading", "message"):
        if called := getattr(event, name, ""):
            return called
    # A row without a name is known by what it belongs to: a role by its person, a tie by its body. Never by whoever
    # did something to it, as if it were theirs.
    related = [
        naming.known[field_.related_model, getattr(event, field_.attname)]
        for field_ in fields(event)
        if field_.is_relation
        and not field_.name.endswith("_by")
        and (field_.related_model, getattr(event, field_.attname)) in naming.known
    ]
    return ", ".join(dict.fromkeys(related)) or f"number {event.pgh_obj_id}"


def _differences(event, before, naming: _Names) -> list[Difference]:
    found, model = [], _tracked(type(event))
    is_removed = event.pgh_label == "delete"
    for field_ in fields(event):
        now = getattr(event, field_.attname)
        was = getattr(before, field_.attname) if before else None
        if is_removed:
            was, now = now, None
        if was == now or (was in told.NOTHING and now in told.NOTHING):
            continue
        found.append(
            Difference(
                told.words_of(model, field_.name) or str(field_.verbose_name).capitalize(),
                told.value(model, field_, was, naming.of),
                told.value(model, field_, now, naming.of),
            )
        )
    return found
