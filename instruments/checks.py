"""What a questionnaire may not do: ask by an answer that comes later, or by one that nobody can give."""

from dataclasses import dataclass, field
from decimal import Decimal

from instruments import conditions
from instruments.plain_text import Table
from instruments.questions import PIPED, Day, Grid, Group, MultipleChoice, Number, Question, Ranking


@dataclass
class Known:
    """What has been read so far, from the top of the page: the taken keys, and the questions that came before."""

    sections: set[str] = field(default_factory=set)
    questions: set[str] = field(default_factory=set)
    before: dict[str, Question] = field(default_factory=dict)

    def add(self, question: Question) -> None:
        self.before[question.key] = question


def check_condition(table: Table, condition: conditions.Condition, known: Known, *, at: str = "shown_if") -> None:
    """Find each part of a condition that can never be as it is written."""
    for part in conditions.parts(condition):
        if part.name not in known.before:
            where = "is asked under it" if part.name in known.questions else "is not asked before it"
            table.find(
                at,
                f"The condition asks about “{part.name}”, which {where}.",
                "Ask only about questions that stand before it.",
            )
        elif words := _never(part, known.before[part.name]):
            table.find(at, f"“{part}” can never be: {words}.", "Correct the condition.")


def _never(part: conditions.Compares | conditions.Includes | conditions.Answered, question: Question) -> str:
    """Why an answer to the question is never what the condition says; nothing where it can be."""
    if isinstance(part, conditions.Answered):
        return ""
    keys = [option.key for option in question.options_of()]
    if isinstance(part, conditions.Includes):
        if not isinstance(question, MultipleChoice | Ranking):
            return "the question has one answer, so write = instead of includes"
        return "" if part.value in keys else f"the question has no answer “{part.value}”"
    if isinstance(question, MultipleChoice | Ranking):
        return "the question has several answers, so write includes instead of ="
    if isinstance(question, Grid | Group):
        return "a grid or a group has no single answer"
    if isinstance(question, Number) != isinstance(part.value, Decimal):
        return "a number is written without quotation marks, and everything else in them"
    if part.sign not in ("=", "!=") and not isinstance(question, Number | Day):
        return "only numbers and dates are more or less than another"
    if keys and part.value not in keys:
        return f"the question has no answer “{part.value}”"
    return ""


def check_pipes(table: Table, key: str, words: str, known: Known) -> None:
    """Find each earlier answer that words call for and that does not come before them."""
    for name in PIPED.findall(words):
        question = known.before.get(name)
        if question is None:
            table.find(
                key, f"The words call for the answer to “{name}”, which is not asked before them.", "Correct it."
            )
        elif question.identifies:
            table.find(key, f"The answer to “{name}” identifies somebody and is not shown again.", "Remove it.")
