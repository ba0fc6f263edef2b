"""The letters that follow a report: each says that something is expected or has happened and where, and none what was said."""

from datetime import datetime

from django.utils import timezone

from accounts import speaking
from accounts.models import User
from followup.models import Action, Plan, Round, Update
from programmes import correspondence
from programmes.models import Participation, Programme


def sign_off_request(update: Update, *, by: User) -> None:
    turn = f"sign-off:{update.put_forward_at.isoformat()}"
    _of_an_update(
        "an update on a plan waits for sign-off", update, turn, by, "chief officers", {"update.prepared_by": by.name}
    )


def sent_back(update: Update, *, prepared_by: User | None, put_forward_at: datetime, by: User) -> None:
    """To whoever gave it, and to the co-ordinator of today. The reason stands on the update’s own page."""
    if update.participation_id is None:
        return
    with speaking.as_service():
        people = {prepared_by, *correspondence.recipients("co-ordinator", _participation(update.plan))} - {None}
    turn = f"sent-back:{put_forward_at.isoformat()}"
    _of_an_update("an update on a plan is sent back", update, turn, by, people, {"update.sent_back_by": by.name})


def receipt(update: Update, *, by: User) -> None:
    """To everybody in the partnership. A body that has no people here is told elsewhere."""
    said = {"update.sent_at": f"{timezone.localtime(update.sent_at):%-d %B %Y, %H:%M}", "update.sent_by": by.name}
    _of_an_update("an update on a plan is sent", update, "receipt", by, "everyone in the partnership", said)


def expected(plan: Plan, round: Round) -> int:
    """Some days before the last one, to whoever writes: an update is expected. Told once for each last day."""
    return _tell(
        "an update on a plan is expected",
        plan,
        f"round:{round.pk}/expected:{round.due.isoformat()}",
        None,
        "co-ordinator",
        _of_a_round(round),
    )


def late(plan: Plan, round: Round) -> int:
    """After the last day, once: nothing has come."""
    return _tell(
        "an update on a plan is late",
        plan,
        f"round:{round.pk}/late:{round.due.isoformat()}",
        None,
        "co-ordinator",
        _of_a_round(round),
    )


def action_due(action: Action) -> int:
    """Some days before an action is due, once for each day that it was given."""
    said = {"action.text": " ".join(action.text.split()), "action.due": action.due}
    return _tell(
        "an action of a plan is due",
        action.plan,
        f"action:{action.pk}/due:{action.due.isoformat()}",
        None,
        "co-ordinator",
        said,
    )


def _of_a_round(round: Round) -> dict:
    return {"update.round": round.title, "update.last_day": round.due}


def _of_an_update(event: str, update: Update, occasion: str, by: User, to, extra: dict) -> None:
    if update.participation_id is None:
        return
    said = {**_of_a_round(update.round), **extra}
    _tell(event, update.plan, f"update:{update.pk}/{occasion}", by, to, said, update.get_absolute_url())


def _participation(plan: Plan) -> Participation:
    # With its plan, as a letter names the days of the programme.
    programme = Programme.objects.with_plan().get(pk=plan.programme_id)
    found = correspondence.everyone(programme).get(pk=plan.participation_id)
    programme.share_plan_with([found])
    return found


def _tell(event: str, plan: Plan, occasion: str, by: User | None, to, extra: dict, address: str = "") -> int:
    with speaking.as_service():
        return correspondence.tell(
            event,
            _participation(plan),
            to=to,
            occasion=f"plan:{plan.pk}/{occasion}",
            by=by,
            address=address or plan.get_absolute_url(),
            extra={"plan.report": plan.about, **extra},
        )
