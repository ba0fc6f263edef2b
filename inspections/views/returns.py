"""The partnership's side: what is asked, preparing it together, sending it, and what came of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import guarded
from accounts.moves import IllegalMove
from audit import looks
from files import actions as files
from files import serving
from inspections import deciding, more_time, preparing, receipts, rules, sending, standing
from inspections.forms.returns import (
    AddFilesForm,
    AnswerForm,
    MoreTimeForm,
    NoteForm,
    NothingToSendForm,
    SendBackForm,
    SortForm,
)
from inspections.headings import OTHER, differences, under_headings
from inspections.models import Extension, Return, SetAsideNote, Submission, SubmittedDocument
from inspections.standing import State
from interface.counting import counted
from programmes.timetable import Gate


def whole(rows):
    return rows.select_related("ask__milestone", "participation__programme__lead_body", "participation__partnership")


def a_return(by):
    """A page about one return."""
    return guarded(Return, by=by, queryset=whole)


# --- The page of a return --------------------------------------------------------------------------------------------


@require_GET
@a_return(rules.may_open_return)
def return_page(request, of):
    if not rules.may_see_preparation(request.user, of):
        return redirect("inspections:read", of.pk)
    return show(request, of)


def show(request, of, *, note_form=None, add_forms=None, clash=None, status=200):
    """The page of a return, with the form that could not be taken, if any."""
    user = request.user
    stands = standing.standing(of)
    versions = list(
        of.submissions.annotate(has_two_texts=Exists(SetAsideNote.objects.filter(submission=OuterRef("pk"))))
        .select_related("started_by", "note_saved_by", "sent_by", "sent_back_by", "put_forward_by", "accepted_by")
        .order_by("-number")
    )
    for version in versions:
        version.of = of
    draft = next((each for each in versions if each.is_in_the_making), None)
    current = next((each for each in versions if each.status in Submission.STANDING), None)
    shown = draft or current
    documents = documents_of(shown)
    if draft:
        looks.record(
            user,
            "draft",
            draft,
            f"{of}, version {draft.number}",
            address=of.get_absolute_url(),
            participation=of.participation_id,
        )
    if shown and shown.has_two_texts:
        prefetch_related_objects([shown], Prefetch("set_aside", SetAsideNote.objects.select_related("set_aside_by")))
    editable = rules.may_prepare(user, of) and may_be_filled_in(stands, draft)
    headings = under_headings(of.ask.documents.all(), documents)
    if editable:
        for heading in headings:
            heading.form = (add_forms or {}).get(heading.key) or add_form(heading.key, heading.title)
    note = draft.note if draft else ""
    last_word = None
    if stands.state in (State.QUERIED, State.ANSWERED):
        last_word = of.messages.select_related("author").order_by("-written_at", "-pk").first()
    return render(
        request,
        "inspections/return.html",
        {
            "of": of,
            "ask": of.ask,
            "stands": stands,
            "days_late": -stands.days_left,
            "versions": [each for each in versions if each.is_sent_out],
            "draft": draft,
            "current": current,
            "shown": shown,
            "headings": headings,
            "files": len(documents),
            "refused": [each for each in documents if each.file.is_refused] if editable else [],
            "editable": editable,
            "may_send": rules.may_send(user, of),
            "may_sign_off": rules.may_sign_off(user, of),
            "may_ask_for_time": rules.may_ask_for_time(user, of) and not stands.is_sent,
            "may_begin_anew": rules.may_send(user, of) and draft is None and may_be_corrected(stands),
            "note_form": note_form
            or NoteForm(initial={"note": note, "seen": draft.note_version if draft else 0}, auto_id="id_%s"),
            "note_words": sending.words_in(note),
            "clash": clash,
            "last_word": last_word,
            "wishes": list(of.extensions.select_related("asked_by", "decided_by").order_by("-asked_at")),
            "at_work": people_at_work(draft, documents),
            "is_being_checked": any(each.file.is_waiting for each in documents),
            "checking_takes_long": any(each.file.waits_long for each in documents),
            "today": stands.today,
        },
        status=status,
    )


def add_form(key: str, title: str, data=None, files=None) -> AddFilesForm:
    label = f"Files for “{title}”" if key != OTHER else "Files that answer none of these"
    return AddFilesForm(data, files, label=label, auto_id=f"id_{key}_%s")


def documents_of(submission) -> list[SubmittedDocument]:
    if submission is None:
        return []
    return list(submission.documents.select_related("file", "asked_document", "added_by"))


def may_be_filled_in(stands, draft) -> bool:
    """Whether documents and words can be put into it today."""
    if draft is not None:
        return draft.is_draft
    return not stands.is_sent and stands.gate in (Gate.OPEN, Gate.LATE)


def may_be_corrected(stands) -> bool:
    """Whether a further version can be begun."""
    return stands.state in (State.QUERIED, State.ANSWERED) or (
        stands.state in (State.SENT, State.NIL) and stands.gate in (Gate.OPEN, Gate.LATE)
    )


def people_at_work(draft, documents) -> list[dict]:
    """Who has done something to a draft, the latest first."""
    if draft is None:
        return []
    last = {draft.started_by: (draft.started_at, "began it")}
    for document in documents:
        who, at = document.added_by, document.added_at
        if at >= draft.started_at and (who not in last or at >= last[who][0]):
            last[who] = (at, "added a document")
    if draft.note_saved_by and (draft.note_saved_by not in last or draft.note_saved_at > last[draft.note_saved_by][0]):
        last[draft.note_saved_by] = (draft.note_saved_at, "saved the note")
    found = [{"person": person, "at": at, "did": did} for person, (at, did) in last.items()]
    return sorted(found, key=lambda each: each["at"], reverse=True)


@require_GET
@a_return(rules.may_see_preparation)
def documents(request, of):
    """How the files stand now: the page asks for it while some of them are being checked."""
    draft = of.submissions.in_the_making().first()
    found = documents_of(draft or of.submissions.standing().first())
    return render(
        request,
        "inspections/documents_now.html",
        {
            "of": of,
            "headings": under_headings(of.ask.documents.all(), found),
            "editable": bool(draft and draft.is_draft and rules.may_prepare(request.user, of)),
            "is_being_checked": any(each.file.is_waiting for each in found),
            "checking_takes_long": any(each.file.waits_long for each in found),
        },
    )


# --- Documents -------------------------------------------------------------------------------------------------------


@require_POST
@a_return(rules.may_prepare)
def add_under(request, of, answers):
    """Files for one of the documents that are asked for, or, as “other”, for none of them."""
    asked = None if answers == OTHER else get_object_or_404(of.ask.documents, key=answers)
    form = add_form(answers, asked.title if asked else "Something else", request.POST, request.FILES)
    if not form.is_valid():
        return show(request, of, add_forms={answers: form}, status=422)
    draft = preparing.start_draft(of, by=request.user)
    draft.of = of
    taken = preparing.add_documents(draft, form.cleaned_data["files"], answers=asked, by=request.user)
    tell_what_came_of(request, taken)
    return redirect(f"{of.get_absolute_url()}#heading-{answers}")


@a_return(rules.may_prepare)
def add_many(request, of):
    """Many files at once; afterwards each can be put under what it answers."""
    stands = standing.standing(of)
    draft = of.submissions.in_the_making().first()
    if not may_be_filled_in(stands, draft):
        return redirect(of)
    form = AddFilesForm(request.POST or None, request.FILES or None, label="Your files")
    if request.method == "POST" and not form.is_bound:
        form = AddFilesForm(request.POST, request.FILES, label="Your files")
    if request.method == "POST" and form.is_valid():
        draft = preparing.start_draft(of, by=request.user)
        draft.of = of
        taken = preparing.add_documents(draft, form.cleaned_data["files"], by=request.user)
        tell_what_came_of(request, taken)
        return redirect("inspections:sort" if any(each.is_added for each in taken) else "inspections:return", of.pk)
    return render(request, "inspections/add_many.html", {"of": of, "form": form}, status=422 if form.is_bound else 200)


def tell_what_came_of(request, taken) -> None:
    """One sentence for what was added, and one for each file that was not."""
    added = [each for each in taken if each.is_added]
    if len(added) == 1:
        messages.success(request, added[0].sentence or f"“{added[0].document.file.shown_name}” has been added.")
    elif added:
        messages.success(request, f"{counted(len(added), 'file has,files have')} been added.")
    for each in taken:
        if each.is_refused:
            messages.error(request, each.sentence)
        elif not each.is_added:
            messages.warning(request, each.sentence)
    for each in added[1:] if len(added) == 1 else added if len(added) > 1 else []:
        if each.sentence:
            messages.info(request, each.sentence)


@a_return(rules.may_prepare)
def sort(request, of):
    """Which asked document does each file answer? Those that answer none yet come first."""
    draft = of.submissions.in_the_making().first()
    if draft is None or not draft.is_draft:
        return redirect(of)
    draft.of = of
    documents = [each for each in documents_of(draft) if not each.file.is_refused]
    documents.sort(key=lambda each: each.asked_document_id is not None)
    for document in documents:
        document.submission = draft
    if not documents:
        return redirect(of)
    form = SortForm(request.POST or None, documents=documents, asked=of.ask.documents.all())
    if request.method == "POST" and form.is_valid():
        sentences = [
            sentence
            for document, answers in form.chosen()
            if (sentence := preparing.file_under(document, answers, by=request.user))
        ]
        for sentence in sentences:
            messages.warning(request, sentence)
        if not sentences:
            messages.success(request, "Saved.")
        return redirect(f"{of.get_absolute_url()}#documents")
    return render(request, "inspections/sort.html", {"of": of, "form": form}, status=422 if form.is_bound else 200)


@guarded(
    SubmittedDocument,
    by=rules.may_change_document,
    queryset=lambda rows: rows.select_related(
        "file", "asked_document", "submission__of__ask", "submission__of__participation__partnership"
    ),
)
def remove(request, document):
    """Take a file out of the draft, after being asked."""
    of = document.submission.of
    if request.method == "POST":
        preparing.remove_document(document, by=request.user)
        messages.success(request, f"“{document.file.shown_name}” has been taken out.")
        return redirect(f"{of.get_absolute_url()}#documents")
    if not document.submission.is_draft:
        raise IllegalMove("This version has been sent, and what was sent never changes.")
    return render(request, "inspections/remove.html", {"of": of, "document": document})


@require_GET
@guarded(
    SubmittedDocument,
    by=rules.may_open_document,
    queryset=lambda rows: rows.select_related("file", "submission__of"),
)
def download(request, document):
    """The file itself, once it has been found clean. Opening it leaves an access record."""
    if not document.file.is_clean:
        raise Http404
    of = document.submission.of
    looks.record(
        request.user,
        "document",
        document,
        f"{document.file.shown_name}, {of.reference} version {document.submission.number}",
        address=document.get_absolute_url(),
        participation=of.participation_id,
    )
    return serving.send(request, document.file)


# --- The note --------------------------------------------------------------------------------------------------------


@require_POST
@a_return(rules.may_prepare)
def save_note(request, of):
    """Saved as it is typed, or with the button; two people's texts are never merged behind their backs."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show(request, of, note_form=form, status=422)
    saved = preparing.save_note(
        of,
        form.cleaned_data["note"],
        seen=form.cleaned_data["seen"],
        by=request.user,
        settles=form.cleaned_data["settles"],
    )
    if request.htmx:
        return render(
            request,
            "inspections/note_saved.html",
            {
                "of": of,
                "saved": saved,
                "seen": saved.draft.note_version if saved.is_saved else form.cleaned_data["seen"],
                "words": sending.words_in(form.cleaned_data["note"]),
                "ask": of.ask,
            },
        )
    if saved.is_saved:
        messages.success(request, "The note has been saved.")
        return redirect(f"{of.get_absolute_url()}#note")
    return redirect(f"{of.get_absolute_url()}#set-aside")


