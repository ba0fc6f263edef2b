"""What a person sees and changes about themselves."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import actions, belonging, second_factor
from accounts.forms.people import DetailsForm
from accounts.guards import signed_in


@signed_in()
@require_safe
def account(request):
    """Your details, what you belong to, and how you sign in."""
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(
        request,
        "accounts/account.html",
        {
            "belongs": belonging.of([request.user])[request.user.pk],
            "has_app": Authenticator.Type.TOTP in kinds,
            "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
            "needs_second_factor": second_factor.is_needed_by(request.user),
        },
    )


@signed_in()
def details(request):
    """Name, job title and telephone."""
    form = DetailsForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, "Your details are saved.")
        return redirect("account")
    return render(request, "accounts/details.html", {"form": form})


@signed_in()
@require_POST
def sign_out_everywhere(request):
    """End every session, this one too."""
    actions.sign_out_everywhere(request.user)
    logout(request)
    messages.success(request, "You are signed out on every device.")
    return redirect("account_login")
