"""The team's side: what came in, one return with all its versions, asking, accepting, more time."""

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from django.contrib import messages
from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Paginator
from django.db.models import OuterRef, Value, prefetch_related_objects
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.guards import guarded
from accounts.models import Area
from accounts.moves import IllegalMove
from audit import looks
from inspections import deciding, more_time, receipts, rules, standing
from inspections.forms.reading import AcceptForm, DecideForm, FindForm, QueryForm, ReopenForm
from inspections.headings import differences
from inspections.models import Extension, Progress, Submission
from inspections.standing import FOR_READERS, MARKS, WAITS_FOR_TEAM, ReturnStanding
from inspections.views.conversation import entries
from inspections.views.returns import a_return
from interface import spreadsheets
from programmes.models import Programme

A_PAGE = 50

_NAME = attrgetter("partnership")

#: What the list can be put in order by. A function for each way, of a return's standing.
ORDERS = {
    "name": [_NAME],
    "ask": [attrgetter("ask"), _NAME],
    "state": [lambda one: FOR_READERS.index(one.state), attrgetter("due"), _NAME],
    "due": [attrgetter("due"), _NAME],
    "sent": [lambda one: (one.sent_at is None, one.sent_at or timezone.now()), _NAME],
    "files": [attrgetter("files"), _NAME],
}


# --- The list --------------------------------------------------------------------------------------------------------


def with_areas(rows):
    """Programmes with their plan, and the areas that their partnerships serve."""
    areas = Area.objects.filter(partnerships__programme=OuterRef("pk")).order_by("name").distinct()
    return rows.with_plan().annotate(
        area_slugs=ArraySubquery(areas.values("slug")), area_names=ArraySubquery(areas.values("name"))
    )


def a_programme(view):
    return guarded(Programme, by=rules.may_read_list, key="slug", queryset=with_areas)(view)


@dataclass(frozen=True)
class Listed:
    """The returns of a programme that a person may see, and of them those that the address seeks, in its order."""

    filters: FindForm
    everything: list[ReturnStanding]
    sought: list[ReturnStanding]


def the_list(request, programme) -> Listed:
    """Documents and files are counted only where the order goes by them."""
    form = FindForm(request.GET or None, areas=zip(programme.area_slugs, programme.area_names, strict=True))
    order = request.GET.get("order", "state")
    by = ORDERS.get(order.lstrip("-"), ORDERS["state"])
    rows = Progress.objects.visible_to(request.user).asked().filter(programme=programme)
    everything = standing.told(rows, [programme], count=by is ORDERS["files"])
    is_sought = _sought(form.cleaned_data, programme) if form.is_valid() else bool
    return Listed(
        filters=form,
        everything=everything,
        sought=sorted(
            filter(is_sought, everything),
            key=lambda one: (*(each(one) for each in by), one.return_id),
            reverse=order.startswith("-"),
        ),
    )


def _sought(wanted, programme) -> Callable[[ReturnStanding], bool]:
    tests = []
    if words := wanted["q"].strip().casefold():
        tests.append(lambda one: words in one.partnership.casefold() or words in one.reference.casefold())
    if wanted["state"] == "waiting":
        tests.append(lambda one: one.state in WAITS_FOR_TEAM)
    elif wanted["state"]:
        tests.append(lambda one: one.state == wanted["state"])
    if wanted["late"]:
        tests.append(lambda one: one.is_late == (wanted["late"] == "yes"))
    if wanted["area"]:
        there = programme.participations.filter(partnership__areas__slug=wanted["area"])
        theirs = set(there.values_list("pk", flat=True))
        tests.append(lambda one: one.participation_id in theirs)
    return lambda one: all(passes(one) for passes in tests)


@require_GET
@a_programme
def came_in(request, programme):
    """What came in, and what has not."""
    found = the_list(request, programme)
    page = Paginator(found.sought, A_PAGE).get_page(request.GET.get("page"))
    counted = Counter(one.state for one in found.everything)
    return render(
        request,
        "inspections/reading.html",
        {
            "programme": programme,
            "filters": found.filters,
            "page": page,
            "rows": standing.counted(page),
            "counts": [
                {"state": state, "words": state.label, "mark": MARKS[state], "n": counted[state]}
                for state in FOR_READERS
                if counted[state]
            ],
            "waiting": sum(counted[state] for state in WAITS_FOR_TEAM),
            "everything": counted.total(),
            "default_order": "state",
        },
    )


