"""What is passed on of a survey, by a partnership or by the team: link, poster and words, and how many have answered."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import guarded
from files import actions as files
from programmes.models import Participation, Programme
from surveys import arrived, papers, posters, rules, words
from surveys.models import Link
from surveys.qr_codes import qr_code


def _joined(rows):
    return rows.select_related("partnership", "programme")


def _part(response: arrived.Response, today) -> dict:
    """A link with what is passed on of it."""
    where = words.address(response.link)
    return {
        "response": response,
        "link": response.link,
        "state": response.link.state(today),
        "address": where,
        "qr": qr_code(where),
        "invitation": words.to_pass_on(response.link, words.INVITATION),
        "reminder": words.to_pass_on(response.link, words.REMINDER),
    }


@require_GET
@guarded(Participation, by=rules.may_share, queryset=_joined)
def share(request, participation, survey):
    """Everything that is passed on, and the count; a survey of several kinds of respondent has a part for each."""
    links = list(
        Link.objects.filter(participation=participation, survey__key=survey)
        .select_related("survey__milestone", "survey__version", "version", "survey__programme", "dataset")
        .order_by("pk")
    )
    if not links:
        raise Http404
    today = timezone.localdate()
    return render(
        request,
        "surveys/share.html",
        {
            "participation": participation,
            "survey": links[0].survey,
            "today": today,
            "parts": [_part(response, today) for response in arrived.responses(links)],
        },
    )


@require_POST
@guarded(Participation, by=rules.may_share, queryset=_joined)
def poster(request, participation, survey, link):
    """Ask for the poster as a PDF: made once for as long as its dates stand."""
    found = get_object_or_404(
        Link.objects.select_related("survey"), participation=participation, survey__key=survey, pk=link
    )
    return redirect(_poster_of(found, request.user))


def _poster_of(link: Link, user):
    return files.ask_for(
        posters.KIND,
        link,
        by=user,
        title=f"Poster: {link.survey.title}",
        # What is nobody's own, each asks for on their own: the row of a colleague's is behind a wall.
        parameters=None if link.participation_id else {"asked_by": user.pk},
        participation_ref=link.participation_id,
    )


@require_POST
@guarded(Participation, by=rules.may_share, queryset=_joined)
def paper(request, participation, survey, link):
    """Ask for the survey on paper, for this area and until its last day."""
    found = get_object_or_404(
        Link.objects.select_related("survey"), participation=participation, survey__key=survey, pk=link
    )
    making = files.ask_for(
        papers.KIND_OF_LINK,
        found,
        by=request.user,
        title=f"On paper: {found.survey.title}",
        participation_ref=participation.pk,
    )
    return redirect(making)


# --- Links that are no partnership's own: the team passes them on ----------------------------------------------------


def _of_nobody(user, programme, survey, link) -> Link:
    rows = Link.objects.visible_to(user).filter(participation=None, survey__programme=programme, survey__key=survey)
    rows = rows.select_related("survey__milestone", "survey__version", "survey__programme__lead_body", "dataset")
    return get_object_or_404(rows, pk=link)


@require_GET
@guarded(Programme, by=rules.may_see_surveys, key="slug")
def link(request, programme, survey, link):
    """The same for the team: link, code, poster, words, and how many have answered."""
    found = _of_nobody(request.user, programme, survey, link)
    (response,) = arrived.responses([found])
    part = _part(response, timezone.localdate())
    return render(request, "surveys/link.html", {"programme": programme, "survey": found.survey, "part": part})


@require_POST
@guarded(Programme, by=rules.may_see_surveys, key="slug")
def link_poster(request, programme, survey, link):
    return redirect(_poster_of(_of_nobody(request.user, programme, survey, link), request.user))
