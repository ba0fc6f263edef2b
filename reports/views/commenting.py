"""A draft paragraph by paragraph, with what its readers say of it to each other."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.guards import guarded
from audit import looks
from reports import commenting, rules
from reports.forms import CommentForm
from reports.models import Comment, Mention, Report, Section

SHOWN = {"open": "Open", "settled": "Settled", "mine": "Mine", "all": "All"}


def _with_programme(rows):
    return rows.select_related("programme__lead_body")


@guarded(Report, by=rules.may_read, queryset=_with_programme)
def comments(request, report):
    """Read a draft with its comments; say something of a paragraph, answer, settle, open again."""
    show = request.GET.get("show", "open")
    show = show if show in SHOWN else "open"
    colleagues = [each for each in commenting.colleagues(report.programme) if each.pk != request.user.pk]
    form = CommentForm(request.POST or None, colleagues=colleagues, said_by=request.POST)
    if request.method == "POST":
        section, comment = _about(request, report)
        if form.is_valid():
            return redirect(_done(request, form, section, comment, f"{request.path}?show={show}"))
    looks.record(
        request.user, "draft report", report, f"Draft report of {report.programme.short_title}", address=request.path
    )
    found = commenting.of(report, request.user, show=show)
    waiting = set(Mention.objects.waiting_for(request.user).values_list("comment", flat=True))
    for each in found:
        each.waits = each.pk in waiting
    parts = commenting.laid_out(report, found)
    return render(
        request,
        "reports/comments.html",
        {
            "report": report,
            "parts": [part for part in parts if part.paragraphs or part.homeless],
            "not_written": [part.section.heading for part in parts if not part.paragraphs and not part.homeless],
            "form": form,
            "show": show,
            "shown": [{"key": key, "words": words} for key, words in SHOWN.items()],
            "found": len(found),
            "on": request.POST.get("on") or request.GET.get("on", ""),
            "answering": request.POST.get("comment", ""),
            "may_write": rules.may_write(request.user, report),
        },
    )


def _about(request, report: Report) -> tuple[Section | None, Comment | None]:
    """What is spoken of: a comment of this report, or one of its sections; else 404."""
    section, comment = (request.POST.get(name, "") for name in ("section", "comment"))
    try:
        if comment:
            rows = Comment.objects.visible_to(request.user).filter(section__report=report)
            return None, rows.select_related("section__report__programme").get(pk=int(comment))
        found = Section.objects.visible_to(request.user).select_related("report__programme")
        return found.get(report=report, pk=int(section)), None
    except (Comment.DoesNotExist, Section.DoesNotExist, ValueError, OverflowError) as error:
        raise Http404 from error


def _done(request, form: CommentForm, section: Section | None, comment: Comment | None, back: str) -> str:
    text, tell = form.cleaned_data["text"], form.cleaned_data["tell"]
    does = form.does
    if comment is None:
        made = commenting.comment(
            section,
            words=form.cleaned_data["words"],
            number=form.cleaned_data["number"],
            text=text,
            by=request.user,
            tell=tell,
        )
        messages.success(request, "Your comment has been kept.")
        return f"{reverse('drafting:comments', args=[section.report_id])}#comment-{made.pk}"
    if does == "settle":
        commenting.settle(comment, reason=text, by=request.user)
        messages.success(request, "The comment is settled.")
        return f"{back}#section-{comment.section.key}"
    if does == "reopen":
        commenting.reopen(comment, reason=text, by=request.user)
        messages.success(request, "The comment is open again.")
        return f"{reverse('drafting:comments', args=[comment.section.report_id])}#comment-{comment.pk}"
    if does == "seen":
        commenting.seen(comment, by=request.user)
        messages.success(request, "It no longer waits for you.")
    else:
        commenting.answer(comment, text=text, by=request.user, tell=tell)
        messages.success(request, "Your answer has been kept.")
    return f"{back}#comment-{comment.pk}"
