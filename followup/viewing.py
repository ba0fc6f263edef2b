"""What the team makes of an update, and what of it everybody may read."""

from django.db import transaction
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from accounts.moves import IllegalMove
from followup.judging import area_named
from followup.models import Entry, Plan, Response, Shown, Update, View
from programmes.models import Programme, Seat


@transaction.atomic
def view(entry: Entry, *, says: str, reason: str, by: User) -> View:
    """The link inspector’s view of what is said of an action, with the reason. Said twice in the same words it is said once."""
    reason = reason.strip()
    if not reason:
        raise IllegalMove("Say why.")
    held = Update.objects.select_for_update(of=("self",)).get(pk=entry.update_id)
    if held.status != Update.Status.SENT:
        raise IllegalMove("This is not the version that counts. Say what you make of the one that was sent last.")
    last = View.objects.filter(entry=entry).order_by("pk").last()
    if last and (last.says, last.reason, last.viewed_by_id) == (says, reason, by.pk):
        return last
    return View.objects.create(
        entry=entry,
        participation_id=entry.participation_id,
        says=View.Says(says),
        reason=reason,
        viewed_at=timezone.now(),
        viewed_by=by,
    )


def is_shown(what: Update | Response) -> bool:
    """Whether the last decision is that everybody may read it."""
    last = what.decisions.order_by("pk").last()
    return bool(last and last.is_shown)


@transaction.atomic
def decide(what: Update | Response, *, show: bool, reason: str = "", by: User) -> Shown:
    """Decide that everybody may read an update or an answer, or no longer. Raises IllegalMove with a sentence.

    Where a programme never attributes, no partnership’s words are shown: they would say whose they are.
    """
    is_update = isinstance(what, Update)
    programme = what.plan.programme if is_update else what.report.programme
    whose = what.plan.whose if is_update else what.whose
    if show and is_update and what.status != Update.Status.SENT:
        raise IllegalMove("Only what was sent and counts can be published.")
    if show and what.participation_id and programme.attribution == Programme.Attribution.NEVER:
        raise IllegalMove("This programme never attributes. What one partnership says is not published.")
    words = [each.words for each in what.entries.all()] if is_update else [what.words]
    if show and (area := area_named(programme, *words)):
        raise IllegalMove(f"It names {area}, and this programme never attributes.")
    if not show and not reason.strip():
        raise IllegalMove("Say why it is shown no longer.")
    last = what.decisions.order_by("pk").last()
    if last and last.is_shown == show:
        return last
    return Shown.objects.create(
        report_id=what.plan.report_id if is_update else what.report_id,
        **({"update": what} if is_update else {"response": what}),
        is_shown=show,
        named_as=whose,
        reason=reason.strip()[:300],
        decided_at=timezone.now(),
        decided_by=by,
    )


@transaction.atomic
def name_inspector(plan: Plan, person: User | None) -> None:
    """Say who the link inspector of a plan is. Somebody tied to the partnership cannot be. Raises IllegalMove."""
    if person is not None and plan.participation_id:
        # Asked as the portal: a person’s ties are their own to see.
        with speaking.as_service():
            bodies = set(plan.participation.partnership.organisations.values_list("pk", flat=True))
            sits = Seat.objects.held().filter(participation=plan.participation_id, person=person).exists()
            is_tied = person.organisation_id in bodies or person.ties.filter(organisation__in=bodies).exists()
        if sits or is_tied:
            raise IllegalMove(f"{person.name} works for, comes from or sits in this partnership. Choose somebody else.")
    Plan.objects.filter(pk=plan.pk).update(link_inspector=person)
