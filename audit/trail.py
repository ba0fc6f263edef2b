"""The trail's tables, and the chain that seals them.

A seal covers a stretch of one table: a hash of every row, and one hash over these and the seal before. Whoever changes,
removes or slips in a row afterwards would have to make every later seal anew; the newest digest is logged each time and
kept with each backup, so that this would be seen too.
"""

import hashlib
import logging
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import pghistory.models
from django.apps import apps
from django.db import connection
from django.utils import timezone

from accounts import speaking
from audit.models import Horizon, Look, Seal

log = logging.getLogger(__name__)

BEGINNING = "0" * 64
#: Longest a statement of the application may run (settings: statement_timeout), with some to spare. An id may be given
#: out at the beginning of a statement, before its transaction has a number.
LONGEST_STATEMENT = 45
ROWS_OF_A_SEAL = 1000
#: One seal task at a time; two would only wait for each other.
LOCK = 7_305_001
_MARK = struct.Struct(">q32s")


@dataclass(frozen=True)
class Table:
    name: str
    key: str
    has_context: bool


def history_models() -> list[type]:
    """Every model that holds the history of another."""
    return sorted(
        (
            model
            for model in apps.get_models()
            if issubclass(model, pghistory.models.Event) and model._meta.managed and not model._meta.proxy
        ),
        key=lambda model: model._meta.db_table,
    )


def history_of(model: type) -> type:
    """The model that holds the history of another; StopIteration where it has none."""
    return next(found for found in history_models() if found.pgh_tracked_model is model)


def tables() -> list[Table]:
    """What is sealed: every history table, and who looked at what."""
    history = [Table(model._meta.db_table, "pgh_id", True) for model in history_models()]
    return [*history, Table(Look._meta.db_table, "id", False)]


# --- Sealing ---------------------------------------------------------------------------------------------------------
def seal() -> int:
    """Seal everything that can no longer grow, then note how far each table reaches now; how many rows were sealed."""
    with speaking.as_service():
        if not _alone():
            return 0
        _forget_horizons_of_another_server()
        sealed = sum(_seal_table(table) for table in tables())
    with speaking.as_service():
        if _alone():
            _note_horizons()
    return sealed


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]


def _note_horizons() -> None:
    """Note how far the tables reach, for a later tick to seal. A horizon that still waits is left to wait."""
    waiting = set(Horizon.objects.values_list("table", flat=True))
    reach = {}
    with connection.cursor() as cursor:
        for table in tables():
            if table.name not in waiting:
                cursor.execute(
                    "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass), 0)",
                    [table.name, table.key],
                )
                (last_row,) = cursor.fetchone()
                if last_row > _sealed_up_to(table):
                    reach[table.name] = last_row
        # Asked only now: whoever was given an id up to here has an earlier transaction number than this one.
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        (transaction_number,) = cursor.fetchone()
    Horizon.objects.bulk_create(
        Horizon(table=name, last_row=last_row, transaction=transaction_number, noticed_at=timezone.now())
        for name, last_row in reach.items()
    )


def _sealed_up_to(table: Table) -> int:
    """Last id under a seal; by first_row, because an index has that."""
    return Seal.objects.filter(table=table.name).order_by("-first_row").values_list("last_row", flat=True).first() or 0


def _seal_table(table: Table) -> int:
    horizon = Horizon.objects.filter(table=table.name).first()
    if horizon is None or not _nothing_can_be_added_below(horizon):
        return 0
    last = _sealed_up_to(table)
    sealed = 0
    while last < horizon.last_row:
        sealed += (made := _seal_stretch(table, last + 1, horizon.last_row)).rows
        last = made.last_row
    horizon.delete()
    return sealed


def _nothing_can_be_added_below(horizon: Horizon) -> bool:
    if (timezone.now() - horizon.noticed_at).total_seconds() < LONGEST_STATEMENT:
        return False
    with connection.cursor() as cursor:
        # Every transaction that writes holds a lock on its own number until it ends. Those of other databases on the
        # same server do not matter. Numbers in locks have 32 bits and go round.
        cursor.execute(
            """
            SELECT NOT EXISTS (
                SELECT FROM pg_locks held JOIN pg_stat_activity session USING (pid)
                WHERE held.locktype = 'transactionid' AND held.mode = 'ExclusiveLock'
                  AND session.datname = current_database() AND held.pid <> pg_backend_pid()
                  AND ((%s - held.transactionid::text::bigint) & 4294967295) BETWEEN 1 AND 2147483647)
            """,
            [horizon.transaction],
        )
        return cursor.fetchone()[0]


