"""What waits for one person: a return to fill or sign off, a query to answer, a version to read, a wish to decide on."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import OuterRef, Q, Subquery
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
    told = standing.told(Progress.objects.visible_to(user).asked(), programmes.values(), today=today)
    found = []
    if sits:
        found += _for_the_partnership(told, sits, programmes, today)
    if works:
        found += _for_the_team(told, works, programmes, today)
    return found


def _for_the_partnership(told, sits, programmes, today) -> Iterable[Waiting]:
    asked = Message.objects.filter(of=OuterRef("pk"), kind=Message.Kind.QUERY).order_by("-written_at", "-pk")
    rows = told.filter(participation__in=sits).annotate(answer_by=Subquery(asked.values("answer_by")[:1]))
    for row in sorted(rows, key=_by_date):
        stands = standing.standing_of(row, today)
        held = sits[row.participation_id]
        common = {
            "address": stands.address,
            "programme": programmes[row.programme_id].short_title,
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
                due=row.answer_by,
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


def _for_the_team(told, works, programmes, today) -> Iterable[Waiting]:
    reads = {pk for pk, held in works.items() if held & READS}
    runs = {pk for pk, held in works.items() if held & RUNS}
    come_in = Q(programme__in=reads, state__in=WAITS_FOR_TEAM)
    wished = Q(programme__in=runs, extension__isnull=False)
    late = Q(programme__in=runs, state=State.LATE)
    asked = ("programme", "state", "extension", "ask_title", "partnership_name", "due", "pk")
    to_read, answered, overdue, wishes = Counter(), Counter(), Counter(), []
    for row in told.filter(come_in | wished | late).order_by().values_list(*asked, named=True):
        if row.programme in reads and row.state in WAITS_FOR_TEAM:
            to_read[row.programme] += 1
            answered[row.programme] += row.state == State.ANSWERED
        if row.programme in runs and row.extension:
            wishes.append(row)
        if row.programme in runs and row.state == State.LATE:
            overdue[row.programme] += 1
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
    for row in sorted(wishes, key=_by_date):
        yield Waiting(
            f"Decide on more time: {row.ask_title}",
            f"/reading/extensions/{row.extension}/",
            programme=programmes[row.programme].short_title,
            whose=row.partnership_name,
            due=row.due,
            state="to decide",
        )


def _by_date(row) -> tuple:
    """By Python: Django weighs every column of a question before it writes an order into it."""
    return row.due, row.pk
