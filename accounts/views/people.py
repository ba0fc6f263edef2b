"""People: who is here, what they hold, and how they come and go."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts import actions, belonging, invitations, managing, roles, rules, second_factor, speaking
from accounts.forms.people import FindPeopleForm, InviteForm, PersonForm, PostForm, TieForm
from accounts.guards import guarded, signed_in
from accounts.models import Invitation, Post, Tie, User
from interface import spreadsheets

A_PAGE = 50
ORDERS = {
    "name": ["name", "pk"],
    "organisation": ["organisation__name", "name", "pk"],
    "last": ["-last_login", "name", "pk"],
}


# --- The list --------------------------------------------------------------------------------------------------------
def _found(request):
    form = FindPeopleForm(request.GET)
    people = User.objects.visible_to(request.user).select_related("organisation").with_standing()
    order = ORDERS.get(request.GET.get("order", ""), ORDERS["name"])
    return form, form.narrow(people).order_by(*order)


def _with_roles(people: list[User]) -> list[tuple[User, list]]:
    # Administrators see every role here, also in partnerships whose returns they do not read.
    with speaking.as_service():
        belongs = belonging.of(people)
    return [(person, [one for one in belongs[person.pk] if one.is_now]) for person in people]


@signed_in(by=rules.runs_the_portal)
@require_safe
def people(request):
    form, found = _found(request)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "accounts/people.html",
        {"filters": form, "page": page, "rows": _with_roles(list(page)), "entries": managing.entries(request)},
    )


@signed_in(by=rules.runs_the_portal)
@require_safe
def people_csv(request):
    """Everybody whom the filters let through, as a table to save."""
    _, found = _found(request)
    rows = (
        [
            person.name,
            person.email,
            person.job_title,
            person.organisation or "",
            "; ".join(str(one) for one in belongs),
            person.standing[0],
            f"{timezone.localtime(person.joined_at):%Y-%m-%d}" if person.joined_at else "",
            f"{timezone.localtime(person.last_login):%Y-%m-%d %H:%M}" if person.last_login else "",
        ]
        for person, belongs in _with_roles(list(found))
    )
    header = ["Name", "E-mail", "Job title", "Organisation", "Roles", "State", "Joined", "Last signed in"]
    return spreadsheets.as_csv("people", header, rows)


# --- One person ------------------------------------------------------------------------------------------------------
def _joined(people):
    return people.select_related("organisation", "disabled_by", "second_factor_reset_by").with_standing()


@guarded(User, by=rules.runs_the_portal, queryset=_joined)
@require_safe
def person(request, row):
    return _person_page(request, row)


def _person_page(request, row, **more):
    with speaking.as_service():
        belongs = belonging.of([row])[row.pk]
    return render(
        request,
        "accounts/person.html",
        {
            "person": row,
            "belongs": [one for one in belongs if one.where != belonging.EVERYWHERE],
            "posts": row.posts.select_related("given_by").order_by("-period"),
            "ties": row.ties.select_related("organisation", "declared_by").order_by("organisation__name"),
            "invitations": managing.with_their_fates(
                list(row.invitations.select_related("invited_by", "withdrawn_by")[:10])
            ),
            "why_not_to_invite": invitations.why_not(row),
            "has_second_factor": second_factor.has_one(row),
            "may_disable": rules.may_disable(request.user, row),
            "links": [link for links in managing.links_about_a_person for link in links(row)],
            "entries": managing.entries(request),
            "today": timezone.localdate(),
            **more,
        },
    )


@guarded(User, by=rules.runs_the_portal)
def person_details(request, row):
    form = PersonForm(request.POST or None, instance=row)
    # The form writes on the row what was typed, right or wrong: the heading says what is kept.
    heading = f"Change {row.name}'s details"
    if form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect(row)
    return _form_page(request, row, form, heading)


def _form_page(request, row, form, heading, **more):
    return render(
        request,
        "accounts/person_form.html",
        {"person": row, "form": form, "heading": heading, "entries": managing.entries(request), **more},
    )


@guarded(User, by=rules.may_disable)
def disable(request, row):
    if request.method == "POST":
        actions.disable(row, by=request.user)
        messages.success(request, f"The account of {row.name} is disabled. Whatever was open has ended.")
        return redirect(row)
    return _confirm(
        request,
        row,
        f"Disable the account of {row.name}?",
        "Disable the account",
        [
            "Their sessions end at once, wherever they are signed in.",
            "An invitation that they have not taken up stops working.",
            "Their roles stay on record and lie still; somebody else may have to take over their work.",
        ],
        kind="cancel",
    )


@guarded(User, by=rules.may_disable)
def enable(request, row):
    if request.method == "POST":
        actions.enable(row, by=request.user)
        messages.success(request, f"The account of {row.name} is open again.")
        return redirect(row)
    return _confirm(
        request,
        row,
        f"Enable the account of {row.name}?",
        "Enable the account",
        ["They can sign in again, and may do what their roles say today."],
    )


@guarded(User, by=rules.may_disable)
def reset_second_factor(request, row):
    if request.method == "POST":
        actions.reset_second_factor(row, by=request.user)
        messages.success(
            request, f"The second factor of {row.name} is off. They set up a new one when they next sign in."
        )
        return redirect(row)
    return _confirm(
        request,
        row,
        f"Take off the second factor of {row.name}?",
        "Take it off",
        [
            "Do this only after you have spoken to them, by a number that you knew before, and know that it is them.",
            "Their app, passkeys and recovery codes stop working, and they are signed out everywhere.",
            "They are told by e-mail.",
        ],
        kind="cancel",
    )


def _confirm(request, row, heading, words, consequences, kind=""):
    return render(
        request,
        "accounts/person_confirm.html",
        {
            "person": row,
            "heading": heading,
            "words": words,
            "consequences": consequences,
            "kind": kind,
            "entries": managing.entries(request),
        },
    )


# --- Inviting --------------------------------------------------------------------------------------------------------
@signed_in(by=rules.runs_the_portal)
def invite(request):
    """Bring a person in, with a role for the whole portal or with none yet."""
    form = InviteForm(request.POST or None)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            with transaction.atomic():
                row = actions.introduce(
                    asked["email"], asked["name"], organisation=asked["organisation"], job_title=asked["job_title"]
                )
                has_come = row.joined_at and row.is_active
                invitation, address = (None, "") if has_come else invitations.invite(row, by=request.user)
        except invitations.CannotInvite as error:
            form.add_error("email", error.sentence)
        else:
            if asked["role"] and not row.posts.current().filter(role=asked["role"]).exists():
                actions.give_post(row, roles.BY_SLUG[asked["role"]], by=request.user)
            if invitation is None:
                messages.info(request, f"{row.name} had joined before and needs no invitation.")
                return redirect(row)
            return _after_inviting(request, row, invitation, address)
    return render(request, "accounts/invite.html", {"form": form, "entries": managing.entries(request)})


@guarded(User, by=rules.runs_the_portal, queryset=_joined)
@require_POST
def invite_again(request, row):
    try:
        invitation, address = invitations.invite(row, by=request.user)
    except invitations.CannotInvite as error:
        messages.error(request, error.sentence)
        return redirect(row)
    return _after_inviting(request, row, invitation, address)


def _after_inviting(request, row, invitation, address):
    """The letter goes out; where it cannot, or the administrator would rather, they hand the address on themselves."""
    if "by_hand" not in request.POST and managing.send(invitation, by=request.user):
        messages.success(
            request, f"{row.name} is invited and written to at {row.email}. It can be taken up for 14 days."
        )
        return redirect(row)
    page = render(
        request,
        "accounts/invited.html",
        {
            "person": row,
            "invitation": invitation,
            "address": address,
            "by_hand": "by_hand" in request.POST,
            "entries": managing.entries(request),
        },
    )
    page["Cache-Control"] = "no-store"
    return page


def _of_visible_people(invitation_):
    return invitation_.select_related("person")


@guarded(Invitation, by=rules.runs_the_portal, queryset=_of_visible_people)
@require_POST
def withdraw_invitation(request, row):
    invitations.withdraw(row, by=request.user)
    messages.success(request, "The invitation is withdrawn; its address no longer works.")
    return redirect(row.person)


# --- Posts and ties --------------------------------------------------------------------------------------------------
@guarded(User, by=rules.runs_the_portal)
def give_post(request, row):
    form = PostForm(request.POST or None)
    if form.is_valid():
        asked = form.cleaned_data
        actions.give_post(row, roles.BY_SLUG[asked["role"]], first=asked["first"], last=asked["last"], by=request.user)
        messages.success(request, f"{row.name} has the role.")
        return redirect(row)
    return _form_page(request, row, form, f"Give {row.name} a role for the whole portal")


@guarded(Post, by=rules.runs_the_portal, queryset=lambda posts: posts.select_related("person"))
def end_post(request, row):
    if request.method == "POST":
        actions.end_post(row, by=request.user)
        messages.success(request, "The role has ended.")
        return redirect(row.person)
    return _confirm(
        request,
        row.person,
        f"End {row.person.name}'s role “{row.get_role_display()}”?",
        "End the role",
        [
            "What only this role lets them see and do is shut to them from now on.",
            "The history keeps that they had it.",
        ],
        kind="cancel",
    )


@guarded(User, by=rules.runs_the_portal)
def declare_tie(request, row):
    form = TieForm(request.POST or None)
    if form.is_valid():
        actions.declare_tie(row, form.cleaned_data["organisation"], form.cleaned_data["reason"], by=request.user)
        messages.success(request, f"{row.name} no longer reads what partnerships of this body send.")
        return redirect(row)
    return _form_page(request, row, form, f"Declare a tie of {row.name}")


@guarded(Tie, by=rules.runs_the_portal, queryset=lambda ties: ties.select_related("person", "organisation"))
def end_tie(request, row):
    if request.method == "POST":
        actions.end_tie(row, by=request.user)
        messages.success(request, "The tie is off.")
        return redirect(row.person)
    return _confirm(
        request,
        row.person,
        f"Take off {row.person.name}'s tie to {row.organisation}?",
        "Take it off",
        [
            "They may read what partnerships of this body send, where their roles let them.",
            "The history keeps the tie.",
        ],
    )
