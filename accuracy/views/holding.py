"""An embargoed copy as its holder meets it: the terms first, then the report, and from its minute on the public's page."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import guarded
from accuracy import copies as deeds
from accuracy import embargo as standings
from accuracy import embargo_pdf, rules
from accuracy.forms.embargo import AcknowledgeForm
from accuracy.models import Copy, Opening
from files import serving
from reports.models import Edition


def _with_embargo(rows):
    # Not joined with its edition: until the terms are acknowledged the database shows no such row.
    return rows.select_related("embargo", "person")


@require_safe
@never_cache
@guarded(Copy, by=rules.may_hold, key="key", queryset=_with_embargo)
def copy(request, copy):
    """The terms until they are acknowledged, then the report with the holder's name on it, then the public's page."""
    stands = standings.standing(copy.embargo.edition_id)
    if stands.over:
        return redirect(_edition_of(copy))
    if stands.is_stopped:
        return render(request, "accuracy/embargo/stopped.html", {"embargo": copy.embargo})
    if not copy.is_acknowledged:
        return _terms(request, copy, stands)
    edition = Edition.objects.select_related("programme__lead_body").get(pk=copy.embargo.edition_id)
    deeds.note(copy, Opening.What.PAGE, by=request.user)
    return render(
        request,
        "accuracy/embargo/copy.html",
        {
            "copy": copy,
            "edition": edition,
            "stands": stands,
            "watermark": standings.watermark(copy, stands.minute),
            "html": _with_own_data(copy, edition),
            "making": embargo_pdf.ask(copy, by=request.user),
        },
    )


def _terms(request, copy, stands, form=None, status=200):
    words = standings.terms(copy.embargo, stands.minute)
    action = reverse("embargo:acknowledge", args=[copy.key])
    return render(
        request,
        "accuracy/embargo/terms.html",
        {
            "copy": copy,
            "embargo": copy.embargo,
            "stands": stands,
            "terms": standings.terms_as_html(words),
            "form": form or AcknowledgeForm(seen=deeds.mark_of(words), action=action),
        },
        status=status,
    )


def _edition_of(copy: Copy) -> Edition:
    return Edition.objects.public().without_content().get(pk=copy.embargo.edition_id)


def _with_own_data(copy: Copy, edition: Edition) -> str:
    """The frozen page. Its figures point to where the public will find their numbers, which nobody can before then."""
    own = reverse("embargo:data", args=[copy.key, "x"]).removesuffix("x")
    return edition.html.replace(f'href="{edition.get_edition_url()}data/', f'href="{own}')


@require_POST
@guarded(Copy, by=rules.may_hold, key="key", queryset=_with_embargo)
def acknowledge(request, copy):
    """The terms are taken, once."""
    stands = standings.standing(copy.embargo.edition_id)
    seen = request.POST.get("seen", "")[:24]
    form = AcknowledgeForm(request.POST, seen=seen, action=request.path)
    if not form.is_valid() and stands.runs and not copy.is_acknowledged:
        return _terms(request, copy, stands, form, status=422)
    if form.is_valid():
        deeds.acknowledge(copy, seen=seen, by=request.user)
    return redirect(copy)


@require_safe
@never_cache
@guarded(Copy, by=rules.may_hold, key="key", queryset=_with_embargo)
def pdf(request, copy):
    """The PDF with its holder's name on every page. It is made once for each minute that the embargo has."""
    edition = _readable(copy)
    if edition is None:
        return redirect(copy)
    making = embargo_pdf.ask(copy, by=request.user)
    if making.has_failed:
        embargo_pdf.try_again(making)
    if not making.is_ready:
        messages.info(request, "Your PDF is being made. It usually takes less than a minute.")
        return redirect(copy)
    deeds.note(copy, Opening.What.PDF, by=request.user)
    return serving.send(request, embargo_pdf.made(copy).result)


@require_safe
@never_cache
@guarded(Copy, by=rules.may_hold, key="key", queryset=_with_embargo)
def data(request, copy, name):
    """The numbers of one figure, as they were frozen."""
    edition = _readable(copy)
    if edition is None:
        return redirect(copy)
    text = edition.data_files.get(name)
    if text is None:
        raise Http404
    deeds.note(copy, Opening.What.DATA, by=request.user)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    # Not the name of the report: it would stay in a list of downloads.
    response["Content-Disposition"] = f'attachment; filename="embargoed-copy-{copy.pk}-{name}"'
    return response


def _readable(copy: Copy) -> Edition | None:
    """The edition, while its holder may read it: the wall in the database shows it at no other time."""
    if not copy.is_acknowledged or not standings.standing(copy.embargo.edition_id).runs:
        return None
    return Edition.objects.get(pk=copy.embargo.edition_id)
