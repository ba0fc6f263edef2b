"""One of our conditions as an expression of XLSForms that holds for the same answers, also for what was left out."""

from collections.abc import Mapping
from decimal import Decimal

from instruments.conditions import All, Answered, Compares, Condition, Includes, Not, Some
from instruments.questions import Day, Grid, Group, Question


def taken(condition: Condition, questions: Mapping[str, Question], names: Mapping[str, str]) -> str:
    """The expression. ``names`` are those that questions bear in the workbook, and rows of grids as “grid.row”."""
    match condition:
        case Compares(key, sign, value):
            return _compared(key, sign, value, questions[key], names[key])
        case Includes(key, value):
            return f"selected(${{{names[key]}}}, {_text(value)})"
        case Answered(key):
            return _answered(key, questions[key], names)
        case Not(Answered(key)) if not isinstance(questions[key], Grid | Group):
            return f"${{{names[key]}}} = ''"
        case Not(of):
            return f"not({taken(of, questions, names)})"
        case All(of):
            return " and ".join(_bracketed(each, questions, names) for each in of)
        case Some(of):
            return " or ".join(_bracketed(each, questions, names) for each in of)


def _compared(key: str, sign: str, value: str | Decimal, question: Question, name: str) -> str:
    field = f"${{{name}}}"
    if isinstance(value, Decimal):
        written = format(value, "f")
    else:
        written = f"date({_text(value)})" if isinstance(question, Day) else _text(value)
    # There what was left out is other than everything; here it is not.
    return f"{field} != '' and {field} != {written}" if sign == "!=" else f"{field} {sign} {written}"


def _answered(key: str, question: Question, names: Mapping[str, str]) -> str:
    if isinstance(question, Group):
        return f"count(${{{names[key]}}}) > 0"
    if isinstance(question, Grid):
        return " or ".join(f"${{{names[f'{key}.{row}']}}} != ''" for row, _ in question.rows)
    return f"${{{names[key]}}} != ''"


def _bracketed(condition: Condition, questions: Mapping[str, Question], names: Mapping[str, str]) -> str:
    written = taken(condition, questions, names)
    match condition:
        case All() | Some() | Compares(_, "!=", _):
            return f"({written})"
        case Answered(key) if isinstance(questions[key], Grid):
            return f"({written})"
    return written


def _text(words: str) -> str:
    return f'"{words}"' if "'" in words else f"'{words}'"
