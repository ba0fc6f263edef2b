"""What people wrote, brought in and looked through for what tells who somebody is."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from analysis import agreement, codebook, double_reading, passages, quoting, rules, themes
from analysis.forms.words import FindPassagesForm, LookThroughForm
from analysis.models import Passage, Quote, Reading
from analysis.views.words.opened import a_passage, about_words, address, looked, page_of, sent, shown, to
from interface.counting import counted


@require_GET
@about_words(rules.may_see_analysis)
def overview(request, dataset):
    """Every step from what people wrote to what is said of it: how far it is, and what comes next."""
    rows = passages.progress(dataset, request.user)
    every, found = agreement.of_dataset(dataset)
    total = {name: sum(getattr(row, name) for row in rows) for name in ("passages", "cleared", "first", "second")}
    return shown(
        request,
        "overview",
        dataset,
        "words",
        rows=rows,
        total=total,
        waiting=total["passages"] - total["cleared"],
        themes=[theme for theme in codebook.themes_of(dataset.survey) if theme.retired_at is None],
        to_read=double_reading.to_read(dataset, request.user),
        agreement=every,
        low=[each.title for each in found if each.alpha is not None and each.alpha < agreement.CAREFUL],
        differences=len(themes.differences(dataset)),
        quotes=Quote.objects.visible_to(request.user).filter(survey=dataset.survey).count(),
    )


@require_POST
@about_words(rules.may_code)
def bring_in(request, dataset):
    """Make passages of what people wrote."""
    new = passages.bring_in(dataset)
    if new:
        messages.success(request, f"{counted(new, 'passage')} brought in.")
    else:
        messages.info(request, "Nothing was left to bring in.")
    return to("words", dataset)


@require_GET
@about_words(rules.may_code)
def listed(request, dataset):
    """Passages as readers see them, by question and by how far they are. Where they come from is not said."""
    asked = passages.questions_of(dataset.version.instrument)
    form = FindPassagesForm(request.GET or None, questions=asked)
    rows = Passage.objects.visible_to(request.user).filter(dataset=dataset).order_by("question", "number")
    if form.is_valid():
        rows = _narrowed(rows, form.cleaned_data)
    page = page_of(request, rows)
    done = Reading.objects.done().filter(passage__in=[each.pk for each in page])
    read = dict(done.order_by().values_list("passage").annotate(n=Count("pk")))
    if page.object_list:
        looked(request, dataset)
    return shown(
        request,
        "passages",
        dataset,
        "passages",
        filters=form,
        page=page,
        rows=[(each, asked.get(each.question, each.question), _state(each, read.get(each.pk, 0))) for each in page],
        kept_back=quoting.not_allowed(dataset, page),
    )


def _narrowed(rows, wanted: dict):
    if wanted["question"]:
        rows = rows.filter(question=wanted["question"])
    if wanted["q"]:
        rows = rows.filter(words__icontains=wanted["q"])
    if wanted["state"] == "waiting":
        return rows.waiting()
    if wanted["state"] == "cleared":
        return rows.cleared()
    return rows.read_twice() if wanted["state"] == "both" else rows


def _state(passage: Passage, readings: int) -> tuple[str, str]:
    if passage.cleared_at is None:
        return "Not looked through", "new"
    return (("May be read", "open"), ("Read by one", "waiting"), ("Read by both", "done"))[readings]


@require_GET
@about_words(rules.may_code)
def next_one(request, dataset):
    """On to the next passage that nobody has looked through."""
    after = request.GET.get("after", "")
    found = passages.next_waiting(dataset, request.user, after=int(after) if after.isdecimal() else None)
    if found is None:
        messages.info(request, "Every passage has been looked through.")
        return to("words", dataset)
    return to("passage", dataset, found.pk)


@about_words(rules.may_code)
def one(request, dataset, passage):
    """A passage as it was written, with what may tell who somebody is."""
    found = a_passage(request, dataset, passage)
    is_read = Reading.objects.filter(passage=found).exists()
    form = LookThroughForm(sent(request), passage=found, is_read=is_read)
    if request.method == "POST" and form.is_valid():
        before = found.shown
        held = passages.clear(found, form.parts, had_before_them=form.cleaned_data["seen"], by=request.user)
        _tell(request, dataset, held, before, is_read)
        if "next" in request.POST:
            return redirect(f"{address('passages-next', dataset)}?after={found.pk}")
        return to("passage", dataset, found.pk)
    looked(request, dataset)
    return shown(
        request,
        "passage",
        dataset,
        "passages",
        passage=found,
        question=passages.questions_of(dataset.version.instrument).get(found.question, found.question),
        pieces=passages.in_pieces(found),
        form=form,
        is_read=is_read,
        left=Passage.objects.visible_to(request.user).filter(dataset=dataset).waiting().count(),
    )


def _tell(request, dataset, held, before, is_read) -> None:
    hidden = counted(len(held.hidden), "stretch,stretches")
    said = f"Saved: {hidden} of this passage hidden." if is_read else f"The passage may be read, with {hidden} hidden."
    messages.success(request, said)
    overtaken = quoting.overtaken(dataset.survey, held.question, before, held.shown) if before != held.shown else []
    if overtaken:
        messages.warning(
            request,
            f"{counted(len(overtaken), 'quote')} in the bank may hold words that are hidden now. Look at the quote bank.",
        )


@require_POST
@about_words(rules.may_code)
def undo(request, dataset, passage):
    """Take back that a passage may be read, while nobody reads it."""
    passages.undo(a_passage(request, dataset, passage))
    messages.success(request, "Taken back. The passage waits to be looked through again.")
    return to("passage", dataset, passage)
