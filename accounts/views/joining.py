"""Taking up an invitation: the way in, once."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts import invitations
from accounts.forms.people import JoinForm
from accounts.guards import open_to_everyone
from accounts.models import Invitation

_HELD = "invitation"


@open_to_everyone
@never_cache
@require_safe
def invitation(request, token):
    """The address in the letter. It goes on at once, so that the token stays in no history, log or referrer."""
    request.session[_HELD] = invitations.hash_of(token)
    onwards = redirect("join")
    onwards["Referrer-Policy"] = "no-referrer"
    return onwards


@sensitive_post_parameters()
@open_to_everyone
@never_cache
def join(request):
    """The person sees who invites them to what, and chooses a password."""
    held = Invitation.objects.select_related("person__organisation", "invited_by")
    held = held.filter(token_hash=request.session.get(_HELD, "")).first()
    if held is None or not held.is_open or not held.person.is_active:
        return render(request, "accounts/cannot_join.html", {"invitation": held}, status=410)
    if request.user.is_authenticated:
        return render(request, "accounts/signed_in_already.html", {"invitation": held})
    form = JoinForm(request.POST or None, person=held.person)
    if request.method == "POST" and form.is_valid():
        person = invitations.take_up(held, password=form.cleaned_data["password"])
        del request.session[_HELD]
        get_adapter().login(request, person)
        record_authentication(request, person, "password", email=person.email)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/join.html", {"form": form, "invitation": held})
