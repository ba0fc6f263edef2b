"""The team's side of a fact check: sending the draft, deciding each comment, the response, and what became of it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.guards import guarded
from accounts.moves import IllegalMove
from accuracy import deciding, response, rules, sending
from accuracy.forms.checking import DecideTimeForm, DecisionForm, SendForm, WithdrawForm
from accuracy.models import Comment, FactCheck, MoreTime
from assurance import locking, travelling
from audit import looks
from interface.counting import counted
from programmes.models import Programme
from reports.models import Report

Status = FactCheck.Status


def _with_programme(rows):
    return rows.select_related("programme__lead_body")


def _loaded(rows):
    return response.loaded(rows).select_related("report__programme")


def _comments(rows):
    return rows.select_related(
        "fact_check__report__programme", "fact_check__participation__partnership",
        "fact_check__participation__programme", "fact_check__version", "decision__decided_by",
    ).defer("fact_check__version__html")  # fmt: skip


def _note(request, check) -> None:
    looks.record(
        request.user, "fact check", check, f"Comments on facts, {check.reference}", address=request.path,
        participation=check.participation_id,
    )  # fmt: skip


@require_safe
@guarded(Report, by=rules.sees_checks, queryset=_with_programme)
def checks(request, report):
    """Which partnerships check the facts of a report, and how far each has got."""
    found = (
        FactCheck.objects.visible_to(request.user)
        .filter(report=report)
        .select_related("participation__partnership", "version")
        .defer("version__html", "version__content")
        .prefetch_related("comments__decision", "wishes")
    )
    today = clock.today()
    return render(
        request,
        "accuracy/checks.html",
        {
            "report": report,
            "checks": [(check, *_how_far(check), check.is_late(today)) for check in found],
            "may_send": rules.may_send_checks(request.user, report),
        },
    )


def _how_far(check: FactCheck) -> tuple[int, int]:
    comments = list(check.comments.all())
    return len(comments), sum(hasattr(comment, "decision") for comment in comments)


@guarded(Report, by=rules.may_send_checks, queryset=_with_programme)
def send(request, report):
    """Lock the draft and send it to the partnerships that it describes."""
    programme = Programme.objects.with_plan().get(pk=report.programme_id)
    usual = sending.usual_days(programme)
    under_way = sending.waits_at_the_panel(report)
    if request.method == "POST" and "again" in request.POST and under_way:
        travelling.move(report, "to-accuracy", by=request.user)
        messages.success(request, "The report is with the partnership again. Its comments can be decided.")
        return redirect("accuracy:checks", report.pk)
    form = SendForm(
        request.POST or None,
        participations=sending.described_by(report, request.user),
        initial={"days": usual, "called": f"A draft report of “{programme.short_title}”"[:200]},
    )
    problems = []
    if request.method == "POST" and form.is_valid():
        try:
            made = sending.send(
                report,
                form.chosen(),
                days=form.cleaned_data["days"],
                called=form.cleaned_data["called"],
                by=request.user,
            )
        except sending.CannotSend as trouble:
            form.add_error("to", str(trouble))
        except travelling.NotYet as trouble:
            for condition, told in trouble.unmet:
                form.add_error(None, f"Not yet true: {condition.says} {told.detail}".strip())
        except locking.CannotLock as trouble:
            problems = trouble.problems
            form.add_error(None, "The draft is not ready to be sent. What is in the way stands below.")
        else:
            messages.success(
                request,
                f"The draft has been locked and sent to {counted(len(made), 'partnership')}. Comments are taken until "
                f"{made[0].due_on:%-d %B %Y}.",
            )
            return redirect("accuracy:checks", report.pk)
    return render(
        request,
        "accuracy/send.html",
        {
            "report": report,
            "form": form,
            "problems": problems,
            "usual": usual,
            "under_way": under_way,
            "due": sending.due_day(programme, usual),
        },
        status=422 if form.errors else 200,
    )


def _wishes(user, check: FactCheck) -> list[MoreTime]:
    """What was asked for more time, each with whether this person may decide it."""
    found = list(check.wishes.select_related("asked_by", "decided_by"))
    for wish in found:
        wish.fact_check = check
        wish.may_be_decided = wish.status == MoreTime.Status.ASKED and rules.may_decide_time(user, wish)
    return found


@require_safe
@guarded(FactCheck, by=rules.may_read_as_team, queryset=_loaded)
def decisions(request, check):
    """Every comment of a partnership with what is decided of it; and the response, once all are."""
    _note(request, check)
    comments = list(
        Comment.objects.visible_to(request.user)
        .filter(fact_check=check)
        .select_related("decision__decided_by", "decision__meeting")
        .prefetch_related("files__file")
        .order_by("place", "pk")
    )
    wanted = request.GET.get("show", "")
    shown = comments
    if wanted == "open":
        shown = [comment for comment in comments if not hasattr(comment, "decision")]
    elif wanted == "panel":
        shown = [comment for comment in comments if _is_for_panel(comment)]
    waiting = [comment for comment in comments if not hasattr(comment, "decision")]
    return render(
        request,
        "accuracy/decisions.html",
        {
            "check": check,
            "report": check.report,
            "comments": shown,
            "all": len(comments),
            "wanted": wanted,
            "waiting": len(waiting),
            "for_panel": sum(_is_for_panel(comment) for comment in comments),
            "needs_panel": any(_is_for_panel(comment) for comment in waiting)
            and check.status == Status.SIGNED_OFF
            and not deciding.meetings_after(check).exists(),
            "wishes": _wishes(request.user, check),
            "may_decide": check.status == Status.SIGNED_OFF
            and bool(comments)
            and rules.may_decide(request.user, comments[0]),
            "may_run": rules.may_run_check(request.user, check),
            "is_late": check.is_late(clock.today()),
        },
    )


def _is_for_panel(comment: Comment) -> bool:
    decision = getattr(comment, "decision", None)
    return deciding.goes_to_the_panel(comment, bool(decision and decision.for_panel))


@guarded(Comment, by=rules.may_decide, queryset=_comments)
def decide(request, comment):
    """Decide one comment, with the reason and the changed text."""
    check = comment.fact_check
    check.report.programme = check.participation.programme
    if check.status != Status.SIGNED_OFF:
        if request.method == "POST":
            raise IllegalMove("The response has gone back, so its decisions stand.")
        return redirect("accuracy:decisions", check.pk)
    there, changed = getattr(comment, "decision", None), None
    initial, given = {}, request.POST.get("seen", "")
    seen = there.version if there else 0
    if given:
        seen = int(given) if given.isdigit() and len(given) < 10 else -1
    if there:
        initial = {name: getattr(there, name) for name in ("outcome", "reason", "changed_text", "for_panel")}
    elif comment.kind in (Comment.Kind.FACT, Comment.Kind.TYPING):
        initial["changed_text"] = comment.correction
    form = DecisionForm(request.POST or None, comment=comment, seen=seen, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            deciding.decide(
                comment,
                outcome=form.cleaned_data["outcome"],
                reason=form.cleaned_data["reason"],
                changed_text=form.cleaned_data["changed_text"],
                for_panel=bool(form.cleaned_data.get("for_panel")),
                seen=seen,
                by=request.user,
            )
        except deciding.CannotDecide as trouble:
            form.add_error(None, str(trouble))
        except deciding.DecidedMeanwhile as meanwhile:
            changed = meanwhile.now
        else:
            messages.success(request, f"Decided: the comment on {comment.label}.")
            following = deciding.undecided(check).order_by("place", "pk").first()
            if "next" in request.POST and following:
                return redirect("accuracy:decide", following.pk)
            return redirect("accuracy:decisions", check.pk)
    if changed:
        # Their own words stay in the form, over what the colleague decided, which is shown beside it.
        form = DecisionForm(comment=comment, seen=changed.version, initial=form.cleaned_data)
    _note(request, check)
    return render(
        request,
        "accuracy/decide.html",
        {
            "title": f"Comment on {comment.label}",
            "check": check,
            "report": check.report,
            "comment": comment,
            "form": form,
            "changed": changed,
            "files": list(comment.files.select_related("file")),
            "left": deciding.undecided(check).count(),
            "meeting": deciding.meetings_after(check).first(),
        },
        status=409 if changed else 422 if form.errors else 200,
    )


@guarded(FactCheck, by=rules.may_run_check, queryset=_loaded)
def send_response(request, check):
    """The response goes back, once, looked at first."""
    if request.method == "POST":
        deciding.send_response(check, by=request.user)
        messages.success(request, "The response has been sent to the partnership.")
        return redirect("accuracy:decisions", check.pk)
    if check.status != Status.SIGNED_OFF:
        return redirect("accuracy:decisions", check.pk)
    return render(
        request,
        "accuracy/send_response.html",
        {
            "title": "Send the response",
            "check": check,
            "report": check.report,
            "rows": response.rows(check),
            "columns": response.COLUMNS,
            "nothing": response.NOTHING,
            "waiting": deciding.undecided(check).count(),
        },
    )


@guarded(FactCheck, by=rules.may_run_check, queryset=_loaded)
def withdraw(request, check):
    """Take the draft back from a partnership, with a reason."""
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sending.withdraw(check, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "The draft has been taken back. The partnership has been told.")
        return redirect("accuracy:checks", check.report_id)
    return render(
        request,
        "accuracy/withdraw.html",
        {
            "title": "Take the draft back",
            "check": check,
            "report": check.report,
            "form": form,
            "is_late": check.is_late(clock.today()),
        },
        status=422 if form.errors else 200,
    )


@guarded(
    MoreTime,
    by=rules.may_decide_time,
    queryset=lambda rows: rows.select_related(
        "fact_check__report__programme", "fact_check__participation__partnership", "asked_by", "decided_by"
    ),
)
def decide_time(request, wish):
    """Give more time, until the day asked for or another, or none; with a reason."""
    check = wish.fact_check
    if wish.status != MoreTime.Status.ASKED and request.method != "POST":
        return redirect("accuracy:decisions", check.pk)
    form = DecideTimeForm(request.POST or None, initial={"until": wish.until})
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            if form.cleaned_data["decision"] == "grant":
                sending.grant(wish, until=form.cleaned_data["until"], reason=reason, by=request.user)
            else:
                sending.refuse(wish, reason=reason, by=request.user)
        except sending.CannotAsk as trouble:
            form.add_error("until", str(trouble))
        else:
            messages.success(request, "Decided. The partnership has been told.")
            return redirect("accuracy:decisions", check.pk)
    return render(
        request,
        "accuracy/decide_time.html",
        {"title": "More time", "check": check, "report": check.report, "wish": wish, "form": form},
        status=422 if form.errors else 200,
    )


@require_safe
@guarded(FactCheck, by=rules.may_read_as_team, queryset=_loaded)
def since(request, check):
    """The locked version beside the draft now; and whether every text that was promised is really in it."""
    _note(request, check)
    content = deciding.draft_now(check.report)
    pairs = deciding.changes_since(check, content)
    promised = deciding.promises(check, content)
    only = "all" not in request.GET
    return render(
        request,
        "accuracy/since.html",
        {
            "title": "What has changed",
            "check": check,
            "report": check.report,
            "pairs": [pair for pair in pairs if pair.change != "same"] if only else pairs,
            "differ": sum(pair.change != "same" for pair in pairs),
            "only": only,
            "promised": promised,
            "missing": sum(not each.is_kept for each in promised),
        },
    )
