"""What waits for one person: a return to fill or sign off, a query to answer, a version to read, a wish to decide on."""

from collections.abc import Iterable

from django.db.models import Count, OuterRef, Q, Subquery

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
    for row in rows.order_by("due", "pk"):
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
    reads = [pk for pk, held in works.items() if held & READS]
    come_in = (
        told.filter(programme__in=reads, state__in=WAITS_FOR_TEAM)
        .order_by()
        .values("programme")
        .annotate(n=Count("pk"), answers=Count("pk", filter=Q(state=State.ANSWERED)))
    )
    for each in come_in:
        programme, n, answers = programmes[each["programme"]], each["n"], each["answers"]
        yield Waiting(
            f"Read {counted(n, 'return')} that {noun(n, 'has,have')} come in",
            f"/reading/{programme.slug}/?state=waiting",
            programme=programme.short_title,
            state="to read",
            detail=f"{answers} of them with an answered query." if answers else "",
        )
    runs = [pk for pk, held in works.items() if held & RUNS]
    wishes = told.filter(programme__in=runs, extension__isnull=False)
    for row in wishes.order_by("due", "pk"):
        yield Waiting(
            f"Decide on more time: {row.ask_title}",
            f"/reading/extensions/{row.extension_id}/",
            programme=programmes[row.programme_id].short_title,
            whose=row.partnership_name,
            due=row.due,
            state="to decide",
        )
