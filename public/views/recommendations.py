"""What everybody may read about recommendations. Everything here is asked of the database as it stands for everyone."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render

from followup import public as followed
from interface.spreadsheets import as_csv
from public.views.pages import public_page


@public_page
def report(request, slug):
    """A report's recommendations, their states now and over time."""
    found = followed.tracker(slug)
    if found is None:
        raise Http404
    return render(request, "public/recommendations/report.html", {"tracker": found, "slug": slug})


@public_page
def report_data(request, slug):
    """The same as a table."""
    found = followed.followed(slug)
    if not found:
        raise Http404
    rows = [followed.row_of(each, settings.PORTAL_URL) for each in found]
    return as_csv(f"{slug}-recommendations", followed.HEADER, rows)


@public_page
def progress(request):
    """Progress on recommendations of every programme."""
    asked = followed.Asked.read(request.GET)
    return render(request, "public/recommendations/progress.html", followed.progress(asked))


@public_page
def progress_data(request):
    """The same as a table, narrowed as the page is."""
    found = followed.progress(followed.Asked.read(request.GET))["found"]
    return as_csv("recommendations", followed.HEADER, [followed.row_of(each, settings.PORTAL_URL) for each in found])


@public_page
def dictionary(request):
    """What each column of these tables holds."""
    return as_csv("recommendations-data-dictionary", ("column", "holds"), followed.DICTIONARY)
