"""In a demonstration one signs in as a person of any kind by one press. Elsewhere these pages do not exist."""

from collections.abc import Callable, Iterable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import actions, belonging, roles, speaking
from accounts.guards import open_to_everyone
from accounts.models import User
from accounts.models.people import DEMO_DOMAIN

#: Whom else one can be: people without a role who are here for one thing, each with what it is. The demonstration says.
asked: list[Callable[[], Iterable[tuple[User, str]]]] = []


@open_to_everyone
@require_safe
def people(request):
    """Everybody whom one can be here, by side and role, with what they would see."""
    if not settings.DEMO:
        raise Http404
    with speaking.as_service():
        everybody = User.objects.active().filter(email__endswith=f"@{DEMO_DOMAIN}").select_related("organisation")
        belongs = belonging.of(everybody)
        for_one_thing = [each for source in asked for each in source()]
    sides: dict[str, dict] = {belonging.SCRUTINY: {}, belonging.PARTNERSHIP: {}}
    without = []
    for person in everybody:
        current = [one for one in belongs[person.pk] if one.is_now]
        if not current:
            without.append(person)
            continue
        for role in dict.fromkeys(one.role for one in current):
            wheres = [one.where for one in current if one.role is role]
            in_place = next((one.in_place for one in current if one.role is role and one.in_place), "")
            if belonging.EVERYWHERE in wheres:
                wheres = [belonging.EVERYWHERE]
            side = next(one.side for one in current if one.role is role)
            sides[side].setdefault(role, []).append((person, wheres, in_place))
    sides = {side: {role: of[role] for role in roles.ALL if role in of} for side, of in sides.items()}
    for_one_thing = [(person, what) for person, what in for_one_thing if person in without]
    without = [person for person in without if person not in dict(for_one_thing)]
    return render(request, "accounts/demo.html", {"sides": sides, "asked": for_one_thing, "without": without})


@open_to_everyone
@require_POST
def become(request):
    """Sign in as one of them."""
    try:
        person = actions.demo_person(int(request.POST.get("person", "")))
    except (ValueError, User.DoesNotExist, actions.NotInDemonstration) as error:
        raise Http404 from error
    logout(request)
    get_adapter().login(request, person)
    get_adapter().post_login(
        request,
        person,
        email_verification=None,
        signal_kwargs=None,
        email=person.email,
        signup=False,
        redirect_url=None,
    )
    messages.info(request, f"You are now {person.name}, who is invented.")
    return redirect(settings.LOGIN_REDIRECT_URL)
