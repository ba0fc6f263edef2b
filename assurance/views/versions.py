"""Locked versions of a draft: read, and compared with each other or with the draft as it stands."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import guarded
from assurance import locking, rules
from assurance.models import LockedVersion
from audit import looks
from reports import freezing
from reports.clock import transaction_time
from reports.models import Report


def _with_programme(rows):
    return rows.select_related("programme")


def _with_report(rows):
    return rows.select_related("report__programme", "locked_by")


@require_safe
@guarded(Report, by=rules.may_read, queryset=_with_programme)
def versions(request, report):
    """Every locked version of a report that this person may read, the newest first."""
    found = report.locked_versions.visible_to(request.user).without_content().select_related("locked_by")
    return render(
        request,
        "assurance/versions.html",
        {"report": report, "versions": list(found), "sees_draft": rules.sees_draft(request.user, report)},
    )


@require_safe
@guarded(LockedVersion, by=rules.may_read_version, queryset=_with_report)
def version(request, version):
    """A locked version with its numbered paragraphs, a watermark and the name of its reader. It is noted who looked."""
    noted(request, version)
    return render(
        request,
        "assurance/version.html",
        {
            "report": version.report,
            "version": version,
            "now": transaction_time(),
            "sees_draft": rules.sees_draft(request.user, version.report),
        },
    )


@require_safe
@guarded(LockedVersion, by=rules.may_read_version, queryset=_with_report)
def compare(request, version):
    """A locked version beside another one (?with=its number), or beside the draft as it stands."""
    noted(request, version)
    others = list(version.report.locked_versions.visible_to(request.user).without_content().exclude(pk=version.pk))
    wanted = request.GET.get("with", "")
    other = next((each for each in others if str(each.number) == wanted), None)
    sees_draft = rules.sees_draft(request.user, version.report)
    if other is None and not sees_draft:
        # A colleague from elsewhere reads what was locked, and not how it goes on.
        if not others:
            raise Http404
        other = others[0]
    if other is None:
        before, after = version.content, freezing.look(version.report).frozen.content
        names = f"Version {version.number}", "The draft now"
    else:
        # The earlier one stands at the left, whichever was opened.
        first, second = sorted((version, other), key=lambda each: each.number)
        before, after = first.content, second.content
        names = f"Version {first.number}", f"Version {second.number}"
    pairs = locking.compared(before, after)
    differ = sum(pair.change != "same" for pair in pairs)
    only = "all" not in request.GET
    return render(
        request,
        "assurance/compare.html",
        {
            "report": version.report,
            "version": version,
            "others": others,
            "sees_draft": sees_draft,
            "other": other,
            "pairs": [pair for pair in pairs if pair.change != "same"] if only else pairs,
            "differ": differ,
            "parts": len(pairs),
            "only": only,
            "before": names[0],
            "after": names[1],
            "now": transaction_time(),
        },
    )


def noted(request, version: LockedVersion) -> None:
    """Note that somebody looked at a version."""
    looks.record(
        request.user,
        "locked version",
        version,
        f"Version {version.number} of a report of {version.report.programme.short_title}",
        address=version.get_absolute_url(),
    )
