"""A release at work and in the area whose own it is."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import speaking
from accounts.guards import guarded
from analysis import counting, data_files, local_reports, round_figures, rounds, rules, runs, shown
from analysis.models import Release
from analysis.views.files import as_file
from audit import looks
from files import actions as files
from surveys import arrived


def _opened(release: Release) -> shown.Kept:
    """A release with what it belongs to. The wall has said that this person reads it; rules and datasets are the team's."""
    with speaking.as_service():
        return shown.kept(local_reports.read(release.pk))


@require_safe
@guarded(Release, by=rules.may_read_release)
def release(request, release):
    """Every question with its rows and its chart: an area beside the country, or the country by groups."""
    found = _opened(release)
    release = found.release
    survey = release.plan.dataset.survey
    is_team = rules.may_see_analysis(request.user, survey.programme)
    looks.record(
        request.user,
        "analysis",
        release,
        str(release),
        address=request.path,
        participation=release.participation_id,
    )
    if release.participation_id:
        blocks = found.blocks(shown.local_rows(found))
        with speaking.as_service():
            context = local_reports.context(release, found, blocks)
    else:
        context = national_context(request, release, found)
    return render(request, "analysis/release.html", context | {"is_team": is_team})


def national_context(request, release: Release, found: shown.Kept) -> dict:
    """What the national pages are made of; which groups stand beside everyone is said in the address."""
    survey = release.plan.dataset.survey
    names = {each.key: each.title for each in counting.groupings_of(survey, release.plan.dataset.version.instrument)}
    by = request.GET.get("by", "")
    by = by if by in found.groupings else ""
    with speaking.as_service():
        earlier = rounds.released(release, found)
    opened_on, closed_on = arrived.was_open(release.plan.dataset)
    return {
        "opened_on": opened_on,
        "closed_on": closed_on,
        "release": release,
        "survey": survey,
        "programme": survey.programme,
        "dataset": release.plan.dataset,
        "found": found,
        "blocks": found.blocks(shown.national_rows(found, by)),
        "groupings": [(key, names.get(key, key)) for key in found.groupings],
        "by": by,
        "rounds": earlier,
        "round_questions": round_figures.read(earlier, is_released=True) if earlier else [],
        "rules": found.rules,
    }


@require_POST
@guarded(Release, by=rules.may_read_release)
def pdf(request, release):
    """The release as a PDF: a local report that was made with all the others, or what is made now."""
    release = _opened(release).release
    making = files.ask_for(
        runs.KIND if release.participation_id else runs.NATIONAL,
        release,
        by=request.user,
        title=f"Local report: {release.participation.partnership.name}"
        if release.participation_id
        else "National numbers",
        participation_ref=release.participation_id,
    )
    return redirect(making)


@require_safe
@guarded(Release, by=rules.may_read_release)
def values(request, release):
    found = _opened(release)
    return as_file(found.release, "values", data_files.values(found))


@require_safe
@guarded(Release, by=rules.may_read_release)
def dictionary(request, release):
    found = _opened(release)
    return as_file(found.release, "dictionary", data_files.dictionary(found))
