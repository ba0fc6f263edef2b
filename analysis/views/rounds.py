"""Rounds of a survey side by side: for its team, for an area, and for everyone once both are out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts import speaking
from accounts.guards import guarded, open_to_everyone
from analysis import round_figures, rounds, rules, shown
from analysis.forms.rounds import FollowsForm
from analysis.models import Release
from analysis.views.files import as_file
from audit import looks
from instruments import proportions
from interface.spreadsheets import as_csv, csv_bytes
from programmes.models import Programme
from surveys import rounds as rounds_of
from surveys import rules as survey_rules
from surveys.models import Survey

HEADER = (
    "Round",
    "Section",
    "Question",
    "Answer",
    "Count",
    "Per cent",
    "Answered",
    "Left out",
    "Mean",
    "Change in points",
)


def _survey(programme, key) -> Survey:
    rows = programme.surveys.select_related("version", "programme", "follows__programme")
    return get_object_or_404(rows, key=key)


@guarded(Programme, by=rules.may_see_analysis, key="slug")
def compared(request, programme, survey):
    """Every question beside the earlier rounds, or one of them over all rounds; and which round comes before."""
    survey = _survey(programme, survey)
    may_say = survey_rules.may_say_rounds(request.user, programme)
    if request.method == "POST" and not may_say:
        raise PermissionDenied
    form = None
    if may_say:
        form = FollowsForm(request.POST or None, survey=survey, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            rounds_of.say_what_it_follows(survey, form.cleaned_data["follows"], by=request.user)
        except rounds_of.NotEarlier as wrong:
            form.add_error("follows", str(wrong))
        else:
            messages.success(request, "The earlier round has been saved.")
            return redirect("analysis:rounds", programme.slug, survey.key)
    asked = request.GET
    found, areas, area = rounds.for_team(survey, request.user, asked.get("area", ""))
    looks.record(request.user, "survey results", survey, survey.title, address=request.path)
    chosen = found.question(asked.get("question", ""))
    return render(
        request,
        "analysis/rounds.html",
        {
            "programme": programme,
            "survey": survey,
            "form": form,
            "may_say": may_say,
            "proposed": rounds_of.proposed(survey, request.user) if may_say else None,
            "found": found,
            "has_counts": found.rounds[-1].source == "counted",
            "areas": areas,
            "area": area,
            "chosen": chosen,
            "answer": asked.get("answer", "") or (round_figures.first_answer(chosen) if chosen else ""),
            "line": round_figures.line(chosen, asked.get("answer", "")) if chosen else None,
            "questions": round_figures.read(found, is_released=False, only=chosen),
        },
    )


def _rows(found: rounds.Together, mark):
    for question in found.questions:
        for name, side in zip(question.rounds, question.sides, strict=True):
            if side is None:
                continue
            is_last = side is question.now
            lines = [(option.key, option.label) for option in question.item.options] or [("", "")]
            for key, label in lines:
                change = question.change(key) if is_last else None
                yield [
                    *(name, question.item.section, question.item.title, label),
                    *(_or(side.counts.get(key, ""), mark), side.shares.get(key, "")),
                    *(_or(side.base, mark), _or(side.left_out, mark)),
                    round(side.mean, 2) if side.mean is not None else "",
                    proportions.points_in_words(change).replace("−", "-") if change is not None else "",
                ]


def _or(value, mark):
    return mark if value is None else value


@require_safe
@guarded(Programme, by=rules.may_see_analysis, key="slug")
def compared_as_csv(request, programme, survey):
    """The comparison as a file; it says in its name and its first column that it is the team's own."""
    survey = _survey(programme, survey)
    found, _, _ = rounds.for_team(survey, request.user, request.GET.get("area", ""))
    looks.record(request.user, "survey results", survey, survey.title, address=request.path)
    rows = [["The team alone", *row] for row in _rows(found, "")]
    return as_csv(f"{programme.slug}-{survey.key}-rounds-team-only", ("For", *HEADER), rows)


def _both_out(pk: int) -> tuple[Release, rounds.Together]:
    """A national release that is out beside those of earlier rounds that are; 404 where there is none beside it."""
    with speaking.as_service():
        release = get_object_or_404(
            Release.objects.out().select_related(*rounds.RELATED), kind=Release.Kind.NATIONAL, pk=pk
        )
        found = rounds.released(release, shown.kept(release))
    if found is None:
        raise Http404
    return release, found


@open_to_everyone
@require_safe
def public(request, pk):
    release, found = _both_out(pk)
    return render(request, "analysis/public_rounds.html", _context(release, found))


def _context(release: Release, found: rounds.Together) -> dict:
    survey = release.plan.dataset.survey
    return {
        "release": release,
        "survey": survey,
        "programme": survey.programme,
        "found": found,
        "questions": round_figures.read(found, is_released=True),
        "rules": release.plan.rules,
    }


@open_to_everyone
@require_safe
def public_as_csv(request, pk):
    release, found = _both_out(pk)
    return as_file(release, "rounds", csv_bytes(HEADER, _rows(found, "*")))
