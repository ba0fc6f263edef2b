"""A named answer: written together page by page, looked over, signed off or sent, and corrected; and who writes it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import guarded
from audit import looks
from files import actions as files
from instruments import form_pages
from instruments.answers import Reading
from instruments.questions import in_words
from programmes.models import Participation
from surveys import letters, places, receipts, replying, rules, sheets, standing
from surveys.forms.asking import AskForm
from surveys.models import Reply, Writer

Status = Reply.Status


def _loaded(rows):
    return rows.select_related(
        "survey__programme", "survey__version", "version", "participation__partnership", "participation__programme",
        "saved_by", "put_forward_by", "sent_by",
    )  # fmt: skip


def _sent(rows):
    return _loaded(rows).sent_out()


def _looked_at(request, reply) -> bool:
    """Whether it is theirs who opened it; where it is not, that they looked is noted."""
    is_ours = rules.is_ours(request.user, reply)
    if not is_ours:
        looks.record(
            request.user, "survey reply", reply, str(reply), address=request.path, participation=reply.participation_id
        )
    return is_ours


def _seen(request) -> int:
    given = request.POST.get("seen", "")
    return int(given) if given.isdigit() and len(given) < 9 else -1


@guarded(Reply, by=rules.may_open_reply, queryset=_loaded)
def reply(request, reply):
    """Everything that is answered so far, and what comes next for whoever looks at it."""
    is_ours = _looked_at(request, reply)
    state = reply.state(timezone.localdate())
    is_open = state == "open"
    may_write = is_open and reply.status == Status.DRAFT and rules.may_write(request.user, reply)
    others = Reply.objects.visible_to(request.user).filter(
        survey=reply.survey, participation=reply.participation_id, kind=reply.kind
    )
    others = list(others.exclude(pk=reply.pk).select_related("sent_by").order_by("-number"))
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
            "parts": receipts.answered(reply),
            "others": others,
            "writers": [person.name for person in letters.writers_of(reply)] if reply.of_its_own else [],
            "missing": replying.missing(reply) if not reply.is_sent else [],
            "may_write": may_write,
            "may_put_forward": may_write and rules.may_put_forward(request.user, reply),
            "may_send": may_write and rules.may_send(request.user, reply),
            "may_correct": is_open
            and reply.status == Status.SENT
            and not any(each.number > reply.number for each in others)
            and rules.may_correct(request.user, reply),
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
        # A page drawn again keeps the mark it came with, until what others said has been shown.
        fresh, seen = seen, request.POST.get("seen", "")[:16]
        reading, further = sheets.read(compiled, page, typed, reply.values)
        if reading.is_whole and not further:
            try:
                reply = replying.save(reply, reading.values, page=page, seen=seen, by=request.user)
            except replying.SavedMeanwhile as saved:
                meanwhile, seen = saved, fresh
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
    return redirect("surveys:receipt", reply.pk)


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


@require_POST
@guarded(Reply, by=rules.may_send, queryset=_loaded)
def send(request, reply):
    """Sent by those who write it, where nobody signs it off."""
    replying.send(reply, seen=_seen(request), by=request.user)
    messages.success(request, "Thank you. It has been sent.")
    return redirect("surveys:receipt", reply.pk)


@require_POST
@guarded(Reply, by=rules.may_correct, queryset=_loaded)
def correct(request, reply):
    begun = replying.correct(reply, by=request.user)
    messages.success(request, f"Version {begun.number} begins with what you sent. Until you send it, that counts.")
    return redirect(begun)


# --- The receipt -----------------------------------------------------------------------------------------------------


@require_GET
@guarded(Reply, by=rules.may_open_reply, queryset=_sent)
def receipt(request, reply):
    """Exactly what was sent, whatever was sent after it."""
    return render(
        request,
        "surveys/receipt.html",
        {
            "reply": reply,
            "participation": reply.participation,
            "survey": reply.survey,
            "programme": reply.survey.programme,
            "parts": receipts.answered(reply),
            "is_ours": _looked_at(request, reply),
        },
    )


@require_POST
@guarded(Reply, by=rules.may_open_reply, queryset=_sent)
def receipt_pdf(request, reply):
    """The receipt as a PDF. Of what answers for itself each has a copy of their own: the partnership has none."""
    making = files.ask_for(
        receipts.KIND,
        reply,
        by=request.user,
        title=f"Receipt {reply.reference}",
        parameters={"asked_by": request.user.pk} if reply.of_its_own else None,
        participation_ref=None if reply.of_its_own else reply.participation_id,
    )
    return redirect(making)


# --- Who writes what a board or a post answers for itself ------------------------------------------------------------


def _with_programme(rows):
    return rows.select_related("partnership", "programme")


def _its_survey(participation, key: str, kind: str):
    survey = get_object_or_404(participation.programme.surveys.select_related("milestone"), key=key, named=True)
    if not survey.answers_for_itself(kind):
        raise Http404
    return survey


@guarded(Participation, by=rules.may_ask_writers, queryset=_with_programme)
def writers(request, participation, survey, kind):
    """Who was asked to write, and somebody more. Whether it was sent is said, and no word of it."""
    found = _its_survey(participation, survey, kind)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            writer = places.ask(found, participation, kind, by=request.user, **form.cleaned_data)
        except places.CannotAsk as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, f"{writer.person.name} has been asked, and is being written to.")
            return redirect("surveys:writers", participation.pk, found.key, kind)
    return render(
        request,
        "surveys/writers.html",
        {
            "participation": participation,
            "survey": found,
            "kind": kind,
            "whom": found.title_of(kind),
            "places": places.of(found, participation, kind),
            "standing": standing.of_reply(found, participation, kind),
            "is_ours": bool(rules.seats(request.user).get(participation.pk)),
            "form": form,
        },
    )


@guarded(Participation, by=rules.may_ask_writers, queryset=_with_programme)
def let_go(request, participation, survey, kind, writer):
    """Let somebody go who was asked to write, asked first."""
    found = _its_survey(participation, survey, kind)
    place = get_object_or_404(
        Writer.objects.visible_to(request.user).current().select_related("person"),
        survey=found, participation=participation, kind=kind, pk=writer,
    )  # fmt: skip
    if request.method == "POST":
        places.let_go(place, by=request.user)
        messages.success(request, f"{place.person.name} no longer writes it.")
        return redirect("surveys:writers", participation.pk, found.key, kind)
    return render(
        request,
        "surveys/let_go.html",
        {"participation": participation, "survey": found, "kind": kind, "whom": found.title_of(kind), "place": place},
    )
