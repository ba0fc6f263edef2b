"""Verbs of the panel: call it, declare, open the papers, decide, meet its conditions, and set its quorum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import clock, roles, speaking
from accounts.models import Post, User
from accounts.moves import IllegalMove
from assurance import judging, letters, locking, papers, travelling
from assurance.models import LockedVersion, Meeting, Member, PanelCondition, Papers, Quorum
from assurance.reviewing import writers
from assurance.road import Stage
from interface.counting import counted, noun
from programmes.models import Assignment, Programme
from reports import minutes
from reports.models import Report

Status, Decision = Meeting.Status, Meeting.Decision
#: A condition is reminded of so long before its day.
REMIND = timedelta(days=3)


class CannotCall(ValueError):
    """A meeting that cannot be called so; the sentence says why."""


class CannotDecide(ValueError):
    """A decision that cannot be recorded so; the sentence says what is missing."""


@dataclass(frozen=True)
class Asked:
    """One condition as the chair records it."""

    words: str
    who: User
    due_on: date


def quorum_of(programme: Programme) -> int:
    """How many decide at least: the programme's own number, the portal's, or what stands until somebody sets one."""
    found = dict(Quorum.objects.filter(Q(programme=programme) | Q(programme=None)).values_list("programme", "members"))
    return found.get(programme.pk) or found.get(None) or Quorum.DEFAULT


@transaction.atomic
def set_quorum(programme: Programme | None, members: int | None, *, by: User) -> None:
    """Set how many decide at least, for one programme or for all; None takes a programme's own number away."""
    if members is None:
        Quorum.objects.filter(programme=programme).delete()
        return
    if members < 2:
        raise ValueError("A panel is at least two people.")
    Quorum.objects.update_or_create(
        programme=programme, defaults={"members": members, "set_by": by, "set_at": timezone.now()}
    )


def who_may_sit(report: Report) -> list[User]:
    """Members of the panel, for the whole portal or for this programme, who have not written in the report."""
    with speaking.as_service():
        posts = Post.objects.current().filter(role=roles.PanelMember.slug)
        team = Assignment.objects.current().filter(programme=report.programme_id, role=roles.PanelMember.slug)
        found = User.objects.active().filter(Q(pk__in=posts.values("person")) | Q(pk__in=team.values("person")))
        return list(found.exclude(pk__in=writers(report)).order_by("name", "pk"))


@transaction.atomic
def call(
    report: Report,
    *,
    held_at: datetime,
    members: Sequence[User],
    chair: User,
    place: str = "",
    video_link: str = "",
    reason: str = "",
    by: User,
) -> Meeting:
    """Call the panel: lock the draft, take the report to the panel, put the papers together and tell each member.

    ``reason`` is why the panel is asked again, of a report that is with the partnership. Raises CannotCall, and what ``travelling.move`` and ``locking.lock`` raise.
    """
    if not place.strip() and not video_link.strip():
        raise CannotCall("Say where the panel meets, or give the link for video.")
    if chair not in members:
        raise CannotCall("The chair is one of the members.")
    may_sit = {person.pk for person in who_may_sit(report)}
    if wrong := [str(person) for person in members if person.pk not in may_sit]:
        raise CannotCall(f"Not of the panel, or an author of the report: {', '.join(wrong)}.")
    quorum = quorum_of(report.programme)
    if len(members) < quorum:
        raise CannotCall(f"At least {quorum} members decide, and you chose {len(members)}.")
    here = travelling.standing(report)
    if here.at == Stage.PEER_REVIEW:
        travelling.move(report, "to-panel", by=by)
    elif here.at == Stage.ACCURACY:
        travelling.move(report, "again-to-panel", by=by, reason=reason)
    elif here.at != Stage.PANEL:
        raise IllegalMove(f"This report is at “{here.at.label}” now, and no panel is called there.")
    if Meeting.objects.to_come().filter(report=report).exists():
        raise IllegalMove("A meeting about this report is to come already.")
    version = locking.lock(report, purpose=LockedVersion.Purpose.PANEL, by=by)
    meeting = Meeting.objects.create(
        report=report,
        version=version,
        held_at=held_at,
        place=place.strip(),
        video_link=video_link.strip(),
        chair=chair,
        quorum=quorum,
        called_by=by,
        called_at=timezone.now(),
    )
    Member.objects.bulk_create(Member(meeting=meeting, person=person) for person in members)
    Papers.objects.create(meeting=meeting, content=papers.put_together(meeting), made_at=timezone.now())
    letters.papers_are_ready(meeting)
    return meeting


@transaction.atomic
def call_off(meeting: Meeting, *, reason: str, by: User) -> None:
    """Call a meeting off. The report stays with the panel until it meets, or is taken back to drafting."""
    meeting.move_to(Status.CALLED_OFF, called_off_by=by, called_off_at=timezone.now(), called_off_reason=reason[:300])
    letters.meeting_is_called_off(meeting)


@transaction.atomic
def put_off(meeting: Meeting, *, held_at: datetime, place: str = "", video_link: str = "") -> None:
    """Meet at another time or elsewhere; each member is told once of each change. Papers and declarations stay."""
    place, video_link = place.strip(), video_link.strip()
    if not place and not video_link:
        raise CannotCall("Say where the panel meets, or give the link for video.")
    # Held, so that a second press of the same change finds nothing to change, and tells nobody.
    before = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if before.status != Status.CALLED:
        raise IllegalMove("This meeting is over.")
    wanted = {"held_at": held_at, "place": place, "video_link": video_link}
    if any(getattr(before, name) != value for name, value in wanted.items()):
        Meeting.objects.filter(pk=meeting.pk).update(**wanted)
        letters.meeting_is_put_off(
            Meeting.objects.select_related("report__programme__lead_body", "called_by").get(pk=meeting.pk)
        )


