"""The least that takes an answer: one view of Django without middleware, one INSERT, one commit."""

import json

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path

from bench.simplest_table import TABLE


def take(request):
    """Keep what was sent as it came, and say thanks by leading on."""
    if request.method != "POST":
        return HttpResponse("ready")
    values = dict(request.POST.lists())
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} (given) VALUES (%s)", [json.dumps(values)])  # noqa: S608
    return HttpResponseRedirect("/thanks/")


class _Handler(WSGIHandler):
    def load_middleware(self, is_async=False):
        self._middleware_chain = self._get_response
        self._view_middleware = self._template_response_middleware = self._exception_middleware = []


def _application():
    import django
    from django.conf import settings

    django.setup()
    settings.ROOT_URLCONF = "bench.simplest"
    return _Handler()


urlpatterns = [path("simplest/", take)]
application = _application()
