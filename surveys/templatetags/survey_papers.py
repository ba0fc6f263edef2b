"""What a survey on paper says instead of what a page does by itself."""

from math import ceil

from django import template

from instruments.conditions_told import in_words
from instruments.questions import PIPED
from surveys.papers import bounds

register = template.Library()
#: So many words of handwriting stand on a line.
WORDS_ON_A_LINE = 12
#: However few words are asked for, there is room to write; and more than a sheet of lines for one question daunts.
FEWEST_LINES, MOST_LINES = 6, 25


@register.filter
def blanks(words: str) -> str:
    """Words with a row of dots where a page would put an earlier answer."""
    return PIPED.sub("…", words)


@register.filter
def condition_in_words(condition, instrument) -> str:
    """When a part is to be answered: “Only if …”."""
    return in_words(condition, instrument)


def _lines(question) -> int:
    """Empty lines for words."""
    if question.kind == "long text":
        return min(max(ceil(question.words / WORDS_ON_A_LINE), FEWEST_LINES), MOST_LINES)
    return 1 if question.kind == "short text" else 0


@register.inclusion_tag("surveys/print/question.html")
def paper_question(question, instrument):
    return {
        "question": question,
        "kind": question.kind,
        "number": list(instrument.by_key).index(question.key) + 1,
        "label": blanks(question.label),
        "hint": blanks(question.hint),
        "options": question.options_of(),
        "condition": in_words(question.shown_if, instrument) if question.shown_if else "",
        "lines": range(_lines(question)),
        "goes_on": question.kind == "long text" and question.words > MOST_LINES * WORDS_ON_A_LINE,
        "bounds": bounds(question) if question.kind == "number" else "",
    }
