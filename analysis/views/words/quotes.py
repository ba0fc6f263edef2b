"""The quote bank."""

from django.contrib import messages
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from analysis import passages, quoting, rules
from analysis.forms.words import FindQuotesForm, QuoteForm
from analysis.models import Quote, Theme
from analysis.views.words.opened import a_passage, about_words, looked, page_of, sent, shown, to
from interface.spreadsheets import as_csv


def _found(request, dataset):
    """The quotes that the address seeks, in the order of the alphabet, and its form."""
    asked = passages.questions_of(dataset.version.instrument)
    form = FindQuotesForm(
        request.GET or None,
        questions=asked,
        themes=Theme.objects.filter(survey=dataset.survey).order_by("position", "pk"),
    )
    rows = Quote.objects.visible_to(request.user).filter(survey=dataset.survey).select_related("theme")
    rows = rows.order_by(Lower("words"), "words")
    if form.is_valid():
        wanted = form.cleaned_data
        if wanted["question"]:
            rows = rows.filter(question=wanted["question"])
        if wanted["theme"]:
            rows = rows.filter(theme=wanted["theme"])
        if wanted["q"]:
            rows = rows.filter(words__icontains=wanted["q"])
    return asked, form, rows


@require_GET
@about_words(rules.may_see_analysis)
def listed(request, dataset):
    """Every quote of the survey: words, question, theme, and nothing of where they come from."""
    asked, form, rows = _found(request, dataset)
    page = page_of(request, rows)
    return shown(
        request,
        "quotes",
        dataset,
        "quotes",
        filters=form,
        page=page,
        rows=[(quote, asked.get(quote.question, quote.question)) for quote in page],
        is_empty=not page.object_list
        and not Quote.objects.visible_to(request.user).filter(survey=dataset.survey).exists(),
    )


@require_GET
@about_words(rules.may_see_analysis)
def as_file(request, dataset):
    """The quotes that the address seeks, as CSV."""
    asked, _, rows = _found(request, dataset)
    table = ((quote.words, asked.get(quote.question, quote.question), quote.theme or "") for quote in rows)
    name = f"{dataset.survey.programme.slug} {dataset.survey.key} quotes"
    return as_csv(name, ["Words", "Question", "Theme"], table)


@about_words(rules.may_code)
def choose(request, dataset, passage):
    """Put words of a passage into the bank, knowing what speaks against it."""
    found = a_passage(request, dataset, passage)
    group = quoting.group_of(found)
    doubts = quoting.doubts(found, request.POST.get("words", ""), group)
    refused = quoting.refusal(found, group)
    form = QuoteForm(
        sent(request),
        themes=Theme.objects.filter(survey=dataset.survey).in_use().order_by("position", "pk"),
        asks=bool(doubts),
    )
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            quoting.choose(found, wanted["words"], wanted["theme"], sure=wanted["sure"], by=request.user)
        except quoting.NotQuotable as wrong:
            form.add_error("sure" if isinstance(wrong, quoting.NotSure) else "words", str(wrong))
        else:
            messages.success(request, "In the quote bank. Nothing there says where it comes from.")
            return to("quotes", dataset)
    looked(request, dataset)
    return shown(
        request,
        "quote",
        dataset,
        "quotes",
        passage=found,
        question=passages.questions_of(dataset.version.instrument).get(found.question, found.question),
        form=form if found.cleared_at is not None and not refused else None,
        doubts=doubts,
        refused=refused,
    )


@about_words(rules.may_code)
def remove(request, dataset, quote):
    """Take a quote out of the bank, after asking."""
    found = get_object_or_404(
        Quote.objects.visible_to(request.user).select_related("theme"), survey=dataset.survey, pk=quote
    )
    if request.method == "POST":
        found.delete()
        messages.success(request, "The quote has been taken out of the bank.")
        return to("quotes", dataset)
    return shown(request, "remove_quote", dataset, "quotes", quote=found)
