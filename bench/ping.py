"""The least that Django can answer: one view, no middleware, no database. What public pages are compared with.

A Django of its own, for a process of its own: nothing of the portal is in it.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["localhost"], ROOT_URLCONF=__name__, MIDDLEWARE=[], LOGGING_CONFIG=None)


def ping(request):
    return HttpResponse("pong")


urlpatterns = [path("ping/", ping)]
application = get_wsgi_application()
