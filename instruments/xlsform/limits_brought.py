"""What ``constraint`` says about an answer, as the bounds that our questions have: ``. >= 0 and . <= 10``."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from instruments.xlsform.conditions_brought import FLIPPED, Unsaid, day
from instruments.xlsform.expressions import And, Call, Compare, Expression, NotAnExpression, Num, Or, Self, Text, read

Limits = dict[str, Any]


def brought(
    words: str, kind: str, *, decimals: int = 0, options: dict[str, str] | None = None
) -> tuple[Limits, list[str]]:
    """The limits under the names of our data (``least``, ``latest``, ``exclusive`` …), and why others were not kept."""
    try:
        expression = read(words)
    except NotAnExpression as error:
        return {}, [str(error)]
    found: Limits = {}
    reasons = []
    for part in expression.of if isinstance(expression, And) else (expression,):
        try:
            for name, value in _limit(part, kind, decimals, options or {}).items():
                found[name] = [*found[name], *value] if name == "exclusive" and name in found else value
        except Unsaid as error:
            reasons.append(str(error))
    return found, reasons


def _limit(part: Expression, kind: str, decimals: int, options: dict[str, str]) -> Limits:
    match part:
        case Compare(Num() | Text() | Call("date") as value, sign, (Self() | Call()) as what):
            part = Compare(what, FLIPPED[sign], value)
        case Call("true", ()):
            return {}
    match kind, part:
        case "number", Compare(Self(), sign, Num(value)):
            return _bounds(sign, value, Decimal(1).scaleb(-decimals), "least", "most")
        case "date", Compare(Self(), sign, value):
            return _bounds(sign, day(value), timedelta(days=1), "earliest", "latest")
        case "short text", Compare(Call("string-length", (Self(),)), sign, Num(value)):
            limit = _bounds(sign, int(value), 1, "shortest", "longest")
            if "longest" in limit and "shortest" not in limit and limit["longest"] >= 1:
                return limit
            raise Unsaid("a text has no least length here")
        case "long text", Compare(Call("string-length", (Self(),)), _, _):
            raise Unsaid("the length of a long text is a number of words here")
        case "multiple choice", Compare(Call("count-selected", (Self(),)), sign, Num(value)):
            limit = _bounds(sign, int(value), 1, "at_least", "at_most")
            if "at_most" in limit and "at_least" not in limit and limit["at_most"] >= 1:
                return limit
            raise Unsaid("a choice of several has no least number here")
        case "multiple choice", _:
            if alone := _alone(part, options):
                return {"exclusive": [alone]}
    raise Unsaid(_why(part))


def _bounds(sign: str, value: Any, step: Any, least: str, most: str) -> Limits:
    try:
        match sign:
            case ">=":
                return {least: value}
            case ">":
                return {least: value + step}
            case "<=":
                return {most: value}
            case "<":
                return {most: value - step}
            case "=":
                return {least: value, most: value}
    except OverflowError:
        raise Unsaid("there is no day beyond it") from None
    raise Unsaid("one value alone cannot be kept out")


def _alone(part: Expression, options: dict[str, str]) -> str:
    """The option that stands alone: ``not(selected(., 'none') and count-selected(.) > 1)`` and its other spellings."""
    match part:
        case Call("not", (And((one, other)),)):
            for chosen, more in ((one, other), (other, one)):
                option = _chosen(chosen, options)
                if option and (_more_than_one(more) or _any_other(more, option, options)):
                    return options[option]
        case Or((one, other)):
            for without, only in ((one, other), (other, one)):
                if isinstance(without, Call) and without.name == "not" and len(without.given) == 1:
                    option = _chosen(without.given[0], options)
                    parts = only.of if isinstance(only, And) else (only,)
                    rest = [each for each in parts if _chosen(each, options) != option]
                    if option and len(rest) == 1 and _just_one(rest[0]):
                        return options[option]
        case Call("if", (condition, then, Call("true", ()))):
            option = _chosen(condition, options)
            if option and _just_one(then):
                return options[option]
    return ""


def _chosen(part: Expression, options: dict[str, str]) -> str:
    match part:
        case Call("selected", (Self(), Text(words))) if words in options:
            return words
        case Call("selected", (Self(), Num(value))) if format(value, "f") in options:
            return format(value, "f")
    return ""


def _any_other(part: Expression, option: str, options: dict[str, str]) -> bool:
    parts = part.of if isinstance(part, Or) else (part,)
    return {_chosen(each, options) for each in parts} == set(options) - {option}


def _more_than_one(part: Expression) -> bool:
    return _count(part) in ((">", 1), (">=", 2), ("!=", 1))


def _just_one(part: Expression) -> bool:
    return _count(part) in (("=", 1), ("<", 2), ("<=", 1))


def _count(part: Expression) -> tuple[str, Decimal] | None:
    match part:
        case Compare(Call("count-selected", (Self(),)), sign, Num(value)):
            return sign, value
    return None


def _why(part: Expression) -> str:
    match part:
        case Call("regex", _):
            return "no answer is held against a pattern (regex) here"
        case Call("not" | "selected" | "if", _):
            return "answers do not shut each other out in this way here"
        case Call(name, _) | Compare(Call(name, _), _, _) | Compare(_, _, Call(name, _)):
            return f"nothing here does what “{name}()” does"
    return "this question has no such limit here"
