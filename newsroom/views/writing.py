"""Where press releases and news are written, and approved by somebody else."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import guarded, signed_in
from accounts.speaking import as_service
from newsroom import composing, editing, rules
from newsroom.editing import ChangedMeanwhile, NotReady
from newsroom.forms import BeginForm, NewsForm, WhyForm
from newsroom.models import NewsItem, Subscriber
from reports.models import Report

SHOWN = 200


def _items(rows):
    return rows.with_minutes().select_related(
        "report__programme__lead_body", "programme", "updated_by", "put_forward_by", "approved_by", "created_by"
    )


def _reports(rows):
    return rows.select_related("programme__lead_body")


@require_GET
@signed_in(by=rules.sees_the_newsroom)
def items(request):
    """Every press release and piece of news that one may see, those that are not out first."""
    wanted = request.GET.get("state", "")
    found = list(_items(NewsItem.objects.visible_to(request.user))[:SHOWN])
    found.sort(key=lambda item: item.is_out)
    if wanted == "out":
        found = [item for item in found if item.is_out]
    elif wanted in NewsItem.Status.values:
        found = [item for item in found if item.status == wanted and not item.is_out]
    makes_news = rules.makes_news(request.user)
    with as_service():
        subscribers = Subscriber.objects.confirmed().count() if makes_news else 0
    return render(
        request,
        "newsroom/items.html",
        {
            "items": found,
            "states": [*NewsItem.Status.choices, ("out", "Out")],
            "state": wanted,
            "makes_news": makes_news,
            "subscribers": subscribers,
        },
    )


@guarded(Report, by=rules.may_begin, queryset=_reports)
def begin(request, report):
    """Begin the press release of a report, or go to the one that is there."""
    if request.method == "POST":
        return redirect("newsroom:write", editing.begin_press_release(report, by=request.user).pk)
    return render(request, "newsroom/begin.html", {"report": report, "number": editing.next_edition(report)})


@signed_in(by=rules.makes_news)
def begin_news(request):
    """Begin news that goes with no report."""
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        item = editing.begin_news(**form.cleaned_data, by=request.user)
        return redirect("newsroom:write", item.pk)
    return render(request, "newsroom/begin_news.html", {"form": form})


@require_GET
@guarded(NewsItem, by=rules.may_read, queryset=_items)
def item(request, item):
    """As it will be read, with what has happened to it and what can be done."""
    writes = rules.may_write(request.user, item)
    return render(
        request,
        "newsroom/item.html",
        {
            "item": item,
            "missing": editing.missing(item) if item.is_open else [],
            "strange_numbers": composing.numbers_not_in_report(item) if item.is_open else [],
            "may_write": writes,
            "may_approve": rules.may_approve(request.user, item),
            "corrections": item.corrections.select_related("by"),
        },
    )


@guarded(NewsItem, by=rules.may_write, queryset=_items)
def write(request, item):
    """Write it. What somebody else saved meanwhile is shown, and never overwritten."""
    is_news = item.kind == NewsItem.Kind.NEWS
    if not item.is_open:
        messages.info(request, "Take it back before you change it.")
        return redirect(item)
    changed = None
    form = NewsForm(request.POST, is_news=is_news) if request.method == "POST" else NewsForm.of(item)
    if form.is_bound and form.is_valid():
        try:
            editing.write(item, form.fields_to_write(), seen=form.cleaned_data["seen"], by=request.user)
        except ChangedMeanwhile as meanwhile:
            changed = meanwhile.now
            data = form.data.copy()
            data["seen"] = changed.version
            form = NewsForm(data, is_news=is_news)
        else:
            messages.success(request, "Saved.")
            return redirect(item)
    return render(
        request,
        "newsroom/write.html",
        {"form": form, "item": item, "changed": changed, "mine": form.data.get("body", "") if changed else ""},
    )


@require_POST
@guarded(NewsItem, by=rules.may_write, queryset=_items)
def notes_again(request, item):
    """The notes to editors once more as the definition and the report state them."""
    if item.report_id:
        fields = {"notes": composing.notes(item.report), "contact": composing.contact(item.report.programme)}
        return _saved(request, item, lambda: editing.write(item, fields, seen=item.version, by=request.user),
                      "The notes are as the definition states them.")  # fmt: skip
    return redirect(item)


@require_POST
@guarded(NewsItem, by=rules.may_write, queryset=_items)
def put_forward(request, item):
    return _saved(
        request, item, lambda: editing.put_forward(item, by=request.user), "Somebody else can approve it now."
    )


@require_POST
@guarded(NewsItem, by=rules.may_approve, queryset=_items)
def approve(request, item):
    seen = request.POST.get("seen", "")
    return _saved(
        request,
        item,
        lambda: editing.approve(item, seen=int(seen) if seen.isdigit() else 0, by=request.user),
        "Approved. It comes out with its report." if item.report_id else "Approved. It comes out at its minute.",
    )


@guarded(NewsItem, by=rules.may_approve, queryset=_items)
def send_back(request, item):
    return _with_reason(request, item, "Send it back", "What has to change", editing.send_back, "It has gone back.")


@guarded(NewsItem, by=rules.may_write, queryset=_items)
def take_back(request, item):
    return _with_reason(
        request, item, "Take it back", "Why it has to change", editing.take_back, "It can be changed now, and has to be approved again."
    )  # fmt: skip


@guarded(NewsItem, by=rules.may_write, queryset=_items)
def withdraw(request, item):
    return _with_reason(request, item, "Withdraw it", "Why it will not come out", editing.withdraw, "It has been withdrawn.")  # fmt: skip


@guarded(NewsItem, by=rules.may_write, queryset=_items)
def correct(request, item):
    return _with_reason(
        request,
        item,
        "Publish this correction",
        "What was wrong, and what is right",
        lambda item, *, why, by: editing.correct(item, words=why, by=by),
        "The correction stands beside it.",
    )


def _saved(request, item, deed, done: str):
    try:
        deed()
    except NotReady as trouble:
        messages.error(request, str(trouble))
    except ChangedMeanwhile:
        messages.error(request, "Somebody changed it since you opened it. Read it again before you go on.")
    else:
        messages.success(request, done)
    return redirect(item)


def _with_reason(request, item, words: str, label: str, deed, done: str):
    form = WhyForm(request.POST or None, words=words, label=label)
    if request.method == "POST" and form.is_valid():
        return _saved(request, item, lambda: deed(item, why=form.cleaned_data["why"].strip(), by=request.user), done)
    return render(request, "newsroom/reason.html", {"form": form, "item": item, "title": words})
