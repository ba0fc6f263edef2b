"""National numbers of a survey, for everyone."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import open_to_everyone
from analysis import data_files, for_everyone, shown
from analysis.models import Release
from analysis.views.files import as_file
from analysis.views.releases import national_context
from interface import licence


def _national(pk: int) -> shown.Kept:
    try:
        return for_everyone.national(pk)
    except Release.DoesNotExist:
        raise Http404 from None


@open_to_everyone
@require_safe
def data(request, pk):
    found = _national(pk)
    return render(request, "analysis/data.html", national_context(request, found.release, found))


@open_to_everyone
@require_safe
def values(request, pk):
    found = _national(pk)
    return licence.stated(as_file(found.release, "values", data_files.values(found)))


@open_to_everyone
@require_safe
def dictionary(request, pk):
    found = _national(pk)
    return licence.stated(as_file(found.release, "dictionary", data_files.dictionary(found, is_out=True)))
