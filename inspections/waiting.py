"""What waits for one person: a return to fill or sign off, a query to answer, a version to read, a wish to decide on."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse

from accounts import roles
from inspections import standing
from inspections.models import Message, Progress, Submission
from inspections.standing import NOTHING_SENT, WAITS_FOR_TEAM, State
from interface.counting import counted, noun
from programmes import rules
from programmes.work import Desk, Waiting

READS = {roles.Lead.slug, roles.Inspector.slug, roles.AssociateAssessor.slug}
RUNS = {roles.Lead.slug, roles.SupportOfficer.slug}


def waiting_for(desk: Desk) -> Iterable[Waiting]:
    """Everything about returns that waits for this person today, in a fixed number of queries."""
    user, today = desk.user, desk.today
    sits, works, programmes = rules.seats(user), rules.teams(user), desk.programmes
    if not programmes:
        return []
    rows = Progress.objects.visible_to(user).asked()
    found = []
    if sits:
        stands = standing.told(rows.filter(participation__in=sits), programmes.values(), today=today)
        found += _for_the_partnership(stands, sits, programmes)
    if works:
        # What was accepted waits for nobody, and grows with the years.
        is_done = Q(current_status=Submission.Status.ACCEPTED, extension=None)
        stands = standing.told(
            rows.filter(~is_done, programme__in=works), programmes.values(), today=today, count=False
        )
        reported = {pk for pk, programme in programmes.items() if programme.has_reported(today)}
        found += _for_the_team(stands, works, programmes, reported)
    return found


def _for_the_partnership(found, sits, programmes) -> Iterable[Waiting]:
    answer_by = _days_to_answer([stands.return_id for stands in found if stands.state == State.QUERIED])
    for stands in sorted(found, key=_by_date):
        held = sits[stands.participation_id]
        common = {
            "address": stands.address,
            "programme": programmes[stands.programme_id].short_title,
            "whose": stands.partnership,
        }
        if roles.ChiefOfficer.slug in held and stands.draft_status == Submission.Status.AWAITING_SIGN_OFF:
            yield Waiting(
                f"Sign off: {stands.ask}",
                **{**common, "address": f"{stands.address}sign-off/"},
                due=stands.due,
                state="to sign off",
            )
        if not held & {roles.Coordinator.slug, roles.Contributor.slug}:
            continue
        if stands.state == State.QUERIED and roles.Coordinator.slug in held:
            yield Waiting(
                f"Answer a query: {stands.ask}",
                **{**common, "address": f"{stands.address}thread/"},
                due=answer_by.get(stands.return_id),
                state="queried",
            )
        elif (
            stands.state in NOTHING_SENT - {State.NOT_YET}
            and stands.draft_status != Submission.Status.AWAITING_SIGN_OFF
        ):
            has_begun = stands.state == State.IN_PROGRESS or stands.draft_id
            yield Waiting(
                f"{'Send' if roles.Coordinator.slug in held else 'Add documents to'}: {stands.ask}",
                **common,
                due=stands.due,
                state="in progress" if has_begun else "to do",
                detail=f"{stands.documents_in} of {counted(stands.documents_asked, 'document')} {noun(stands.documents_in, 'is,are')} in."
                if has_begun
                else "",
            )


def _days_to_answer(returns: list[int]) -> dict[int, date | None]:
    """By when the last query of each of these returns is to be answered."""
    if not returns:
        return {}
    asked = Message.objects.filter(of__in=returns, kind=Message.Kind.QUERY)
    return dict(asked.order_by("of", "-written_at", "-pk").distinct("of").values_list("of", "answer_by"))


def _for_the_team(found, works, programmes, reported) -> Iterable[Waiting]:
    reads = {pk for pk, held in works.items() if held & READS}
    runs = {pk for pk, held in works.items() if held & RUNS}
    # What never came in before the report was out is history, and nobody is to be chased for it.
    chases = runs - reported
    to_read, answered, overdue, wishes = Counter(), Counter(), Counter(), []
    for stands in found:
        if stands.programme_id in reads and stands.state in WAITS_FOR_TEAM:
            to_read[stands.programme_id] += 1
            answered[stands.programme_id] += stands.state == State.ANSWERED
        if stands.programme_id in runs and stands.extension_id:
            wishes.append(stands)
        if stands.programme_id in chases and stands.state == State.LATE:
            overdue[stands.programme_id] += 1
    for pk, n in sorted(to_read.items()):
        yield Waiting(
            f"Read {counted(n, 'return')} that {noun(n, 'has,have')} come in",
            f"/reading/{programmes[pk].slug}/?state=waiting",
            programme=programmes[pk].short_title,
            state="to read",
            detail=f"{answered[pk]} of them with an answered query." if answered[pk] else "",
        )
    for pk, n in sorted(overdue.items()):
        yield Waiting(
            f"{counted(n, 'return')} {noun(n, 'is,are')} late",
            reverse("programmes:chase", args=[programmes[pk].slug]),
            programme=programmes[pk].short_title,
            state="to chase",
            detail="You can write to all who are late with one letter.",
        )
    for stands in sorted(wishes, key=_by_date):
        yield Waiting(
            f"Decide on more time: {stands.ask}",
            f"/reading/extensions/{stands.extension_id}/",
            programme=programmes[stands.programme_id].short_title,
            whose=stands.partnership,
            due=stands.due,
            state="to decide",
        )


def _by_date(stands) -> tuple:
    return stands.due, stands.return_id