@require_POST
@a_return(rules.may_prepare)
def keep_saved_note(request, of, aside):
    """Keep the text that is saved, and let go of the one that was set aside."""
    draft = of.submissions.in_the_making().first() or of.submissions.standing().first()
    found = draft and draft.set_aside.filter(pk=aside).first()
    if found:
        preparing.drop_set_aside(found, by=request.user)
        messages.success(request, "The saved text stays.")
    return redirect(f"{of.get_absolute_url()}#note")


# --- Sending ---------------------------------------------------------------------------------------------------------


@a_return(rules.may_send)
def check(request, of):
    """Everything that would be sent, to look at once more; then the button."""
    if request.method == "POST" and (draft := _checked(request, of)):
        return _send(request, of, draft, _number(request.POST.get("seen")))
    draft = of.submissions.in_the_making().first()
    if draft is None:
        sent = of.submissions.standing().first()
        return redirect(sent) if sent else redirect(of)
    draft.of = of
    if request.method == "POST":
        return _send(request, of, draft, _number(request.POST.get("seen")))
    if not draft.is_draft:
        return redirect(of)
    return _check_page(request, of, draft)


def _checked(request, of) -> Submission | None:
    """The very version that was checked: pressed again after a newer one has begun, it gives its own receipt."""
    pk = _number(request.POST.get("draft"))
    return Submission(pk=pk, of=of, participation_id=of.participation_id) if pk else None


