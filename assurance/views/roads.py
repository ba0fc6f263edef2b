"""The road of a report: where it stands, what the next move asks, who may, and every step that it took."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import guarded
from assurance import locking, rules, travelling
from assurance import road as table
from assurance.forms import ReasonForm, WayRoundForm
from assurance.models import LockedVersion, WayRound
from assurance.road import Outcome, Stage, Way
from reports import freezing, minutes
from reports.models import Publication, Report


def _with_programme(rows):
    return rows.select_related("programme__lead_body", "road")


def _of_a_report(rows):
    return rows.select_related("report__programme", "decided_by", "confirmed_by", "withdrawn_by")


@require_safe
@guarded(Report, by=rules.may_read, queryset=_with_programme)
def road(request, report):
    """Where a report stands, what must be true for its next move, and how it came here."""
    here = travelling.standing(report)
    steps = list(here.road.steps.select_related("by").order_by("-pk"))
    offered = [_offer(request.user, report, move) for move in table.MOVES if travelling.leaves(move, here)]
    on = [each for each in offered if each["move"].way == Way.ON]
    # A way round is shown to those who may go it, and only a correction can change facts alone.
    others = [
        each
        for each in offered
        if each["move"].way == Way.BACK
        or (
            each["move"].way == Way.ROUND
            and each["may"]
            and (each["move"].key != "facts-corrected" or here.is_correction)
        )
    ]
    release = (
        Publication.objects.filter(edition__report=report, cancelled_at=None)
        .by_the_clock()
        .select_related("edition")
        .defer("edition__content", "edition__html", "edition__data_files")
        .order_by("-publish_at")
        .first()
    )
    return render(
        request,
        "assurance/road.html",
        {
            "report": report,
            "here": here,
            "stages": list(_stages(here, steps)),
            "on": on,
            "others": others,
            "ways_round": _ways_round(request.user, report, here),
            "steps": steps,
            "brought_in": travelling.is_brought_in(here.road),
            "release": release,
            "release_minute": minutes.in_words(release.publish_at) if release else "",
            "may_be_released": here.at in table.MAY_BE_RELEASED,
            "changed": _changed_since_the_panel(report) if here.at in (Stage.ACCURACY, Stage.FINAL) else None,
            "may_lead_around": rules.may_lead_around(request.user, report),
        },
    )


def _ways_round(user, report, here) -> list[WayRound]:
    """The ways round of this round, each with whether this person may confirm it."""
    found = list(report.ways_round.filter(round=here.road.round).select_related("decided_by", "confirmed_by"))
    for way in found:
        way.report = report
        way.may_be_confirmed = not way.confirmed_at and rules.may_confirm_way_round(user, way)
    return found


def _offer(user, report, move) -> dict:
    """A move as the page shows it: its conditions with ticks, who may, and where it is made."""
    asked = [(condition, table.told(condition, report)) for condition in table.conditions_of(move)]
    return {
        "move": move,
        "conditions": asked,
        "open": sum(not told.holds for _, told in asked),
        "may": rules.makes(user, report, move),
        "page": table.page_of(move, report),
    }


def _stages(here: travelling.Standing, steps):
    """Every stage of the road in order, with where the report stands to it: past, left out, here, or still to come."""
    been_at = {step.arrives for step in steps if step.round == here.road.round}
    corrected = here.at == Outcome.CORRECTED or here.is_correction
    order = [stage for stage in table.ORDER if stage != (Outcome.PUBLISHED if corrected else Outcome.CORRECTED)]
    place = order.index(here.at)
    for number, stage in enumerate(order):
        if number < place:
            how = "past" if stage in been_at else "skipped"
        elif number == place:
            how = "past" if here.is_out else "here"
        else:
            how = "ahead"
        yield {"label": stage.label, "is": how}


def _changed_since_the_panel(report) -> dict | None:
    """How many parts of the draft differ from what the panel had, for whoever calls it final."""
    version = report.locked_versions.filter(purpose=LockedVersion.Purpose.PANEL).order_by("-number").first()
    if version is None:
        return None
    pairs = locking.compared(version.content, freezing.look(report).frozen.content)
    return {"version": version, "differ": sum(pair.change != "same" for pair in pairs)}


@guarded(Report, by=rules.moves_some, queryset=_with_programme)
def move(request, report, key):
    """Make one move: a step on is a button, a step back or round asks why."""
    wanted = table.BY_KEY.get(key)
    if wanted is None:
        raise Http404
    if not rules.makes(request.user, report, wanted):
        raise PermissionDenied
    if page := table.page_of(wanted, report):
        return redirect(page)
    form = ReasonForm(request.POST if request.method == "POST" else None, words=wanted.words, asks=wanted.needs_reason)
    if request.method == "POST" and form.is_valid():
        try:
            step = travelling.move(report, key, by=request.user, reason=form.cleaned_data.get("reason", ""))
        except travelling.NotYet as trouble:
            for condition, told in trouble.unmet:
                form.add_error(None, f"Not yet true: {condition.says} {told.detail}".strip())
        else:
            messages.success(request, f"The report is at “{step.get_arrives_display()}” now.")
            return redirect("assurance:road", report.pk)
    here = travelling.standing(report)
    return render(
        request,
        "assurance/move.html",
        {
            "report": report,
            "form": form,
            "move": wanted,
            "here": here,
            "leaves_from_here": travelling.leaves(wanted, here),
            "unmet": travelling.unmet(report, wanted),
            "title": wanted.words,
        },
    )


@guarded(Report, by=rules.may_lead_around, queryset=_with_programme)
def way_round(request, report):
    """Decide that a part of the road is left out; a second person confirms it."""
    here = travelling.standing(report)
    kind = (
        WayRound.Kind.FACTS_ONLY if here.is_correction and here.at == Stage.DRAFTING else WayRound.Kind.NO_PARTNERSHIP
    )
    form = WayRoundForm(request.POST if request.method == "POST" else None, words="Decide this")
    if request.method == "POST" and form.is_valid():
        travelling.lead_around(report, kind, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(
            request, "It is decided. It counts once a member of the panel or an administrator confirms it."
        )
        return redirect("assurance:road", report.pk)
    return render(
        request,
        "assurance/way_round.html",
        {
            "report": report,
            "form": form,
            "kind": kind,
            "kinds": WayRound.Kind,
            "standing": WayRound.objects.standing().filter(report=report, kind=kind, round=here.road.round).first(),
            "title": "Leave a part of the road out",
        },
    )


@guarded(WayRound, by=rules.may_confirm_way_round, queryset=_of_a_report)
def confirm_way_round(request, way):
    """The second person reads the reason and agrees."""
    if request.method == "POST":
        travelling.confirm_way_round(way, by=request.user)
        messages.success(request, "Confirmed.")
        return redirect("assurance:road", way.report_id)
    return render(
        request, "assurance/confirm_way_round.html", {"report": way.report, "way": way, "title": "Confirm a way round"}
    )


@require_POST
@guarded(WayRound, by=rules.may_withdraw_way_round, queryset=_of_a_report)
def withdraw_way_round(request, way):
    """Take a decision back."""
    travelling.withdraw_way_round(way, by=request.user)
    messages.success(request, "Taken back: the report goes the whole road again.")
    return redirect("assurance:road", way.report_id)