def _table(request, programme):
    header = [
        "Reference", "Partnership", "Areas", "Return", "State", "Late", "Due", "Version", "Sent",
        "Asked documents in", "Asked documents", "Files",
    ]  # fmt: skip
    named = StringAgg("partnership__areas__name", Value(", "), order_by="partnership__areas__name")
    areas = dict(programme.participations.order_by().values_list("pk").annotate(named=named))
    body = [
        [
            stands.reference,
            stands.partnership,
            areas[stands.participation_id] or "",
            stands.ask,
            stands.state.label,
            "yes" if stands.is_late else "no",
            stands.due,
            stands.number or "",
            timezone.localtime(stands.sent_at).replace(tzinfo=None) if stands.sent_at else "",
            stands.documents_in,
            stands.documents_asked,
            stands.files,
        ]
        for stands in standing.counted(the_list(request, programme).sought)
    ]
    return header, body


def _saved_as(programme) -> str:
    return f"{programme.slug}-returns-{timezone.localdate():%Y-%m-%d}"


@require_GET
@a_programme
def came_in_as_csv(request, programme):
    return spreadsheets.as_csv(_saved_as(programme), *_table(request, programme))


@require_GET
@a_programme
def came_in_as_excel(request, programme):
    return spreadsheets.as_excel(_saved_as(programme), *_table(request, programme), title="Returns")


# --- One return ------------------------------------------------------------------------------------------------------


@require_GET
@a_return(rules.may_read_as_team)
def one_return(request, of):
    """All versions beside each other, what differs, the thread, and what can be done."""
    stands = standing.standing(of)
    prefetch_related_objects([of.ask], "documents")
    versions = list(
        of.submissions.sent_out()
        .select_related("sent_by")
        .prefetch_related(receipts.its_documents())
        .order_by("number")
    )
    for version in versions:
        version.of = of
    current = next((each for each in versions if each.status in Submission.STANDING), None)
    if current:
        looks.record(
            request.user,
            "submission",
            current,
            f"{of}, version {current.number}",
            address=request.path,
            participation=of.participation_id,
        )
    user = request.user
    wishes = of.extensions.in_order()
    wish = next((each for each in wishes if each.status == Extension.Status.ASKED), None)
    if wish:
        wish.of = of
    return render(
        request,
        "inspections/read.html",
        {
            "of": of,
            "programme": of.participation.programme,
            "stands": stands,
            "versions": versions,
            "current": current,
            "matrix": matrix(of, versions),
            "steps": [
                {
                    "before": before,
                    "after": after,
                    "found": [d for d in differences(before, after) if d.change != "same"],
                }
                for before, after in itertools.pairwise(versions)
            ],
            "entries": entries(of, versions, wishes),
            "wish": wish,
            "may_query": rules.may_query(user, of) and current and current.status != Submission.Status.ACCEPTED,
            "may_accept": rules.may_accept(user, of) and current and current.status != Submission.Status.ACCEPTED,
            "may_reopen": rules.may_reopen(user, of) and current and current.status == Submission.Status.ACCEPTED,
            "may_decide": wish and rules.may_decide_time(user, wish),
        },
    )


def matrix(of, versions) -> list[dict]:
    """A row for each asked document, a cell for each version: which files answered it."""
    rows = [{"heading": each, "title": each.title, "cells": []} for each in of.ask.documents.all()]
    rows.append({"heading": None, "title": "Something else", "cells": []})
    for row in rows:
        earlier: set = set()
        for place, version in enumerate(versions):
            key = row["heading"].pk if row["heading"] else None
            documents = [d for d in version.documents.all() if d.asked_document_id == key]
            row["cells"].append(
                {
                    "version": version,
                    "documents": [{"document": d, "is_new": place > 0 and d.sha256 not in earlier} for d in documents],
                }
            )
            earlier = {d.sha256 for d in documents}
    if not any(cell["documents"] for cell in rows[-1]["cells"]):
        rows.pop()
    return rows


