"""Pages for what went wrong, in a sentence that helps."""

from django.shortcuts import render


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def not_allowed(request, exception=None):
    return render(request, "403.html", status=403)


def went_wrong(request):
    return render(request, "500.html", {"request_id": getattr(request, "id", "")}, status=500)
