"""What was sent, exactly as it was: receipts, and two versions beside each other."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from audit import looks
from files import actions as files
from inspections import receipts, rules
from inspections.headings import differences
from inspections.models import Submission
from inspections.views.returns import a_return


def _version(of, user, number: int) -> Submission:
    rows = receipts.for_receipt(Submission.objects.visible_to(user).sent_out())
    return get_object_or_404(rows, of=of, number=number)


@require_GET
@a_return(rules.may_open_return)
def receipt(request, of, number):
    """Exactly what was sent."""
    submission = _version(of, request.user, number)
    looks.record(
        request.user,
        "submission",
        submission,
        f"{of}, version {number}",
        address=request.path,
        participation=of.participation_id,
    )
    is_ours = rules.may_see_preparation(request.user, of)
    return render(
        request,
        "inspections/receipt.html",
        {**receipts.shown(submission), "is_ours": is_ours, "kinds": Submission.Status},
    )


@require_POST
@a_return(rules.may_open_return)
def receipt_pdf(request, of, number):
    """Ask for the receipt as a PDF: made once, and there for everyone who may have it."""
    submission = _version(of, request.user, number)
    making = files.ask_for(
        "receipt",
        submission,
        by=request.user,
        title=f"Receipt {of.reference}, version {number}",
        participation_ref=of.participation_id,
    )
    return redirect(making)


@require_GET
@a_return(rules.may_open_return)
def compare(request, of, before, after):
    """Two versions that were sent, beside each other."""
    first, second = (_version(of, request.user, number) for number in sorted((before, after)))
    if first == second:
        return redirect(first)
    found = differences(first, second)
    return render(
        request,
        "inspections/compare.html",
        {
            "of": of,
            "before": first,
            "after": second,
            "changed": [each for each in found if each.change != "same"],
            "same": [each for each in found if each.change == "same"],
            "versions": of.submissions.visible_to(request.user).sent_out().order_by("number"),
            "is_ours": rules.may_see_preparation(request.user, of),
        },
    )
