"""Embargoed copies as communications sees to them: who holds one, who has opened it, in which words they are given."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts import roles
from accounts.guards import guarded
from accounts.moves import IllegalMove
from accuracy import copies as deeds
from accuracy import embargo as standings
from accuracy import rules
from accuracy.forms.embargo import CopiesFilter, NamedForm, RoleForm, SeatedForm, TakeBackForm, WordsForm
from accuracy.models import Copy, Embargo, Opening
from interface.counting import counted
from interface.spreadsheets import as_csv
from reports.models import Edition


def _editions(rows):
    return rows.without_content().by_the_clock().select_related("publication", "report__programme__lead_body")


def _copies(rows):
    return (
        rows.select_related("embargo__edition__report__programme", "person", "given_by", "taken_back_by")
        .defer("embargo__edition__content", "embargo__edition__html", "embargo__edition__data_files")
    )  # fmt: skip


def _held(edition, request):
    """The copies that the filters let through, and the filter itself."""
    form = CopiesFilter(request.GET or None)
    found = Copy.objects.visible_to(request.user).filter(embargo__edition=edition.pk)
    found = found.select_related("person").with_openings().order_by("reader", "body", "name", "pk")
    if form.is_bound and form.is_valid():
        match form.cleaned_data["state"]:
            case "given" | "taken back" as status:
                found = found.filter(status=status)
            case "unopened":
                found = found.filter(status=Copy.Status.ACKNOWLEDGED, times_opened=0)
            case "opened":
                found = found.filter(times_opened__gt=0)
        if reader := form.cleaned_data["reader"]:
            found = found.filter(reader=reader)
        for word in form.cleaned_data["words"].split():
            found = found.filter(Q(name__icontains=word) | Q(body__icontains=word))
    return form, found


@require_safe
@guarded(Edition, by=rules.may_see_copies, queryset=_editions)
def copies(request, edition):
    """Who holds a copy of this edition, and what they have done with it."""
    embargo = Embargo.objects.filter(edition=edition.pk).first()
    form, found = _held(edition, request)
    found = list(found)
    stands = standings.of_release(edition.release)
    everybody = Copy.objects.filter(embargo__edition=edition.pk).standing()
    return render(
        request,
        "accuracy/embargo/copies.html",
        {
            "edition": edition,
            "report": edition.report,
            "embargo": embargo,
            "stands": stands,
            "copies": found,
            "filter": form,
            "is_filtered": any(request.GET.values()),
            "count": everybody.count(),
            "waiting": everybody.filter(status=Copy.Status.GIVEN).count(),
            "opened": everybody.filter(openings__what=Opening.What.PAGE).distinct().count(),
        },
    )


@require_safe
@guarded(Edition, by=rules.may_see_copies, queryset=_editions)
def copies_csv(request, edition):
    """The list as a table to save, as the filters have it."""
    _, found = _held(edition, request)
    header = [
        "Name", "Body", "Readers", "E-mail", "State", "Given", "Letters", "Acknowledged", "First opened", "Last opened",
        "Times opened", "PDFs taken", "Taken back", "Why",
    ]  # fmt: skip
    rows = (
        [
            copy.name,
            copy.body,
            copy.get_reader_display(),
            copy.person.email,
            copy.get_status_display(),
            _minute(copy.given_at),
            copy.letters,
            _minute(copy.acknowledged_at),
            _minute(copy.first_opened),
            _minute(copy.last_opened),
            copy.times_opened,
            copy.times_taken,
            _minute(copy.taken_back_at),
            copy.taken_back_reason,
        ]
        for copy in found
    )
    return as_csv("embargoed-copies", header, rows)


@require_safe
@guarded(Edition, by=rules.may_see_copies, queryset=_editions)
def openings_csv(request, edition):
    """Every time that a copy was acknowledged, opened or taken, as a table to save."""
    openings = Opening.objects.filter(copy__embargo__edition=edition.pk).select_related("copy", "person")
    rows = (
        [f"{timezone.localtime(each.at):%Y-%m-%d %H:%M:%S}", each.copy.name, each.copy.body, each.get_what_display()]
        for each in openings.order_by("at", "pk")
    )
    return as_csv("embargoed-copies-opened", ["When", "Name", "Body", "What"], rows)


def _minute(moment) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


@guarded(Edition, by=rules.may_give_copies, queryset=_editions)
def words(request, edition):
    """What the report is called before its terms are acknowledged, and the terms."""
    try:
        embargo = deeds.begun(edition, by=request.user)
    except deeds.CannotGive as trouble:
        messages.error(request, str(trouble))
        return redirect("embargo:copies", edition.pk)
    form = WordsForm(request.POST or None, initial={"called": embargo.called, "terms": embargo.terms})
    if request.method == "POST" and form.is_valid():
        deeds.set_words(embargo, **form.cleaned_data)
        messages.success(request, "The words have been saved.")
        return redirect("embargo:copies", edition.pk)
    stands = standings.of_release(edition.release)
    shown = standings.terms_as_html(standings.terms(embargo, stands.minute)) if stands.minute else ""
    return render(
        request,
        "accuracy/embargo/words.html",
        {"edition": edition, "report": edition.report, "form": form, "shown": shown, "stands": stands,
         "acknowledged": embargo.copies.exclude(acknowledged_at=None).count()},
        status=422 if form.errors else 200,
    )  # fmt: skip


@guarded(Edition, by=rules.may_give_copies, queryset=_editions)
def give_to_seated(request, edition):
    """Copies for people who sit in the partnerships that the report is about."""
    known = {slug for slug, _ in roles.choices(roles.IN_A_PARTNERSHIP)}
    asked = (request.POST if request.method == "POST" else request.GET).get("role", "")
    role = asked if asked in known else roles.ChiefOfficer.slug
    seated = deeds.seated(edition, role)
    form = SeatedForm(request.POST if request.method == "POST" else None, seated=seated, role=role)
    if request.method == "POST" and form.is_valid():
        try:
            made = deeds.give_to_seated(edition, form.people(), by=request.user)
        except deeds.CannotGive as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, f"{counted(len(made), 'copy,copies')} given. They have been written to.")
            return redirect("embargo:copies", edition.pk)
    return render(
        request,
        "accuracy/embargo/seated.html",
        {
            "edition": edition,
            "report": edition.report,
            "form": form,
            "roles": RoleForm({"role": role}),
            "seated": seated,
            "stands": standings.of_release(edition.release),
        },
        status=422 if form.errors else 200,
    )


@guarded(Edition, by=rules.may_give_copies, queryset=_editions)
def give(request, edition):
    """A copy for somebody by name and address."""
    form = NamedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            copy = deeds.give(edition, **form.cleaned_data, by=request.user)
        except deeds.CannotGive as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, f"{copy.name} has been given a copy, and is being written to.")
            return redirect("embargo:copies", edition.pk)
    return render(
        request,
        "accuracy/embargo/give.html",
        {"edition": edition, "report": edition.report, "form": form, "stands": standings.of_release(edition.release)},
        status=422 if form.errors else 200,
    )


@require_POST
@guarded(Edition, by=rules.may_give_copies, queryset=_editions)
def remind(request, edition):
    """Write again to everybody who has not acknowledged."""
    try:
        sent = deeds.remind(edition, by=request.user)
    except deeds.CannotGive as trouble:
        messages.error(request, str(trouble))
    else:
        messages.success(
            request,
            f"{counted(sent, 'person has,people have')} been written to again."
            if sent
            else "Nobody was written to: everybody has acknowledged, or had a letter within the last hour.",
        )
    return redirect("embargo:copies", edition.pk)


@require_safe
@guarded(Copy, by=rules.may_see_copy, queryset=_copies)
def holder(request, copy):
    """One copy: its holder, what they acknowledged, and every time that it was opened."""
    return render(
        request,
        "accuracy/embargo/holder.html",
        {
            "copy": copy,
            "edition": copy.embargo.edition,
            "report": copy.embargo.edition.report,
            "openings": copy.openings.all()[:500],
            "times": copy.openings.count(),
            "stands": standings.standing(copy.embargo.edition_id),
            "acknowledged_terms": standings.terms_as_html(copy.acknowledged_terms) if copy.acknowledged_terms else "",
        },
    )


@require_POST
@guarded(Copy, by=rules.may_change_copy, queryset=_copies)
def write_again(request, copy):
    """Write to a holder once more. Pressed twice, one letter goes."""
    given = request.POST.get("seen", "")
    seen = int(given) if given.isdigit() and len(given) < 6 else -1
    try:
        sent = deeds.write_again(copy, seen=seen, by=request.user)
    except deeds.CannotGive as trouble:
        raise IllegalMove(str(trouble)) from trouble
    if sent:
        messages.success(request, f"{copy.name} has been written to again.")
    else:
        messages.info(request, f"{copy.name} had been written to already since you opened the page.")
    return redirect("embargo:holder", copy.pk)


@guarded(Copy, by=rules.may_change_copy, queryset=_copies)
def take_back(request, copy):
    """Take a copy back, asked first and with the reason."""
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deeds.take_back(copy, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, f"The copy of {copy.name} has been taken back. Its address no longer opens.")
        return redirect("embargo:copies", copy.embargo.edition_id)
    return render(
        request,
        "accuracy/embargo/take_back.html",
        {"copy": copy, "edition": copy.embargo.edition, "report": copy.embargo.edition.report, "form": form},
        status=422 if form.errors else 200,
    )
