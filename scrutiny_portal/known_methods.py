"""Requests that no page has a use for, such as TRACE, end here; and who opens the address of a button is told so."""

from django.http import HttpResponseNotAllowed
from django.shortcuts import render

KNOWN = ["GET", "HEAD", "POST", "OPTIONS"]


class KnownMethodsMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request) if request.method in KNOWN else HttpResponseNotAllowed(KNOWN)


class ButtonsAddressMiddleware:
    """An address that only a form sends to, opened by hand or from the history: a page instead of an empty answer.

    It stands innermost, where it is known who asks and the database may still be spoken to.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or response.content or request.method not in ("GET", "HEAD"):
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page
