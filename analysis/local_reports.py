"""A release as a PDF: an area's answers beside Scotland's, or the country's alone, with what is withheld marked."""

import re
from html import unescape

from django.template.loader import render_to_string
from django.utils.text import slugify

from accounts import speaking
from analysis import counting, round_figures, rounds, runs, shown
from analysis.models import Release
from files.printable import Printable, printable
from instruments.disclosure.counts import Cell
from instruments.disclosure.scanning import Fault, scan_text
from surveys import arrived


class Leaks(RuntimeError):
    """What was to leave shows a number that is withheld. Nothing is made of it."""

    def __init__(self, faults: list[Fault]):
        super().__init__(f"Places that show what is withheld: {len(faults)}")
        self.faults = faults


def may_read(user, release_id: int) -> bool:
    """The team, less partnerships that one is tied to; the area's own people once it is out."""
    return Release.objects.visible_to(user).filter(pk=release_id).exists()


def its_page(user, release_id: int) -> tuple[str, str] | None:
    if not may_read(user, release_id):
        return None
    # Its name comes from rows between it and the survey that are the team's own.
    with speaking.as_service():
        release = read(release_id)
        return str(release), release.get_absolute_url()


def read(release_id: int) -> Release:
    return (
        Release.objects.by_the_clock()
        .select_related(
            "plan__dataset__survey__programme__lead_body",
            "plan__dataset__version",
            "plan__dataset__participation__partnership",
            "participation__partnership",
        )
        .get(pk=release_id)
    )


def of_what(release_id: int) -> list[int]:
    """A release and those of earlier rounds that stand beside it: once one of them is out, the report is made anew."""
    with speaking.as_service():
        return [release_id, *rounds.beside(read(release_id))]


@printable(runs.KIND, title="Local report", rule=may_read, fingerprint=of_what, about=its_page)
def local_report(subject_id: int) -> Printable:
    release = read(subject_id)
    html = page(release)
    survey = release.plan.dataset.survey
    return Printable(
        html=html,
        title=f"{survey.title}: {release.participation.partnership.name}",
        file_name=f"{slugify(survey.title)[:60]}-{slugify(release.participation.partnership.name)[:60]}.pdf",
    )


@printable(runs.NATIONAL, title="National numbers", rule=may_read, fingerprint=of_what, about=its_page)
def national_numbers(subject_id: int) -> Printable:
    release = read(subject_id)
    survey = release.plan.dataset.survey
    return Printable(
        html=page(release),
        title=f"{survey.title}: national numbers",
        file_name=f"{slugify(survey.title)[:60]}-national.pdf",
    )


def page(release: Release) -> str:
    """The report's page for the press, looked through once more. Raises Leaks."""
    found = shown.kept(release)
    blocks = found.blocks(shown.local_rows(found) if release.participation_id else shown.national_rows(found))
    html = render_to_string("analysis/print/local_report.html", context(release, found, blocks))
    tables = "\n".join(re.findall(r"<table.*?</table>", html, re.S))
    if faults := scan_text(_text(tables), shown.printed(blocks), found.withheld()):
        raise Leaks(faults)
    return html


def context(release: Release, found: shown.Kept, blocks: list[shown.Block]) -> dict:
    """What the report's pages are made of, on the screen and on paper."""
    survey = release.plan.dataset.survey
    earlier = rounds.released(release, found)
    area = release.participation.partnership.name if release.participation_id else ""
    opened_on, closed_on = arrived.was_open(release.plan.dataset)
    return {
        "opened_on": opened_on,
        "closed_on": closed_on,
        "response": _response(release, found) if area else None,
        "rounds": earlier,
        "round_questions": round_figures.read(earlier, is_released=True) if earlier else [],
        "release": release,
        "survey": survey,
        "programme": survey.programme,
        "dataset": release.plan.dataset,
        "area": area,
        "found": found,
        "blocks": blocks,
        "in_area": found.shown(Cell(counting.AREA, area)) if area else found.everybody,
        "rules": found.rules,
    }


def _response(release: Release, found: shown.Kept) -> arrived.Response | None:
    """How many the area says it asked, where how many answered is shown and both are of the same people."""
    came = arrived.of_area(release.plan.dataset, release.participation)
    base = found.shown(Cell(counting.AREA, release.participation.partnership.name))
    return came if came and came.headcount and came.answers == base and not came.is_more_than_asked else None


def _text(html: str) -> str:
    return shown.plain(unescape(re.sub(r"<[^>]+>", " ", html)))
