"""Who writes what, and how far it is."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.guards import guarded
from reports import assigning, rules
from reports.forms import PlanForm
from reports.models import Section


def _with_report(rows):
    return rows.select_related("report__programme__lead_body").prefetch_related("owners")


@guarded(Section, by=rules.may_plan_section, queryset=_with_report)
def plan(request, section):
    """Who writes a section, and about how many words it should have."""
    form = PlanForm(request.POST or None, instance=section, people=assigning.writers_of(section.report.programme))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        assigning.plan(section, owners=said["owners"], target=said["target"], by=request.user)
        messages.success(request, f"“{section.heading}”: saved.")
        return redirect(f"{section.report.get_absolute_url()}#sections")
    kept = Section.objects.select_related("report__programme").get(pk=section.pk)
    return render(request, "reports/plan_section.html", {"form": form, "section": kept, "report": kept.report})


@require_POST
@guarded(Section, by=rules.may_move_section, queryset=_with_report)
def state(request, section):
    """One move of a section, without a word of it changed: by a button where it is read."""
    if "ready" in request.POST:
        assigning.call_ready(section)
        messages.success(request, f"“{section.heading}” is marked as ready.")
    elif "again" in request.POST:
        assigning.take_up_again(section)
        messages.success(request, f"“{section.heading}” is being written again.")
    return redirect(f"{section.report.get_absolute_url()}#sections")