def _forget_horizons_of_another_server() -> None:
    """After a backup was restored elsewhere: transactions are numbered anew there, and none of them is open."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        (newest,) = cursor.fetchone()
    # Numbers given out and not yet ended may lie a little above; a server cannot have so many open at once.
    Horizon.objects.filter(transaction__gt=newest + 100_000).delete()


def _seal_stretch(table: Table, first: int, furthest: int) -> Seal:
    columns = _columns(table)
    marks = list(_marks(table, columns, first, furthest, limit=ROWS_OF_A_SEAL))
    last = marks[-1][0] if len(marks) == ROWS_OF_A_SEAL else furthest
    previous = Seal.objects.order_by("-pk").values_list("digest", flat=True).first() or BEGINNING
    made = Seal(
        table=table.name,
        first_row=first,
        last_row=last,
        rows=len(marks),
        columns=columns,
        marks=b"".join(_MARK.pack(*mark) for mark in marks),
        previous=previous,
    )
    made.digest = _digest(made)
    made.save()
    log.info("sealed", extra={"digest": made.digest})
    return made


def _columns(table: Table) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table.name)]


def _marks(table: Table, columns: list[str], first: int, last: int, *, limit: int | None = None) -> Iterator:
    """Id and hash of each row of a stretch. Who did it stands beside the row, in its context, and is hashed with it."""
    quote = connection.ops.quote_name
    values = [f"h.{quote(column)}" for column in columns]
    joined = ""
    if table.has_context:
        values.append("c.metadata")
        joined = "LEFT JOIN pghistory_context c ON c.id = h.pgh_context_id"
    # A function takes at most a hundred arguments.
    groups = ", ".join(f"json_build_array({', '.join(values[i : i + 50])})" for i in range(0, len(values), 50))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT h.{table.key}, sha256(convert_to(json_build_array({groups})::text, 'UTF8'))"  # noqa: S608  names from the schema
            f" FROM {quote(table.name)} h {joined} WHERE h.{table.key} BETWEEN %s AND %s ORDER BY h.{table.key}"
            + (f" LIMIT {limit}" if limit else ""),
            [first, last],
        )
        for row, digest in cursor.fetchall():
            yield row, bytes(digest)


def _digest(made: Seal) -> str:
    head = [made.previous, made.table, str(made.first_row), str(made.last_row), ",".join(made.columns)]
    return hashlib.sha256("\n".join(head).encode() + b"\n" + bytes(made.marks)).hexdigest()


# --- Verifying -------------------------------------------------------------------------------------------------------
@dataclass
class Verdict:
    """What recomputing the whole chain came to."""

    seals: int = 0
    rows: int = 0
    unsealed: int = 0
    head: str = BEGINNING
    broken: str = ""


def verify(known_head: str = "") -> Verdict:
    """Recompute every seal from the rows; stop at the first thing that does not hold, and name it.

    ``known_head`` is a digest from a log or a backup: it must still be part of the chain, or its end was cut off.
    """
    verdict = Verdict()
    known = {table.name: table for table in tables()}
    reached: dict[str, int] = {}
    met = {BEGINNING}
    with speaking.as_service():
        for seal_ in Seal.objects.order_by("pk").iterator(chunk_size=100):
            verdict.broken = _what_is_broken(seal_, verdict.head, reached.get(seal_.table, 0), known)
            if verdict.broken:
                return verdict
            reached[seal_.table] = seal_.last_row
            verdict.seals += 1
            verdict.rows += seal_.rows
            verdict.head = seal_.digest
            met.add(seal_.digest)
        if known_head and known_head not in met:
            verdict.broken = f"The seal {known_head} is not in the chain any more: its end was cut off or made anew."
        with connection.cursor() as cursor:
            for table in known.values():
                cursor.execute(
                    f"SELECT count(*) FROM {table.name} WHERE {table.key} > %s",  # noqa: S608  a name from the schema
                    [reached.get(table.name, 0)],
                )
                verdict.unsealed += cursor.fetchone()[0]
    return verdict


def _what_is_broken(seal_: Seal, previous: str, reached: int, known: dict[str, Table]) -> str:
    if seal_.previous != previous:
        return f"Seal {seal_.pk} does not follow the seal before it: one was removed or made anew."
    if seal_.digest != _digest(seal_):
        return f"Seal {seal_.pk} over {seal_} was itself changed."
    if seal_.first_row != reached + 1:
        return f"Seal {seal_.pk} leaves a gap in {seal_.table} before row {seal_.first_row}."
    table = known.get(seal_.table)
    if table is None:
        return f"The table {seal_.table} that seal {seal_.pk} covers is not there any more."
    sealed = dict(_MARK.iter_unpack(bytes(seal_.marks)))
    found = dict(_marks(table, seal_.columns, seal_.first_row, seal_.last_row))
    for row in sorted(sealed.keys() | found.keys()):
        if row not in found:
            return f"Row {row} of {table.name} was removed after it was sealed (seal {seal_.pk})."
        if row not in sealed:
            return f"Row {row} of {table.name} was inserted after its stretch was sealed (seal {seal_.pk})."
        if sealed[row] != found[row]:
            return f"Row {row} of {table.name} was changed after it was sealed (seal {seal_.pk})."
    return ""
