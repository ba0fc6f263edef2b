"""Where reports are written. Only their team, the panel, communications and administrators know of them."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import guarded, signed_in
from audit import looks
from programmes.models import Programme
from reports import (
    actions,
    assigning,
    beside,
    bound,
    commenting,
    figures,
    freezing,
    linting,
    outline,
    rich_text,
    rules,
    writing,
)
from reports.clock import transaction_time
from reports.forms import AboutForm, AddSectionForm, BeginForm, FigureForm, SectionForm, free_key
from reports.models import Comment, Edition, Figure, PlainWriter, Report, Section
from reports.sources import Library


def _with_programme(rows):
    return rows.select_related("programme__lead_body")


def _with_report(rows):
    return rows.select_related("report__programme__lead_body", "updated_by")


def _with_its_people(rows):
    return _with_report(rows).select_related("reader").prefetch_related("owners")


@signed_in(by=rules.sees_drafts)
def reports(request):
    """Every report that is being written or has been released, where one may see its draft."""
    written = ~Q(sections__body="")
    wanted = Report.objects.visible_to(request.user)
    if slug := request.GET.get("programme", ""):
        wanted = wanted.filter(programme__slug=slug)
    found = list(
        _with_programme(wanted).annotate(
            parts=Count("sections", distinct=True),
            written=Count("sections", filter=written, distinct=True),
            ready=Count("sections", filter=written & Q(sections__status=Section.Status.READY), distinct=True),
        )
    )
    editions = (
        Edition.objects.filter(report__in=[report.pk for report in found])
        .standing()
        .without_content()
        .by_the_clock()
        .select_related("publication")
        .order_by("number")
    )
    newest = {edition.report_id: edition for edition in editions}
    for report in found:
        report.edition = newest.get(report.pk)
    programmes = Programme.objects.worked_on_by(request.user)
    if slug:
        programmes = programmes.filter(slug=slug)
    startable = [programme for programme in programmes if rules.may_start(request.user, programme)]
    return render(
        request,
        "reports/list.html",
        {
            "reports": found,
            "startable": startable,
            "now": transaction_time(),
            "programme": Programme.objects.visible_to(request.user).filter(slug=slug).first() if slug else None,
        },
    )


@guarded(Programme, by=rules.may_start, key="slug")
def begin(request, programme):
    """Begin a report that the definition did not plan for."""
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        report = outline.begin(
            programme, title=form.cleaned_data["title"], sections=form.as_sections(), by=request.user
        )
        messages.success(request, "The report has been begun.")
        return redirect(report)
    return render(request, "reports/begin.html", {"form": form, "programme": programme})


@guarded(Report, by=rules.may_read, queryset=_with_programme)
def report(request, report):
    """The outline of a report: its sections, its figures, its editions."""
    sections = list(report.sections.select_related("updated_by", "reader").prefetch_related("owners"))
    all_figures = list(report.figures.all())
    text = writing.number(sections, all_figures)
    for figure in all_figures:
        figure.name = text.names.get(figure.key, "")
    editions = list(
        report.editions.without_content().by_the_clock().select_related("publication", "frozen_by").order_by("-pk")
    )
    standing = [edition for edition in editions if not edition.set_aside_at]
    return render(
        request,
        "reports/report.html",
        {
            "report": report,
            "sections": sections,
            "figures": all_figures,
            "editions": editions,
            "edition": standing[0] if standing else None,
            "now": transaction_time(),
            "may_write": rules.may_write(request.user, report),
            "may_freeze": rules.may_freeze(request.user, report),
            "form": AddSectionForm(),
            "beside": list(beside.pages_of(request.user, report)),
            "remarks": len(linting.still_open(linting.remarks(report, text))),
            "words": sum(section.words for section in sections),
            "open_comments": Comment.objects.open().filter(section__report=report).count(),
            "target": sum(section.target or 0 for section in sections),
            "may_plan": bool(sections) and rules.may_plan_section(request.user, _of(report, sections[0])),
            "ready": sum(section.status == Section.Status.READY and section.words > 0 for section in sections),
        },
    )


def _of(report: Report, section: Section) -> Section:
    """A section that knows the report it was read from, so that a rule need not read it again."""
    section.report = report
    return section


@guarded(Report, by=rules.may_write, queryset=_with_programme)
def about(request, report):
    """What the cover says."""
    form = AboutForm(request.POST or None, instance=report)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect(report)
    # The form has written on the row what was typed, right or wrong: the page's frame says what is kept.
    kept = Report.objects.select_related("programme").get(pk=report.pk)
    return render(request, "reports/about.html", {"form": form, "report": kept})


# --- Sections --------------------------------------------------------------------------------------------------------


@require_POST
@guarded(Report, by=rules.may_write, queryset=_with_programme)
def add_section(request, report):
    form = AddSectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "A section needs a heading of at most 150 characters.")
        return redirect(report)
    taken = set(report.sections.values_list("key", flat=True))
    heading = " ".join(form.cleaned_data["heading"].split())
    added = actions.add_section(report, heading=heading, key=free_key(heading, taken), by=request.user)
    return redirect(added)


@guarded(Section, by=rules.may_write_section, queryset=_with_its_people)
def section(request, section):
    """Write one section. What somebody else saved meanwhile is shown beside it and never overwritten."""
    colleagues = [each for each in assigning.writers_of(section.report.programme) if each.pk != request.user.pk]
    if request.method == "POST":
        form = SectionForm(request.POST, section=section, colleagues=colleagues)
        if form.is_valid():
            if "preview" in request.POST:
                return _section_page(request, section, form, preview=_drawn_alone(section, form.cleaned_data["body"]))
            return _save_section(request, section, form)
        if request.htmx:
            return render(request, "reports/saved.html", {"section": section, "trouble": form.errors})
        return _section_page(request, section, form)
    return _section_page(request, section, SectionForm.of(section, colleagues=colleagues))


def _save_section(request, section, form):
    try:
        saved = actions.write(
            section,
            heading=form.cleaned_data["heading"],
            body=form.cleaned_data["body"],
            seen=form.cleaned_data["seen"],
            by=request.user,
        )
    except actions.ChangedMeanwhile as changed:
        if request.htmx:
            return render(request, "reports/saved.html", {"section": section, "changed": changed.now})
        return _section_page(request, changed.now, form, changed=changed.now)
    if request.htmx:
        return render(request, "reports/saved.html", {"section": saved, "saved": saved})
    if "plain" in request.POST or "editor" in request.POST:
        actions.write_as_plain_text(request.user, "plain" in request.POST)
        return redirect(saved)
    _move_on(request, saved, form.cleaned_data["reader"])
    actions.leave(section, request.user)
    messages.success(request, f"“{saved.heading}” has been saved.")
    return redirect(section.report)


def _move_on(request, saved: Section, reader) -> None:
    """What the button says beside saving; a section that is so already stays so."""
    status = Section.Status(saved.status)
    wanted = {"ready": Section.Status.READY, "again": Section.Status.WRITING, "read": Section.Status.READING}
    wanted = next((to for name, to in wanted.items() if name in request.POST), status)
    if wanted == status:
        return
    if not rules.may_move_section(request.user, saved):
        messages.info(request, f"{saved.reader} reads this section, and says when it is ready.")
    elif wanted == Section.Status.READY:
        assigning.call_ready(saved)
    elif wanted == Section.Status.READING:
        assigning.give_to_read(saved, reader=reader, by=request.user)
    elif status != Section.Status.TO_WRITE:
        assigning.take_up_again(saved)


def _section_page(request, section, form, *, preview=None, changed=None):
    if changed:
        # The typed text is over the version that is there now: the next save is made knowing it.
        data = form.data.copy()
        data["seen"] = changed.version
        mine, colleagues = form.cleaned_data["body"], form.colleagues
        data["body"] = mine
        data.pop("rich", None)
        form = SectionForm(data, section=section, colleagues=colleagues)
        form.mine = mine
    typed = form["body"].value() or ""
    prefers_plain = PlainWriter.objects.filter(person=request.user).exists()
    in_editor = not prefers_plain and rich_text.can_show(typed)
    return render(
        request,
        "reports/section.html",
        {
            "section": section,
            "report": section.report,
            "form": form,
            "preview": preview,
            "changed": changed,
            "figures": list(section.report.figures.all()),
            "others": actions.be_present(section, request.user),
            "rich": rich_text.to_editor(typed) if in_editor else None,
            "prefers_plain": prefers_plain,
            "holds_table": rich_text.holds_table(typed),
            "may_move": rules.may_move_section(request.user, section),
            "may_plan": rules.may_plan_section(request.user, section),
            "comments": commenting.open_in(section),
        },
    )


def _drawn_alone(section: Section, body: str):
    """A section as it would be read, with the problems of its text."""
    section.body = body
    text = writing.number([section], list(section.report.figures.all()))
    numbers = bound.resolve(section.report, text.numbers, Library(section.report))
    bound.fill(text, numbers)
    by_key = {figure.key: figure for figure in section.report.figures.all()}
    placed = {key: {**figures.as_plain(by_key[key]), "name": text.names[key]} for key in text.placed}
    content = {
        "sections": [each.as_plain() for each in text.sections],
        "figures": placed,
        "notes": [note.as_plain() for note in text.notes],
        "terms": [],
    }
    return {"content": freezing.draw(content), "problems": [*text.problems, *bound.problems(numbers)]}


@require_GET
@guarded(Section, by=rules.may_write_section, queryset=_with_report)
def presence(request, section):
    """Who else has this section open: asked by the page every so often while somebody writes."""
    return render(
        request, "reports/presence.html", {"others": actions.be_present(section, request.user), "section": section}
    )


@require_POST
@guarded(Section, by=rules.may_write_section, queryset=_with_report)
def move_section(request, section):
    actions.move_section(section, up="up" in request.POST)
    return redirect(f"{section.report.get_absolute_url()}#sections")


# --- Tables and charts -----------------------------------------------------------------------------------------------


@guarded(Report, by=rules.may_write, queryset=_with_programme)
def add_figure(request, report):
    """A new table or chart."""
    form = FigureForm(request.POST or None)
    preview = None
    if request.method == "POST" and form.is_valid():
        if "preview" not in request.POST:
            taken = set(report.figures.values_list("key", flat=True))
            made = Figure.objects.create(
                report=report,
                key=free_key(form.cleaned_data["message"], taken)[:40].strip("-"),
                position=report.figures.count() + 1,
                updated_by=request.user,
                updated_at=transaction_time(),
                **form.as_fields(),
            )
            messages.success(request, f"Saved. Write {made.reference} on a line of its own where it should stand.")
            return redirect(report)
        preview = freezing.drawn(_figure_drawn(form, "new"))
    return render(request, "reports/figure_form.html", {"form": form, "report": report, "preview": preview})


@guarded(Figure, by=rules.may_write_figure, queryset=_with_report)
def figure(request, figure):
    """Change a table or chart: its words, its figures, its kind."""
    taken = figure if figure.taken_from else None
    form = FigureForm(request.POST, taken=taken) if request.method == "POST" else FigureForm.of(figure)
    preview = changed = None
    if form.is_bound and form.is_valid():
        if "preview" in request.POST:
            preview = figures.as_plain(figure) | _figure_drawn(form, figure.key)
        else:
            try:
                actions.draw(figure, fields=form.as_fields(), seen=form.cleaned_data["seen"] or 0, by=request.user)
            except actions.ChangedMeanwhile as meanwhile:
                changed = meanwhile.now
                data = form.data.copy()
                data["seen"] = changed.version
                form = FigureForm(data, taken=taken)
            else:
                messages.success(request, "Saved.")
                return redirect(figure.report)
    elif not form.is_bound and figure.has_numbers:
        preview = {**figures.as_plain(figure), "name": "As it stands"}
    return render(
        request,
        "reports/figure_form.html",
        {
            "form": form,
            "figure": figure,
            "report": figure.report,
            "taken": Library(figure.report).table(figure.taken_from) if taken else None,
            "preview": freezing.drawn(preview) if preview else None,
            "changed": freezing.drawn({**figures.as_plain(changed), "name": "Saved by somebody else"})
            if changed
            else None,
        },
    )


def _figure_drawn(form: FigureForm, key: str) -> dict:
    return {**form.as_fields(), "key": key, "name": "Preview"}


# --- Preview ---------------------------------------------------------------------------------------------------------


@guarded(Report, by=rules.may_read, queryset=_with_programme)
def preview(request, report):
    """The whole draft as it stands, with a watermark and the name of its reader. It is noted who looked."""
    looked = freezing.look(report)
    looks.record(
        request.user, "draft report", report, f"Draft report of {report.programme.short_title}", address=request.path
    )
    return render(
        request,
        "reports/preview.html",
        {"report": report, "html": looked.frozen.html, "problems": looked.problems, "now": transaction_time()},
    )
