"""The administrators' section, its first page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import managing
from accounts.guards import signed_in


@signed_in(by=managing.has_any)
@require_safe
def index(request):
    return render(request, "accounts/managing.html", {"pages": managing.pages_for(request.user)})
