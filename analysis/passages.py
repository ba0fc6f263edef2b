"""From answers to passages: brought in once, looked through by people for what tells who somebody is, then read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from accounts.moves import IllegalMove
from analysis.models import Passage, Reading
from instruments.identifying import NAME, Stretch, stretches
from instruments.questions import Group, Instrument, LongText, Question, ShortText
from surveys.models import Dataset, DatasetRow

#: Between the key of a repeated group and that of a question in it; no key holds it.
WITHIN = "/"
#: Rows that go to the database together.
AT_ONCE = 2000


class NotInTheWords(ValueError):
    """Words that should be hidden and do not stand in the passage. Its words can be shown."""


def questions_of(instrument: Instrument) -> dict[str, str]:
    """{key: label} of the questions that are answered in one's own words.

    A line that says who somebody is, such as a name to be called by, is no passage: nobody needs to read it. The key of a
    question in a repeated group has the group's before it.
    """
    found = {}
    for question in instrument.questions():
        if isinstance(question, Group):
            inner = [each for each in question.questions if _is_told(each)]
            found |= {f"{question.key}{WITHIN}{each.key}": f"{question.label}: {each.label}" for each in inner}
        elif _is_told(question):
            found[question.key] = question.label
    return found


def _is_told(question: Question) -> bool:
    return isinstance(question, LongText) or (isinstance(question, ShortText) and not question.identifies)


@transaction.atomic
def bring_in(dataset: Dataset) -> int:
    """Make a passage of everything that was written; returns how many are new. Safe to run twice, and by two at once.

    Done as the service: a person who is tied to a partnership brings its words in as well, and reads none of them.
    """
    with speaking.as_service():
        Dataset.objects.select_for_update().get(pk=dataset.pk)
        before = Passage.objects.filter(dataset=dataset).count()
        waiting: list[Passage] = []
        for passage in _written(dataset):
            waiting.append(passage)
            if len(waiting) == AT_ONCE:
                Passage.objects.bulk_create(waiting, ignore_conflicts=True)
                waiting = []
        Passage.objects.bulk_create(waiting, ignore_conflicts=True)
        return Passage.objects.filter(dataset=dataset).count() - before


def _written(dataset: Dataset) -> Iterable[Passage]:
    asked = questions_of(dataset.version.instrument)
    rows = DatasetRow.objects.filter(dataset=dataset).order_by("number")
    for number, participation, values in rows.values_list("number", "participation", "values").iterator(AT_ONCE):
        for key in asked:
            if words := _words(values, key):
                yield Passage(dataset=dataset, number=number, participation_id=participation, question=key, words=words)


def _words(values: Mapping[str, object], key: str) -> str:
    """What one respondent wrote to one question; what stands in several entries of a group is one passage in their order."""
    outer, _, inner = key.partition(WITHIN)
    found = values.get(outer)
    if inner:
        entries = [each.get(inner) for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    else:
        entries = [found]
    return "\n\n".join(each.replace("\r\n", "\n").strip() for each in entries if isinstance(each, str) and each.strip())


# --- Looking through --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Marked:
    """A stretch of a passage as it is shown to whoever looks through: its words, and whether it is to be hidden."""

    start: int
    end: int
    what: str
    why: str
    words: str
    hides: bool

    @property
    def key(self) -> str:
        return f"{self.start}-{self.end}"


def marked(passage: Passage) -> list[Marked]:
    """What is hidden in a passage, and what is proposed. Until somebody has decided, all that is proposed is to be hidden."""
    hidden = [Stretch(start, end, what, "Hidden by a person.") for start, end, what in passage.hidden]
    proposed = stretches(passage.words)
    reasons = {(each.start, each.end): each.why for each in proposed}
    further = [each for each in proposed if not any(each.overlaps(other) for other in hidden)]
    return [
        Marked(
            each.start,
            each.end,
            each.what,
            reasons.get((each.start, each.end), each.why),
            passage.words[each.start : each.end],
            each in hidden or passage.cleared_at is None,
        )
        for each in sorted([*hidden, *further])
    ]


def in_pieces(passage: Passage) -> list[tuple[str, Marked | None, int]]:
    """A passage in pieces for the page: (words, the stretch that they are, its number), plain words between them."""
    found, at = [], 0
    for number, each in enumerate(marked(passage), start=1):
        found += [(passage.words[at : each.start], None, 0), (each.words, each, number)]
        at = each.end
    return [piece for piece in [*found, (passage.words[at:], None, 0)] if piece[0]]


def standing_where(passage: Passage, words: str, what: str = NAME) -> list[Stretch]:
    """Every place at which a person's own words stand in a passage. Raises NotInTheWords where there is none."""
    wanted = re.compile(r"\s+".join(re.escape(part) for part in words.split()), re.IGNORECASE)
    found = [Stretch(each.start(), each.end(), what, "") for each in wanted.finditer(passage.words) if each[0]]
    if not found:
        raise NotInTheWords(f"“{words}” does not stand in what was written. Copy it as it is written there.")
    return found


