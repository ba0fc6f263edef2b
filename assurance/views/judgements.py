"""Judgements of a report: proposed with a reason, agreed by the panel, and compared with other public reports."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.guards import guarded
from assurance import judging, rules, scales, travelling
from assurance.forms import ProposeForm
from assurance.models import Judgement
from reports.models import Report


def _with_programme(rows):
    return rows.select_related("programme__lead_body", "road")


@require_safe
@guarded(Report, by=rules.may_read, queryset=_with_programme)
def judgements(request, report):
    """Every question that is judged, how it stands, and what other public reports of the same kind say."""
    here = travelling.standing(report)
    earlier: dict[str, list[Judgement]] = {}
    for each in report.judgements.select_related("proposed_by", "meeting"):
        earlier.setdefault(each.question, []).append(each)
    compared = {each.question: each for each in judging.compare(report)}
    questions = [
        {
            "key": key,
            "title": title,
            "judgement": (earlier.get(key) or [None])[0],
            "earlier": earlier.get(key, [])[1:],
            "compared": compared[key],
        }
        for key, title in scales.questions(report.programme)
    ]
    return render(
        request,
        "assurance/judgements.html",
        {
            "report": report,
            "questions": questions,
            "may_propose": rules.may_propose(request.user, report) and here.at in judging.MAY_PROPOSE_AT,
            "here": here,
            "title": "Judgements",
        },
    )


@guarded(Report, by=rules.may_propose, queryset=_with_programme)
def propose(request, report, question):
    """Propose what a report judges of one question, with the reason that the panel reads."""
    title = dict(scales.questions(report.programme)).get(question)
    if title is None:
        raise Http404
    open_one = report.judgements.proposed().filter(question=question).first()
    form = ProposeForm(
        request.POST if request.method == "POST" else None,
        programme=report.programme,
        initial={"grade": open_one.proposed, "reason": open_one.reason} if open_one else {},
    )
    if request.method == "POST" and form.is_valid():
        judging.propose(report, question, by=request.user, **form.cleaned_data)
        messages.success(request, f"Proposed for “{title}”. The panel decides.")
        return redirect("assurance:judgements", report.pk)
    return render(
        request,
        "assurance/propose.html",
        {"report": report, "form": form, "question": title, "title": f"Judgement: {title}", "before": open_one},
    )
