"""What the pages about words have in common: whose words they are about, and where one is among the pages."""

from functools import wraps

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.guards import guarded
from analysis import passages, rules
from analysis.models import Passage
from audit import looks
from programmes.models import Programme
from surveys.models import Dataset

A_PAGE = 50
#: key, words, name of the address
PAGES = [
    ("words", "Overview", "analysis:words"),
    ("passages", "Passages", "analysis:passages"),
    ("codebook", "Codebook", "analysis:codebook"),
    ("mine", "My readings", "analysis:readings"),
    ("agreement", "Agreement", "analysis:agreement"),
    ("differences", "Differences", "analysis:differences"),
    ("by-area", "By area", "analysis:themes-by-area"),
    ("quotes", "Quote bank", "analysis:quotes"),
]
#: Pages with what single people wrote, and what was found in it.
FOR_READERS = {"passages", "mine", "differences"}


def about_words(by):
    """A page about the words of one frozen survey: ``view(request, dataset, **rest)``; ``by(user, programme)`` is its rule."""

    def decorate(view):
        @guarded(Programme, by=by, key="slug")
        @wraps(view)
        def opened(request, programme, survey, dataset, **rest):
            found = get_object_or_404(
                Dataset.objects.visible_to(request.user).select_related(
                    "survey__programme", "version", "participation__partnership"
                ),
                survey__programme=programme,
                survey__key=survey,
                pk=dataset,
            )
            return view(request, found, **rest)

        return opened

    return decorate


def address(name: str, dataset: Dataset, *more) -> str:
    return reverse(f"analysis:{name}", args=[dataset.survey.programme.slug, dataset.survey.key, dataset.pk, *more])


def to(name: str, dataset: Dataset, *more):
    return redirect(address(name, dataset, *more))


def a_passage(request, dataset: Dataset, pk: int) -> Passage:
    """A passage that this person may read; else there is none."""
    found = get_object_or_404(
        Passage.objects.visible_to(request.user).select_related("cleared_by"), dataset=dataset, pk=pk
    )
    found.dataset = dataset
    return found


def looked(request, dataset: Dataset) -> None:
    """Note that somebody read what people wrote: of which survey, not which passage, as quotes must lead back to none."""
    looks.record(request.user, "words of a survey", dataset, dataset.survey.title, address=address("words", dataset))


def sent(request):
    """What a form was sent with; None where its page is only opened. A form of boxes that are all empty is sent as well."""
    return request.POST if request.method == "POST" else None


def page_of(request, rows):
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))


def shown(request, template: str, dataset: Dataset, here: str, **context):
    programme = dataset.survey.programme
    may_code = rules.may_code(request.user, programme)
    entries = [
        {
            "words": words,
            "url": reverse(name, args=[programme.slug, dataset.survey.key, dataset.pk]),
            "here": key == here,
        }
        for key, words, name in PAGES
        if may_code or key not in FOR_READERS
    ]
    return render(
        request,
        f"analysis/words/{template}.html",
        {
            "programme": programme,
            "survey": dataset.survey,
            "dataset": dataset,
            "entries": entries,
            "may_code": may_code,
            "may_keep_codebook": rules.may_keep_codebook(request.user, programme),
            "questions": passages.questions_of(dataset.version.instrument),
        }
        | context,
    )
