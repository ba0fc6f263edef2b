"""Which questions of two rounds of a survey are the same, and what of their answers can be set beside each other.

A question is the same as an earlier one where a version says so (``same_as``, followed through every version between the
two), or where it kept its key, its words and its options. Where it is said to be the same and is worded otherwise, or
can be answered otherwise, that is told, and only options of the same key are compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from instruments import tabulating
from instruments.questions import Instrument, Question
from instruments.tabulating import Item

#: The versions of a questionnaire up to the one that was answered, oldest first.
Line = Sequence[Instrument]


@dataclass(frozen=True)
class Pair:
    """One thing that was asked in two rounds. ``options`` are the keys that can be compared, in the order of today.

    ``remarks`` say in sentences what was otherwise; ``means`` whether the means can be compared.
    """

    now: Item
    before: Item
    options: tuple[str, ...]
    means: bool
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Compared:
    """Two rounds: what was asked in both, what is new, and what is asked no more."""

    pairs: tuple[Pair, ...]
    new: tuple[Item, ...]
    gone: tuple[Item, ...]

    def pair(self, key: str) -> Pair | None:
        """By the key of the later item."""
        return next((each for each in self.pairs if each.now.key == key), None)


def compared(now: Line, before: Line) -> Compared:
    """The later round beside the earlier one. Each line ends with the version that was answered."""
    asked_before = {item.key: item for item in tabulating.items(before[-1])}
    same: dict[str, str | None] = {}
    pairs, new, taken = [], [], set()
    for item in tabulating.items(now[-1]):
        key = item.question.key
        if key not in same:
            found = _same_question(item.question, now[:-1], before[-1])
            same[key] = found.key if found else None
        earlier = asked_before.get(f"{same[key]}.{item.row}" if item.row else str(same[key]))
        if earlier is None or earlier.key in taken or not _comparable(item, earlier):
            new.append(item)
            continue
        taken.add(earlier.key)
        pairs.append(_pair(item, earlier))
    gone = tuple(item for key, item in asked_before.items() if key not in taken)
    return Compared(tuple(pairs), tuple(new), gone)


def _same_question(question: Question, between: Line, target: Instrument) -> Question | None:
    """The question of the target that is this one, followed back through the versions between them."""
    for earlier in reversed(between):
        found = _one_back(question, earlier)
        if found is None:
            # New in this version. It may still say which one of the earlier round it is.
            break
        question = found
    return _one_back(question, target)


def _one_back(question: Question, earlier: Instrument) -> Question | None:
    if question.same_as:
        return earlier.by_key.get(question.same_as)
    found = earlier.by_key.get(question.key)
    return found if found and _is_unchanged(question, found) else None


def _is_unchanged(now: Question, before: Question) -> bool:
    return (
        type(now) is type(before)
        and _plain(now.label) == _plain(before.label)
        and [(option.key, _plain(option.label)) for option in now.options_of()]
        == [(option.key, _plain(option.label)) for option in before.options_of()]
    )


def _comparable(now: Item, before: Item) -> bool:
    """Whether the answers are of one kind: what was chosen, what was chosen of several, numbers, or days."""
    if (now.is_of_several, now.is_number, now.is_day) != (before.is_of_several, before.is_number, before.is_day):
        return False
    return now.is_measured or bool({o.key for o in now.options} & {o.key for o in before.options})


def _pair(now: Item, before: Item) -> Pair:
    options_now = {option.key: option for option in now.options}
    options_before = {option.key: option for option in before.options}
    if now.is_measured:
        # Bands are numbered: only the same bands are the same options.
        shared = tuple(options_now) if now.options == before.options else ()
        means = now.is_number and now.unit == before.unit
    else:
        shared = tuple(key for key in options_now if key in options_before)
        means = (
            now.has_scores
            and not now.is_of_several
            and {key: option.score for key, option in options_now.items() if option.score is not None}
            == {key: option.score for key, option in options_before.items() if option.score is not None}
        )
    return Pair(now, before, shared, means, tuple(_remarks(now, before, options_now, options_before)))


def _remarks(now: Item, before: Item, options_now, options_before):
    if _plain(now.title) != _plain(before.title):
        yield f"It was worded otherwise: “{before.title}”."
    if now.row and _plain(now.question.label) != _plain(before.question.label):
        yield f"The question above it was worded otherwise: “{before.question.label}”."
    if now.is_measured:
        if now.options != before.options:
            yield "The bands were others, so that only means and middles are compared."
        if now.unit != before.unit:
            yield f"It was asked in another unit ({before.unit or 'none'}), so that means are not compared."
    else:
        new = [option.label for key, option in options_now.items() if key not in options_before]
        gone = [option.label for key, option in options_before.items() if key not in options_now]
        if new:
            yield f"There was no {_either(new)} to choose then, which can move the other answers."
        if gone:
            yield f"Then one could also choose {_either(gone)}, which can have moved the other answers."
        for key, option in options_now.items():
            if key in options_before and _plain(option.label) != _plain(options_before[key].label):
                yield f"“{option.label}” was “{options_before[key].label}”."
    if str(now.question.shown_if or "") != str(before.question.shown_if or ""):
        yield "It was asked under another condition, so that other people were asked."


def _either(words: Sequence[str]) -> str:
    quoted = [f"“{each}”" for each in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _plain(words: str) -> str:
    """Words without what nobody would call another wording: spaces, capitals, how quotation marks bend."""
    return " ".join(words.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').split()).casefold()