def _current(of) -> Submission | None:
    return of.submissions.standing().select_related("sent_by", "accepted_by").first()


def _is_being_revised(of) -> bool:
    return Progress.objects.filter(of=of, draft__isnull=False).exists()


@a_return(rules.may_query)
def query(request, of):
    """Ask the partnership something."""
    current = _current(of)
    if current is None:
        return redirect("inspections:read", of.pk)
    day = of.participation.programme.working_days.add_working_days(timezone.localdate(), 5)
    form = QueryForm(request.POST or None, answer_by=day, version=current.number)
    if request.method == "POST" and form.is_valid():
        try:
            deciding.query(of, **form.cleaned_data, by=request.user)
        except IllegalMove as move:
            form.add_error(None, move.sentence)
        else:
            messages.success(request, "Your question has been sent to the co-ordinator.")
            return redirect("inspections:read", of.pk)
    return _act(request, of, current, form, "query.html")


@a_return(rules.may_accept)
def accept(request, of):
    """Say that the return is complete, after being asked."""
    current = _current(of)
    if current is None:
        return redirect("inspections:read", of.pk)
    form = AcceptForm(request.POST if request.method == "POST" else None, version=current.number)
    if request.method == "POST" and form.is_valid():
        try:
            deciding.accept(of, **form.cleaned_data, by=request.user)
        except IllegalMove as move:
            form.add_error(None, move.sentence)
        else:
            messages.success(request, "Accepted. The partnership has been told.")
            return redirect("inspections:read", of.pk)
    return _act(request, of, current, form, "accept.html", is_being_revised=_is_being_revised(of))


@a_return(rules.may_reopen)
def reopen(request, of):
    """Take an acceptance back, with a reason."""
    current = _current(of)
    if current is None or (request.method != "POST" and current.status != Submission.Status.ACCEPTED):
        return redirect("inspections:read", of.pk)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            deciding.reopen(of, form.cleaned_data["reason"], by=request.user)
        except IllegalMove as move:
            form.add_error(None, move.sentence)
        else:
            messages.success(request, "The return is open again. The co-ordinator has been told why.")
            return redirect("inspections:read", of.pk)
    return _act(request, of, current, form, "reopen.html")


def _act(request, of, current, form, template, **more):
    return render(
        request,
        f"inspections/{template}",
        {"of": of, "programme": of.participation.programme, "current": current, "form": form, **more},
        status=422 if form.is_bound else 200,
    )


# --- More time -------------------------------------------------------------------------------------------------------


@guarded(
    Extension,
    by=rules.may_decide_time,
    queryset=lambda rows: rows.select_related(
        "asked_by", "of__ask__milestone", "of__participation__programme", "of__participation__partnership"
    ),
)
def decide(request, extension):
    """Give more time or not, after seeing what else would move."""
    of = extension.of
    if extension.status != Extension.Status.ASKED:
        messages.info(request, "This has been decided already.")
        return redirect("inspections:read", of.pk)
    Programme.objects.read_plans([of.participation.programme])
    form = DecideForm(request.POST or None, extension=extension)
    until = extension.until
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.cleaned_data["decision"] == "granted":
            more_time.grant(extension, until=form.cleaned_data["until"], reason=reason, by=request.user)
            messages.success(
                request, f"Given until {form.cleaned_data['until']:%-d %B %Y}. The partnership has been told."
            )
        else:
            more_time.refuse(extension, reason=reason, by=request.user)
            messages.success(request, "Not given. The partnership has been told why.")
        return redirect("inspections:read", of.pk)
    moves = more_time.follows(extension, until)
    return render(
        request,
        "inspections/decide.html",
        {
            "extension": extension,
            "of": of,
            "programme": of.participation.programme,
            "form": form,
            "others": [change for change in moves.changes if change.key != of.ask.milestone.key],
            "problems": moves.conflicts,
        },
        status=422 if form.is_bound else 200,
    )
