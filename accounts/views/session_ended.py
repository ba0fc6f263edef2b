"""A form that comes after its session ended: said plainly, and nothing typed is lost."""

from django.shortcuts import render


def form_came_too_late(request, reason=""):
    return render(request, "403_csrf.html", {"typed": _typed(request)}, status=403)


def _typed(request) -> list[tuple[str, str]]:
    """What was typed in longer fields, to copy: never a password, token or code."""
    secret = ("password", "token", "code", "secret")
    return [
        (name, value)
        for name, value in request.POST.items()
        if value.strip() and not any(word in name.lower() for word in secret)
    ]
