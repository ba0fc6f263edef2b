"""What was changed, who looked, and how the portal is."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import managing
from accounts.guards import signed_in
from audit import changes as history
from audit import rules, status, task_runs
from audit.forms import ChangesForm, LooksForm
from audit.models import Look
from interface import spreadsheets

A_PAGE = 50
MOST_ROWS = 10_000


@signed_in(by=rules.reads_the_trail)
@require_safe
def changes(request):
    """Every change of every row that has a history, newest first."""
    form = ChangesForm(request.GET)
    subject = request.GET.get("subject", "")
    page = history.newest(form.wanted(subject=subject, before=request.GET.get("before", "")), length=A_PAGE)
    return render(
        request,
        "audit/changes.html",
        {"filters": form, "page": page, "about_one": subject.isdigit(), "entries": managing.entries(request)},
    )


def _looks(request):
    form = LooksForm(request.GET)
    return form, form.narrow(Look.objects.select_related("person__organisation"))


@signed_in(by=rules.reads_the_trail)
@require_safe
def looks(request):
    """Who opened which letter, submission, draft or file."""
    form, found = _looks(request)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "audit/looks.html", {"filters": form, "page": page, "entries": managing.entries(request)})


@signed_in(by=rules.reads_the_trail)
@require_safe
def looks_csv(request):
    """The newest ten thousand that the filters let through, as a table to save."""
    _, found = _looks(request)
    rows = (
        [
            f"{timezone.localtime(look.at):%Y-%m-%d %H:%M:%S}",
            look.person.name,
            look.person.email,
            look.person.organisation or "",
            look.kind,
            look.title,
        ]
        for look in found[:MOST_ROWS]
    )
    return spreadsheets.as_csv("who-looked", ["When", "Who", "E-mail", "Organisation", "What", "Title"], rows)


@signed_in(by=rules.sees_status)
@require_safe
def status_page(request):
    """How the portal is: what is in order, what wants a look, what is wrong."""
    lines = status.lines()
    return render(
        request,
        "audit/status.html",
        {
            "lines": lines,
            "wrong": [line for line in lines if line.state == status.WRONG],
            "look": [line for line in lines if line.state == status.LOOK],
            "tasks": task_runs.expected(),
            "entries": managing.entries(request),
        },
    )
