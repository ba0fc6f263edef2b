"""What ``relevant`` says, as one of our conditions where that says the same, also for those who left a question out.

In XPath what was not answered is an empty text: ``${a} != 'x'`` holds where ``a`` was left out, as our ``not a = "x"``
does and our ``a != "x"`` does not.
"""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from instruments.conditions import All, Answered, Compares, Condition, Includes, Not, Some
from instruments.questions import Day, Grid, Group, MultipleChoice, Number, Ranking, SingleChoice
from instruments.xlsform.asked import Asked, AskedSoFar
from instruments.xlsform.expressions import And, Call, Compare, Expression, Field, NotAnExpression, Num, Or, Text, read

FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


class Unsaid(ValueError):
    """Our conditions cannot say this. Its words say why."""


def brought(words: str, so_far: AskedSoFar) -> tuple[Condition | None, list[str]]:
    """The condition, and why parts of it could not be kept. Of parts joined by “and” the others are kept."""
    if words.casefold() in ("false", "false()"):
        return None, ["it never holds"]
    try:
        expression = read(words)
    except NotAnExpression as error:
        return None, [str(error)]
    kept, reasons = [], []
    for part in _parts(expression):
        try:
            condition = _condition(part, so_far)
        except Unsaid as error:
            reasons.append(str(error))
        else:
            if condition is not None:
                kept.append(condition)
    return together(kept), reasons


def together(conditions: list[Condition]) -> Condition | None:
    """Every one of these; nothing where there are none."""
    return All(tuple(conditions)) if len(conditions) > 1 else conditions[0] if conditions else None


def flat(found: list[Condition]) -> list[Condition]:
    """Conditions that must all hold, without brackets around those that are such themselves, and each once."""
    if len(found) < 2:
        return found
    parts = [part for each in found for part in (each.of if isinstance(each, All) else (each,))]
    return list(dict.fromkeys(parts))


def _parts(expression: Expression) -> tuple[Expression, ...]:
    return expression.of if isinstance(expression, And) and not _is_other_than(expression) else (expression,)


def _condition(expression: Expression, so_far: AskedSoFar) -> Condition | None:
    match expression:
        case And(of):
            if pair := _is_other_than(expression):
                return _other_than(*pair, so_far)
            return together([found for each in of if (found := _condition(each, so_far)) is not None])
        case Or(of):
            if grid := _any_row(of, so_far):
                return Answered(grid)
            found = [_condition(each, so_far) for each in of]
            return None if None in found else Some(tuple(each for each in found if each is not None))
        case Call("not", (inner,)):
            condition = _condition(inner, so_far)
            if condition is None:
                raise Unsaid("it never holds")
            return Not(condition)
        case Call("true", ()):
            return None
        case Call("selected", (Field(name), Text() | Num() as value)):
            return _selected(_asked(name, so_far), value)
        case Compare(Call() as call, sign, value):
            return _counted(call, sign, value, so_far)
        case Compare(value, sign, Call(_, (Field(_),)) as call):
            return _counted(call, FLIPPED[sign], value, so_far)
        case Compare(Field(name), sign, value):
            return _compared(name, sign, value, so_far)
        case Compare(value, sign, Field(name)):
            return _compared(name, FLIPPED[sign], value, so_far)
        case Call(name, _):
            raise Unsaid(f"nothing here does what “{name}()” does")
    raise Unsaid("it compares nothing")


def _is_other_than(expression: And) -> tuple[str, Expression] | None:
    """``${a} != '' and ${a} != 'x'``: our ``a != "x"``, which asks for an answer."""
    match expression.of:
        case (Compare(Field(one), "!=", Text("")), Compare(Field(other), "!=", value)) if (
            one == other and value != Text("")
        ):
            return one, value
    return None


def _other_than(name: str, value: Expression, so_far: AskedSoFar) -> Condition:
    match _compared(name, "=", value, so_far):
        case Compares(key, "=", found):
            return Compares(key, "!=", found)
    raise Unsaid("it compares nothing")


def _asked(name: str, so_far: AskedSoFar) -> Asked:
    if name not in so_far.known:
        raise Unsaid(so_far.why_not(name))
    asked = so_far.known[name]
    if asked.unasked:
        raise Unsaid(f"“{name}” {asked.unasked}")
    return asked


