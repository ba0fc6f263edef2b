"""Pages for what went wrong, in a sentence that helps."""

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def not_allowed(request, exception=None):
    return render(request, "403.html", status=403)


def went_wrong(request):
    """Drawn without the request: what every page shows asks the database, which may be what is wrong."""
    return HttpResponseServerError(render_to_string("500.html", {"request_id": getattr(request, "id", "")}))