def _number(words) -> int | None:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 16 else None


def _send(request, of, draft, seen):
    send = sending.put_forward if of.ask.needs_sign_off else sending.submit
    try:
        sent = send(draft, seen=seen, by=request.user)
    except Submission.DoesNotExist:
        return redirect(of)
    except sending.NotReady as trouble:
        return _check_page(request, of, trouble.draft, hindrances=trouble.hindrances, status=422)
    except sending.ChangedSince as change:
        messages.warning(request, str(change))
        return redirect("inspections:check", of.pk)
    if sent.is_sent_out:
        return redirect(sent)
    messages.success(request, "Your chief officers have been told. It is sent when one of them agrees.")
    return redirect(of)


def _check_page(request, of, draft, *, hindrances=None, status=200, template="check.html", **more):
    documents = documents_of(draft)
    stands = standing.standing(of)
    if hindrances is None:
        hindrances = sending.hindrances(draft, documents=documents)
    sound = [each for each in documents if not each.file.is_refused]
    return render(
        request,
        f"inspections/{template}",
        {
            "of": of,
            "draft": draft,
            "stands": stands,
            "hindrances": hindrances,
            "headings": under_headings(of.ask.documents.all(), documents),
            "documents": sound,
            "bytes": sum(each.file.size for each in sound),
            "missing": sending.missing_documents(draft, sound),
            "waiting": [each for each in sound if each.file.is_waiting],
            "former": of.submissions.standing().first(),
            **more,
        },
        status=status,
    )


