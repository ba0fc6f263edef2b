"""Filling in forms as people with a mouse do."""

from datetime import date


def type_date(page, legend: str, day: date) -> None:
    """Fill the three fields of the question with these words."""
    group = page.get_by_role("group", name=legend)
    for words, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(words).fill(str(number))


def choose(page, words: str, *, to: bool = True) -> None:
    """Press a radio button or tick a box; its label lies over it, so a click meets the label first."""
    page.get_by_label(words, exact=True).set_checked(to, force=True)
