"""A respondent's pages are answered without knowing who asks: no cookie, no address, no browser is read or written.

They are answered here, before sessions, sign-in, messages and history: what does not run can keep nothing, and an
answer costs a third of what it would. Each of their questions to the database is a statement that stands for itself.
"""

from urllib.parse import quote

from csp.middleware import CSPMiddleware
from django.core.handlers.exception import convert_exception_to_response
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import resolve
from django.utils.cache import add_never_cache_headers

from surveys.link_words import as_kept, could_be

#: Where respondents answer. Everything below it is without trace.
RESPONDENTS = "/s/"
#: What a request says about who sends it.
TELLING = (
    "HTTP_COOKIE",
    "HTTP_USER_AGENT",
    "HTTP_REFERER",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_AUTHORIZATION",
    "HTTP_X_REQUEST_ID",
    "REMOTE_USER",
    "REMOTE_PORT",
)


class WithoutTrace:
    """Takes from a respondent's request what tells of them, before anything can read it, and sets no cookie."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.answer = CSPMiddleware(convert_exception_to_response(_its_view))

    def __call__(self, request):
        if not request.path_info.lower().startswith(RESPONDENTS):
            return self.get_response(request)
        for name in [name for name in request.META if name in TELLING or name.startswith("HTTP_SEC_CH")]:
            del request.META[name]
        request.META["REMOTE_ADDR"] = "0.0.0.0"  # noqa: S104  nobody's address
        response = self.answer(request)
        response.cookies.clear()
        add_never_cache_headers(response)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["X-Frame-Options"] = "DENY"
        if response.has_header("Vary"):
            del response["Vary"]
        return response


def _its_view(request):
    """The page, after the address has been put right as it was meant; where nothing is, a page that says what to do.

    Both are done here and not by Django, which would write the address down with its time.
    """
    if (meant := _as_meant(request.path_info)) != request.path_info:
        return HttpResponsePermanentRedirect(quote(meant))
    try:
        request.resolver_match = resolve(request.path_info)
        return request.resolver_match.func(request, *request.resolver_match.args, **request.resolver_match.kwargs)
    except Http404:
        return render(request, "surveys/no_survey.html", status=404)


def _as_meant(path: str) -> str:
    """An address as somebody meant it who typed capitals, spaces, other hyphens or quotation marks, or left out the end."""
    words, *rest = path[len(RESPONDENTS) :].split("/")
    kept = as_kept(words)
    # What could be no link's words is not put right: the page that says so asks to look at them again.
    return "/".join([RESPONDENTS + kept, *rest]) + ("" if path.endswith("/") else "/") if could_be(kept) else path
