"""Two people read each passage; what they found is compared, settled, and counted by area."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from analysis import agreement, double_reading, passages, rules, settling, themes
from analysis.forms.words import ReadForm, SettleForm
from analysis.models import Passage, Reading, Theme
from analysis.views.words.opened import a_passage, about_words, address, looked, page_of, sent, shown, to
from interface.spreadsheets import as_csv


def _themes(dataset):
    return Theme.objects.filter(survey=dataset.survey).in_use().order_by("position", "pk")


@require_POST
@about_words(rules.may_code)
def take(request, dataset):
    """A place at the next passage, and on to it."""
    reading = double_reading.take(dataset, by=request.user)
    if reading is None:
        messages.info(
            request, "There is nothing for you to read now. You have read all that may be read, or others hold it."
        )
        return to("words", dataset)
    return to("reading", dataset, reading.passage_id)


@about_words(rules.may_code)
def one(request, dataset, passage):
    """A passage as readers see it, with the themes that this reader gave."""
    found = a_passage(request, dataset, passage)
    reading = Reading.objects.filter(passage=found, reader=request.user).first()
    if reading is None and request.method != "POST":
        messages.info(request, "You have no place at that passage. Take the next one that is free.")
        return to("readings", dataset)
    both = Reading.objects.done().filter(passage=found).count() == len(double_reading.PLACES)
    given = list(reading.themes.all()) if reading else []
    form = ReadForm(sent(request), themes=_themes(dataset), given=given)
    if request.method == "POST" and form.is_valid():
        double_reading.read(found, form.cleaned_data["themes"], by=request.user)
        messages.success(request, "Saved. You can change it until the other reader has read it too.")
        return take(request, **_parts(dataset)) if "next" in request.POST else to("readings", dataset)
    looked(request, dataset)
    return shown(
        request,
        "reading",
        dataset,
        "mine",
        passage=found,
        question=passages.questions_of(dataset.version.instrument).get(found.question, found.question),
        reading=reading,
        both=both,
        given=given,
        form=form,
        has_themes=_themes(dataset).exists(),
        to_read=double_reading.to_read(dataset, request.user),
    )


def _parts(dataset) -> dict:
    return {"slug": dataset.survey.programme.slug, "survey": dataset.survey.key, "dataset": dataset.pk}


@require_POST
@about_words(rules.may_code)
def hand_back(request, dataset, passage):
    """Leave a passage to somebody else."""
    found = get_object_or_404(
        Reading.objects.visible_to(request.user), passage=passage, passage__dataset=dataset, reader=request.user
    )
    double_reading.hand_back(found)
    messages.success(request, "Handed back. Somebody else can read it.")
    return to("words", dataset)


@require_GET
@about_words(rules.may_code)
def mine(request, dataset):
    """What this person has read, newest first, and what of it can still be changed."""
    rows = (
        Reading.objects.visible_to(request.user)
        .filter(passage__dataset=dataset, reader=request.user)
        .select_related("passage")
        .prefetch_related("themes")
        .order_by("-taken_at", "-pk")
    )
    page = page_of(request, rows)
    here = [reading.passage_id for reading in page]
    both = set(Passage.objects.filter(pk__in=here).read_twice().values_list("pk", flat=True))
    if here:
        looked(request, dataset)
    return shown(
        request,
        "readings",
        dataset,
        "mine",
        page=page,
        rows=[(reading, _state(reading, reading.passage_id in both)) for reading in page],
        to_read=double_reading.to_read(dataset, request.user),
    )


def _state(reading: Reading, both: bool) -> tuple[str, str]:
    if reading.read_at is None:
        return "Open", "new"
    return ("Both have read it", "done") if both else ("You can change it", "open")


@require_GET
@about_words(rules.may_see_analysis)
def agreed(request, dataset):
    """How far the two readers agree."""
    every, found = agreement.of_dataset(dataset)
    return shown(
        request,
        "agreement",
        dataset,
        "agreement",
        every=every,
        found=found,
        reliable=agreement.RELIABLE,
        careful=agreement.CAREFUL,
    )


@require_GET
@about_words(rules.may_code)
def differences(request, dataset):
    """Passages about which the readers differ, and that nobody has settled."""
    waiting = settling.open_passages(dataset)
    page = page_of(request, sorted(waiting))
    rows = {each.pk: each for each in Passage.objects.visible_to(request.user).filter(pk__in=list(page))}
    if rows:
        looked(request, dataset)
    return shown(
        request,
        "differences",
        dataset,
        "differences",
        page=page,
        rows=[(rows[pk], waiting[pk]) for pk in page if pk in rows],
        both=len(themes.read_twice(dataset)),
    )


@about_words(rules.may_code)
def difference(request, dataset, passage):
    """A passage with what each of its readers found; each theme about which they differ is settled by itself."""
    found = a_passage(request, dataset, passage)
    differ, alike = settling.about(found)
    if not Passage.objects.filter(pk=found.pk).read_twice().exists():
        raise Http404  # until then nobody sees what either reader found
    forms = [_settle_form(request, each) for each in differ]
    if request.method == "POST" and (answer := _settled(request, dataset, found, differ, forms)):
        return answer
    looked(request, dataset)
    return shown(
        request,
        "difference",
        dataset,
        "differences",
        passage=found,
        question=passages.questions_of(dataset.version.instrument).get(found.question, found.question),
        rows=list(zip(differ, forms, strict=True)),
        alike=alike,
        forms=forms,
        next=_next(dataset, found),
    )


def _settle_form(request, each) -> SettleForm:
    is_reader = request.user.pk in (each.gave.reader_id, each.did_not.reader_id)
    form = SettleForm(difference=each, is_reader=is_reader)
    # Each difference has a form of its own, and one of them is sent.
    if form.add_prefix("seen") in request.POST:
        form = SettleForm(request.POST, difference=each, is_reader=is_reader)
    return form


def _settled(request, dataset, passage, differ, forms):
    """Where to go on once a difference is settled; None where the page is shown again."""
    for each, form in zip(differ, forms, strict=True):
        if not form.is_bound or not form.is_valid():
            continue
        try:
            settling.settle(
                passage,
                each.theme,
                holds=form.cleaned_data["holds"] == "yes",
                reason=form.cleaned_data["reason"],
                had_before_them=form.cleaned_data["seen"],
                by=request.user,
            )
        except settling.SaysNotWhy as wrong:
            form.add_error("reason", str(wrong))
            return None
        messages.success(request, f"Settled: “{each.theme.title}”.")
        return to("difference", dataset, passage.pk)
    return None


def _next(dataset, passage) -> str:
    """The next passage with a difference that is open; empty where there is none."""
    waiting = sorted(pk for pk in settling.open_passages(dataset) if pk != passage.pk)
    later = [pk for pk in waiting if pk > passage.pk] or waiting
    return address("difference", dataset, later[0]) if later else ""


@require_GET
@about_words(rules.may_see_analysis)
def by_area(request, dataset):
    """How many wrote of each theme, by area, each with its base. For the team alone."""
    used = list(_themes(dataset))
    rows = themes.by_area(dataset)
    return shown(
        request,
        "by_area",
        dataset,
        "by-area",
        themes=used,
        rows=[(area, [counts.get(theme.pk, 0) for theme in used], base) for area, counts, base in rows],
        is_settled=themes.is_settled(dataset),
    )


@require_GET
@about_words(rules.may_see_analysis)
def by_area_file(request, dataset):
    """The same as CSV."""
    used = list(_themes(dataset))
    rows = (
        (area or "Everybody", *(counts.get(theme.pk, 0) for theme in used), base)
        for area, counts, base in themes.by_area(dataset)
    )
    name = f"{dataset.survey.programme.slug} {dataset.survey.key} themes by area"
    return as_csv(name, ["Area", *(theme.title for theme in used), "Wrote something that both have read"], rows)
