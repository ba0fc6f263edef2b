"""A draft as the partnership meets it that checks its facts: read, commented on by paragraph, signed off."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import guarded
from accounts.moves import IllegalMove
from accuracy import checking, response, rules, sending
from accuracy.forms.checking import CommentForm, FilesForm, MoreTimeForm, NewCommentForm, SendBackForm, SignOffForm
from accuracy.models import Comment, CommentFile, FactCheck
from audit import looks
from files import actions as documents
from files import serving
from interface.counting import counted
from reports import freezing, minutes
from reports.clock import transaction_time

Status = FactCheck.Status
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _loaded(rows):
    return response.loaded(rows)


def _sent(rows):
    return _loaded(rows).filter(status__in=FactCheck.SENT)


def _returned(rows):
    return _loaded(rows).filter(status=Status.RETURNED)


def _comments(rows):
    return rows.select_related(
        "fact_check__version", "fact_check__participation__partnership", "fact_check__participation__programme",
        "saved_by",
    ).defer("fact_check__version__html")  # fmt: skip


def _looked_at(request, check) -> bool:
    """Whether it is theirs who opened it. That the locked draft was opened is noted, whoever did."""
    looks.record(
        request.user, "fact check", check, f"Draft to check, {check.reference}", address=request.path,
        participation=check.participation_id,
    )  # fmt: skip
    return rules.sits_there(request.user, check)


def _number(words) -> int:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 10 else -1


@require_safe
@never_cache
@guarded(FactCheck, by=rules.may_open_check, queryset=_loaded)
def check(request, check):
    """The locked draft, paragraph by paragraph, with what the partnership says of each; and what comes next."""
    return _shown(request, check)


def _shown(request, check, *, sign_off_form=None, send_back_form=None, status=200):
    is_ours = _looked_at(request, check)
    if not is_ours:
        return redirect("accuracy:decisions", check.pk)
    comments = list(check.comments.select_related("saved_by").prefetch_related("files__file").order_by("place", "pk"))
    by_anchor: dict[str, list[Comment]] = {}
    for comment in comments:
        by_anchor.setdefault(comment.anchor, []).append(comment)
    now = transaction_time()
    may_comment = check.is_open and rules.may_comment(request.user, check)
    waits = check.status == Status.AWAITING_SIGN_OFF
    may_sign_off = waits and rules.may_sign_off(request.user, check)
    return render(
        request,
        "accuracy/check.html",
        {
            "check": check,
            "participation": check.participation,
            "version": check.version,
            "summary": _part("summary", check, by_anchor),
            "sections": list(_sections(check, by_anchor)),
            "notes": [
                {**note, **_part(note["anchor"], check, by_anchor)} for note in check.version.content.get("notes", [])
            ],
            "comments": comments,
            "unfinished": [comment for comment in comments if comment.is_empty],
            "now": now,
            "is_late": check.is_late(minutes.in_scotland(now).date()),
            "may_comment": may_comment,
            "may_put_forward": check.is_open and rules.may_put_forward(request.user, check),
            "may_take_back": waits and not may_sign_off and rules.may_take_back_from_sign_off(request.user, check),
            "may_sign_off": may_sign_off,
            "may_ask_for_time": check.status in FactCheck.IN_THE_MAKING and rules.may_ask_for_time(request.user, check),
            "wishes": list(check.wishes.select_related("asked_by", "decided_by")),
            "sign_off_form": sign_off_form or SignOffForm(check=check),
            "send_back_form": send_back_form or SendBackForm(check=check),
        },
        status=status,
    )


def _part(anchor, check, by_anchor) -> dict:
    """The summary or a note, with what is said of it; its part is None where there is none."""
    return {"part": check.version.paragraphs().get(anchor), "comments": by_anchor.get(anchor, [])}


def _sections(check, by_anchor):
    """The draft as it was locked, each part with its own words, its place and its comments."""
    parts = check.version.paragraphs()
    for section in freezing.draw(check.version.content)["sections"]:
        blocks = []
        for block in section["blocks"]:
            part = parts.get(block.get("anchor", ""))
            blocks.append({**block, "part": part, "comments": by_anchor.get(block.get("anchor", ""), [])})
        heading = parts.get(section["anchor"])
        yield {**section, "blocks": blocks, "part": heading, "comments": by_anchor.get(section["anchor"], [])}


@guarded(FactCheck, by=rules.may_comment, queryset=_loaded)
def add_comment(request, check, anchor):
    """Begin a comment on one part of the draft."""
    parts = check.version.paragraphs()
    part = parts.get(anchor)
    if part is None:
        raise Http404
    if request.method == "POST":
        form = NewCommentForm(request.POST, paragraph=part.words)
        if form.is_valid():
            comment = checking.begin(check, part, list(parts).index(anchor), by=request.user)
            comment.fact_check = check
            checking.save(comment, form.cleaned_data, seen=comment.version, by=request.user)
            messages.success(request, "Your comment has been kept. It is sent once a chief officer signs off.")
            return redirect(comment if "files" in request.POST else f"{check.get_absolute_url()}#{anchor}")
    elif not check.is_open:
        return redirect(check)
    else:
        form = NewCommentForm(paragraph=part.words, initial={"kind": Comment.Kind.FACT})
    _looked_at(request, check)
    return render(
        request,
        "accuracy/comment.html",
        {
            "check": check,
            "part": part,
            "form": form,
            "title": f"Comment on {part.label}",
            "action": request.path,
        },
        status=422 if form.errors else 200,
    )


@guarded(Comment, by=rules.may_write_comment, queryset=_comments)
def comment(request, comment):
    """Write a comment; it saves itself. What a colleague saved meanwhile is shown, and never overwritten."""
    check = comment.fact_check
    changed, form = None, CommentForm.of(comment)
    if request.method == "POST":
        form = CommentForm(request.POST, saves_to=comment.get_absolute_url())
        if form.is_valid():
            try:
                saved = checking.save(
                    comment, form.cleaned_data, seen=_number(request.POST.get("seen")), by=request.user
                )
            except checking.SavedMeanwhile as meanwhile:
                if request.htmx:
                    return render(request, "accuracy/saved.html", {"changed": meanwhile.now})
                changed = meanwhile.now
            except IllegalMove as refused:
                if request.htmx:
                    return render(request, "accuracy/saved.html", {"refused": refused.sentence})
                raise
            else:
                if request.htmx:
                    return render(request, "accuracy/saved.html", {"saved": saved})
                messages.success(request, "Saved.")
                return redirect(f"{check.get_absolute_url()}#{comment.anchor}")
        elif request.htmx:
            return render(request, "accuracy/saved.html", {"trouble": form.errors})
    elif not check.is_open:
        return redirect(check)
    now = changed or comment
    return render(
        request,
        "accuracy/comment.html",
        {
            "check": check,
            "comment": comment,
            "part": check.version.paragraphs().get(comment.anchor),
            "form": form,
            "changed": changed,
            "seen": now.version,
            "files": list(comment.files.select_related("file", "added_by")),
            "files_form": FilesForm(),
            "title": f"Comment on {comment.label}",
            "action": comment.get_absolute_url(),
        },
        status=409 if changed else 422 if form.errors else 200,
    )


@guarded(Comment, by=rules.may_write_comment, queryset=_comments)
def remove_comment(request, comment):
    """Take a comment out again, asked first."""
    check = comment.fact_check
    if request.method == "POST":
        checking.remove(comment)
        messages.success(request, "The comment has been taken out.")
        return redirect(check)
    if not check.is_open:
        return redirect(check)
    return render(request, "accuracy/remove_comment.html", {"check": check, "comment": comment})


@require_POST
@guarded(Comment, by=rules.may_write_comment, queryset=_comments)
def add_files(request, comment):
    """Files that show what a comment says."""
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        for sentences in form.errors.values():
            messages.error(request, " ".join(sentences))
        return redirect(comment)
    given = form.cleaned_data["files"]
    refused = checking.add_files(comment, given, by=request.user)
    if added := len(given) - len(refused):
        messages.success(request, f"{counted(added, 'file has,files have')} been added.")
    for sentence in refused:
        messages.error(request, sentence)
    return redirect(comment)


@require_POST
@guarded(
    CommentFile,
    by=rules.may_remove_file,
    queryset=lambda rows: rows.select_related("comment__fact_check__participation__programme", "file"),
)
def remove_file(request, evidence):
    """Take a file out again."""
    checking.remove_file(evidence)
    messages.success(request, f"“{evidence.file.shown_name}” has been taken out.")
    return redirect(evidence.comment)


@require_safe
@guarded(
    CommentFile,
    by=rules.may_open_file,
    queryset=lambda rows: rows.select_related("comment__fact_check", "file"),
)
def file(request, evidence):
    """A file that shows what a comment says, once it has been found clean."""
    if not evidence.file.is_clean:
        raise Http404
    check = evidence.comment.fact_check
    # Access records are read by others, who are told nothing of a draft: a file's name can quote it.
    looks.record(
        request.user, "document", evidence, f"File {evidence.pk} beside a comment, {check.reference}", address=request.path,
        participation=check.participation_id,
    )  # fmt: skip
    return serving.send(request, evidence.file)


# --- Sign-off --------------------------------------------------------------------------------------------------------


@require_POST
@guarded(FactCheck, by=rules.may_put_forward, queryset=_loaded)
def put_forward(request, check):
    """Give the comments for sign-off; or say that there are none, which is signed off too."""
    seen = _number(request.POST.get("seen"))
    give = checking.say_none if "none" in request.POST else checking.put_forward
    give(check, seen=seen, by=request.user)
    messages.success(request, "It waits for a chief officer to sign it off.")
    return redirect(check)


@require_POST
@guarded(FactCheck, by=rules.may_take_back_from_sign_off, queryset=_loaded)
def take_back(request, check):
    """Take the comments back from sign-off, to change them."""
    checking.send_back(check, reason="", by=request.user)
    messages.success(request, "It has been taken back, and can be changed again.")
    return redirect(check)


@require_POST
@guarded(FactCheck, by=rules.may_sign_off, queryset=_loaded)
def sign_off(request, check):
    """A chief officer signs off, which sends it."""
    form = SignOffForm(request.POST, check=check)
    if not form.is_valid():
        return _shown(request, check, sign_off_form=form, status=422)
    checking.sign_off(check, seen=_number(request.POST.get("seen")), by=request.user)
    messages.success(request, "Thank you. It has been sent.")
    return redirect("accuracy:receipt", check.pk)


@require_POST
@guarded(FactCheck, by=rules.may_sign_off, queryset=_loaded)
def send_back(request, check):
    """A chief officer has something changed first."""
    form = SendBackForm(request.POST, check=check)
    if not form.is_valid():
        return _shown(request, check, send_back_form=form, status=422)
    checking.send_back(check, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, "It has been sent back for changes.")
    return redirect(check)


@guarded(FactCheck, by=rules.may_ask_for_time, queryset=_loaded)
def more_time(request, check):
    """Ask for more time, with a reason."""
    if check.status not in FactCheck.IN_THE_MAKING:
        return redirect(check)
    form = MoreTimeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sending.ask_for_time(check, **form.cleaned_data, by=request.user)
        except sending.CannotAsk as trouble:
            form.add_error("until", str(trouble))
        else:
            messages.success(request, "The review’s lead has been asked, and decides with a reason.")
            return redirect(check)
    return render(
        request,
        "accuracy/more_time.html",
        {"check": check, "form": form, "open": check.wishes.open().first()},
        status=422 if form.errors else 200,
    )


# --- The receipt and the response ------------------------------------------------------------------------------------


@require_safe
@guarded(FactCheck, by=rules.may_open_check, queryset=_sent)
def receipt(request, check):
    """Exactly what was signed off."""
    return render(
        request,
        "accuracy/receipt.html",
        {
            "check": check,
            "is_ours": _looked_at(request, check),
            "comments": list(check.comments.prefetch_related("files__file").order_by("place", "pk")),
        },
    )


@require_POST
@guarded(FactCheck, by=rules.may_open_check, queryset=_sent)
def receipt_pdf(request, check):
    """The receipt as a PDF."""
    making = documents.ask_for(
        response.RECEIPT, check, by=request.user, title=f"Receipt {check.reference}",
        participation_ref=check.participation_id,
    )  # fmt: skip
    return redirect(making)


@require_safe
@guarded(FactCheck, by=rules.may_open_check, queryset=_returned)
def response_page(request, check):
    """Every comment with what was decided and why."""
    return render(
        request,
        "accuracy/response.html",
        {
            "check": check,
            "is_ours": _looked_at(request, check),
            "rows": response.rows(check),
            "columns": response.COLUMNS,
            "nothing": response.NOTHING,
        },
    )


@require_safe
@guarded(FactCheck, by=rules.may_open_check, queryset=_returned)
def response_word(request, check):
    """The response as a Word document."""
    _looked_at(request, check)
    answer = HttpResponse(response.as_word(check), content_type=WORD)
    answer["Content-Disposition"] = f'attachment; filename="response-{check.reference}.docx"'
    return answer


@require_POST
@guarded(FactCheck, by=rules.may_open_check, queryset=_returned)
def response_pdf(request, check):
    """The response as a PDF."""
    making = documents.ask_for(
        response.RESPONSE, check, by=request.user, title=f"Response to comments {check.reference}",
        participation_ref=check.participation_id,
    )  # fmt: skip
    return redirect(making)
