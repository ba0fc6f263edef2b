"""What stands behind each statement of a draft, and naming it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.guards import guarded
from assurance import naming, rules, statements
from assurance.forms import EvidenceForm
from assurance.models import NamedEvidence
from audit import looks
from reports.models import Report, Section

SHOWN = {"all": "All statements", "nothing": "Nothing named yet"}


def _with_programme(rows):
    return rows.select_related("programme__lead_body", "road")


def _with_report(rows):
    return rows.select_related("section__report__programme")


@guarded(Report, by=rules.may_read, queryset=_with_programme)
def evidence(request, report):
    """Every statement with what stands behind it; whoever writes the report names more."""
    may_name = rules.may_name_evidence(request.user, report)
    show = request.GET.get("show", "all")
    show = show if show in SHOWN else "all"
    if request.method == "POST" and not may_name:
        raise PermissionDenied
    form = EvidenceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        section = _section(request, report)
        named = naming.name(section, by=request.user, **form.cleaned_data)
        messages.success(request, "It is named. The panel reads it with its papers.")
        return redirect(f"{reverse('assurance:evidence', args=[report.pk])}?show={show}#named-{named.pk}")
    looks.record(
        request.user, "draft report", report, f"Draft report of {report.programme.short_title}", address=request.path
    )
    sections = statements.of_draft(report, whole=True)
    counted = [each for section in sections for each in section["statements"]]
    on = request.POST.get("on") or request.GET.get("on", "")
    # What was typed is never lost: where its statement has gone meanwhile, the form stands above all others.
    is_adrift = form.is_bound and on not in {each["anchor"] for each in counted}
    if show == "nothing" and not form.is_bound:
        for section in sections:
            section["statements"] = [each for each in section["statements"] if not each["behind"] and not each["named"]]
    return render(
        request,
        "assurance/evidence_of_draft.html",
        {
            "report": report,
            "sections": [each for each in sections if each["statements"] or each["gone"]],
            "statements": len(counted),
            "with_something": sum(section["with_something"] for section in sections),
            "form": form,
            "on": on,
            "is_adrift": is_adrift,
            "section_key": request.POST.get("section", ""),
            "show": show,
            "shown": SHOWN.items(),
            "may_name": may_name,
            "title": "Evidence behind statements",
        },
        status=422 if form.errors else 200,
    )


def _section(request, report: Report) -> Section:
    """The section of this report that is spoken of; else 404."""
    section = report.sections.filter(key=request.POST.get("section", "")).first()
    if section is None:
        raise Http404
    return section


@require_POST
@guarded(NamedEvidence, by=rules.may_take_evidence_away, queryset=_with_report)
def take_away(request, evidence):
    """What was named stands there no longer; its words are told once more, to be named again."""
    report = evidence.section.report_id
    naming.take_away(evidence)
    messages.success(request, f"Taken away: “{evidence.text}”")
    return redirect("assurance:evidence", report)