@a_return(rules.may_sign_off)
def sign_off(request, of):
    """A chief officer reads what would be sent, and agrees or sends it back."""
    draft = of.submissions.in_the_making().select_related("put_forward_by").first()
    if draft is None:
        sent = of.submissions.standing().first()
        return redirect(sent) if sent else redirect(of)
    draft.of = of
    form = SendBackForm(request.POST if "send_back" in request.POST else None)
    if request.method == "POST" and "send_back" in request.POST:
        if form.is_valid():
            sending.send_back(draft, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, "It is back with your co-ordinator, who has been told why.")
            return redirect(of)
    elif request.method == "POST":
        try:
            sent = sending.sign_off(draft, seen=_number(request.POST.get("seen")), by=request.user)
        except sending.NotReady as trouble:
            return _check_page(
                request, of, draft, hindrances=trouble.hindrances, status=422, template="sign_off.html", form=form
            )
        except sending.ChangedSince as change:
            messages.warning(request, str(change))
            return redirect("inspections:sign-off", of.pk)
        return redirect(sent)
    if draft.is_draft:
        return redirect(of)
    looks.record(
        request.user,
        "draft",
        draft,
        f"{of}, version {draft.number}",
        address=request.path,
        participation=of.participation_id,
    )
    return _check_page(request, of, draft, template="sign_off.html", form=form, status=422 if form.is_bound else 200)


@require_POST
@a_return(rules.may_send)
def take_back(request, of):
    """The co-ordinator takes it back from sign-off to change it."""
    draft = of.submissions.in_the_making().first()
    if draft is None:
        raise IllegalMove("It has been signed off and sent meanwhile.")
    draft.of = of
    sending.take_back(draft, by=request.user)
    messages.success(request, "It can be changed again. Give it for sign-off once more when it is ready.")
    return redirect(of)


@require_POST
@a_return(rules.may_send)
def new_version(request, of):
    """A further version begins with what the former one held; the former stays as it was sent."""
    draft = preparing.start_draft(of, by=request.user)
    messages.success(
        request,
        f"Version {draft.number} has been begun, with the documents of the last one. Nothing changes for the review "
        "team until you send it.",
    )
    return redirect(of)


@a_return(rules.may_send)
def nothing_to_send(request, of):
    """A nil return, with its reason."""
    if not of.ask.nil_allowed:
        raise Http404
    form = NothingToSendForm(request.POST or None, needs_sign_off=of.ask.needs_sign_off)
    if request.method == "POST" and form.is_valid():
        try:
            draft = sending.make_nil_return(of, reason=form.cleaned_data["reason"], by=request.user)
        except sending.NotReady as trouble:
            for each in trouble.hindrances:
                form.add_error(None, each.sentence)
        else:
            if draft.is_sent_out:
                return redirect(draft)
            messages.success(request, "Your chief officers have been told. It is sent when one of them agrees.")
            return redirect(of)
    return render(request, "inspections/nothing.html", {"of": of, "form": form}, status=422 if form.is_bound else 200)


# --- After sending ---------------------------------------------------------------------------------------------------


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
    for message in of.messages.select_related("author__organisation", "submission"):
        found.append({"at": message.written_at, "kind": "message", "message": message})
    for wish in wishes if wishes is not None else of.extensions.select_related("asked_by", "decided_by"):
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
