"""National numbers of a survey, for everyone."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts import speaking
from accounts.guards import open_to_everyone
from analysis import data_files, shown
from analysis.models import Release
from analysis.views.files import as_file
from analysis.views.releases import national_context


def _national(pk: int) -> shown.Kept:
    """A national release that is out. Read as the service: whoever asks may be signed in as somebody who sees less."""
    with speaking.as_service():
        release = get_object_or_404(
            Release.objects.out().select_related(
                "plan__dataset__survey__programme__lead_body",
                "plan__dataset__version",
                "plan__dataset__participation__partnership",
            ),
            kind=Release.Kind.NATIONAL,
            pk=pk,
        )
        return shown.kept(release)


@open_to_everyone
@require_safe
def data(request, pk):
    found = _national(pk)
    return render(request, "analysis/data.html", national_context(request, found.release, found))


@open_to_everyone
@require_safe
def values(request, pk):
    found = _national(pk)
    return as_file(found.release, "values", data_files.values(found))


@open_to_everyone
@require_safe
def dictionary(request, pk):
    found = _national(pk)
    return as_file(found.release, "dictionary", data_files.dictionary(found))
