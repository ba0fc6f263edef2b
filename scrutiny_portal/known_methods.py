"""Requests that no page has a use for, such as TRACE, end here."""

from django.http import HttpResponseNotAllowed

KNOWN = ["GET", "HEAD", "POST", "OPTIONS"]


class KnownMethodsMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request) if request.method in KNOWN else HttpResponseNotAllowed(KNOWN)
