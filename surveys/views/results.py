"""What a closed survey says, for its team. What is shown is said in the address, so that a reload keeps it."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.guards import guarded
from audit import looks
from instruments import proportions
from interface.counting import counted as number_of
from interface.spreadsheets import as_csv
from programmes.models import Programme
from surveys import pictures, rules
from surveys import results as results_of

#: What answers a survey in which people are named: an area, with one reply for each kind of respondent.
REPLIES = "reply,replies"


def _survey(programme, key):
    return get_object_or_404(programme.surveys.select_related("version", "programme"), key=key)


def _look(request, survey, found) -> None:
    if found:
        looks.record(request.user, "survey results", survey, survey.title, address=request.path)


def _versions(request, survey) -> tuple[list[int], int | None, list]:
    """The versions that were answered; the one that is looked at, if there are several; what was frozen of it."""
    by_version = results_of.by_version(results_of.datasets(survey, request.user))
    numbers = list(by_version)
    if len(numbers) < 2:
        return numbers, None, next(iter(by_version.values()), [])
    asked = request.GET.get("version", "")
    chosen = int(asked) if asked.isdecimal() and int(asked) in numbers else numbers[0]
    return numbers, chosen, by_version[chosen]


def _chosen(breakdowns, key: str | None):
    return next((each for each in breakdowns if each.key == key), None)


@require_GET
@guarded(Programme, by=rules.may_see_surveys, key="slug")
def results(request, programme, survey):
    """Every question for everybody, beside one area if wanted; or one question by what respondents are, by two if wanted."""
    survey = _survey(programme, survey)
    versions, version, found = _versions(request, survey)
    instrument = (found[0].version if found else survey.version).instrument
    breakdowns = results_of.breakdowns(survey, instrument)
    asked = request.GET
    by, across = _chosen(breakdowns, asked.get("by")), _chosen(breakdowns, asked.get("across"))
    one = by is not None or bool(asked.get("question"))
    counted = results_of.counted(survey, found, by.key if by else results_of.AREA)
    chosen = (counted.table(asked.get("question", "")) or next(iter(counted.tables), None)) if one else None
    if chosen and by and by.key == f"{results_of.ANSWER}{chosen.item.key}":
        by = None  # a question is not parted by itself
    if by is None or across is by or (chosen and across and across.key == f"{results_of.ANSWER}{chosen.item.key}"):
        across = None
    area = asked.get("area") if asked.get("area") in counted.areas and not by else ""
    _look(request, survey, found)
    context = {
        "programme": programme,
        "survey": survey,
        "datasets": found,
        "waits_until": None if found else results_of.waits_for_others(survey),
        "versions": versions,
        "version": version,
        "counted": counted,
        "breakdowns": breakdowns,
        "by": by,
        "across": across,
        "area": area,
        "chosen": chosen,
        "answer": asked.get("answer", ""),
        "answers": number_of(counted.answers, "answer"),
        "percentages_from": pictures.PERCENTAGES_FROM,
    }
    of = {"of": REPLIES} if survey.named else {}
    if not chosen:
        context["pictures"] = pictures.pictures(counted.tables, [area] if area else [], **of)
    elif across:
        context["crossed"] = _crossed(survey, found, chosen, by, across, asked.get("answer", ""))
    elif by:
        context["picture"] = pictures.of_one(chosen, by.title, asked.get("answer", ""), **of)
    else:
        context["picture"] = pictures.pictures([chosen], [area] if area else [], **of)[0]
    return render(request, "surveys/results.html", context)


def _crossed(survey, found, chosen, by, across, answer: str) -> dict | None:
    """One answer, or the mean, in a table of two ways; a cell with too few answers shows none."""
    crossed = results_of.crossed(survey, found, chosen.item.key, by.key, across.key)
    if crossed is None:
        return None
    rows, columns, cells, item = crossed
    keys = [option.key for option in item.options]
    place = keys.index(answer) if answer in keys else 0
    wants_mean = item.is_number or (answer == "mean" and item.has_scores)

    def words(row: str, column: str) -> tuple[str, int]:
        cell = cells.get((row, column))
        base = cell.base if cell else 0
        if base < pictures.PERCENTAGES_FROM:
            return "", base
        if wants_mean:
            return (pictures.number(cell.mean) if cell.mean is not None else "–"), base
        return f"{proportions.per_cent(cell.counts[place], base)}%", base

    return {
        "rows": [(row, [words(row, column) for column in columns]) for row in rows],
        "columns": columns,
        "of": "mean" if wants_mean else item.options[place].label if item.options else "",
    }


@require_GET
@guarded(Programme, by=rules.may_see_surveys, key="slug")
def results_as_csv(request, programme, survey):
    """Every question by the chosen breakdown. It says in its name and its first column that it is the team's own."""
    survey = _survey(programme, survey)
    _, version, found = _versions(request, survey)
    instrument = (found[0].version if found else survey.version).instrument
    by = _chosen(results_of.breakdowns(survey, instrument), request.GET.get("by"))
    counted = results_of.counted(survey, found, by.key if by else "")
    _look(request, survey, found)
    header = [
        *("For", "Section", "Question", by.title if by else "Respondents", "Answer", "Count", "Per cent"),
        *("Answered", "Left out", "Mean", "Lower quarter", "Middle", "Upper quarter"),
    ]
    rows = [
        ["The team alone", table.item.section, table.item.title, pictures.name(each), *line, *_further(each)]
        for table in counted.tables
        for each in (table.everybody, *table.groups)
        for line in _lines(table.item, each)
    ]
    name = f"{programme.slug}-{survey.key}" + (f"-version-{version}" if version else "")
    return as_csv(f"{name}-team-only", header, rows)


def _lines(item, found) -> list[list]:
    shares = pictures.bears_percentages(found)
    return [
        [option.label, count, proportions.per_cent(count, found.base) if shares else None]
        for option, count in zip(item.options, found.counts, strict=True)
    ] or [["", found.base, None]]


def _further(found) -> list:
    spread = found.spread
    middles = [spread.lower, spread.median, spread.upper] if spread else [None, None, None]
    return [found.base, found.left_out, round(found.mean, 2) if found.mean is not None else None, *middles]
