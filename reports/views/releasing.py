"""From the freeze to the minute: editions, and the two people behind every release."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import guarded
from audit import looks
from reports import actions, freezing, minutes, printing, rules
from reports.clock import transaction_time
from reports.forms import FreezeForm, MinuteForm, ReasonForm
from reports.models import Edition, Publication, Report


def _with_programme(rows):
    return rows.select_related("programme__lead_body")


def _editions(rows):
    return (
        rows.without_content()
        .by_the_clock()
        .select_related(
            "publication__scheduled_by",
            "publication__confirmed_by",
            "publication__earlier_asked_by",
            "publication__moved_by",
            "publication__cancelled_by",
            "report__programme__lead_body",
            "frozen_by",
            "set_aside_by",
        )
    )


def _publications(rows):
    return (
        rows.by_the_clock()
        .select_related("edition__report__programme__lead_body", "scheduled_by", "confirmed_by", "earlier_asked_by")
        .defer("edition__content", "edition__html", "edition__data_files")
    )


@guarded(Report, by=rules.may_freeze, queryset=_with_programme)
def freeze(request, report):
    """Look once more at everything, then make an edition of it that will never change."""
    standing = report.editions.standing().without_content().by_the_clock().select_related("publication")
    public = [edition for edition in standing if edition.state == Edition.State.PUBLIC]
    form = FreezeForm(request.POST if request.method == "POST" else None, is_correction=bool(public))
    if request.method == "POST" and form.is_valid():
        try:
            edition = actions.freeze(report, by=request.user, what_changed=form.cleaned_data.get("what_changed", ""))
        except actions.CannotFreeze as trouble:
            for problem in trouble.problems:
                form.add_error(None, f"{problem.where}: {problem.says}" if problem.where else problem.says)
        else:
            messages.success(request, f"Edition {edition.number} has been frozen. Its PDF is being made.")
            return redirect("drafting:edition", edition.pk)
    looked = freezing.look(report)
    return render(
        request,
        "reports/freeze.html",
        {
            "report": report,
            "form": form,
            "stops": _with_places(report, looked.stops),
            "remarks": _with_places(report, looked.remarks),
            "number": len(public) + 1,
            "replaces": [edition for edition in standing if edition.state == Edition.State.FROZEN],
            "waits": [
                edition
                for edition in standing
                if edition.state in {Edition.State.SCHEDULED, Edition.State.CONFIRMED, Edition.State.MISSED}
            ],
        },
    )


def _with_places(report, problems):
    """(problem, address where it is put right); no address where it is about no one section, table or chart."""
    if not problems:
        return []
    there = {str(one): one.get_absolute_url() for one in [*report.figures.all(), *report.sections.all()]}
    return [(problem, there.get(problem.where, "")) for problem in problems]


@guarded(Edition, by=rules.may_read, queryset=_editions)
def edition(request, edition):
    """One edition: where it stands, its PDF, its release, what one may do."""
    release = edition.release
    if release:
        release.clock = edition.clock
    may = rules.releases(request.user, edition.report.programme)
    state = edition.state
    return render(
        request,
        "reports/edition_page.html",
        {
            "edition": edition,
            "report": edition.report,
            "release": release if release and not release.cancelled_at else None,
            "called_off": release if release and release.cancelled_at else None,
            "state": state,
            "states": Edition.State,
            "making": printing.progress_of(edition),
            "files": edition.files.select_related("stored"),
            "reasons": actions.reasons_against(edition) if state != Edition.State.PUBLIC else [],
            "left": minutes.left(release.publish_at, edition.clock) if release and not release.cancelled_at else "",
            "may_schedule": may and state in {Edition.State.FROZEN, Edition.State.SCHEDULED, Edition.State.MISSED},
            "may_move": may and state == Edition.State.CONFIRMED,
            "may_call_off": may and state in {Edition.State.SCHEDULED, Edition.State.CONFIRMED, Edition.State.MISSED},
            "may_confirm": bool(release)
            and not release.cancelled_at
            and (state == Edition.State.SCHEDULED or (state == Edition.State.CONFIRMED and release.earlier_at))
            and rules.may_confirm(request.user, release),
            "may_freeze": rules.may_freeze(request.user, edition.report),
            "may_set_aside": state == Edition.State.FROZEN and rules.may_set_aside(request.user, edition),
        },
    )


@guarded(
    Edition,
    by=rules.may_read,
    queryset=lambda rows: rows.by_the_clock().select_related("report__programme", "publication"),
)
def preview(request, edition):
    """The frozen page as the public will read it, with a watermark and the name of its reader."""
    looks.record(
        request.user, "edition", edition, f"Edition {edition.number} of a report of {edition.report.programme.short_title}",
        address=request.path,
    )  # fmt: skip
    return render(
        request,
        "reports/preview.html",
        {"report": edition.report, "edition": edition, "html": _readable_now(edition), "now": transaction_time()},
    )


def _readable_now(edition: Edition) -> str:
    """The frozen page. Its figures point to where the public will find their numbers, which nobody can before then."""
    if edition.state == Edition.State.PUBLIC:
        return edition.html
    at_work = reverse("drafting:edition-data", args=[edition.pk, "x"]).removesuffix("x")
    return edition.html.replace(f'href="{edition.get_edition_url()}data/', f'href="{at_work}')


@require_safe
@guarded(
    Edition,
    by=rules.may_read,
    queryset=lambda rows: rows.by_the_clock().select_related("report__programme", "publication"),
)
def data(request, edition, name):
    """The numbers of one figure of an edition, as they were frozen, before the public can have them."""
    text = edition.data_files.get(name)
    if text is None:
        raise Http404
    looks.record(
        request.user, "edition", edition, f"Edition {edition.number} of a report of {edition.report.programme.short_title}",
        address=reverse("drafting:edition-preview", args=[edition.pk]),
    )  # fmt: skip
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{edition.slug}-{name}"'
    return response


@guarded(Edition, by=rules.may_schedule, queryset=_editions)
def schedule(request, edition):
    """Choose the minute. Nothing happens then unless a second person confirms it."""
    release = edition.release
    if request.method == "POST":
        form = MinuteForm(request.POST)
    elif release and not release.cancelled_at:
        form = MinuteForm.of(release.publish_at)
    else:
        form = MinuteForm(initial={"at": "09:30"})
    if form.is_bound and form.is_valid():
        try:
            actions.schedule(edition, publish_at=form.cleaned_data["moment"], by=request.user)
        except actions.CannotRelease as trouble:
            form.add_error("day", str(trouble))
        else:
            messages.success(request, "The minute has been chosen. A second person has to confirm it.")
            return redirect("drafting:edition", edition.pk)
    return render(
        request,
        "reports/minute.html",
        {"form": form, "edition": edition, "report": edition.report, "title": "Schedule the release",
         "reasons": actions.reasons_against(edition)},
    )  # fmt: skip


@guarded(Publication, by=rules.may_move, queryset=_publications)
def move(request, publication):
    """Move a confirmed release: back at once, forward once a second person has confirmed it."""
    edition = publication.edition
    if request.method == "POST":
        form = MinuteForm(request.POST, words="Move the release")
    else:
        form = MinuteForm.of(publication.publish_at, words="Move the release")
    if form.is_bound and form.is_valid():
        try:
            moved = actions.move(publication, publish_at=form.cleaned_data["moment"], by=request.user)
        except actions.CannotRelease as trouble:
            form.add_error("day", str(trouble))
        else:
            if moved.earlier_at:
                messages.info(request, "The earlier minute waits for a second person. Until then the later one stands.")
            else:
                messages.success(request, f"The release has been moved to {minutes.in_words(moved.publish_at)}.")
            return redirect("drafting:edition", edition.pk)
    return render(
        request,
        "reports/minute.html",
        {
            "form": form,
            "edition": edition,
            "report": edition.report,
            "release": publication,
            "title": "Move the release",
        },
    )


@guarded(Publication, by=rules.may_confirm, queryset=_publications)
def confirm(request, publication):
    """The second person reads the minute and says yes to it."""
    edition = publication.edition
    trouble = ""
    if request.method == "POST":
        try:
            confirmed = actions.confirm(publication, by=request.user)
        except actions.CannotRelease as reason:
            trouble = str(reason)
        else:
            messages.success(request, f"Confirmed: it will be published at {minutes.in_words(confirmed.publish_at)}.")
            return redirect("drafting:edition", edition.pk)
    publication = _publications(Publication.objects.all()).get(pk=publication.pk)
    return render(
        request,
        "reports/confirm.html",
        {
            "edition": edition,
            "report": edition.report,
            "release": publication,
            "minute": publication.earlier_at or publication.publish_at,
            "left": minutes.left(publication.earlier_at or publication.publish_at, publication.clock),
            "reasons": actions.reasons_against(edition),
            "trouble": trouble,
        },
    )


@guarded(Publication, by=rules.may_move, queryset=_publications)
def call_off(request, publication):
    """Call a release off before its minute."""
    form = ReasonForm(request.POST or None, words="Call the release off")
    if request.method == "POST" and form.is_valid():
        actions.call_off(publication, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "The release has been called off. Nothing will be published.")
        return redirect("drafting:edition", publication.edition_id)
    return render(
        request,
        "reports/reason.html",
        {"form": form, "edition": publication.edition, "report": publication.edition.report,
         "title": "Call the release off",
         "words": f"It would be published at {minutes.in_words(publication.publish_at)}. The edition stays frozen; it can be scheduled again."},
    )  # fmt: skip


@guarded(Edition, by=rules.may_set_aside, queryset=_editions)
def set_aside(request, edition):
    """Take back an edition that nobody was promised."""
    form = ReasonForm(request.POST or None, words="Set this edition aside")
    if request.method == "POST" and form.is_valid():
        actions.set_aside(edition, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "The edition has been set aside.")
        return redirect(edition.report)
    return render(
        request,
        "reports/reason.html",
        {"form": form, "edition": edition, "report": edition.report, "title": "Set this edition aside",
         "words": "It is kept, but can no longer be released. The draft can be changed and frozen again."},
    )  # fmt: skip


@require_POST
@guarded(Edition, by=rules.may_read, queryset=_editions)
def pdf_again(request, edition):
    """Ask for the PDF again, where its making failed."""
    making = printing.ask(edition, by=request.user)
    if making.has_failed:
        printing.again(making)
    return redirect("drafting:edition", edition.pk)
