"""A condition as people read it, where no page can hide a question: on paper, and where questions are written."""

from instruments.conditions import All, Answered, Compares, Condition, Includes, Not, Some
from instruments.questions import Instrument

SIGNS = {
    "=": "is {}",
    "!=": "is not {}",
    "<": "is less than {}",
    "<=": "is {} or less",
    ">": "is more than {}",
    ">=": "is {} or more",
}


def in_words(condition: Condition, instrument: Instrument) -> str:
    """The whole sentence: “Only if your answer to question 2 is “Yes”.”"""
    return f"Only if {_told(condition, instrument)}."


def _told(condition: Condition, instrument: Instrument) -> str:
    match condition:
        case Compares(name, sign, value):
            return f"{_question(name, instrument)} {SIGNS[sign].format(_value(name, value, instrument))}"
        case Includes(name, value):
            return f"{_question(name, instrument)} includes {_value(name, value, instrument)}"
        case Answered(name):
            return f"you answered question {_number(name, instrument)}"
        case Not(of):
            return f"it is not so that {_told(of, instrument)}"
        case All(of):
            return " and ".join(_told(each, instrument) for each in of)
        case Some(of):
            return " or ".join(_told(each, instrument) for each in of)


def _number(name: str, instrument: Instrument) -> str:
    keys = list(instrument.by_key)
    return str(keys.index(name) + 1) if name in keys else f"“{name}”"


def _question(name: str, instrument: Instrument) -> str:
    return f"your answer to question {_number(name, instrument)}"


def _value(name: str, value: object, instrument: Instrument) -> str:
    question = instrument.by_key.get(name)
    labels = {option.key: option.label for option in question.options_of()} if question else {}
    return f"“{labels[str(value)]}”" if str(value) in labels else str(value)
