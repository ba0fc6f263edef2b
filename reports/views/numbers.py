"""Where a report's numbers come from, what is remarked on its text, and what is done about both."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import guarded
from audit import looks
from interface.counting import counted
from interface.spreadsheets import as_csv
from reports import actions, binding, bound, freezing, linting, rules
from reports.binding import CannotBind
from reports.forms import free_key
from reports.linting import Kind
from reports.models import BoundNumber, Edition, Explanation, Figure, Report
from reports.number_forms import BindForm, ExplainForm, TakeForm
from reports.sources import Library, SourceTable


def _with_programme(rows):
    return rows.select_related("programme__lead_body")


def _with_report(rows):
    return rows.select_related("report__programme__lead_body")


# --- Remarks -----------------------------------------------------------------------------------------------------------


@require_GET
@guarded(Report, by=rules.may_read, queryset=_with_programme)
def remarks(request, report):
    """Every remark on the draft: open ones to settle or explain, and what was said about the others."""
    return _remarks_page(request, report, freezing.look(report).remarks_on_text)


@require_POST
@guarded(Report, by=rules.may_write, queryset=_with_programme)
def explain(request, report):
    """Say why the chosen remarks stand."""
    found = freezing.look(report).remarks_on_text
    form = ExplainForm(request.POST, remarks=found)
    if not form.is_valid():
        return _remarks_page(request, report, found, form)
    chosen = [each for each in found if each.fingerprint in form.cleaned_data["remark"]]
    if not all(rules.may_explain(request.user, report, each.kind) for each in chosen):
        raise PermissionDenied
    number = binding.explain(report, chosen, why=form.cleaned_data["why"].strip(), by=request.user)
    messages.success(request, f"{counted(number, 'remark')} explained.")
    return redirect(_same_filter(request, "drafting:remarks", report))


def _remarks_page(request, report, found, form=None):
    asked = request.GET.get("about", "")
    about = asked if asked in Kind.values else ""
    shown = [each for each in found if about in ("", each.kind)]
    all_open = linting.still_open(found)
    # Where one goes to change it: the table or chart, the section, or else title and summary.
    places = {section.key: section.get_absolute_url() for section in report.sections.all()}
    places |= {f"figure-{figure.key}": figure.get_absolute_url() for figure in report.figures.all()}
    elsewhere = reverse("drafting:about", args=[report.pk])
    return render(
        request,
        "reports/remarks.html",
        {
            "report": report,
            "open": [
                {
                    "remark": each,
                    "address": places.get(each.anchor) or places.get(each.section, elsewhere),
                    "may_explain": rules.may_explain(request.user, report, each.kind),
                    "can_be_bound": each.kind == Kind.NUMBER and each.section in places and each.anchor not in places,
                }
                for each in linting.still_open(shown)
            ],
            "explained": [
                {"remark": each, "may_take_back": rules.may_explain(request.user, report, each.kind)}
                for each in shown
                if each.explained
            ],
            "kinds": [(kind, number) for kind in Kind if (number := sum(each.kind == kind for each in all_open))],
            "about": about,
            "about_words": Kind(about).label if about else "",
            "all_open": len(all_open),
            "may_write": rules.may_write(request.user, report),
            "form": form,
            "ticked": request.POST.getlist("remark") if form else [],
        },
    )


def _same_filter(request, name, report) -> str:
    kept = request.GET.get("about", "")
    return reverse(name, args=[report.pk]) + (f"?about={kept}" if kept in Kind.values else "")


@require_POST
@guarded(Explanation, by=rules.may_take_back, queryset=_with_report)
def ask_again(request, explanation):
    binding.ask_again(explanation)
    messages.success(request, "The remark is open again.")
    return redirect(_same_filter(request, "drafting:remarks", explanation.report))


@guarded(Report, by=rules.may_write, queryset=_with_programme)
def bind_remark(request, report, fingerprint):
    """Tie a number that stands in the text to its source: cells that read the same are proposed."""
    found = {each.fingerprint: each for each in linting.still_open(freezing.look(report).remarks_on_text)}
    remark = found.get(fingerprint)
    if remark is None or remark.kind != Kind.NUMBER or not remark.section:
        messages.info(request, "That remark has been settled, or its sentence has changed.")
        return redirect("drafting:remarks", report.pk)
    section = report.sections.get(key=remark.section)
    library = Library(report)
    cells = bound.candidates(library, remark.about)
    if request.method == "POST":
        chosen = request.POST.get("cell", "")
        if not chosen.isdigit() or int(chosen) >= len(cells):
            messages.error(request, "Choose the number that it is.")
        else:
            table, row, column, is_whole = cells[int(chosen)]
            try:
                number = binding.bind(report, table, row=row, columns=[column], by=request.user)
                binding.bind_in_text(
                    section,
                    typed=remark.about,
                    sentence=remark.sentence,
                    named=number.key + (bound.OF if is_whole else ""),
                    seen=section.version,
                    by=request.user,
                )
            except CannotBind as trouble:
                messages.error(request, str(trouble))
            except actions.ChangedMeanwhile:
                messages.error(request, "Somebody saved this section just now. Try once more.")
            else:
                messages.success(request, f"“{remark.about}” is bound to “{table.title}”.")
                return redirect(reverse("drafting:remarks", args=[report.pk]) + f"?about={Kind.NUMBER}")
    proposals = [
        {
            "table": table,
            "row": row,
            "column": column,
            "is_whole": is_whole,
            "says": bound.told_by(table, row, [column]),
        }
        for table, row, column, is_whole in cells
    ]
    return render(
        request,
        "reports/bind_remark.html",
        {
            "report": report,
            "remark": remark,
            "section": section,
            "proposals": proposals,
            "shelves": library.shelves,
        },
    )


# --- Numbers -----------------------------------------------------------------------------------------------------------


@require_GET
@guarded(Report, by=rules.may_read, queryset=_with_programme)
def numbers(request, report):
    """Every bound number of the draft: where it stands, what it says, what its source says."""
    looked = freezing.look(report)
    if request.GET.get("as") == "csv":
        return as_csv(
            "numbers in the draft", bound.FILE_HOLDS, bound.rows_for_file([each.as_plain() for each in looked.numbers])
        )
    used = {each.used.key.removesuffix(bound.OF) for each in looked.numbers}
    library = Library(report)
    figures = [figure for figure in report.figures.all() if figure.taken_from]
    for figure in figures:
        figure.table = library.table(figure.taken_from)
        figure.is_as_taken = bool(figure.table) and figure.table.digest == figure.taken_digest
    unbound = sum(each.kind == Kind.NUMBER for each in linting.still_open(looked.remarks_on_text))
    return render(
        request,
        "reports/numbers.html",
        {
            "report": report,
            "numbers": looked.numbers,
            "unused": [number for number in report.numbers.all() if number.key not in used],
            "figures": figures,
            "unbound": unbound,
            "shelves": library.shelves,
            "may_write": rules.may_write(request.user, report),
        },
    )


@require_POST
@guarded(BoundNumber, by=rules.may_remove_number, queryset=_with_report)
def unbind(request, number):
    report = number.report
    binding.unbind(number)
    messages.success(request, "It has been taken away.")
    return redirect("drafting:numbers", report.pk)


@require_GET
@guarded(Edition, by=rules.may_read, queryset=lambda rows: rows.select_related("report__programme"))
def edition_numbers(request, edition):
    """Every number in a frozen edition, and where it came from when it was frozen: nothing later can alter it."""
    rows = edition.content.get("numbers", [])
    looks.record(
        request.user,
        "numbers of an edition",
        edition.report,
        f"Numbers in a report of {edition.report.programme.short_title}",
        address=request.path,
    )
    if request.GET.get("as") == "csv":
        return as_csv(f"numbers in edition {edition.number}", bound.FILE_HOLDS, bound.rows_for_file(rows))
    figures = [edition.content["figures"][key] for key in edition.content["order"]]
    return render(
        request,
        "reports/edition_numbers.html",
        {
            "report": edition.report,
            "edition": edition,
            "numbers": rows,
            # Editions frozen before these were kept have none: nothing is put into them afterwards.
            "explained": edition.content.get("explained", []),
            "figures": figures,
        },
    )


# --- Sources -----------------------------------------------------------------------------------------------------------


@require_GET
@guarded(Report, by=rules.may_write, queryset=_with_programme)
def sources(request, report):
    """The shelves that this report may take numbers from, and the tables on one of them."""
    library = Library(report)
    shelf = library.shelf(request.GET.get("shelf", "")) or next(iter(library.shelves), None)
    words = request.GET.get("words", "").strip()[:100]
    tables: list[SourceTable] = library.tables(shelf) if shelf else []
    if words:
        wanted = words.lower().split()
        tables = [each for each in tables if all(word in f"{each.title} {each.caption}".lower() for word in wanted)]
    return render(
        request,
        "reports/sources.html",
        {"report": report, "shelves": library.shelves, "shelf": shelf, "tables": tables, "words": words},
    )


@guarded(Report, by=rules.may_write, queryset=_with_programme)
def source(request, report, key):
    """One table of a source: take it as a table or chart, or bind one of its numbers."""
    library = Library(report)
    table = library.table(key)
    if table is None:
        raise Http404
    take_form, bind_form = TakeForm(table=table), BindForm(table=table)
    made = None
    if request.method == "POST" and "take" in request.POST:
        take_form = TakeForm(request.POST, table=table)
        if take_form.is_valid():
            taken = set(report.figures.values_list("key", flat=True))
            message = take_form.cleaned_data["message"]
            figure = binding.take(
                report,
                table,
                kind=take_form.cleaned_data["kind"],
                message=message,
                key=free_key(message, taken)[:40].strip("-"),
                by=request.user,
            )
            messages.success(request, f"Taken. Write {figure.reference} on a line of its own where it should stand.")
            return redirect(report)
    elif request.method == "POST":
        bind_form = BindForm(request.POST, table=table)
        if bind_form.is_valid():
            try:
                made = binding.bind(
                    report,
                    table,
                    row=bind_form.cleaned_data["row"],
                    columns=bind_form.cleaned_data["columns"],
                    by=request.user,
                )
            except CannotBind as trouble:
                bind_form.add_error(None, str(trouble))
    says = bound.told(library, made) if made else None
    return render(
        request,
        "reports/source.html",
        {
            "report": report,
            "table": table,
            "rows": table.data()["rows"],
            "take_form": None if key.startswith("figure/") else take_form,
            "bind_form": bind_form,
            "made": made,
            "phrases": bound.phrases(made, says) if says else [],
        },
    )


# --- Figures that were taken from a source -----------------------------------------------------------------------------


@require_POST
@guarded(Figure, by=rules.may_write_figure, queryset=_with_report)
def take_again(request, figure):
    """The numbers of a figure once more, as its source says now."""
    table = Library(figure.report).table(figure.taken_from) if figure.taken_from else None
    if table is None:
        messages.error(request, "Its source is not there any more.")
        return redirect(figure)
    return _saved(request, figure, "The numbers are as their source says now.", binding.take_again, table)


@require_POST
@guarded(Figure, by=rules.may_write_figure, queryset=_with_report)
def let_go(request, figure):
    """Cut the tie to the source, so that the numbers can be typed."""
    return _saved(request, figure, "Its numbers can be typed now. Say where they come from.", binding.let_go)


def _saved(request, figure, done: str, verb, *args):
    seen = request.POST.get("seen", "")
    try:
        verb(figure, *args, seen=int(seen) if seen.isdigit() else 0, by=request.user)
    except actions.ChangedMeanwhile:
        messages.error(request, "Somebody saved this meanwhile. Look at it again before you change it.")
    else:
        messages.success(request, done)
    return redirect(figure)
