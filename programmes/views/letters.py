"""Letters: their wording, what goes when and to whom, and chasing those who are late."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts import speaking
from accounts.guards import guarded
from interface.counting import counted
from notifications import markdown
from programmes import chasing, correspondence, rules, tick
from programmes import letter_plan as plan
from programmes.forms.letters import ChaseForm, LetterForm
from programmes.models import Programme


def _with_plan(rows):
    return rows.with_plan().select_related("lead_body").prefetch_related("letters")


def _participations(programme, user):
    """Those that this person may see, with all that letters read, and the programme loaded once for all."""
    found = list(correspondence.loaded(programme).visible_to(user))
    for participation in found:
        participation.programme = programme
    return found


@guarded(Programme, by=rules.may_see_overview, key="slug", queryset=_with_plan)
def letters(request, programme):
    return render(
        request,
        "programmes/letters.html",
        {
            "programme": programme,
            "letters": programme.letters.all(),
            "may_run": rules.may_run(request.user, programme),
        },
    )


@guarded(Programme, by=rules.may_see_overview, key="slug", queryset=_with_plan)
def letter(request, programme, letter):
    """One letter's wording, and how it reads with the data of a partnership of one's choice."""
    text = get_object_or_404(programme.letters, key=letter)
    may_change = rules.may_run(request.user, programme)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    form = LetterForm(request.POST or None, instance=text) if may_change else None
    if form and form.is_valid() and "save" in request.POST:
        form.save()
        messages.success(request, "The wording has been saved. Letters sent before keep theirs.")
        return redirect("programmes:letter", programme.slug, text.key)
    if form and form.is_bound and form.is_valid():
        text.subject, text.body = form.cleaned_data["subject"], form.cleaned_data["body"]
    participations = _participations(programme, request.user)
    chosen = next(
        (each for each in participations if str(each.pk) == request.GET.get("for")), next(iter(participations), None)
    )
    return render(
        request,
        "programmes/letter.html",
        {
            "programme": programme,
            "letter": text,
            "form": form,
            "participations": participations,
            "chosen": chosen,
            "draft": _as_it_reads(programme, text, chosen),
            "fields": sorted(form.fields_allowed.items()) if form else [],
        },
    )


def _as_it_reads(programme, text, participation):
    """A letter with real data; what only the occasion will tell is shown as its field's name in brackets."""
    writer = correspondence.Writer(programme)
    writer.letters[text.key] = text
    milestone = next(
        (
            participation.timetable[each.key]
            for each in (programme.plans if participation else ())
            if any(rule.letter == text.key for rule in each.letters)
        ),
        None,
    )
    people = []
    if participation:
        rule = next(
            (rule.to for each in programme.plans for rule in each.letters if rule.letter == text.key), "co-ordinator"
        )
        people = correspondence.recipients(rule, participation)[:1]
    return writer.write(
        text.key, participation=participation, recipients=people, occasion="preview", milestone=milestone
    )


@guarded(Programme, by=rules.may_run, key="slug", queryset=_with_plan)
def letter_plan(request, programme):
    """Everything the timetable sends: what, when, to whom, and how it stands; with what would go now."""
    today = timezone.localdate()
    participations = _participations(programme, request.user)
    with speaking.as_service():
        entries = plan.entries(programme, participations, today)
        due = tick.written(programme, [each for each in entries if each.standing is plan.Standing.OWED])
    milestones = {each.key: each.title for each in programme.plans}
    titles = {text.key: text.title for text in programme.letters.all()}
    rows = [(row, titles.get(row.letter, row.letter), milestones[row.milestone]) for row in plan.by_day(entries)]
    goes = [draft for draft in due if draft.can_be_sent]
    return render(
        request,
        "programmes/letter_plan.html",
        {
            "programme": programme,
            "today": today,
            "rows": [each for each in rows if not each[0].waits_for],
            "cannot": [each for each in rows if each[0].waits_for],
            "due": goes,
            "due_people": sum(len(draft.recipients) for draft in goes),
            "incomplete": [draft for draft in due if not draft.can_be_sent],
        },
    )


@guarded(Programme, by=rules.may_run, key="slug", queryset=_with_plan)
def hold_letters(request, programme):
    """Begin sending, or hold everything: asked first, and done by POST alone."""
    if request.method == "POST":
        held = request.POST.get("held") == "yes"
        changes = {"letters_held": held}
        if not held:
            changes["letters_from"] = min(programme.letters_from, timezone.localdate())
        Programme.objects.filter(pk=programme.pk).update(**changes)
        messages.success(
            request,
            "Letters are held. Nothing more is sent until you begin again."
            if held
            else "Sending has begun. What is due today goes out within a minute.",
        )
    return redirect("programmes:letter-plan", programme.slug)


@guarded(Programme, by=rules.may_run, key="slug", queryset=_with_plan)
def chase(request, programme):
    """One letter to all who are late: chosen, seen, sent."""
    today = timezone.localdate()
    late = chasing.late_rows(programme, request.user, today)
    initial = {
        "chosen": [str(row.participation.pk) for row, _ in late],
        "subject": f"{programme.short_title}: something we have not had from you",
        "text": "Something that we asked for has not reached us yet. Please send it as soon as you can, or tell us "
        "if you need more time.",
    }
    form = ChaseForm(request.POST or None, late=late, initial=initial)
    preview = None
    if "choose_all" in request.POST:
        form = form.with_chosen(initial["chosen"])
    elif "choose_none" in request.POST:
        form = form.with_chosen([])
    elif request.method == "POST" and form.is_valid():
        chosen = [each for each in late if str(each[0].participation.pk) in form.cleaned_data["chosen"]]
        words = {"subject": form.cleaned_data["subject"], "text": form.cleaned_data["text"]}
        if "send" in request.POST:
            key = request.POST.get("key") or chasing.new_key()
            reached = chasing.chase(programme, chosen, key=key, by=request.user, **words)
            if reached:
                messages.success(request, f"Written to {counted(reached, 'person,people')}.")
            else:
                # Of a button pressed twice, this may be the only answer that the browser shows.
                already = sum(len(chasing.people_of(row)) for row, _ in chosen)
                messages.info(request, f"Written to {counted(already, 'person,people')} already. Nobody gets it twice.")
            return redirect("programmes:overview", programme.slug)
        preview = {
            "subject": words["subject"],
            "html": markdown.to_html(chasing.letter_for(*chosen[0], words["text"])),
            "people": [(row, chasing.people_of(row)) for row, _ in chosen],
            "key": chasing.new_key(),
        }
    return render(
        request,
        "programmes/chase.html",
        {"programme": programme, "late": late, "form": form, "preview": preview},
    )
