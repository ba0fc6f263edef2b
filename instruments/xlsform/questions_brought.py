"""One question from its row: its kind, what every question has, its limits, and what or_other adds to it."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from instruments import conditions
from instruments.conditions import All, Condition
from instruments.plain_text import Page
from instruments.questions import Question
from instruments.reading import KEY, MOST_OPTIONS, key_from, the_instrument
from instruments.scales import SCALES
from instruments.written import with_days
from instruments.xlsform import conditions_brought, limits_brought, vocabulary
from instruments.xlsform.asked import Asked, AskedSoFar
from instruments.xlsform.findings import Weight, quoted
from instruments.xlsform.lists import NAMES, OptionList, free, key_of_name, yes
from instruments.xlsform.sheets import Book, Row
from instruments.xlsform.words_brought import Words
from interface.counting import counted

Data = dict[str, Any]
#: Of all questions of a form together.
MOST_OPTIONS_IN_ALL = 20_000
BANDS = re.compile(r"-?\d{1,12}(\.\d{1,6})?(\s*,\s*-?\d{1,12}(\.\d{1,6})?){0,40}")


@dataclass
class Questions:
    """Makes questions of rows. ``under`` are conditions of groups around a row that have no words of their own."""

    book: Book
    lists: dict[str, OptionList]
    words: Words
    options_in_all: int = 0

    def question(self, row: Row, so_far: AskedSoFar, keys: set[str], under: list[Condition]) -> list[tuple[Data, Row]]:
        """The question of a row with what or_other adds to it; none where it was left out."""
        words = vocabulary.type_words(row.look("type"))
        kind = words.casefold()
        if vocabulary.FROM_ELSEWHERE.match(words):
            return self._left_out(row, so_far, *vocabulary.ELSEWHERE)
        if chooses := vocabulary.CHOOSES.fullmatch(words):
            return self._choice(row, so_far, keys, under, chooses)
        if kind in vocabulary.WITHOUT_LIST:
            says = f"{quoted(words)} names no list."
            self.book.find(Weight.STOPS, row.at(), says, f"Write the name of a list behind it: {kind} yes_no.")
            return self._left_out(row, so_far, says, "The question was left out.")
        if kind in vocabulary.NOT_ASKED:
            return self._left_out(row, so_far, *vocabulary.NOT_ASKED[kind])
        own = self._own(row, kind)
        if own is None:
            says = f"{quoted(words)} is no type that is known here."
            return self._left_out(row, so_far, says, "The question was left out.")
        data = self.common(row, so_far, keys, own["kind"], under) | own
        self._limit(row, data)
        return [(self.add(row, data, so_far, {"OK": "yes", "ok": "yes"} if kind in vocabulary.TICK else {}), row)]

    def _left_out(self, row: Row, so_far: AskedSoFar, says: str, done: str) -> list:
        self.book.find(Weight.LEFT_OUT, self.book.left(row.all), says, done)
        if name := row.look("name"):
            so_far.left_out.setdefault(name, "was left out")
        return []

    def _own(self, row: Row, kind: str) -> Data | None:
        """Kind and what only this kind has, for types without a list."""
        find = lambda says, done: self.book.find(Weight.CHANGED, row.at(), says, done)  # noqa: E731
        if kind in vocabulary.TEXT:
            return self._text(row)
        if kind in vocabulary.AS_TEXT:
            find(f"It asks for {vocabulary.AS_TEXT[kind]}.", "It is asked as a line of text.")
            return {"kind": "short text", "longest": 40}
        if kind in vocabulary.WHOLE:
            return {"kind": "number"} | self._bands(row)
        if kind in vocabulary.PERCENT:
            return {"kind": "number", "least": 0, "most": 100, "unit": "%"}
        if kind in vocabulary.DECIMAL:
            places = row.take("portal_decimals")
            if not re.fullmatch(r"[1-6]", places):
                find("A decimal number says nothing of its places.", "It takes two places after the point.")
                places = "2"
            return {"kind": "number", "decimals": int(places)} | self._bands(row)
        if kind == "range":
            return self._range(row)
        if kind in vocabulary.DAY:
            return {"kind": "date"}
        if kind in vocabulary.TICK:
            find("It asks for a tick.", "It is asked as a question with yes or no.")
            return {"kind": "yes or no", "scale": "yes-no"}
        return None

    def _bands(self, row: Row) -> Data:
        """The lowest numbers of the bands that answers are shown in; what is no list of numbers is told as left over."""
        if not BANDS.fullmatch(row.look("portal_bands")):
            return {}
        return {"bands": [plain(Decimal(each.strip())) for each in row.take("portal_bands").split(",")]}

    def _text(self, row: Row) -> Data:
        looks = row.look("appearance").casefold().split()
        is_long = row.look("portal_kind") == "long text" or bool({"multiline", "multi-line", "textarea"} & set(looks))
        if looks in (["multiline"], ["multi-line"], ["textarea"]):
            row.take("appearance")
        row.take("portal_kind")
        if not is_long:
            return {"kind": "short text", "longest": 200}
        words = row.look("portal_words")
        return {
            "kind": "long text",
            "words": int(row.take("portal_words")) if re.fullmatch(r"[1-9]\d{0,5}", words) else 500,
        }

    def _range(self, row: Row) -> Data:
        given = dict(re.findall(r"(start|end|step)\s*=\s*(-?\d{1,12}(?:\.\d{1,6})?)", row.look("parameters")))
        start, end, step = (
            Decimal(given.get(name, usual)) for name, usual in (("start", "1"), ("end", "10"), ("step", "1"))
        )
        if given:
            row.take("parameters")
        exponent = step.normalize().as_tuple().exponent
        decimals = max(0, -exponent if isinstance(exponent, int) else 0)
        if abs(step) != Decimal(1).scaleb(-decimals):
            self.book.find(
                Weight.CHANGED,
                row.at("parameters"),
                f"The numbers go by steps of {step}.",
                "Numbers between them are taken too.",
            )
        if start > end:
            start, end = end, start
        return {"kind": "number", "least": plain(start), "most": plain(end), "decimals": decimals}

    def _choice(
        self, row: Row, so_far: AskedSoFar, keys: set[str], under: list[Condition], chooses: re.Match
    ) -> list[tuple[Data, Row]]:
        how, name, other = chooses["how"].casefold(), chooses["list"], bool(chooses["other"])
        if name.startswith("${"):
            says = "Its options are answers given before."
            return self._left_out(row, so_far, says, "The question was left out.")
        if re.search(r"\bsearch\s*\(", row.look("appearance")):
            return self._left_out(row, so_far, *vocabulary.ELSEWHERE)
        if name not in self.lists:
            says = f"The sheet “choices” has no list {quoted(name)}."
            self.book.find(Weight.STOPS, row.at(), says, "Write its options there, or correct the name of the list.")
            return self._left_out(row, so_far, says, "The question was left out.")
        options = self.lists[name]
        if options.is_too_long:
            options.use()
            says = (
                f"The list {quoted(name)} has {counted(len(options.rows), 'option')}; the most here is {MOST_OPTIONS}."
            )
            cells = [*row.at(), *(cell for each in options.rows for cell in each.all)]
            self.book.find(Weight.CHANGED, cells, says, "It is asked as a line of text. Or ask in two steps.")
            data = self.common(row, so_far, keys, "short text", under) | {"kind": "short text", "longest": 200}
            return [(self.add(row, data, so_far, unasked="is asked as a line of text"), row)]
        options.use()
        own = self._chosen_kind(row, how, options)
        own["options"] = [dict(each) for each in options.options]
        if other:
            taken = {each["key"] for each in own["options"]}
            own["options"].append({"key": free("other", taken), "label": "Other"})
        self.options_in_all += len(own["options"])
        if self.options_in_all > MOST_OPTIONS_IN_ALL:
            says = f"All questions together have more than {MOST_OPTIONS_IN_ALL:,} options."
            self.book.find(Weight.STOPS, row.at(), says, "Divide the form into several.")
            return []
        data = self.common(row, so_far, keys, own["kind"], under) | own
        self._limit(row, data, options.keys)
        names = options.keys | ({"other": own["options"][-1]["key"]} if other else {})
        found = [(self.add(row, data, so_far, names), row)]
        if other:
            found.append((self._other(row, data, so_far, keys), row))
        return found

    def _chosen_kind(self, row: Row, how: str, options: OptionList) -> Data:
        if "rank" in how:
            places = row.look("portal_places")
            return {"kind": "ranking"} | ({"places": int(row.take("portal_places"))} if places.isdigit() else {})
        if "multiple" in how or "all that" in how:
            return {"kind": "multiple choice"}
        given = row.look("portal_kind")
        if given in ("single choice", "rating", "yes or no"):
            row.take("portal_kind")
            if row.look("appearance").casefold() == "likert":
                row.take("appearance")
            return {"kind": given}
        if row.look("appearance").casefold() == "likert":
            row.take("appearance")
            return {"kind": "rating"}
        pairs = [(each["key"], each["label"]) for each in options.options]
        is_yes_no = any(pairs == [(o.key, o.label) for o in SCALES[scale]] for scale in ("yes-no", "recorded"))
        return {"kind": "yes or no" if is_yes_no else "single choice"}

    def _other(self, row: Row, data: Data, so_far: AskedSoFar, keys: set[str]) -> Data:
        """The line of text that or_other asks for after an option “Other”."""
        self.book.find(
            Weight.CHANGED,
            row.at(),
            "It adds an option “Other” (or_other).",
            "Option and a line of text for it were added.",
        )
        other = data["options"][-1]["key"]
        sign = "includes" if data["kind"] in ("multiple choice", "ranking") else "="
        question: Data = {
            "kind": "short text",
            "key": free(f"{data['key'][:54]}-other", keys),
            "label": f"Other: {data['label']}",
            "longest": 200,
            "shown_if": f'{data["key"]} {sign} "{other}"',
        }
        if data.get("shown_if"):
            question["shown_if"] = str(
                All(
                    tuple(
                        conditions_brought.flat(
                            [conditions.read(data["shown_if"]), conditions.read(question["shown_if"])]
                        )
                    )
                )
            )
        keys.add(question["key"])
        name = f"{row.look('name')}_other"
        so_far.known[name] = Asked(as_question(question))
        return question

    def common(
        self, row: Row, so_far: AskedSoFar, keys: set[str], kind: str, under: list[Condition], *, words: str = ""
    ) -> Data:
        """What every question has, read from its row."""
        row.take("type")
        label = self.words.said(row, "label", so_far) or words
        hint = self.words.said(row, "hint", so_far)
        if guidance := self.words.said(row, "guidance_hint", so_far):
            if hint:
                self.book.find(
                    Weight.CHANGED, row.at("guidance_hint"), "Guidance of two kinds.", "Both are shown together."
                )
            hint = "\n\n".join(filter(None, [hint, guidance]))
        name = row.take("name")
        if not label and hint:
            self.book.find(
                Weight.CHANGED, row.at("hint"), "A question without words, but with guidance.", "The guidance is asked."
            )
            label, hint = hint, ""
        if not label:
            label = name or kind.capitalize()
            self.book.find(
                Weight.CHANGED, row.at("name"), "A question without words.", f"It asks {quoted(label)}. Word it."
            )
        data: Data = {"kind": kind, "key": self.key(row, name, label, keys), "label": label}
        if hint:
            data["hint"] = hint
        for ours in ("why", "unit", "same_as"):
            if row.look(f"portal_{ours}"):
                data[ours] = row.take(f"portal_{ours}")
        self._yes_or_no(row, data)
        if condition := conditions_brought.together(conditions_brought.flat([*under, *self.shown_if(row, so_far)])):
            data["shown_if"] = str(condition)
        return data

    def _yes_or_no(self, row: Row, data: Data) -> None:
        required = row.look("required")
        if yes(required) is None:
            says = f"It is required only where {quoted(required)}."
            self.book.find(Weight.CHANGED, row.at("required"), says, "It need not be answered.")
        elif row.take("required") and yes(required):
            data["required"] = True
        if yes(row.look("portal_required")):
            row.take("portal_required")
            data["required"] = True
        if yes(row.look("portal_identifies")):
            row.take("portal_identifies")
            data["identifies"] = True
        if row.look("portal_publish") and yes(row.look("portal_publish")) is False:
            row.take("portal_publish")
            data["publish"] = False

    def key(self, row: Row, name: str, label: str, keys: set[str]) -> str:
        given = row.look("portal_key")
        wanted = row.take("portal_key") if KEY.fullmatch(given) else key_of_name(name) if name else key_from(label)
        key = free(wanted, keys)
        keys.add(key)
        if key != wanted:
            says = f"The name {quoted(name or wanted)} stands twice."
            self.book.find(Weight.CHANGED, row.at("name"), says, f"The second question is named “{key}”.")
        elif name and key != name and not given:
            self.book.find(Weight.CHANGED, row.at("name"), NAMES, "The name was made so.")
        return key

    def shown_if(self, row: Row, so_far: AskedSoFar) -> list[Condition]:
        words = row.take("relevant")
        if words.casefold() in ("", "true", "yes", "1"):
            return []
        condition, reasons = conditions_brought.brought(words, so_far)
        if reasons:
            rest = f"Kept of it: {condition}." if condition else "Everybody is asked."
            why = "; ".join(dict.fromkeys(reasons))
            says = f"The condition {quoted(words)} cannot be kept as it is: {why}."
            self.book.find(Weight.CHANGED, row.at("relevant"), says, f"{rest} Write it anew where it matters.")
        return [condition] if condition else []

    def _limit(self, row: Row, data: Data, options: dict[str, str] | None = None) -> None:
        words = row.look("constraint")
        if not words:
            return
        found, reasons = limits_brought.brought(words, data["kind"], decimals=data.get("decimals", 0), options=options)
        if found or not reasons:
            row.take("constraint")
        if reasons:
            why = "; ".join(dict.fromkeys(reasons))
            rest = "The rest of it was kept." if found else "Answers are not held against it."
            self.book.find(Weight.CHANGED, row.at("constraint"), f"The limit {quoted(words)}: {why}.", rest)
        for name, value in found.items():
            if name == "exclusive":
                for option in data["options"]:
                    if option["key"] in value:
                        option["exclusive"] = True
            elif name == "at_most" and value >= len(data["options"]):
                continue
            else:
                data[name] = plain(value)

    def add(
        self, row: Row, data: Data, so_far: AskedSoFar, options: dict[str, str] | None = None, *, unasked: str = ""
    ) -> Data:
        name = row.look("name")
        if name and name not in so_far.known:
            so_far.known[name] = Asked(as_question(data), options or {}, unasked=unasked)
        return data


def as_question(data: Data) -> Question:
    """The question as a value, for what conditions ask about it. Its own condition does not matter for that."""
    page = Page("", with_days({k: v for k, v in data.items() if k != "shown_if"}), {}, [])
    page.data = {"title": "-", "section": [{"title": "-", "question": [page.data]}]}
    return next(the_instrument("", page).questions())


def plain(value: Any) -> Any:
    """A limit as JSON can hold it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