def merged(parts: Iterable[Stretch]) -> list[list]:
    """Stretches as a passage keeps them: in order, and those that overlap made into one."""
    found: list[list] = []
    for each in sorted(parts, key=lambda part: (part.start, part.end)):
        if found and each.start < found[-1][1]:
            found[-1][1] = max(found[-1][1], each.end)
        else:
            found.append([each.start, each.end, each.what])
    return found


def seen(passage: Passage) -> str:
    """A mark of what somebody had before them who looked at this passage; the next decision is made knowing it."""
    hidden = ",".join(f"{start}-{end}" for start, end, _ in passage.hidden)
    return f"{passage.cleared_at.isoformat() if passage.cleared_at else ''}|{hidden}"


@transaction.atomic
def clear(passage: Passage, parts: Iterable[Stretch], *, had_before_them: str, by: User) -> Passage:
    """Say that a passage may be read, with these stretches hidden.

    Of two who look through one passage the second is told, and nothing of the first's is lost. Once somebody is reading
    it, more can be hidden, and nothing shown that was hidden.
    """
    held = Passage.objects.select_for_update().get(pk=passage.pk)
    if seen(held) != had_before_them:
        raise IllegalMove(
            "Somebody looked through this passage while you had it open. Look at what they decided first."
        )
    hidden = merged(parts)
    is_read = Reading.objects.filter(passage=held).exists()
    if is_read and not _covers(hidden, held.hidden):
        raise IllegalMove("Somebody is reading this passage already. More can be hidden now, but nothing shown again.")
    if not is_read:
        held.cleared_by, held.cleared_at = by, timezone.now()
    held.hidden = hidden
    held.save(update_fields=["hidden", "cleared_by", "cleared_at"])
    return held


def _covers(hidden: list[list], before: list[list]) -> bool:
    return all(any(start <= was[0] and was[1] <= end for start, end, _ in hidden) for was in before)


@transaction.atomic
def undo(passage: Passage) -> None:
    """Take it back that a passage may be read, while nobody reads it. What was decided stays, to begin from."""
    held = Passage.objects.select_for_update().get(pk=passage.pk)
    if Reading.objects.filter(passage=held).exists():
        raise IllegalMove("Somebody is reading this passage already. You can still hide more of it.")
    held.cleared_by = held.cleared_at = None
    held.save(update_fields=["cleared_by", "cleared_at"])


# --- How far it is ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Progress:
    """How many passages a question has, and how far they are."""

    title: str
    passages: int
    cleared: int
    first: int
    second: int


def progress(dataset: Dataset, user: User) -> list[Progress]:
    """Of every question that was answered in words, in the order in which they were asked."""
    rows = Passage.objects.visible_to(user).filter(dataset=dataset).order_by().values("question")
    counts = {row["question"]: row for row in rows.annotate(n=Count("pk"), cleared=Count("cleared_at"))}
    done = Reading.objects.done().filter(passage__in=Passage.objects.visible_to(user).filter(dataset=dataset))
    readings = dict.fromkeys(counts, (0, 0)) | {
        question: (first, second)
        for question, first, second in _by_how_many(done).values_list("question", "first", "second")
    }
    asked = questions_of(dataset.version.instrument)
    return [
        Progress(title, counts[key]["n"], counts[key]["cleared"], *readings[key])
        for key, title in asked.items()
        if key in counts
    ]


def _by_how_many(done):
    """Passages of each question that one reader at least has read, and that both have."""
    once = done.order_by().values("passage").annotate(n=Count("pk"))
    twice = once.filter(n=2).values("passage")
    return (
        Passage.objects.order_by()
        .values("question")
        .filter(pk__in=once.values("passage"))
        .annotate(first=Count("pk"), second=Count("pk", filter=Q(pk__in=twice)))
    )


def next_waiting(dataset: Dataset, user: User, *, after: int | None = None) -> Passage | None:
    """The passage that a person looks through next: the one after this, or else the first that waits."""
    waiting = Passage.objects.visible_to(user).filter(dataset=dataset).waiting().order_by("pk")
    return (waiting.filter(pk__gt=after).first() if after else None) or waiting.first()
