"""The sheet “choices”: lists of options by their names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from instruments.reading import KEY, MOST_OPTIONS
from instruments.xlsform.findings import Weight, quoted
from instruments.xlsform.sheets import Book, Row

Data = dict[str, Any]
NAMES = "Names here have small letters, figures, - and _, begin with a letter and are not longer than 60."


def key_of_name(name: str) -> str:
    """The key that a name of a form makes: “Q1.2” is q1-2."""
    if KEY.fullmatch(name):
        return name
    made = re.sub(r"[^a-z0-9_-]+", "-", name.casefold()).lstrip("_-")
    return (made if made[:1].isalpha() else f"n{made}")[:60].rstrip("-") or "n"


def free(key: str, taken: set[str]) -> str:
    """The key, or the first like it that no other has."""
    return (
        key if key not in taken else next(f"{key[:55]}-{n}" for n in range(2, 10_000) if f"{key[:55]}-{n}" not in taken)
    )


def yes(words: str) -> bool | None:
    """What “yes”, “TRUE” or “true()” say; None where it is something else."""
    said = words.strip().casefold().removesuffix("()")
    return True if said in ("yes", "true", "1") else False if said in ("no", "false", "0", "") else None


@dataclass
class OptionList:
    """The options of one list, in their order, and what the names of the form became."""

    name: str
    rows: list[Row] = field(default_factory=list)
    options: list[Data] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    is_used: bool = False

    @property
    def is_too_long(self) -> bool:
        return len(self.rows) > MOST_OPTIONS

    def use(self) -> None:
        self.is_used = True


def lists(book: Book) -> dict[str, OptionList]:
    """Every list of the form. What cannot be used of it is named once the questions are read (``name_what_is_left``)."""
    sheet = book.sheet("choices")
    found: dict[str, OptionList] = {}
    for row in sheet.rows if sheet else []:
        name = row.look("list_name")
        if not name:
            book.find(Weight.LEFT_OUT, row.all, "An option without a list.", "It was left out. Write its list_name.")
        elif not row.look("name") and not row.look("label"):
            book.find(
                Weight.LEFT_OUT, row.all, "An option without a name.", "It was left out. Write its name and label."
            )
        else:
            found.setdefault(name, OptionList(name)).rows.append(row)
    for each in found.values():
        _read(each, book)
    return found


def _read(found: OptionList, book: Book) -> None:
    taken: set[str] = set()
    # Of a list that is too long one more than there may be is enough to tell.
    for row in found.rows[: MOST_OPTIONS + 1]:
        # An option is used once its list is; until then its cells are only looked at.
        name = row.look("name") or row.look("label")
        key = row.look("portal_key") if KEY.fullmatch(row.look("portal_key")) else key_of_name(name)
        label = row.look("label") or name
        if key in taken:
            key = next(f"{key[:56]}-{n}" for n in range(2, 10_000) if f"{key[:56]}-{n}" not in taken)
        taken.add(key)
        found.keys.setdefault(name, key)
        option: Data = {"key": key, "label": label}
        score = row.look("portal_score")
        if re.fullmatch(r"-?\d{1,6}", score):
            option["score"] = int(score)
        if yes(row.look("portal_exclusive")):
            option["exclusive"] = True
        if hint := row.look("portal_hint"):
            option["hint"] = hint
        found.options.append(option)


def name_what_is_left(book: Book, found: Mapping[str, OptionList]) -> None:
    """Use the cells of the lists that questions took, and name what else the sheet says."""
    for each in found.values():
        if not each.is_used:
            cells = [cell for row in each.rows for cell in row.all]
            says = f"No question that was brought chooses from the list {quoted(each.name)}."
            book.find(Weight.LEFT_OUT, cells, says, "It was left out.")
            continue
        if each.is_too_long:
            continue  # it was named by the question that chooses from it
        for row, option in zip(each.rows, each.options, strict=False):
            name, label = row.take("name"), row.take("label")
            row.take("list_name")
            if not label:
                book.find(Weight.CHANGED, row.at("name"), "An option without words.", "Its name is shown.")
            if re.search(r"\$\{", label):
                book.find(
                    Weight.CHANGED, row.at("label"), "An option shows an earlier answer.", "It is shown as typed."
                )
            _name_key(book, row, name, option["key"])
            row.take("portal_key")
            for field_name, kept in (
                ("portal_score", "score"),
                ("portal_exclusive", "exclusive"),
                ("portal_hint", "hint"),
            ):
                if kept in option or (field_name == "portal_exclusive" and yes(row.look(field_name)) is False):
                    row.take(field_name)


def _name_key(book: Book, row: Row, name: str, key: str) -> None:
    if not name or row.look("portal_key") == key or name == key:
        return
    if key == key_of_name(name):
        book.find(Weight.CHANGED, row.at("name"), NAMES, "The name was made so.")
    else:
        says = f"The name {quoted(name)} stands twice in its list."
        book.find(Weight.CHANGED, row.at("name"), says, f"It was named “{key}”.")
