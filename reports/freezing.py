"""Freezing: everything that a report says and shows, copied at one moment into an edition that will never change."""

import hashlib
import json
from dataclasses import dataclass

from django.template.loader import render_to_string

from interface.counting import counted, noun
from interface.spreadsheets import csv_bytes
from reports import bound, linting, writing
from reports import figures as drawing
from reports.models import Comment, Figure, Report
from reports.sources import Library
from reports.writing import Problem


@dataclass(frozen=True)
class Frozen:
    """What an edition is made of. Drawn twice from the same draft it is the same to the last byte."""

    content: dict
    html: str
    data_files: dict[str, str]

    @property
    def digest(self) -> str:
        return digest(self.content, self.html, self.data_files)


def digest(content: dict, html: str, data_files: dict) -> str:
    """SHA-256 over all that is frozen: whoever holds an edition can show that it is the one that was released."""
    plain = json.dumps([content, html, data_files], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


@dataclass(frozen=True)
class Looked:
    """A draft as it would be frozen now, and what stands in the way."""

    frozen: Frozen
    problems: list[Problem]
    remarks_on_text: list[linting.Remark]
    numbers: list[bound.Resolved]

    @property
    def stops(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.stops]

    @property
    def remarks(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.stops]


def look(report: Report, *, address: str = "") -> Looked:
    """Draw a report as it stands. ``address`` is where the edition's data will be; a preview has none."""
    sections, figures = list(report.sections.all()), list(report.figures.all())
    library = Library(report)
    text = writing.number(sections, figures)
    in_summary = writing.numbers_in(report.summary, anchor="summary", heading="Summary")
    numbers = bound.resolve(report, [*in_summary, *text.numbers], library)
    bound.fill(text, numbers)
    remarks = linting.remarks(report, text)
    by_key = {figure.key: figure for figure in figures}
    placed = {key: {**drawing.as_plain(by_key[key]), "name": text.names[key]} for key in text.placed}
    content = {
        "title": report.title,
        "subtitle": report.subtitle,
        "summary": writing.without_numbers(report.summary),
        "authors": [body.name for body in report.authors.all()],
        "areas": [area.name for area in report.areas.all()],
        "programme": {"title": report.programme.title, "slug": report.programme.slug, "kind": report.programme.kind},
        "sections": [section.as_plain() for section in text.sections],
        "figures": placed,
        "notes": [note.as_plain() for note in text.notes],
        "order": text.placed,
        "numbers": [each.as_plain() for each in numbers],
        "explained": linting.explained_numbers(remarks),
        "terms": [
            {"term": term["term"], "meaning": term["meaning"], "source": term.get("source", "")}
            for term in report.programme.terms
            if term.get("official", True)
        ],
    }
    drawn = [placed[key] for key in text.placed if placed[key]["data"].get("rows")]
    data_files = {f"{figure['key']}.csv": drawing.to_csv(figure) for figure in drawn}
    if numbers:
        data_files[bound.FILE] = csv_bytes(bound.FILE_HOLDS, bound.rows_for_file(content["numbers"])).decode()
    if data_files:
        more = [(bound.FILE, column, holds) for column, holds in bound.FILE_HOLDS.items()] if numbers else []
        data_files["data-dictionary.csv"] = drawing.dictionary(drawn, more)
    html = render_to_string("reports/edition.html", {"content": draw(content), "address": address})
    problems = [
        *_problems(report, sections, figures, text),
        *text.problems,
        *bound.problems(numbers),
        *_changed_sources([by_key[key] for key in text.placed], library),
        *_open_remarks(remarks),
    ]
    return Looked(Frozen(content, html, data_files), problems, remarks, numbers)


def draw(content: dict) -> dict:
    """Frozen content as templates want it: every placed figure beside its block, with its drawing and its words."""
    figures = content["figures"]
    sections = []
    for section in content["sections"]:
        blocks = [
            {**block, "figure": drawn(figures[block["key"]])} if block["kind"] == "figure" else block
            for block in section["blocks"]
        ]
        sections.append({**section, "blocks": blocks})
    return {**content, "sections": sections}


def drawn(figure: dict) -> dict:
    """A frozen or draft figure with everything that a template asks of it."""
    title = f"{figure['name']}: {figure['message'] or figure['caption']}"
    rows = [
        [
            {"shown": drawing.shown(cell), "numeric": column["numeric"]}
            for cell, column in zip(row, figure["data"]["columns"], strict=True)
        ]
        for row in figure["data"].get("rows", [])
    ]
    about = figure["caption"] if figure["message"] else ""
    source = f"Source: {figure['source']}" if figure["source"] else ""
    withheld = "* withheld, because the number is small" if drawing.has_withheld(figure["data"]) else ""
    return {
        **figure,
        "title": title,
        "note": _sentences(about, source, withheld),
        "source_note": _sentences(source, withheld),
        "rows": rows,
        "words": drawing.description(figure) if rows else "",
        "chart": drawing.chart({**figure, "message": title}) if rows else None,
        "is_empty": not rows,
    }


def _sentences(*parts: str) -> str:
    return " ".join(part.rstrip(".") + "." for part in parts if part)


def _changed_sources(figures: list[Figure], library: Library):
    """Tables and charts whose source says otherwise than when they were taken from it, or is gone."""
    for figure in figures:
        if not figure.taken_from:
            continue
        table = library.table(figure.taken_from)
        if table is None:
            yield Problem("What it was taken from is not there any more. Take it from elsewhere.", str(figure))
        elif table.digest != figure.taken_digest:
            yield Problem("Its source says otherwise now. Take the numbers again.", str(figure))


def _open_remarks(remarks: list[linting.Remark]):
    if count := len(linting.still_open(remarks)):
        yield Problem(f"{counted(count, 'remark')} on the text {noun(count, 'is,are')} neither settled nor explained.")


def _problems(report: Report, sections, figures, text: writing.Text):
    """What keeps a report from being frozen, each with what to do about it; and what somebody should know."""
    if not text.sections:
        yield Problem("Nothing has been written yet.")
    if not report.summary.strip():
        yield Problem("The summary is missing. Lists, the feed and the cover show it.")
    for section in sections:
        if section.body.strip() and section.status != section.Status.READY:
            if section.status == section.Status.READING:
                yield Problem("A colleague still reads this section. Mark it as ready.", section.heading)
            else:
                yield Problem("This section is still being written. Mark it as ready.", section.heading)
    for figure in figures:
        if figure.key in text.placed and not figure.has_numbers:
            yield Problem("It stands in the text but has no figures yet.", str(figure))
        elif figure.key in text.placed and not figure.source:
            yield Problem("It does not say where its figures come from.", str(figure))
    if empty := [section.heading for section in sections if not section.body.strip()]:
        yield Problem(f"These sections have no text and will be left out: {'; '.join(empty)}.", stops=False)
    if open_comments := Comment.objects.open().filter(section__report=report).count():
        yield Problem(
            f"{counted(open_comments, 'comment')} of readers {'is' if open_comments == 1 else 'are'} still open.",
            stops=False,
        )
    if unplaced := [str(figure) for figure in figures if figure.key not in text.placed]:
        yield Problem(f"These stand nowhere in the text and will be left out: {'; '.join(unplaced)}.", stops=False)
    if report.programme.attribution == "never" and report.areas.all():
        yield Problem("This programme never attributes what it finds to an area. Take the areas off the report.")
