"""A partnership's one answer to a survey: written together page by page, looked over, signed off."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.guards import guarded
from audit import looks
from instruments import form_pages
from instruments.answers import Reading
from instruments.questions import in_words
from surveys import replying, rules, sheets
from surveys.models import Reply

Status = Reply.Status


def _loaded(rows):
    return rows.select_related(
        "survey__programme", "survey__version", "version", "participation__partnership", "participation__programme",
        "saved_by", "put_forward_by", "sent_by",
    )  # fmt: skip


def _seen(request) -> int:
    given = request.POST.get("seen", "")
    return int(given) if given.isdigit() and len(given) < 9 else -1


@guarded(Reply, by=rules.may_open_reply, queryset=_loaded)
def reply(request, reply):
    """Everything that is answered so far, and what comes next for whoever looks at it."""
    is_ours = bool(rules.seats(request.user).get(reply.participation_id))
    if not is_ours:
        looks.record(
            request.user, "survey reply", reply, str(reply), address=request.path, participation=reply.participation_id
        )
    state = reply.state(timezone.localdate())
    is_open = state == "open"
    may_write = is_open and reply.status == Status.DRAFT and rules.may_write(request.user, reply)
    pages = sheets.sheets(reply.asked.instrument, reply.values)
    return render(
        request,
        "surveys/reply.html",
        {
            "reply": reply,
            "participation": reply.participation,
            "survey": reply.survey,
            "instrument": reply.asked.instrument,
            "is_ours": is_ours,
            "state": state,
            "parts": [
                (
                    page,
                    [
                        {"question": each, "answer": in_words(each, reply.values.get(each.key))}
                        for each in page.questions
                    ],
                )
                for page in pages
                if page.questions
            ],
            "missing": replying.missing(reply) if not reply.is_sent else [],
            "may_write": may_write,
            "may_put_forward": may_write and rules.may_put_forward(request.user, reply),
            "may_sign_off": is_open
            and reply.status == Status.AWAITING_SIGN_OFF
            and rules.may_sign_off(request.user, reply),
        },
    )


@guarded(Reply, by=rules.may_write, queryset=_loaded)
def sheet(request, reply, sheet):
    """One page of questions. Somebody else's words are shown before they are put aside."""
    compiled = reply.asked.compiled
    pages = sheets.sheets(compiled.instrument, reply.values)
    page = next((each for each in pages if each.key == sheet), None)
    if page is None or reply.status != Status.DRAFT or reply.state(timezone.localdate()) != "open":
        return redirect(reply)
    keys = {question.key for question in page.section.questions} | {question.key for question in page.questions}
    reading, further, meanwhile = Reading(dict(reply.values)), [], None
    typed, seen = sheets.as_typed(compiled.instrument, reply.values), replying.mark_of(reply, keys)
    if request.method == "POST":
        typed = dict(request.POST.lists())
        reading, further = sheets.read(compiled, page, typed, reply.values)
        if reading.is_whole and not further:
            try:
                given = request.POST.get("seen", "")[:16]
                reply = replying.save(reply, reading.values, page=page, seen=given, by=request.user)
            except replying.SavedMeanwhile as saved:
                meanwhile = saved
            else:
                return _on(request, reply, page)
    asked = next((each for each in sheets.sheets(compiled.instrument, reading.values) if each.key == page.key), page)
    shown = {question.key for question in asked.questions}
    drawn = [
        each
        for each in form_pages.sections(compiled.instrument, reading, typed)
        if each.section.key == page.section.key
    ]
    return render(
        request,
        "surveys/reply_sheet.html",
        {
            "reply": reply,
            "participation": reply.participation,
            "survey": reply.survey,
            "page": asked,
            "intro": drawn[0].intro if drawn and page.is_first_of_section else "",
            "controls": [c for c in drawn[0].controls if c.question.key in shown] if drawn else [],
            "shown": " ".join(question.key for question in asked.questions),
            "errors": form_pages.errors(reading),
            "further": further,
            "seen": seen,
            "meanwhile": meanwhile,
            "theirs": [
                {"key": each.label, "value": in_words(each, meanwhile.values.get(each.key))} for each in asked.questions
            ]
            if meanwhile
            else [],
            "place": [each.key for each in pages].index(page.key) + 1,
            "places": len(pages),
        },
    )


def _on(request, reply, page):
    following = sheets.after(sheets.sheets(reply.asked.instrument, reply.values), page.key)
    if following is None or "stop" in request.POST:
        return redirect(reply)
    return redirect("surveys:reply-sheet", reply.pk, following.key)


@require_POST
@guarded(Reply, by=rules.may_put_forward, queryset=_loaded)
def put_forward(request, reply):
    replying.put_forward(reply, seen=_seen(request), by=request.user)
    messages.success(request, "It waits for a chief officer to sign it off.")
    return redirect(reply)


@require_POST
@guarded(Reply, by=rules.may_sign_off, queryset=_loaded)
def sign_off(request, reply):
    if not request.POST.get("agreed"):
        messages.error(request, "Tick the box to sign it off.")
        return redirect(reply)
    replying.sign_off(reply, seen=_seen(request), by=request.user)
    messages.success(request, "Thank you. It has been sent.")
    return redirect(reply)


@require_POST
@guarded(Reply, by=rules.may_sign_off, queryset=_loaded)
def send_back(request, reply):
    if reply.is_sent:
        raise PermissionDenied
    reason = request.POST.get("reason", "")[:2000]
    if not reason.strip():
        messages.error(request, "Say what should be changed.")
        return redirect(reply)
    replying.send_back(reply, reason=reason, by=request.user)
    messages.success(request, "It has been sent back for changes.")
    return redirect(reply)
