"""A progress review at work: which report it goes through, what it says of each recommendation, its table."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import guarded
from accounts.moves import IllegalMove
from followup import reviewing, rules
from followup.forms.recommending import BeginReviewForm, ReviewedForm
from followup.models import ProgressReview, Reviewed
from followup.views.recommending import with_programme
from reports.models import Report


def _review_of(report) -> ProgressReview | None:
    return ProgressReview.objects.select_related("reviewed", "report__programme").filter(report=report).first()


@require_GET
@guarded(Report, by=rules.may_read, queryset=with_programme)
def review(request, report):
    """Every recommendation of the earlier report: then, now, and what the review says."""
    review = _review_of(report)
    if review is None:
        return redirect("followup:recommendations", report.pk)
    lines = reviewing.lines(review)
    return render(
        request,
        "followup/review.html",
        {
            "report": report,
            "review": review,
            "lines": lines,
            "judged": sum(bool(each.reviewed.state) for each in lines),
            "may_write": any(
                rules.may_write_reviewed(request.user, each.reviewed) for each in _with_review(lines, review)
            ),
            "may_place": rules.may_write(request.user, report),
            "placed": report.figures.filter(key=reviewing.TABLE).first(),
        },
    )


def _with_review(lines, review):
    for line in lines[:1]:
        line.reviewed.review = review
        yield line


@guarded(Report, by=rules.may_review, queryset=with_programme)
def begin(request, report):
    """Say which earlier report this one goes through."""
    earlier = (
        Report.objects.visible_to(request.user).filter(recommendations__isnull=False).exclude(pk=report.pk).distinct()
    )
    form = BeginReviewForm(request.POST or None, reports=earlier, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            made = reviewing.begin(report, form.cleaned_data["reviewed"], on=form.cleaned_data["on"], by=request.user)
        except IllegalMove as trouble:
            form.add_error(None, trouble.sentence)
        else:
            messages.success(request, "There is a place for each of its recommendations.")
            return redirect(made)
    return render(
        request,
        "followup/form.html",
        {
            "form": form,
            "report": report,
            "heading": "Make it a progress review",
            "lead": "A progress review is a report that goes through what an earlier one recommended, one by one.",
        },
    )


@require_POST
@guarded(Report, by=rules.may_write, queryset=with_programme)
def table(request, report):
    """Put the table of all recommendations among the report's tables, or draw it anew."""
    review = _review_of(report)
    if review is None:
        return redirect("followup:recommendations", report.pk)
    reviewing.fill(review)
    figure = reviewing.put_into_the_report(review, by=request.user)
    messages.success(
        request, f"The table is among the report’s tables. Write {figure.reference} on a line where it should stand."
    )
    return redirect(review)


@guarded(
    Reviewed,
    by=rules.may_write_reviewed,
    queryset=lambda rows: rows.select_related("review__report__programme", "review__reviewed", "recommendation"),
)
def reviewed(request, reviewed):
    """What the review says of one recommendation. Frozen with the review's edition."""
    form = ReviewedForm(request.POST if request.method == "POST" else None, instance=reviewed)
    if request.method == "POST" and form.is_valid():
        form.instance.updated_at, form.instance.updated_by = timezone.now(), request.user
        form.save()
        messages.success(request, "Saved.")
        return redirect(f"{reviewed.review.get_absolute_url()}#{reviewed.recommendation.anchor}")
    kept = Reviewed.objects.select_related("review__report__programme", "recommendation").get(pk=reviewed.pk)
    return render(
        request,
        "followup/form.html",
        {
            "form": form,
            "report": kept.review.report,
            "review": kept.review,
            "heading": kept.recommendation.name,
            "quote": kept.recommendation.shown_text,
            "lead": "What you say here comes out with the review, and not before.",
        },
    )
