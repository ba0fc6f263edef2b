"""Files of a release, as answers that a browser saves."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from analysis.models import Release
from interface.spreadsheets import CSV


def as_file(release: Release, what: str, content: bytes) -> HttpResponse:
    """A file whose name says which survey, whose numbers and what of them it holds."""
    survey = release.plan.dataset.survey
    whose = release.participation.partnership.name if release.participation_id else release.get_kind_display()
    name = f"{survey.programme.slug}-{survey.key}-{slugify(whose)[:60]}-{what}.csv"
    answer = HttpResponse(content, content_type=CSV)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
