"""Earlier versions of a section: who wrote what when, any two beside each other, and a text brought back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import guarded
from reports import actions, rules, versions
from reports.models import Section

ON_A_PAGE = 25


def _with_report(rows):
    return rows.select_related("report__programme__lead_body", "updated_by")


def _number(request, name: str, otherwise: int) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 10 else otherwise


def _called(row) -> str:
    return f"Version {row.version}, {row.updated_by}" if row.updated_by else f"Version {row.version}"


@require_GET
@guarded(Section, by=rules.may_read, queryset=_with_report)
def sittings(request, section):
    """The sittings of a section, and two of its versions beside each other where they are chosen."""
    found = versions.sittings(section)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    newest = found[0].version if found else section.version
    before = found[1].version if len(found) > 1 else newest
    left, right = _number(request, "left", before), _number(request, "right", newest)
    compared = None
    if "left" in request.GET or "right" in request.GET:
        older, newer = versions.version(section, left), versions.version(section, right)
        if older is None or newer is None:
            raise Http404
        compared = {"older": older, "newer": newer, "before": _called(older), "after": _called(newer)}
    return render(
        request,
        "reports/versions.html",
        {
            "section": section,
            "report": section.report,
            "page": page,
            "left": left,
            "right": right,
            "compared": compared,
            "newest": newest,
            "may_write": rules.may_write_section(request.user, section),
        },
    )


@require_POST
@guarded(Section, by=rules.may_write_section, queryset=_with_report)
def bring_back(request, section):
    """An earlier text saved once more, as the newest version: nothing in between is lost."""
    number = request.POST.get("version", "")
    earlier = versions.version(section, int(number)) if number.isdecimal() and len(number) < 10 else None
    if earlier is None:
        raise Http404
    try:
        actions.write(
            section,
            heading=section.heading,
            body=earlier.body,
            seen=int(request.POST["seen"]) if request.POST.get("seen", "").isdecimal() else section.version,
            by=request.user,
        )
    except actions.ChangedMeanwhile as changed:
        messages.error(
            request,
            f"{changed.now.updated_by or 'Somebody'} has saved this section since you opened this page. Nothing was "
            "changed: look at their version first.",
        )
    else:
        messages.success(request, f"The text of version {number} is back, as the newest version.")
    return redirect("drafting:versions", section.pk)
