"""Local reports for all areas in one job: releases made and audited together, then a document for each."""

import logging

from django.db import transaction

from accounts import speaking
from accounts.models import User
from accounts.moves import IllegalMove
from accounts.waking import wake_when_committed
from analysis import releasing
from analysis.models import LocalRun, Plan, Release
from files import actions as files
from files.models import Making
from instruments.disclosure.ledger import Refused

log = logging.getLogger(__name__)

#: The printable of a local report.
KIND = "local-report"
#: That of the national numbers.
NATIONAL = "national-numbers"
CARRY_ON = "analysis.tasks.carry_on"


@transaction.atomic
def ask(plan: Plan, *, by: User) -> LocalRun:
    """Ask for a local report of every area. Raises IllegalMove while one run is under way, or there is no area."""
    with speaking.as_service():
        Plan.objects.select_for_update().get(pk=plan.pk)
        if plan.runs.filter(status__in=[LocalRun.Status.ASKED, LocalRun.Status.PRINTING]).exists():
            raise IllegalMove("The local reports are being made already.")
        if plan.dataset.participation_id or not plan.dataset.survey.programme.participations.exists():
            raise IllegalMove("This survey has no areas to report to one by one.")
        run = LocalRun.objects.create(plan=plan, asked_by=by)
    wake_when_committed(CARRY_ON)
    return run


def carry_on() -> str:
    """Take every run a step further. Safe to run twice and at once: a run is locked while somebody is at it."""
    with speaking.as_service():
        waiting = list(LocalRun.objects.filter(status=LocalRun.Status.ASKED).values_list("pk", flat=True))
        printing = list(LocalRun.objects.filter(status=LocalRun.Status.PRINTING).values_list("pk", flat=True))
    begun = sum(_begin(pk) for pk in waiting)
    ended = sum(_end(pk) for pk in printing)
    return f"{begun} begun, {ended} ended"


def _begin(pk: int) -> bool:
    """Make the releases and ask for the documents, all or nothing. A worker that dies leaves the run as it was."""
    try:
        with transaction.atomic(), speaking.as_service():
            run = (
                LocalRun.objects.filter(pk=pk, status=LocalRun.Status.ASKED)
                .select_for_update(skip_locked=True, of=("self",))
                .select_related("plan__dataset__survey__programme", "plan__dataset__version", "asked_by")
                .first()
            )
            if run is None:
                return False
            releasing.release_local(run.plan, by=run.asked_by)
            for release in local_releases(run.plan):
                print_report(release)
            run.move_to(LocalRun.Status.PRINTING)
        return True
    except Refused as refused:
        _failed(pk, str(refused))
    except Exception as error:
        log.exception("local reports could not be made: %s", type(error).__name__)
        _failed(pk, "Something went wrong in the portal. Nothing was released. Try again, and tell the support team.")
    return False


def _failed(pk: int, words: str) -> None:
    with transaction.atomic(), speaking.as_service():
        run = LocalRun.objects.filter(pk=pk, status=LocalRun.Status.ASKED).select_for_update().first()
        if run is not None:
            run.move_to(LocalRun.Status.FAILED, failure=words)


def print_report(release: Release) -> Making:
    """Ask for the document of one local release; the same row however often it is asked for."""
    return files.ask_for(
        KIND,
        release,
        title=f"Local report: {release.participation.partnership.name}",
        participation_ref=release.participation_id,
    )


def _end(pk: int) -> bool:
    with transaction.atomic(), speaking.as_service():
        run = (
            LocalRun.objects.filter(pk=pk, status=LocalRun.Status.PRINTING).select_for_update(skip_locked=True).first()
        )
        if run is None or not all(making.is_ready for _, making in documents(run.plan)):
            return False
        run.move_to(LocalRun.Status.DONE)
    return True


def local_releases(plan: Plan):
    """The local releases that stand, in the order of their areas' names."""
    return (
        plan.releases.standing()
        .filter(kind=Release.Kind.LOCAL)
        .select_related("participation__partnership", "plan__dataset__survey")
        .order_by("participation__partnership__name")
    )


def documents(plan: Plan) -> list[tuple[Release, Making | None]]:
    """Each local release with its document, as far as one was asked for. As the service, which asked."""
    with speaking.as_service():
        releases = list(local_releases(plan))
        rows = Making.objects.filter(
            kind=KIND, subject_label=Release._meta.label_lower, subject_id__in=[each.pk for each in releases]
        ).select_related("result")
        by_release = {making.subject_id: making for making in rows.order_by("pk")}
    return [(each, by_release.get(each.pk)) for each in releases]
