"""What a closed survey says, for its team."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.guards import guarded
from audit import looks
from instruments import proportions
from interface.charts.chart import Series
from interface.charts.shares import StackedBarChart
from interface.spreadsheets import as_csv
from programmes.models import Programme
from surveys import results as results_of
from surveys import rules

#: Bars that can be told apart on a page; an area more is read in the table.
MOST_BARS = 40


def _read(request, programme, key):
    survey = get_object_or_404(programme.surveys.select_related("version", "programme"), key=key)
    found = results_of.datasets(survey, request.user)
    instrument = found[0].version.instrument if found else survey.version.instrument
    breakdowns = results_of.breakdowns(survey, instrument)
    by = next((each for each in breakdowns if each.key == request.GET.get("by")), None)
    return survey, found, breakdowns, by, results_of.counted(survey, found, by.key if by else "")


def _parts(counted) -> list[tuple[int, str]]:
    """Each count with its per cent; no per cent of nothing."""
    return [(n, f"{proportions.per_cent(n, counted.base)}%" if counted.base else "") for n in counted.counts]


@require_GET
@guarded(Programme, by=rules.may_see_surveys, key="slug")
def results(request, programme, survey):
    """Every question for everybody, or one question by area, by kind of respondent or by another answer."""
    survey, found, breakdowns, by, counted = _read(request, programme, survey)
    if found:
        looks.record(request.user, "survey results", survey, survey.title, address=request.path)
    chosen = next((each for each in counted.tables if each.item.key == request.GET.get("question")), None)
    if by and not chosen and counted.tables:
        chosen = counted.tables[0]
    return render(
        request,
        "surveys/results.html",
        {
            "programme": programme,
            "survey": survey,
            "datasets": found,
            "counted": counted,
            "items": [each.item for each in counted.tables],
            "breakdowns": breakdowns,
            "by": by,
            "chosen": chosen,
            "rows": [(each, _parts(each)) for each in (chosen.everybody, *chosen.groups)] if chosen else [],
            "figure": _figure(chosen, by) if chosen else None,
            "tables": [] if chosen else [(each, _parts(each.everybody), _words(each)) for each in counted.tables],
        },
    )


def _words(table) -> str:
    """The answer that was given most, in the words of reports: “Most chose Agree”."""
    found = table.everybody
    if not found.base:
        return ""
    place = max(range(len(found.counts)), key=found.counts.__getitem__)
    return f"{proportions.in_words(found.counts[place], found.base).capitalize()} chose “{table.item.options[place].label}”."


def _figure(table, by) -> StackedBarChart | None:
    rows = [each for each in (table.everybody, *table.groups) if each.base][:MOST_BARS]
    if table.item.is_of_several or not rows:
        return None
    return StackedBarChart(
        title=table.item.title,
        categories=tuple(each.group or "Everybody" for each in rows),
        series=tuple(
            Series(option.label, tuple(each.counts[place] for each in rows))
            for place, option in enumerate(table.item.options)
        ),
        key=f"results-{table.item.key}",
        category_word=by.title if by else "Respondents",
        note=f"Of everybody who answered: {table.everybody.base}. For the team alone.",
    )


@require_GET
@guarded(Programme, by=rules.may_see_surveys, key="slug")
def results_as_csv(request, programme, survey):
    """Every question by the chosen breakdown. It says in its name and its first column that it is the team's own."""
    survey, found, _, by, counted = _read(request, programme, survey)
    if found:
        looks.record(request.user, "survey results", survey, survey.title, address=request.path)
    header = [
        "For",
        "Section",
        "Question",
        by.title if by else "Respondents",
        "Answer",
        "Count",
        "Answered",
        "Left out",
        "Mean",
    ]
    rows = [
        [
            "The team alone",
            table.item.section,
            table.item.title,
            each.group or "Everybody",
            option.label,
            count,
            each.base,
            each.left_out,
            round(each.mean, 2) if each.mean is not None else None,
        ]
        for table in counted.tables
        for each in (table.everybody, *table.groups)
        for option, count in zip(table.item.options, each.counts, strict=True)
    ]
    return as_csv(f"{programme.slug}-{survey.key}-team-only", header, rows)
