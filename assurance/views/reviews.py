"""Peer review: a colleague is asked, writes beside the paragraphs of a locked version, and concludes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import guarded
from accounts.moves import IllegalMove
from assurance import locking, papers, reviewing, rules, travelling
from assurance.forms import AskPeerForm, ConcludeForm, ReasonForm
from assurance.models import PeerReview
from assurance.road import Stage
from assurance.views.versions import noted
from reports import freezing
from reports.clock import transaction_time
from reports.models import Report


def _with_programme(rows):
    return rows.select_related("programme__lead_body", "road")


def _with_version(rows):
    return rows.select_related("version__report__programme", "version__locked_by", "reviewer", "asked_by")


@guarded(Report, by=rules.may_read, queryset=_with_programme)
def reviews(request, report):
    """Who was asked to review a report and what they concluded; whoever leads it asks here."""
    here = travelling.standing(report)
    may_ask = rules.may_ask_peers(request.user, report) and here.at in (Stage.DRAFTING, Stage.PEER_REVIEW)
    form = None
    if may_ask:
        people = reviewing.who_may_review(report, asked_by=request.user)
        form = AskPeerForm(request.POST if request.method == "POST" else None, people=people)
    elif request.method == "POST":
        return _not_here(request, report, here)
    if request.method == "POST" and form.is_valid():
        try:
            review = reviewing.ask(
                report,
                reviewer=form.cleaned_data["reviewer"],
                due_on=form.cleaned_data["due_on"],
                note=form.cleaned_data["note"],
                by=request.user,
            )
        except (reviewing.CannotAsk, travelling.NotYet, locking.CannotLock) as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, f"{review.reviewer} has been asked, and has version {review.version.number}.")
            return redirect("assurance:reviews", report.pk)
    found = (
        PeerReview.objects.visible_to(request.user)
        .filter(version__report=report)
        .select_related("version", "reviewer", "asked_by")
        .defer("version__content", "version__html")
    )
    return render(
        request,
        "assurance/reviews.html",
        {"report": report, "reviews": list(found), "form": form, "here": here, "title": "Peer review"},
    )


def _not_here(request, report, here):
    if not rules.may_ask_peers(request.user, report):
        raise PermissionDenied
    raise IllegalMove(f"This report is at “{here.at.label}” now, and no review is asked for there.")


@require_safe
@guarded(PeerReview, by=rules.may_read_review, queryset=_with_version)
def review(request, review):
    """A review: its reader's remarks and conclusion. While it is being written, its reviewer is led to writing it."""
    if review.status == PeerReview.Status.ASKED and rules.may_review(request.user, review):
        return redirect("assurance:write-review", review.pk)
    version = review.version
    parts = version.paragraphs()
    remarks = papers.in_order(review.remarks.visible_to(request.user), parts)
    noted(request, version)
    return render(
        request,
        "assurance/review.html",
        {
            "review": review,
            "version": version,
            "report": version.report,
            "remarks": [(parts.get(remark.anchor), remark) for remark in remarks],
            "sees_draft": rules.sees_draft(request.user, version.report),
            "may_let_off": review.status == PeerReview.Status.ASKED and rules.may_let_off(request.user, review),
            "title": f"Review by {review.reviewer}",
        },
    )


@guarded(PeerReview, by=rules.may_review, queryset=_with_version)
def write(request, review):
    """The reviewer's page: the locked version, a remark beside every paragraph, and the conclusion at its end."""
    version = review.version
    if review.status != PeerReview.Status.ASKED:
        if request.method == "POST":
            raise IllegalMove("This review is concluded, so it stays as it is.")
        return redirect(review)
    conclude = ConcludeForm(request.POST if "conclude" in request.POST else None)
    if request.method == "POST":
        given = {name.removeprefix("on-"): words for name, words in request.POST.items() if name.startswith("on-")}
        count = reviewing.keep_remarks(review, given)
        if request.htmx:
            return HttpResponse(f"Saved {timezone.localtime():%H:%M:%S}")
        if "conclude" not in request.POST:
            messages.success(request, f"Saved: {count} remark{'' if count == 1 else 's'}.")
            return redirect("assurance:write-review", review.pk)
        if conclude.is_valid():
            try:
                reviewing.conclude(review, **conclude.cleaned_data)
            except ValueError as trouble:
                conclude.add_error("words", str(trouble))
            else:
                messages.success(request, "Thank you. Your review is with those who asked for it.")
                return redirect(review)
    noted(request, version)
    kept = {remark.anchor: remark.words for remark in review.remarks.all()}
    content = freezing.draw(version.content)
    parts = version.paragraphs()
    for section in content["sections"]:
        for block in section["blocks"]:
            block["label"], block["remark"] = parts[block["anchor"]].label, kept.get(block["anchor"], "")
    notes = [
        {**note, "label": f"note {note['number']}", "remark": kept.get(note["anchor"], "")}
        for note in content.get("notes", [])
    ]
    return render(
        request,
        "assurance/write_review.html",
        {
            "review": review,
            "version": version,
            "report": version.report,
            "content": content,
            "notes": notes,
            "on_the_summary": kept.get("summary", ""),
            "on_the_whole": kept.get("", ""),
            "count": len(kept),
            "form": conclude,
            "now": transaction_time(),
            "sees_draft": rules.sees_draft(request.user, version.report),
        },
    )


@guarded(PeerReview, by=rules.may_let_off, queryset=_with_version)
def let_off(request, review):
    """Take the request back, with the reason."""
    form = ReasonForm(request.POST or None, words="Let them off", hint="It is kept with the review.")
    if request.method == "POST" and form.is_valid():
        report = review.version.report
        reviewing.let_off(review, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, f"{review.reviewer} no longer has to review it.")
        return (
            redirect("assurance:reviews", report.pk)
            if rules.sees_draft(request.user, report)
            else redirect("your-work")
        )
    return render(
        request,
        "assurance/reason.html",
        {
            "form": form,
            "report": review.version.report,
            "title": "Let the reviewer off",
            "words": f"{review.reviewer} was asked to review version {review.version.number} by {review.due_on:%-d %B %Y}.",
            "sees_draft": rules.sees_draft(request.user, review.version.report),
        },
    )
