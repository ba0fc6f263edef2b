"""A form that comes after its session ended: said plainly, and nothing typed is lost.

The page holds what was typed, so that the person signs in beside it and sends it again from here. It is not offered to
be sent again where the form did not come from one of our own pages: a stranger's page could have filled it in.
"""

from urllib.parse import urlsplit

from django.shortcuts import render
from django.urls import resolve

#: Never shown again, nor put back into a page.
SECRET = ("password", "token", "code", "secret", "credential", "csrf", "again", "login")
#: What forms hold beside what somebody typed: sent again, not shown.
NOT_TYPED = ("seen",)


def sign_in_and_send_again(request):
    """In place of a page that needs somebody who has signed in, for a form that was sent to it."""
    return _keep(request, status=403)


def form_came_too_late(request, reason=""):
    """Django calls this where the form's token is not this session's (or the form came from elsewhere)."""
    return _keep(request, status=403)


def _keep(request, *, status):
    typed = [(name, values) for name, values in request.POST.lists() if not _is_secret(name)]
    held_secrets = any(_is_secret(name) and name != "csrfmiddlewaretoken" for name in request.POST)
    can_send_again = _comes_from_here(request) and bool(typed) and not held_secrets
    return render(
        request,
        "403_csrf.html",
        {
            "to_read": [
                (_in_words(name), value)
                for name, values in typed
                if name not in NOT_TYPED
                for value in values
                if value.strip()
            ],
            "to_send": [(name, value) for name, values in typed for value in values] if can_send_again else [],
            # Files of somebody who is not signed in are not even received, so the kind of form must do.
            "had_files": bool(request.FILES) or request.content_type == "multipart/form-data",
            "address": request.get_full_path(),
            "page_before": page_before(request),
        },
        status=status,
    )


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in SECRET)


def _in_words(name: str) -> str:
    return name.rpartition("-")[2].replace("_", " ").capitalize()


def _comes_from_here(request) -> bool:
    """Browsers say which site a form was sent from; without a word from them it is not taken to be ours."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.get_host()


def page_before(request) -> str:
    """Where the form stood, to pick files again there."""
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host():
        return ""
    try:
        resolve(before.path)
    except Exception:
        return ""
    return before.path
