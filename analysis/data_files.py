"""National numbers as files that others can calculate with: one of values, one that says what they mean."""

from analysis import counting, shown
from analysis.local_reports import Leaks
from instruments.disclosure import percentages
from instruments.disclosure.counts import LEFT_OUT, Cell
from instruments.disclosure.rules import MARK
from instruments.disclosure.scanning import scan_rows
from interface import licence
from interface.spreadsheets import csv_bytes

HEADER = ("grouping", "group", "question", "answer", "count", "per_cent", "answered")
#: What each column holds.
COLUMNS = {
    "grouping": "By what respondents are parted; empty where they are not.",
    "group": "The respondents whose answers these are; empty for everyone.",
    "question": "Key of the question; empty in the rows that say how many took part.",
    "answer": "Key of the answer; empty in the rows that say how many took part.",
    "count": f"How many gave this answer, or took part. {MARK} where it is not published.",
    "per_cent": f"Of those who answered, in whole per cent. {MARK} where the count is not published; empty where none is shown.",
    "answered": f"How many answered the question. {MARK} where it is not published.",
}


def values(found: shown.Kept) -> bytes:
    """Every number of a release, as CSV. Raises Leaks where one that is withheld would stand in it."""
    content = csv_bytes(HEADER, (_row(found, cell) for cell in found.numbers))
    faults = scan_rows(
        content.decode("utf-8-sig"),
        {part: part for part in ("grouping", "group", "question", "answer")},
        ["count"],
        set(found.numbers),
        found.withheld(),
    )
    if faults:
        raise Leaks(faults)
    return content


def _row(found: shown.Kept, cell: Cell) -> list:
    count = found.shown(cell)
    if not cell.question:
        return [cell.grouping, cell.group, "", "", MARK if count is None else count, "", ""]
    share = percentages.percentage(found, cell)
    answered = percentages.answered(found, cell.question, cell.grouping, cell.group)
    return [
        cell.grouping,
        cell.group,
        cell.question,
        cell.answer,
        MARK if count is None else count,
        MARK if count is None else share,
        MARK if answered is None else answered,
    ]


def dictionary(found: shown.Kept, *, is_out: bool = False) -> bytes:
    """What the columns, groupings, questions and answers of the values mean, as CSV; and the licence of what is out."""
    survey, dataset = found.release.plan.dataset.survey, found.release.plan.dataset
    names = {each.key: each.title for each in counting.groupings_of(survey, dataset.version.instrument)}
    rows = [("column", column, "", meaning) for column, meaning in COLUMNS.items()]
    rows += [("grouping", key, "", names.get(key, key)) for key in found.groupings]
    for each in found.asked:
        rows.append(("question", each.key, "", f"{each.block} {each.title}".strip() if each.block else each.title))
        rows += [
            ("answer", each.key, answer, "Did not answer, or was not asked." if answer == LEFT_OUT else words)
            for answer, words in each.answers
        ]
        # With these a mean can be made of the counts, as the pages make it.
        rows += [("score", each.key, answer, f"{score:g}") for answer, score in each.scores]
    rules = found.rules
    rows += [
        ("rule", "threshold", str(rules.threshold), "Counts from 1 to just below it are not published."),
        ("rule", "percentages_from", str(rules.percentages_from), "The smallest base on which per cent are shown."),
    ]
    if is_out:
        rows.append(("licence", "", "", licence.IN_WORDS))
    return csv_bytes(("about", "key", "value", "meaning"), rows)
