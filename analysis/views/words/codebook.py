"""The codebook: what readers look for."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from analysis import codebook, rules
from analysis.forms.words import ThemeForm
from analysis.models import Reading, Theme
from analysis.views.words.opened import about_words, sent, shown, to
from interface.spreadsheets import as_csv


@about_words(rules.may_see_analysis)
def listed(request, dataset):
    """All themes in their order; those who keep the codebook add to it here."""
    may_keep = rules.may_keep_codebook(request.user, dataset.survey.programme)
    if request.method == "POST" and not may_keep:
        raise PermissionDenied
    form = ThemeForm(sent(request), survey=dataset.survey) if may_keep else None
    if request.method == "POST" and form.is_valid():
        codebook.add(dataset.survey, form.cleaned_data["title"], form.cleaned_data["meaning"])
        messages.success(request, "The theme has been added.")
        return to("codebook", dataset)
    return shown(
        request,
        "codebook",
        dataset,
        "codebook",
        themes=codebook.themes_of(dataset.survey),
        form=form,
        readings=Reading.objects.done().filter(passage__dataset=dataset).count(),
    )


@require_GET
@about_words(rules.may_see_analysis)
def as_file(request, dataset):
    """The codebook as CSV."""
    rows = (
        (theme.title, theme.meaning, "no" if theme.retired_at else "yes", theme.used)
        for theme in codebook.themes_of(dataset.survey)
    )
    name = f"{dataset.survey.programme.slug} {dataset.survey.key} codebook"
    return as_csv(name, ["Theme", "Meaning", "In use", "Readings that gave it"], rows)


def _theme(request, dataset, pk) -> Theme:
    return get_object_or_404(Theme.objects.visible_to(request.user), survey=dataset.survey, pk=pk)


@about_words(rules.may_keep_codebook)
def one(request, dataset, theme):
    """Change a theme, knowing how many readings have given it."""
    found = _theme(request, dataset, theme)
    used = codebook.used(found)
    form = ThemeForm(sent(request), instance=found, survey=dataset.survey, used=used)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "The theme has been saved.")
        return to("codebook", dataset)
    return shown(request, "theme", dataset, "codebook", theme=_theme(request, dataset, theme), used=used, form=form)


@require_POST
@about_words(rules.may_keep_codebook)
def move(request, dataset, theme):
    """One place up, or down."""
    codebook.move(_theme(request, dataset, theme), up=request.POST.get("way") == "up")
    return to("codebook", dataset)


@require_POST
@about_words(rules.may_keep_codebook)
def retire(request, dataset, theme):
    """Give a theme no more, or give it again."""
    found = _theme(request, dataset, theme)
    if found.retired_at:
        codebook.bring_back(found)
        messages.success(request, f"“{found.title}” is given again.")
    elif codebook.retire(found):
        messages.success(request, f"“{found.title}” has been removed: nobody had given it.")
    else:
        messages.success(request, f"“{found.title}” is given no more. What was given stands.")
    return to("codebook", dataset)
