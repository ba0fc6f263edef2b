"""A named answer: written together page by page, looked over, signed off or sent, and corrected; and who writes it."""

import secrets

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import guarded
from accounts.moves import IllegalMove
from audit import looks
from files import actions as files
from instruments.form_pages import labelled
from instruments.shown import shown
from programmes.models import Participation, Programme
from surveys import asking, letters, notices, places, receipts, replying, rules, sheets, standing
from surveys.forms.asking import AskForm
from surveys.forms.replying import SendBackForm, SignOffForm
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


def _waits_for(request, reply) -> bool:
    """Whether it waits for this person's sign-off, and can be signed off today."""
    is_open = reply.state(timezone.localdate()) == "open"
    return is_open and reply.status == Status.AWAITING_SIGN_OFF and rules.may_sign_off(request.user, reply)


@guarded(Reply, by=rules.may_open_reply, queryset=_loaded)
def reply(request, reply):
    """Everything that is answered so far, and what comes next for whoever looks at it."""
    return _shown(request, reply)


def _shown(request, reply, *, sign_off_form=None, send_back_form=None):
    is_ours = _looked_at(request, reply)
    state = reply.state(timezone.localdate())
    is_open = state == "open"
    may_write = is_open and reply.status == Status.DRAFT and rules.may_write(request.user, reply)
    others = Reply.objects.visible_to(request.user).filter(
        survey=reply.survey, participation=reply.participation_id, kind=reply.kind
    )
    others = list(others.exclude(pk=reply.pk).select_related("sent_by").order_by("-number"))
    instrument = reply.asked.instrument
    lacking = [] if reply.is_sent else [*replying.missing(reply), *replying.not_taken(reply)]
    return render(
        request,
        "surveys/reply.html",
        {
            "reply": reply,
            "participation": reply.participation,
            "survey": reply.survey,
            "instrument": instrument,
            "notice": notices.notice(_programme(reply), instrument, named=True),
            "is_ours": is_ours,
            "state": state,
            "parts": receipts.answered(reply),
            "others": others,
            "writers": [person.name for person in letters.writers_of(reply)] if reply.of_its_own else [],
            "missing": [{"key": each.key, "label": labelled(each, instrument, reply.values)} for each in lacking],
            "next_page": sheets.first_unfinished(reply.asked.compiled, reply.so_far) if may_write else None,
            "may_write": may_write,
            "may_put_forward": may_write and rules.may_put_forward(request.user, reply),
            "may_send": may_write and rules.may_send(request.user, reply),
            "may_correct": is_open
            and reply.status == Status.SENT
            and not any(each.number > reply.number for each in others)
            and rules.may_correct(request.user, reply),
            "may_sign_off": _waits_for(request, reply),
            "sign_off_form": sign_off_form or SignOffForm(reply=reply),
            "send_back_form": send_back_form or SendBackForm(reply=reply),
        },
    )


def _programme(reply) -> Programme:
    return Programme.objects.with_plan().select_related("lead_body").get(pk=reply.survey.programme_id)


@guarded(Reply, by=rules.may_write, queryset=_loaded)
def sheet(request, reply, sheet):
    """One page of questions, which saves itself. Somebody else's words are shown before they are put aside."""
    compiled = reply.asked.compiled
    page = next((each for each in sheets.sheets(compiled.instrument, reply.values) if each.key == sheet), None)
    is_over = reply.status != Status.DRAFT or reply.state(timezone.localdate()) != "open"
    if request.method != "POST":
        return redirect(reply) if page is None or is_over else _page(request, reply, page)
    if page is None:
        return _told(request, changed=True) if request.htmx else redirect(reply)
    typed = dict(request.POST.lists())
    if request.htmx:
        return _save_as_one_goes(request, reply, page, typed)
    button = asking.pressed(compiled, page, typed, reply.so_far)
    read = sheets.read(compiled, page, typed, reply.so_far)
    so_far = button[0] if button else read.so_far
    came = {"reading": read.reading, "typed": typed, "further": read.further}
    try:
        reply = _save(request, reply, page, so_far)
    except replying.SavedMeanwhile as saved:
        return _page(request, reply, page, meanwhile=saved, **came)
    except IllegalMove as refused:
        return _page(request, reply, page, refused=refused.sentence, **came)
    if button:
        return _page(request, reply, page, shown_as=button[1])
    if "stop" in typed:
        return redirect(reply)
    if "back" in typed:
        before = sheets.before(sheets.sheets(compiled.instrument, reply.values), page.key)
        return redirect("surveys:reply-sheet", reply.pk, (before or page).key)
    return _on(request, reply, page) if read.is_finished else _page(request, reply, page, **came)


def _save(request, reply, page, so_far, *, as_one_goes=False):
    return replying.save(
        reply,
        dict(so_far.values),
        page=page,
        seen=request.POST.get("seen", "")[:16],
        by=request.user,
        not_taken=so_far.not_taken,
        window=request.POST.get("window", "")[:24],
        as_one_goes=as_one_goes,
    )


def _save_as_one_goes(request, reply, page, typed):
    read = sheets.read(reply.asked.compiled, page, typed, reply.so_far)
    try:
        saved = _save(request, reply, page, read.so_far, as_one_goes=True)
    except replying.SavedMeanwhile as meanwhile:
        return _told(request, changed=True, sentence=meanwhile.sentence)
    except IllegalMove:
        return _told(request, closed=True)
    return _told(request, seen=saved.so_far.mark(sheets.keys_of(page)))


def _told(request, **what):
    return render(request, "surveys/kept.html", what)


def _page(request, reply, page, *, meanwhile=None, refused="", shown_as=None, **came):
    instrument = reply.asked.instrument
    theirs = shown(instrument, page.questions, meanwhile.values) if meanwhile else []
    return render(
        request,
        "surveys/reply_sheet.html",
        {
            **(shown_as or asking.page_of(reply.asked.compiled, page, reply.so_far, **came)),
            "seen": _mark_to_build_on(reply, page),
            "window": secrets.token_urlsafe(12),
            "reply": reply,
            "participation": reply.participation,
            "survey": reply.survey,
            "meanwhile": meanwhile,
            "refused": refused,
            "theirs": theirs,
        },
    )


def _mark_to_build_on(reply, page) -> str:
    """Of what is kept now: whoever saves after having seen it replaces it knowingly."""
    now = Reply.objects.get(pk=reply.pk)
    return now.so_far.mark(sheets.keys_of(page))


def _on(request, reply, page):
    following = sheets.after(sheets.sheets(reply.asked.instrument, reply.values), page.key)
    if following is None:
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
    form = SignOffForm(request.POST, reply=reply)
    if not form.is_valid():
        return _shown(request, reply, sign_off_form=form) if _waits_for(request, reply) else redirect(reply)
    replying.sign_off(reply, seen=_seen(request), by=request.user)
    messages.success(request, "Thank you. It has been sent.")
    return redirect("surveys:receipt", reply.pk)


@require_POST
@guarded(Reply, by=rules.may_sign_off, queryset=_loaded)
def send_back(request, reply):
    if reply.is_sent:
        raise PermissionDenied
    form = SendBackForm(request.POST, reply=reply)
    if not form.is_valid():
        return _shown(request, reply, send_back_form=form) if _waits_for(request, reply) else redirect(reply)
    replying.send_back(reply, reason=form.cleaned_data["reason"], by=request.user)
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
            "wrote": [person.name for person in replying.who_wrote(reply)],
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