@transaction.atomic
def give_chair(meeting: Meeting, person: User) -> None:
    """Another member chairs: the first is away, or has a conflict of interest."""
    if not meeting.members.filter(person=person).exists():
        raise ValueError("The chair is one of the members.")
    if not Meeting.objects.to_come().filter(pk=meeting.pk).update(chair=person):
        raise IllegalMove("This meeting is over.")


# --- Members ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def declare(meeting: Meeting, *, by: User, conflict: str) -> Member:
    """Say which conflict of interest one has, or none with "". It may be said anew until the panel has decided."""
    if meeting.status != Status.CALLED:
        raise IllegalMove("This meeting is over.")
    conflict = conflict.strip()
    member = meeting.members.select_for_update().get(person=by)
    # Papers that were opened stay opened: what is declared anew is declared from the same moment on.
    Member.objects.filter(pk=member.pk).update(
        has_conflict=bool(conflict), conflict=conflict, declared_at=member.declared_at or timezone.now()
    )
    return Member.objects.get(pk=member.pk)


def open_papers(meeting: Meeting, by: User) -> None:
    """Note when a member first opened the papers."""
    meeting.members.filter(person=by, opened_at=None, declared_at__isnull=False).update(opened_at=timezone.now())


# --- The decision ----------------------------------------------------------------------------------------------------


@transaction.atomic
def decide(
    meeting: Meeting,
    *,
    by: User,
    present: Sequence[Member],
    decision: str,
    reasons: str,
    minutes_taken: str = "",
    conditions: Sequence[Asked] = (),
    grades: dict[str, str] | None = None,
) -> Meeting:
    """Record what the panel decided, once. Not agreed takes the report back to drafting.

    Those decide who are present and declared no conflict of interest. ``grades`` are the agreed judgements by question.
    Raises CannotDecide, and IllegalMove where somebody recorded a decision before.
    """
    meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("report__programme", "version")
        .get(pk=meeting.pk)
    )
    if meeting.status != Status.CALLED:
        raise IllegalMove("A decision of this meeting has been recorded already, or it was called off.")
    if by.pk != meeting.chair_id:
        raise CannotDecide("The chair records the decision.")
    if minutes.in_scotland(meeting.held_at).date() > minutes.in_scotland(timezone.now()).date():
        raise CannotDecide(
            f"The panel meets at {minutes.in_words(meeting.held_at)}. Its decision is recorded on that day or after it."
        )
    # As they stand now: somebody may have declared since the page was opened.
    present = list(meeting.members.select_related("person").filter(pk__in=[member.pk for member in present]))
    if silent := [str(member.person) for member in present if member.declared_at is None]:
        raise CannotDecide(
            f"{', '.join(silent)} {noun(len(silent), 'has,have')} not said whether there is a conflict of interest. "
            "Each member declares in their own name."
        )
    deciding = [member for member in present if not member.has_conflict]
    if by.pk not in {member.person_id for member in deciding}:
        raise CannotDecide(
            "The chair is present and has no conflict of interest. If you have one, another member has to chair."
        )
    if len(deciding) < meeting.quorum:
        raise CannotDecide(
            f"{counted(len(deciding), 'member')} would decide, and at least {meeting.quorum} have to. "
            "Members with a conflict of interest do not count."
        )
    if not reasons.strip():
        raise CannotDecide("Say why the panel decided so.")
    if (decision == Decision.WITH_CONDITIONS) != bool(conditions):
        raise CannotDecide(
            "Say what the conditions are, at least one."
            if not conditions
            else "Conditions belong to “Agreed with conditions”. Choose that, or take them out."
        )
    meeting.members.filter(pk__in=[member.pk for member in present]).update(present=True)
    meeting.members.filter(pk__in=[member.pk for member in deciding]).update(decides=True)
    PanelCondition.objects.bulk_create(
        PanelCondition(meeting=meeting, number=number, words=asked.words.strip(), who=asked.who, due_on=asked.due_on)
        for number, asked in enumerate(conditions, start=1)
    )
    meeting.move_to(
        Status.DECIDED,
        decision=decision,
        reasons=reasons.strip(),
        minutes=minutes_taken.strip(),
        decided_by=by,
        decided_at=timezone.now(),
    )
    if meeting.is_agreed:
        judging.agree(meeting, grades or {})
    else:
        travelling.move(meeting.report, "back-from-panel", by=by, reason=f"The panel has not agreed. {reasons.strip()}")
    letters.tell_of_a_decision(meeting)
    return meeting


# --- Conditions ------------------------------------------------------------------------------------------------------


@transaction.atomic
def meet(condition: PanelCondition, *, with_what: str, by: User) -> None:
    """Say with what a condition of the panel is met."""
    if not with_what.strip():
        raise ValueError("Say what was done.")
    condition.move_to(PanelCondition.Status.MET, met_with=with_what.strip(), met_by=by, met_at=timezone.now())


@transaction.atomic
def reopen(condition: PanelCondition) -> None:
    """Take back that a condition is met."""
    condition.move_to(PanelCondition.Status.OPEN, met_with="", met_by=None, met_at=None)


def remind_of_conditions() -> int:
    """Remind of every condition that is due within days, or was; each reminder is one, however often this is asked."""
    with speaking.as_service():
        today = clock.today()
        soon = (
            PanelCondition.objects.unmet()
            .filter(due_on__lte=today + REMIND)
            .select_related("meeting__report__programme__lead_body", "who")
            .order_by("pk")
        )
        return sum(letters.remind_of(condition, late=condition.due_on < today) for condition in soon)
