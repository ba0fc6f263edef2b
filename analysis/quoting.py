"""The quote bank: words that may stand in a report, parted from whoever wrote them. Why so: docs/words.md."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from accounts import speaking
from accounts.models import User
from analysis.models import Passage, Plan, Quote, Theme
from instruments.disclosure.rules import Rules
from instruments.identifying import stretches
from surveys.models import Dataset, DatasetRow, Survey


class NotQuotable(ValueError):
    """Words that may not go into the bank. Its words can be shown."""


#: Why words that their writer keeps back are not quoted.
NOT_ALLOWED = (
    "Whoever wrote this has not said that it may be quoted. It counts under themes, and is told in nobody’s own words."
)


class NotSure(NotQuotable):
    """Something speaks against these words, and nobody has said that they can be used all the same."""


@dataclass(frozen=True)
class Group:
    """How many answered where a passage comes from, and what the rules say of so many. Never says where that is."""

    is_too_small: bool
    is_small: bool
    rules: Rules


def rules_of(dataset: Dataset) -> Rules:
    """Those of the dataset's plan, or else the portal's own."""
    with speaking.as_service():
        plan = Plan.objects.filter(dataset=dataset).first()
    return plan.rules if plan else Rules()


def group_of(passage: Passage) -> Group:
    """The respondents among whom the writer of a passage is one: those of the same area."""
    rules = rules_of(passage.dataset)
    with speaking.as_service():
        rows = DatasetRow.objects.filter(dataset=passage.dataset_id, participation=passage.participation_id)
        n = rows.count()
    return Group(is_too_small=n < rules.threshold, is_small=not rules.shows_words(n), rules=rules)


def not_allowed(dataset: Dataset, found: Iterable[Passage]) -> set[int]:
    """Of these passages of one dataset, those whose writers were asked whether they may be quoted and did not say so."""
    found, asked = list(found), dataset.version.instrument.quoted_if
    if asked is None:
        return set()
    with speaking.as_service():
        rows = DatasetRow.objects.filter(dataset=dataset, number__in={each.number for each in found})
        allowed = {number for number, values in rows.values_list("number", "values") if asked.holds(values)}
    return {each.pk for each in found if each.number not in allowed}


def refusal(passage: Passage, group: Group) -> str:
    """Why nothing of a passage is quoted, as a sentence; empty where something may be."""
    if not_allowed(passage.dataset, [passage]):
        return NOT_ALLOWED
    return too_small(group) if group.is_too_small else ""


def doubts(passage: Passage, words: str, group: Group) -> list[str]:
    """What somebody should know before these words go into the bank, as sentences; none where nothing speaks against it."""
    found = []
    if group.is_small:
        found.append(
            f"Fewer than {group.rules.free_text_from} people answered where this comes from. "
            "Somebody there may know the writer by what is told, or by how it is said."
        )
    found += [
        f"“{words[each.start : each.end]}” may tell who somebody is. {each.why}" for each in stretches(_unmarked(words))
    ]
    return found


def _unmarked(words: str) -> str:
    """Without what stands in the place of hidden words: “[name]” is nobody's name. As long as before."""
    return re.sub(r"\[[^\[\]]*\]", lambda found: " " * len(found[0]), words)


def part_of(passage: Passage, words: str) -> str:
    """These words as they stand in what is shown of a passage; line ends count as spaces. Raises NotQuotable."""
    wanted, shown = " ".join(words.split()), " ".join(passage.shown.split())
    if not wanted:
        raise NotQuotable("Copy the words that are to be quoted from what is shown above.")
    if wanted not in shown:
        raise NotQuotable("These words do not stand in what is shown above. A quote is copied and not changed.")
    if not re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", shown):
        raise NotQuotable("Begin and end with a whole word, so that the quote means what was written.")
    return wanted


@transaction.atomic
def choose(passage: Passage, words: str, theme: Theme | None, *, sure: bool, by: User) -> Quote:
    """Put words of a passage into the bank. Raises NotQuotable with a sentence; ``sure`` answers the doubts."""
    held = (
        Passage.objects.select_for_update(of=("self",))
        .select_related("dataset__survey", "dataset__version")
        .get(pk=passage.pk)
    )
    if held.cleared_at is None:
        raise NotQuotable("Nobody has looked this passage through. Nothing of it is quoted before that.")
    group = group_of(held)
    if refused := refusal(held, group):
        raise NotQuotable(refused)
    words = part_of(held, words)
    if not sure and doubts(held, words, group):
        raise NotSure("Read what speaks against these words, and say that they can be used all the same.")
    quote, is_new = Quote.objects.get_or_create(
        survey=held.dataset.survey,
        question=held.question,
        words=words,
        defaults={"theme": theme, "chosen_by": by},
    )
    if not is_new:
        raise NotQuotable("These words are in the bank already.")
    return quote


def too_small(group: Group) -> str:
    return (
        f"Fewer than {group.rules.threshold} people answered where this comes from, so nothing of it is quoted. "
        "What such a group wrote counts under themes, and is told in nobody’s own words."
    )


def overtaken(survey: Survey, question: str, before: str, now: str) -> list[Quote]:
    """Quotes that held words of a passage as it was shown ``before``, and that are not in it any more."""
    before, now = " ".join(before.split()), " ".join(now.split())
    rows = Quote.objects.filter(survey=survey, question=question)
    return [quote for quote in rows if quote.words in before and quote.words not in now]
