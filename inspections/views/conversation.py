"""What the two sides say to each other about a return: its thread, and wishes for more time."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.guards import guarded
from accounts.moves import IllegalMove
from inspections import deciding, more_time, rules, standing
from inspections.forms.returns import AnswerForm, MoreTimeForm
from inspections.models import Extension, Submission
from inspections.views.returns import a_return


@a_return(rules.may_open_return)
def thread(request, of):
    """What was said about the return, which stays with it; and the co-ordinator's answer."""
    current = of.submissions.standing().first()
    is_asked = bool(current and current.status == Submission.Status.QUERIED)
    form = None
    if rules.may_answer(request.user, of) and (is_asked or request.method == "POST"):
        form = AnswerForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                deciding.answer(of, form.cleaned_data["text"], by=request.user)
            except IllegalMove as move:
                form.add_error(None, move.sentence)
            else:
                messages.success(request, "Your answer has been sent.")
                return redirect("inspections:thread", of.pk)
    elif request.method == "POST":
        raise PermissionDenied
    return render(
        request,
        "inspections/thread.html",
        {
            "of": of,
            "stands": standing.standing(of),
            "current": current,
            "entries": entries(of),
            "form": form,
            "is_ours": rules.may_see_preparation(request.user, of),
            "may_begin_anew": is_asked,
        },
        status=422 if form is not None and form.is_bound else 200,
    )


def entries(of, versions=None, wishes=None) -> list[dict]:
    """Everything that happened between the two sides, in order: versions, messages, wishes for more time."""
    found = []
    if versions is None:
        versions = of.submissions.sent_out().select_related("sent_by")
    for version in versions:
        version.of = of
        found.append({"at": version.sent_at, "kind": "version", "version": version})
    written = of.messages.select_related("author__organisation", "submission").order_by()
    for message in sorted(written, key=lambda message: message.pk):
        found.append({"at": message.written_at, "kind": "message", "message": message})
    for wish in of.extensions.in_order() if wishes is None else wishes:
        found.append({"at": wish.asked_at, "kind": "wish", "wish": wish})
        if wish.decided_at and wish.status != Extension.Status.WITHDRAWN:
            found.append({"at": wish.decided_at, "kind": "decision", "wish": wish})
    return sorted(found, key=lambda entry: entry["at"])


# --- More time -------------------------------------------------------------------------------------------------------


@a_return(rules.may_ask_for_time)
def more_time_page(request, of):
    """Ask for more time."""
    stands = standing.standing(of)
    if stands.is_sent or stands.extension_id:
        return redirect(of)
    form = MoreTimeForm(request.POST or None, due=stands.due)
    if request.method == "POST" and form.is_valid():
        more_time.ask(of, until=form.cleaned_data["until"], reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "The review team has been asked. Until they decide, the date stays as it is.")
        return redirect(of)
    return render(
        request,
        "inspections/more_time.html",
        {"of": of, "stands": stands, "form": form, "today": timezone.localdate()},
        status=422 if form.is_bound else 200,
    )


@require_POST
@guarded(
    Extension,
    by=rules.may_withdraw_wish,
    queryset=lambda rows: rows.select_related("of__ask", "of__participation__programme"),
)
def withdraw_wish(request, extension):
    """The partnership needs no more time after all."""
    more_time.withdraw(extension, by=request.user)
    messages.success(request, "Your request for more time has been withdrawn.")
    return redirect(extension.of)
