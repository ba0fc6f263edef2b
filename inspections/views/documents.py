"""The documents of a return: adding them, sorting them under what they answer, taking them out, opening them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import guarded
from accounts.moves import IllegalMove
from audit import looks
from files import serving
from inspections import preparing, rules, standing
from inspections.forms.returns import AddFilesForm, SortForm
from inspections.headings import OTHER, under_headings
from inspections.models import SubmittedDocument
from inspections.views.returns import a_return, add_form, documents_of, may_be_filled_in, show
from interface.counting import counted


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
    of, version = document.submission.of, document.submission
    # Access records are read by others: what is not sent yet goes there without its name.
    name = document.file.shown_name if version.is_sent_out else f"Document {document.pk}, not sent yet"
    looks.record(
        request.user,
        "document",
        document,
        f"{name}, {of.reference} version {version.number}",
        address=document.get_absolute_url(),
        participation=of.participation_id,
    )
    return serving.send(request, document.file)
