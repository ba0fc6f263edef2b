"""What everybody may read. Everything here is asked of the database as it stands for everyone."""

from functools import wraps

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import open_to_everyone
from files import serving
from interface import licence
from programmes import calendars
from public import caching, citing, shown
from public.frame import fingerprint
from public.kept_pages import kept


def public_page(view):
    """A page for everyone, which shared caches may keep until the next whole minute."""

    @open_to_everyone
    @require_safe
    @wraps(view)
    def page(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if not hasattr(response, "is_for_everyone"):
            caching.for_everyone(response)
        if response.get("Content-Type", "").startswith("text/csv"):
            licence.stated(response)
        return response

    page.rule = open_to_everyone(view).rule
    return page


@public_page
def front(request):
    return render(request, "public/front.html", shown.front())


@public_page
def reports(request):
    asked = shown.ReportFilter.read(request.GET)
    return render(request, "public/reports.html", shown.reports(asked))


@public_page
def report(request, slug, number=None):
    """A report: its newest edition at its own address, every edition at one of its own."""
    if request.user.is_authenticated:
        return _page(request, slug, number)
    chosen = shown.chosen(slug, number)
    if chosen is None:
        raise Http404
    # The page of an edition is the same for everyone, and changes only when a newer edition comes out.
    page = kept(
        f"page-of-edition:{chosen.key}:{number is None}:{fingerprint()}",
        lambda: _page(request, slug, number).content.decode(),
    )
    # What it leads to may have come out since the edition did; its tag says so, its minute would not.
    changed = None if chosen.leads_on else chosen.publish_at
    return caching.for_everyone(HttpResponse(page.content), last_modified=changed, etag=page.etag)


def _page(request, slug, number):
    editions = shown.editions_of(slug)
    edition = shown.choose(editions, number)
    if edition is None:
        raise Http404
    return render(request, "public/report.html", shown.report(edition, editions))


@public_page
def data(request, slug, name, number=None):
    """The numbers of one figure, or the data dictionary, as CSV."""
    edition = shown.choose(shown.editions_of(slug), number)
    text = shown.data_file(edition, name) if edition else None
    if text is None:
        raise Http404
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{name}"'
    return caching.for_everyone(response, last_modified=edition.publication.publish_at)


@public_page
def cite(request, slug, number, how):
    """A reference to an edition, for programs that keep references."""
    edition = shown.choose(shown.editions_of(slug), number)
    if edition is None:
        raise Http404
    edition.refresh_from_db(fields=["content"])
    text, kind = {
        "bib": (citing.bibtex, "application/x-bibtex"),
        "ris": (citing.ris, "application/x-research-info-systems"),
    }[how]
    response = HttpResponse(text(edition), content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{number}.{how}"'
    return caching.for_everyone(response, last_modified=edition.publication.publish_at)


@public_page
def pdf(request, slug, number=None):
    """The PDF of an edition, through the same question as its page."""
    edition = shown.choose(shown.editions_of(slug), number)
    file = edition and edition.files.select_related("stored").first()
    if not file:
        raise Http404
    response = serving.send(request, file.stored, as_attachment=False)
    if response.status_code < 400:
        # Our own file, for everybody to open in their browser: not what somebody sent, which stays in its sandbox.
        del response["Cache-Control"]
        response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return caching.for_everyone(response, last_modified=edition.publication.publish_at, etag=file.stored.sha256[:32])


@public_page
def programmes(request):
    return render(request, "public/programmes.html", shown.programmes())


@public_page
def programme(request, slug):
    return _page_or_404(request, "public/programme.html", shown.programme(slug))


@public_page
def document(request, slug, key):
    """A document that a programme has released to the public."""
    return _page_or_404(request, "public/document.html", shown.document(slug, key))


@public_page
def timetable(request, slug):
    """The public dates of a programme, for anybody's calendar."""
    found = shown.calendar_programme(slug)
    if found is None:
        raise Http404
    response = HttpResponse(calendars.of_programme(found), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{slug}.ics"'
    return response


@public_page
def dates(request):
    """The public dates of all programmes, month by month."""
    return render(request, "public/dates.html", shown.dates())


@public_page
def calendar(request):
    """The same for anybody's calendar."""
    return HttpResponse(calendars.of_everyone(shown.calendar_programmes()), content_type="text/calendar; charset=utf-8")


@public_page
def areas(request):
    return render(request, "public/areas.html", shown.areas())


@public_page
def area(request, slug):
    return _page_or_404(request, "public/area.html", shown.area(slug))


@public_page
def words(request, page):
    """A page of words about the portal itself: accessibility, privacy, cookies, contact."""
    return render(request, f"public/{page}.html", {"contact_email": settings.PORTAL_CONTACT})


def _page_or_404(request, template, context):
    if context is None:
        raise Http404
    return render(request, template, context)
