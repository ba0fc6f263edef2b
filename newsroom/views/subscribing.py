"""Being told by e-mail: asked, confirmed, changed and ended by whoever reads the mail of an address. No account."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt

from accounts.guards import open_to_everyone
from newsroom import subscribing
from newsroom.forms import SubscribeForm, TopicsForm


def _kept_nowhere(response, status: int | None = None):
    """Pages about one address: nobody keeps a copy, no search engine lists them, no other site learns their address.

    The policy of referrers is the portal's own, “same-origin”: with “no-referrer” browsers send forms from nowhere, and
    every one is refused.
    """
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    if status:
        response.status_code = status
    return response


@open_to_everyone
def subscribe(request):
    """Ask for e-mails about everything, or about some programmes and areas."""
    if request.method == "POST":
        form = SubscribeForm(request.POST)
        if form.is_valid():
            try:
                subscribing.ask(form.cleaned_data["email"], **form.topics())
            except subscribing.TooMany as trouble:
                form.add_error(None, str(trouble))
            else:
                return redirect("newsroom:asked")
    else:
        form = SubscribeForm.about(request.GET)
    return _kept_nowhere(render(request, "newsroom/subscribe.html", {"form": form}))


@open_to_everyone
def asked(request):
    """The same for every address, whether it subscribes already or not."""
    return _kept_nowhere(render(request, "newsroom/asked.html", {"days": subscribing.WAITS.days}))


@open_to_everyone
def confirm(request, secret):
    """The yes takes a press: programs that look into e-mails open every address in them."""
    subscriber = subscribing.by_secret(secret)
    if subscriber is None:
        return _gone(request)
    if request.method == "POST":
        subscribing.confirm(subscriber)
        return redirect(f"{reverse('newsroom:subscription', args=[secret])}?new=1")
    return _kept_nowhere(render(request, "newsroom/confirm.html", {"subscriber": subscriber}))


@open_to_everyone
def subscription(request, secret):
    """What an address is told of, changed by whoever has its e-mails."""
    subscriber = subscribing.by_secret(secret)
    if subscriber is None or subscriber.confirmed_at is None:
        return _gone(request)
    saved = False
    if request.method == "POST":
        form = TopicsForm(request.POST)
        if form.is_valid():
            subscribing.change(subscriber, **form.topics())
            saved = True
    else:
        form = TopicsForm.of(subscriber)
    context = {"form": form, "subscriber": subscriber, "saved": saved, "new": request.GET.get("new") == "1"}
    return _kept_nowhere(render(request, "newsroom/subscription.html", context))


# Mail programs send the one press of RFC 8058 without a session. What it can do is named in the address alone.
@csrf_exempt
@open_to_everyone
def leave(request, secret):
    if request.method == "POST":
        subscribing.leave(secret)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            # A mail program follows nowhere (RFC 8058, section 3.1): it is told at once.
            return _kept_nowhere(HttpResponse("You have left.\n", content_type="text/plain; charset=utf-8"))
        return redirect("newsroom:left")
    subscriber = subscribing.by_secret(secret)
    if subscriber is None:
        return _gone(request)
    return _kept_nowhere(render(request, "newsroom/leave.html", {"subscriber": subscriber}))


@open_to_everyone
def left(request):
    return _kept_nowhere(render(request, "newsroom/left.html", {"portal_name": settings.PORTAL_NAME}))


def _gone(request):
    """No such subscription, or none any more: said so, whoever asks, with the way to begin anew."""
    return _kept_nowhere(render(request, "newsroom/gone.html"), 404)
