"""A partnership's page for a survey: the link, a poster and words to pass on, and how many have answered."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import guarded
from files import actions as files
from programmes.models import Participation
from surveys import arrived, papers, posters, rules, words
from surveys.models import Link
from surveys.qr_codes import qr_code


def _joined(rows):
    return rows.select_related("partnership", "programme")


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
            "parts": [
                {
                    "response": response,
                    "link": response.link,
                    "state": response.link.state(today),
                    "address": words.address(response.link),
                    "qr": qr_code(words.address(response.link)),
                    "invitation": words.to_pass_on(response.link, words.INVITATION),
                    "reminder": words.to_pass_on(response.link, words.REMINDER),
                }
                for response in arrived.responses(links)
            ],
        },
    )


@require_POST
@guarded(Participation, by=rules.may_share, queryset=_joined)
def poster(request, participation, survey, link):
    """Ask for the poster as a PDF: made once for as long as its dates stand."""
    found = get_object_or_404(
        Link.objects.select_related("survey"), participation=participation, survey__key=survey, pk=link
    )
    making = files.ask_for(
        posters.KIND,
        found,
        by=request.user,
        title=f"Poster: {found.survey.title}",
        participation_ref=participation.pk,
    )
    return redirect(making)


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
