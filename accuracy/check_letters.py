"""The letters about fact checks. Their words are the programme's; here is what is filled in, and who gets them."""

from datetime import datetime

from accounts import speaking
from accounts.models import User
from accuracy.models import FactCheck, MoreTime
from programmes import correspondence
from programmes.letter_text import paragraphs
from programmes.models import Participation, Programme
from programmes.timetable import say

EVERYONE = "everyone in the partnership"


def asked(check: FactCheck, *, by: User) -> None:
    _tell("accuracy", check, "sent", EVERYONE, by)


def due_soon(check: FactCheck, days: int) -> int:
    return _tell("accuracy-due", check, f"due:{check.due_on.isoformat()}/{days}", "co-ordinator", None)


def sign_off_request(check: FactCheck, *, by: User) -> None:
    turn = f"sign-off:{check.put_forward_at.isoformat()}"
    _tell("accuracy-sign-off", check, turn, "chief officers", by, {"accuracy.by": by.name})


def sent_back(check: FactCheck, *, prepared_by: User, put_forward_at: datetime, by: User) -> None:
    """To whoever put it forward, and to the co-ordinator of today. The reason stands on the partnership's own page."""
    with speaking.as_service():
        people = {prepared_by, *correspondence.recipients("co-ordinator", _participation(check))}
    turn = f"sent-back:{put_forward_at.isoformat()}"
    _tell("accuracy-sent-back", check, turn, people, by, {"accuracy.by": by.name})


def receipt(check: FactCheck, *, by: User) -> None:
    """To everybody in the partnership; and to the lead, who decides now."""
    extra = {"accuracy.reference": check.reference, "accuracy.by": by.name}
    address = f"{check.get_absolute_url()}receipt/"
    _tell("accuracy-receipt", check, "receipt", EVERYONE, by, extra, address)
    _tell("accuracy-arrived", check, "arrived", "review lead", by, extra, f"/deciding/{check.pk}/")


def withdrawn(check: FactCheck, *, by: User) -> None:
    extra = {"accuracy.reason": paragraphs(check.withdrawn_reason)}
    _tell("accuracy-withdrawn", check, "withdrawn", EVERYONE, by, extra, "/work/")


def more_time_asked(wish: MoreTime, *, by: User) -> None:
    _tell(
        "accuracy-time-asked", wish.fact_check, f"wish:{wish.pk}/asked", "review lead", by,
        {"accuracy.asked_until": say(wish.until), "accuracy.reason": paragraphs(wish.reason)},
        f"/deciding/more-time/{wish.pk}/",
    )  # fmt: skip


def more_time_decided(wish: MoreTime, *, by: User) -> None:
    check = FactCheck.objects.get(pk=wish.fact_check_id)
    is_given = wish.status == MoreTime.Status.GRANTED
    _tell(
        "accuracy-time-decided", check, f"wish:{wish.pk}/decided", EVERYONE, by,
        {"accuracy.decision": "given" if is_given else "not given", "accuracy.reason": paragraphs(wish.decision_reason)},
    )  # fmt: skip


def response(check: FactCheck, *, by: User) -> None:
    """The response table goes back, once."""
    extra = {"accuracy.reference": check.reference}
    _tell("accuracy-response", check, "response", EVERYONE, by, extra, f"{check.get_absolute_url()}response/")


def _participation(check: FactCheck) -> Participation:
    programme = Programme.objects.with_plan().select_related("lead_body").get(participations=check.participation_id)
    found = correspondence.everyone(programme).get(pk=check.participation_id)
    programme.share_plan_with([found])
    return found


def _tell(key: str, check: FactCheck, occasion: str, to, by: User | None, extra=None, address: str = "") -> int:
    with speaking.as_service():
        return correspondence.tell(
            key,
            _participation(check),
            to=to,
            occasion=f"fact-check:{check.pk}/{occasion}",
            by=by,
            address=address or check.get_absolute_url(),
            extra={"accuracy.until": say(check.due_on), "embargo.report": check.called, **(extra or {})},
        )
