"""Verbs of numbers: take a table from a source, bind a number in the text, explain a remark."""

import re

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from accounts.moves import IllegalMove
from reports import actions, bound, writing
from reports.linting import Remark, around
from reports.models import BoundNumber, Explanation, Figure, Report, Section
from reports.sources import SourceTable


class CannotBind(ValueError):
    """What is asked for cannot be bound; the sentence says why."""


# --- Tables and charts -------------------------------------------------------------------------------------------------


@transaction.atomic
def take(report: Report, table: SourceTable, *, kind: str, message: str, key: str, by: User) -> Figure:
    """A table or chart of the report with the numbers of a source, copied as they stand now.

    Raises CannotBind where the table cannot be drawn so.
    """
    if kind != Figure.Kind.TABLE and kind not in table.charts:
        raise CannotBind("These numbers cannot be drawn so. Take them as a table.")
    now = timezone.now()
    return Figure.objects.create(
        report=report,
        key=key,
        kind=kind,
        message=message,
        caption=table.caption[:300],
        data=table.data(kind),
        source=table.source[:300],
        position=report.figures.count() + 1,
        taken_from=table.key,
        taken_digest=table.digest,
        taken_at=now,
        updated_at=now,
        updated_by=by,
    )


@transaction.atomic
def take_again(figure: Figure, table: SourceTable, *, seen: int, by: User) -> Figure:
    """The numbers of a figure once more from its source, as that says now. Raises ChangedMeanwhile as every save does."""
    fields = {
        "data": table.data(figure.kind),
        "source": table.source[:300],
        "taken_digest": table.digest,
        "taken_at": timezone.now(),
    }
    return actions.draw(figure, fields=fields, seen=seen, by=by)


@transaction.atomic
def let_go(figure: Figure, *, seen: int, by: User) -> Figure:
    """Cut the tie between a figure and its source: its numbers stay, and from now on somebody answers for them by hand."""
    return actions.draw(figure, fields={"taken_from": "", "taken_digest": "", "taken_at": None}, seen=seen, by=by)


# --- Numbers in the text -----------------------------------------------------------------------------------------------


@transaction.atomic
def bind(report: Report, table: SourceTable, *, row: str, columns: list[str], key: str = "", by: User) -> BoundNumber:
    """A name for cells of a source, by which the text can speak of them; the one they have, where they have one.

    Raises CannotBind where the source does not show them.
    """
    if not columns:
        raise CannotBind("Choose at least one column.")
    columns = [column for column in table.columns if column in columns]
    if bound.told_by(table, row, columns) is None:
        raise CannotBind("That number is not shown in its source, so that no text can tell it.")
    there = BoundNumber.objects.filter(report=report, source=table.key, row=row, columns=columns).first()
    if there is not None:
        return there
    taken = set(report.numbers.values_list("key", flat=True))
    return BoundNumber.objects.create(
        report=report, source=table.key, row=row, columns=columns, key=_free_key(key or f"{columns[0]} {row}", taken), bound_by=by
    )  # fmt: skip


@transaction.atomic
def bind_in_text(section: Section, *, typed: str, sentence: str, named: str, seen: int, by: User) -> Section:
    """Tie a number that stands in a section's text to a bound number, where it stands in this sentence.

    Raises CannotBind where the sentence is not there any more, ChangedMeanwhile where somebody saved since.
    """
    body, place = section.body, _place(section.body, typed, sentence)
    if place is None:
        raise CannotBind("That sentence has changed since. Look at the remarks again.")
    start, end = place
    written = f"{body[:start]}[{body[start:end]}](number:{named}){body[end:]}"
    return actions.write(section, heading=section.heading, body=written, seen=seen, by=by)


@transaction.atomic
def unbind(number: BoundNumber) -> None:
    """Take a bound number away that no text uses. Raises IllegalMove while one does."""
    uses = re.compile(rf"\(\s*number:\s*{re.escape(number.key)}(?:{re.escape(bound.OF)})?\s*\)", re.IGNORECASE)
    texts = [*number.report.sections.values_list("body", flat=True), number.report.summary]
    if any(uses.search(text) for text in texts):
        raise IllegalMove("The text still uses this number. Take it out there first.")
    number.delete()


def _place(body: str, typed: str, sentence: str) -> tuple[int, int] | None:
    """Where in a Markdown text the number stands, free of a binding, with the words beside it that the sentence has.

    The text has marks that the sentence has not, so words are compared and not letters.
    """
    bound_already = [found.span() for found in writing.NUMBER.finditer(body)]
    before, _, after = around(sentence, typed)
    left, right = _WORD.findall(before)[-BESIDE:], _WORD.findall(after)[:BESIDE]
    best, place = -1, None
    for found in re.finditer(rf"(?<![\w.,]){re.escape(typed)}(?!\w)", body):
        if any(start <= found.start() < end for start, end in bound_already):
            continue
        near_left = _WORD.findall(body[max(0, found.start() - 200) : found.start()])[-BESIDE - 2 :]
        near_right = _WORD.findall(body[found.end() : found.end() + 200])[: BESIDE + 2]
        shared = sum(word in near_left for word in left) + sum(word in near_right for word in right)
        if shared > best:
            best, place = shared, found.span()
    return place if best * 2 >= len(left) + len(right) else None


_WORD = re.compile(r"[^\W\d_]+")
#: So many words on either side tell which of several equal numbers is meant.
BESIDE = 5


def _free_key(words: str, taken: set[str]) -> str:
    wanted = slugify(words)[:40].strip("-") or "number"
    return next(key for at in range(1, 10_000) if (key := wanted if at == 1 else f"{wanted}-{at}") not in taken)


# --- Remarks -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def explain(report: Report, remarks: list[Remark], *, why: str, by: User | None) -> int:
    """Say why these remarks stand; returns how many were open. What somebody has explained keeps their words."""
    before = report.explanations.count()
    Explanation.objects.bulk_create(
        (
            Explanation(
                report=report,
                kind=remark.kind,
                fingerprint=remark.fingerprint,
                about=remark.about[:300],
                why=why,
                by=by,
            )
            for remark in remarks
        ),
        ignore_conflicts=True,
    )
    return report.explanations.count() - before


def ask_again(explanation: Explanation) -> None:
    """Take an explanation back: the remark is open again."""
    explanation.delete()