def _selected(asked: Asked, value: Text | Num) -> Condition:
    question = asked.question
    if asked.row or not isinstance(question, MultipleChoice | Ranking | SingleChoice):
        raise Unsaid(f"nothing can be chosen in “{question.key}” alone")
    option = _option(asked, value)
    return Compares(question.key, "=", option) if isinstance(question, SingleChoice) else Includes(question.key, option)


def _counted(call: Call, sign: str, value: Expression, so_far: AskedSoFar) -> Condition:
    """Whether anything was said, asked by a count: ``count-selected(${a}) > 0``, ``count(${repeat}) > 0``."""
    match call:
        case Call("string-length" | "count-selected" | "count", (Field(name),)) if isinstance(value, Num):
            something = (sign, value.value) in ((">", 0), (">=", 1), ("!=", 0))
            nothing = (sign, value.value) in (("=", 0), ("<", 1), ("<=", 0))
            asked = _asked(name, so_far)
            if (something or nothing) and not asked.row and (call.name == "count") == isinstance(asked.question, Group):
                answered = Answered(asked.question.key)
                return answered if something else Not(answered)
    raise Unsaid(f"nothing here does what “{call.name}()” does")


def _compared(name: str, sign: str, value: Expression, so_far: AskedSoFar) -> Condition:
    asked = _asked(name, so_far)
    question = asked.question
    if asked.row or isinstance(question, Grid | Group):
        if value == Text("") and sign == "!=" and isinstance(question, Grid) and len(question.rows) == 1:
            return Answered(question.key)
        raise Unsaid(f"“{name}” stands in a table or a repeated group")
    if value == Text(""):
        if sign not in ("=", "!="):
            raise Unsaid("nothing is more or less than no answer")
        return Answered(question.key) if sign == "!=" else Not(Answered(question.key))
    if isinstance(question, MultipleChoice | Ranking):
        raise Unsaid(f"“{name}” has several answers, and they are compared as one")
    found = _value(asked, value)
    if sign not in ("=", "!=") and not isinstance(question, Number | Day):
        raise Unsaid("only numbers and dates are more or less than another")
    return Not(Compares(question.key, "=", found)) if sign == "!=" else Compares(question.key, sign, found)


def _value(asked: Asked, value: Expression) -> str | Decimal:
    question = asked.question
    if isinstance(question, Number):
        return _number(value)
    if isinstance(question, Day):
        return day(value).isoformat()
    if question.options_of():
        return _option(asked, value)
    if not isinstance(value, Text) or '"' in value.words or "\n" in value.words:
        raise Unsaid(f"it compares “{question.key}” with something else than words")
    return value.words


def _number(value: Expression) -> Decimal:
    try:
        number = value.value if isinstance(value, Num) else Decimal(value.words) if isinstance(value, Text) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise Unsaid("it compares a number with something else than a number")
    return number


def day(value: Expression) -> date:
    """A day that is written out; raises Unsaid for one that is worked out."""
    match value:
        case Call("date" | "date-time", (Text(words),)) | Text(words) if re.fullmatch(
            r"\d{4}-\d\d-\d\d", words.strip()
        ):
            try:
                return date.fromisoformat(words.strip())
            except ValueError:
                raise Unsaid(f"“{words}” is no date") from None
        case Call(name, _):
            raise Unsaid(f"nothing here does what “{name}()” does")
    raise Unsaid("it compares a date with something else than a date")


def _option(asked: Asked, value: Expression) -> str:
    words = value.words if isinstance(value, Text) else format(value.value, "f") if isinstance(value, Num) else None
    if words is None:
        raise Unsaid(f"it compares “{asked.question.key}” with something else than an option")
    if words not in asked.options:
        raise Unsaid(f"“{asked.question.key}” has no option “{words}”")
    return asked.options[words]


def _any_row(of: tuple[Expression, ...], so_far: AskedSoFar) -> str:
    """The grid of which each row in turn is asked for an answer, joined by “or”."""
    rows = []
    for each in of:
        match each:
            case Compare(Field(name), "!=", Text("")) if name in so_far.known and so_far.known[name].row:
                rows.append(so_far.known[name])
            case _:
                return ""
    grid = rows[0].question
    if isinstance(grid, Grid) and [(each.question.key, each.row) for each in rows] == [
        (grid.key, key) for key, _ in grid.rows
    ]:
        return grid.key
    return ""
