"""Every page states its rule. What one may not see answers 404; what one may see and not do, 403."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from accounts.session_ended import sign_in_and_send_again


def open_to_everyone(view):
    """A page that anybody may open, signed in or not."""
    view.rule = everyone
    return view


def everyone(user) -> bool:
    """Anybody, signed in or not."""
    return True


def anyone_signed_in(user) -> bool:
    """Anybody who has signed in."""
    return user.is_authenticated


def signed_in(by=anyone_signed_in):
    """A page without a row of its own: ``view(request)``, for those whom the rule lets in."""

    def decorate(view):
        @wraps(view)
        def guarded_view(request, *args, **kwargs):
            if (away := _must_sign_in(request)) is not None:
                return away
            if not by(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        guarded_view.rule = by
        return guarded_view

    return decorate


def guarded(model, *, by, key: str = "pk", queryset=None):
    """A page about one row: ``view(request, row, **rest)``.

    The row is fetched through ``visible_to``; ``by(user, row)`` says who may do what the page does. ``key`` names the
    address' part and the field it is looked up by; ``queryset`` may narrow or join (it is given the visible rows).
    """

    def decorate(view):
        @wraps(view)
        def guarded_view(request, *args, **kwargs):
            if (away := _must_sign_in(request)) is not None:
                return away
            rows = model.objects.visible_to(request.user)
            if queryset is not None:
                rows = queryset(rows)
            try:
                row = rows.get(**{key: kwargs.pop(key)})
            except model.DoesNotExist as error:
                raise Http404 from error
            if not by(request.user, row):
                raise PermissionDenied
            return view(request, row, *args, **kwargs)

        guarded_view.rule = by
        guarded_view.about = model
        return guarded_view

    return decorate


def _must_sign_in(request):
    """Where to send a person who has not signed in, or who still owes a second factor; None lets them on."""
    if not request.user.is_authenticated:
        if request.method == "POST":
            return sign_in_and_send_again(request)
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    if getattr(request, "owes_second_factor", False):
        return redirect("mfa_index")
    return None
