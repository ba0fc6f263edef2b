"""An update at work: written by a partnership's people, signed off by its chief officer, read by the team."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import guarded
from accounts.moves import IllegalMove
from audit import looks
from files import serving
from followup import planning, rules, updating, viewing
from followup.forms.planning import EvidenceForm, SendBackForm, UpdateForm, ViewForm
from followup.models import Entry, EntryFile, Update
from followup.views.planning import decide
from programmes.rules import seats_held

OF_A_PLAN = ("round", "plan__programme__lead_body", "plan__participation__partnership", "plan__link_inspector")


def _updates(rows):
    return rows.select_related(*OF_A_PLAN, "saved_by", "put_forward_by", "sent_by")


def _entries(update: Update) -> list[Entry]:
    return list(
        update.entries.select_related("action")
        .prefetch_related("files__file", "views__viewed_by")
        .order_by("action__number")
    )


def _number(words) -> int | None:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 10 else None


@guarded(Update, by=rules.may_open_update, queryset=_updates)
def update(request, update):
    """Write it while it is a draft; read it once it is given or sent."""
    writes = update.is_draft and rules.may_write_update(request.user, update)
    if not writes:
        if request.method == "POST" and update.is_draft:
            raise PermissionDenied
        if request.method == "POST":
            messages.warning(
                request, "This update has been given for sign-off or sent meanwhile. Nothing has been changed."
            )
        return _read(request, update)
    entries, before = _entries(update), updating.told_before(update)
    form = UpdateForm(
        request.POST if request.method == "POST" else None,
        entries=entries,
        before=before,
        has_sign_off=update.participation_id is not None,
        initial={"summary": update.summary, "seen": update.edits},
    )
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            saved = updating.save(
                update,
                summary=form.cleaned_data["summary"],
                said=form.said(),
                seen=form.cleaned_data["seen"],
                by=request.user,
            )
        except updating.SavedMeanwhile as meanwhile:
            if request.htmx:
                return render(request, "followup/kept.html", {"changed": meanwhile.now})
            theirs = meanwhile.now
            entries = _entries(theirs)
            data = form.data.copy()
            data["seen"] = theirs.edits
            form = UpdateForm(data, entries=entries, before=before, has_sign_off=update.participation_id is not None)
        else:
            if request.htmx:
                return render(request, "followup/kept.html", {"kept": saved})
            if "give" in request.POST:
                return _give(request, saved, seen=saved.edits)
            messages.success(request, "Saved.")
            return redirect(saved)
    elif request.htmx:
        return render(request, "followup/kept.html", {"trouble": form.errors})
    return render(
        request,
        "followup/update_form.html",
        {"update": update, "plan": update.plan, "form": form, "entries": entries, "theirs": theirs},
        status=422 if theirs or form.is_bound else 200,
    )


def _give(request, update, *, seen):
    """Where something is missing the page says all of it; nothing typed is lost, as it has been saved."""
    if not rules.may_give_update(request.user, update):
        messages.warning(request, "Saved. Your co-ordinator gives it for sign-off.")
        return redirect(update)
    if stops := updating.hindrances(update):
        for sentence in stops:
            messages.error(request, sentence)
        return redirect(update)
    if update.participation_id is None:
        sent = updating.send(update, seen=seen, by=request.user)
        messages.success(request, "The update counts from now on.")
        return redirect(sent)
    try:
        given = updating.put_forward(update, seen=seen, by=request.user)
    except IllegalMove as trouble:
        messages.error(request, trouble.sentence)
        return redirect(update)
    messages.success(request, "Your chief officers have been told. It is sent when one of them agrees.")
    return redirect(given)


def _read(request, update):
    user, plan = request.user, update.plan
    is_of_it = bool(plan.participation_id) and bool(seats_held(user, plan.participation))
    if not is_of_it:
        looks.record(
            user,
            "update on a plan",
            update,
            f"{plan.whose}, {update.round}, version {update.number}",
            address=update.get_absolute_url(),
            participation=update.participation_id,
        )
    entries = _entries(update)
    names = {each.recommendation_id: each.name for each in planning.stated_in(plan.report_id)}
    served = planning.served_by([each.action_id for each in entries])
    for entry in entries:
        entry.serves_words = ", ".join(names[pk] for pk in served[entry.action_id] if pk in names)
    counts = update.status == Update.Status.SENT
    return render(
        request,
        "followup/update.html",
        {
            "update": update,
            "plan": plan,
            "entries": entries,
            "is_of_it": is_of_it,
            "may_view": counts and rules.may_view_plan(user, plan),
            "may_show": counts and rules.may_show(user, plan),
            "is_shown": viewing.is_shown(update),
            "may_sign_off": update.status == Update.Status.AWAITING_SIGN_OFF and rules.may_sign_off(user, update),
        },
    )


@guarded(Update, by=rules.may_sign_off, queryset=_updates)
def sign_off(request, update):
    """A chief officer reads what would be sent, and agrees or sends it back."""
    form = SendBackForm(request.POST if "send_back" in request.POST else None)
    if request.method == "POST" and "send_back" in request.POST:
        if form.is_valid():
            updating.send_back(update, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, "It is back with your co-ordinator, who has been told.")
            return redirect(update.plan)
    elif request.method == "POST":
        try:
            sent = updating.sign_off(update, seen=_number(request.POST.get("seen")), by=request.user)
        except IllegalMove as trouble:
            messages.error(request, trouble.sentence)
            return redirect(update)
        messages.success(request, "Signed off and sent. Everybody in your partnership has a receipt.")
        return redirect(sent)
    if update.status != Update.Status.AWAITING_SIGN_OFF:
        return redirect(update)
    return render(
        request,
        "followup/sign_off.html",
        {"update": update, "plan": update.plan, "entries": _entries(update), "form": form},
    )


@guarded(Update, by=rules.may_show_update, queryset=_updates)
def show(request, update):
    """Decide whether everybody may read what an update says."""
    words = "\n".join(f"Action {each.action.number}: {each.words}" for each in _entries(update) if each.words)
    return decide(
        request, update, plan=update.plan, back=update.get_absolute_url(), heading="Publish this update?", quote=words
    )


# --- Evidence --------------------------------------------------------------------------------------------------------


def _with_update(rows):
    return rows.select_related("action", *(f"update__{name}" for name in OF_A_PLAN))


@guarded(Entry, by=rules.may_write_entry, queryset=_with_update)
def evidence(request, entry):
    """Files that show what is said of an action."""
    if not entry.update.is_draft:
        raise IllegalMove("This update is no longer being written, so no file can be added.")
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and not form.is_bound:
        form = EvidenceForm(request.POST, request.FILES)
    if request.method == "POST" and form.is_valid():
        for sentence in updating.add_evidence(entry, form.cleaned_data["files"], by=request.user):
            messages.warning(request, sentence)
        return redirect(f"{entry.update.get_absolute_url()}#evidence")
    return render(
        request,
        "followup/plan_form.html",
        {
            "form": form,
            "plan": entry.update.plan,
            "update": entry.update,
            "heading": f"Evidence for action {entry.action.number}",
            "quote": entry.action.text,
        },
        status=422 if form.is_bound else 200,
    )


def _with_entry(rows):
    return rows.select_related("file", "entry__action", *(f"entry__update__{name}" for name in OF_A_PLAN))


@require_POST
@guarded(EntryFile, by=rules.may_take_out, queryset=_with_entry)
def take_out(request, file):
    """Take a file out of an update that is being written."""
    update, name = file.entry.update, file.file.shown_name
    updating.take_out(file)
    messages.success(request, f"“{name}” has been taken out.")
    return redirect(f"{update.get_absolute_url()}#evidence")


@require_GET
@guarded(EntryFile, by=rules.may_open_file, queryset=_with_entry)
def download(request, file):
    """The file itself, once it has been found clean. Opening it leaves an access record."""
    if not file.file.is_clean:
        raise Http404
    update = file.entry.update
    # Access records are read by others: what is not sent yet goes there without its name.
    name = file.file.shown_name if update.is_sent_out else f"File {file.pk}, not sent yet"
    looks.record(
        request.user,
        "evidence of an update",
        file,
        f"{name}, {update.plan.whose}",
        address=request.path,
        participation=update.participation_id,
    )
    return serving.send(request, file.file)


# --- The team's view -------------------------------------------------------------------------------------------------


@guarded(Entry, by=rules.may_view, queryset=_with_update)
def view(request, entry):
    """What the link inspector makes of what is said of an action."""
    form = ViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            viewing.view(entry, says=form.cleaned_data["says"], reason=form.cleaned_data["reason"], by=request.user)
        except IllegalMove as trouble:
            form.add_error(None, trouble.sentence)
        else:
            messages.success(request, "The partnership can read your view. The recommendation’s state is judged apart.")
            return redirect(f"{entry.update.get_absolute_url()}#action-{entry.action.number}")
    return render(
        request,
        "followup/plan_form.html",
        {
            "form": form,
            "plan": entry.update.plan,
            "update": entry.update,
            "heading": f"Your view of action {entry.action.number}",
            "quote": f"{entry.action.text}\n\n{entry.get_state_display()}: {entry.words}",
        },
    )
