"""What a survey on paper says instead of what a page does by itself."""

from django import template

from instruments.conditions_told import in_words
from instruments.questions import PIPED
from surveys.papers import bounds

register = template.Library()
#: Empty lines for words: what one types in a minute needs this much of a sheet.
LINES = {"short text": 1, "long text": 6}


@register.filter
def blanks(words: str) -> str:
    """Words with a row of dots where a page would put an earlier answer."""
    return PIPED.sub("…", words)


@register.filter
def condition_in_words(condition, instrument) -> str:
    """When a part is to be answered: “Only if …”."""
    return in_words(condition, instrument)


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
        "lines": range(LINES.get(question.kind, 0)),
        "bounds": bounds(question) if question.kind == "number" else "",
    }
