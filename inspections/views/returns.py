"""The page of a return: what is asked, how it stands, and the note that goes with it."""

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import guarded
from audit import looks
from inspections import preparing, rules, sending, standing
from inspections.forms.returns import AddFilesForm, NoteForm
from inspections.headings import OTHER, under_headings
from inspections.models import Return, SetAsideNote, Submission, SubmittedDocument
from inspections.standing import State
from programmes.timetable import Gate


def whole(rows):
    return rows.asked_or_begun().select_related(
        "ask__milestone", "participation__programme__lead_body", "participation__partnership"
    )


def a_return(by):
    """A page about one return."""
    return guarded(Return, by=by, queryset=whole)


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
    # Put in order here: with six people in each row, to write the order into the question took as long as the rest.
    versions = sorted(
        of.submissions.annotate(has_two_texts=Exists(SetAsideNote.objects.filter(submission=OuterRef("pk"))))
        .select_related("started_by", "note_saved_by", "sent_by", "sent_back_by", "put_forward_by", "accepted_by")
        .order_by(),
        key=lambda version: -version.number,
    )
    for version in versions:
        version.of = of
    draft = next((each for each in versions if each.is_in_the_making), None)
    current = next((each for each in versions if each.status in Submission.STANDING), None)
    if stands.state == State.NOT_YET and not versions:
        # What will be asked is told on the day it opens, as the library tells what it holds.
        return render(request, "inspections/not_open.html", {"of": of, "ask": of.ask, "stands": stands}, status=status)
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
            "wishes": of.extensions.in_order()[::-1],
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


# --- The note --------------------------------------------------------------------------------------------------------


# Asked every few seconds while somebody types, so it reads the return and what is asked, and nothing around them.
@require_POST
@guarded(
    Return, by=rules.may_prepare, queryset=lambda rows: rows.asked_or_begun().select_related("ask", "participation")
)
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
