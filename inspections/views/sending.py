"""A return on its way out: looked at once more, signed off, sent; or begun anew."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.moves import IllegalMove
from audit import looks
from inspections import preparing, rules, sending, standing
from inspections.forms.returns import NothingToSendForm, SendBackForm
from inspections.headings import under_headings
from inspections.models import Submission
from inspections.views.returns import a_return, documents_of


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
