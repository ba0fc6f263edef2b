"""Dates: seeing them, and changing one after seeing what else would move."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.guards import guarded
from accounts.moves import IllegalMove
from programmes import dates, letter_plan, rules
from programmes.forms.dates import ClosedDaysForm, MoveForm
from programmes.models import Participation, Programme
from programmes.views.drawn import stops


def _with_plan(rows):
    return rows.with_plan()


@guarded(Programme, by=rules.may_see_overview, key="slug", queryset=_with_plan)
def programme_timetable(request, programme):
    today = timezone.localdate()
    plans = {plan.key: plan for plan in programme.plans}
    settled = {date.place for date in programme.settled_dates.all() if date.participation_id is None}
    rows = [
        {
            "dated": dated,
            "plan": plans[dated.key],
            "state": dated.state(today),
            "settled": (dated.key, "starts") in settled or (dated.key, "ends") in settled,
        }
        for dated in programme.timetable
    ]
    return render(
        request,
        "programmes/timetable.html",
        {
            "programme": programme,
            "rows": rows,
            "stops": stops(programme, programme.timetable),
            "problems": programme.timetable.problems,
            "may_run": rules.may_run(request.user, programme),
            "today": today,
        },
    )


@guarded(Programme, by=rules.may_run, key="slug", queryset=_with_plan)
def move_milestone(request, programme, milestone):
    """First the form, then what would move and who would be told, then, agreed to, the change."""
    plan = get_object_or_404(programme.milestones, key=milestone)
    participation = _participation(request, programme)
    before = (participation or programme).timetable
    if plan.key not in before:
        raise Http404
    form = MoveForm(request.POST or None, milestone=plan, dated=before[plan.key])
    preview = None
    if request.method == "POST" and form.is_valid():
        preview = dates.preview(plan, participation=participation, **form.moved())
        if "settle" in request.POST and not preview.hindrances:
            try:
                dates.settle(
                    preview,
                    seen=request.POST.get("seen", ""),
                    reason=form.cleaned_data["reason"],
                    by=request.user,
                )
            except IllegalMove as move:
                form.add_error(None, move.sentence)
                preview = dates.preview(plan, participation=participation, **form.moved())
            else:
                messages.success(request, _said(preview))
                if participation:
                    return redirect("programmes:partnership", programme.slug, participation.pk)
                return redirect("programmes:timetable", programme.slug)
    return render(
        request,
        "programmes/move_milestone.html",
        {
            "programme": programme,
            "participation": participation,
            "milestone": plan,
            "dated": before[plan.key],
            "form": form,
            "preview": preview,
            "letters": letter_plan.that_move(programme, preview.moves) if preview else [],
        },
    )


def _participation(request, programme) -> Participation | None:
    """The one partnership whose dates are meant; None for everyone's."""
    pk = request.GET.get("for", "")
    if not pk:
        return None
    rows = Participation.objects.visible_to(request.user).filter(programme=programme)
    found = rows.filter(pk=pk).prefetch_related("settled_dates__milestone").first() if pk.isdigit() else None
    if found is None:
        raise Http404
    found.programme = programme
    return found


def _said(preview: dates.Preview) -> str:
    moved, told = len(preview.moves.changes), len(preview.told)
    return (
        f"{preview.milestone.title} has been moved. {moved} {'date has' if moved == 1 else 'dates have'} changed, and "
        f"{told} {'partnership is' if told == 1 else 'partnerships are'} being told."
        + "".join(f" {sentence}" for sentence in preview.also)
    )


@guarded(Programme, by=rules.may_run, key="slug", queryset=_with_plan)
def closed_days(request, programme):
    """The days and weeks that the programme does not count; what a change would move is shown first."""
    form = ClosedDaysForm(request.POST or None, programme=programme)
    moves = None
    if request.method == "POST" and form.is_valid():
        listed = {"closed": form.cleaned_data["closed"], "school_weeks": form.cleaned_data["school_weeks"]}
        if "save" in request.POST:
            dates.list_closed_days(programme, **listed)
            messages.success(request, "The days have been saved, and the dates worked out again.")
            return redirect("programmes:timetable", programme.slug)
        moves = dates.preview_calendar(programme, **listed)
    return render(
        request,
        "programmes/closed_days.html",
        {
            "programme": programme,
            "form": form,
            "moves": moves,
            "letters": letter_plan.that_move(programme, moves) if moves else [],
            "also": dates.what_else(programme, None, moves) if moves else [],
        },
    )
