"""How named answers stand, for those who may know that and no word of them: the co-ordinator, and the team."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts import speaking
from programmes.models import Participation
from surveys.models import Reply, Survey, Writer

#: Words and a mark for each state.
STATES = {
    "no dates": ("No dates yet", "quiet"),
    "not open": ("Not open yet", "quiet"),
    "to do": ("Not begun", "open"),
    "being prepared": ("Being prepared", "open"),
    "to sign off": ("Waits for sign-off", "waiting"),
    "being corrected": ("Sent, and being corrected", "done"),
    "sent": ("Sent", "done"),
    "not sent": ("Closed, not sent", "late"),
}


@dataclass(frozen=True)
class Standing:
    """One area's answer of one kind of respondent: its newest version, and the one that stands, if any was sent."""

    newest: Reply
    sent: Reply | None
    state: str

    @property
    def words(self) -> str:
        return STATES[self.state][0]

    @property
    def mark(self) -> str:
        return STATES[self.state][1]


def standings(replies: Iterable[Reply], today: date) -> list[Standing]:
    """Every version of some replies, in any order, as one standing for each area and kind."""
    by_whose: dict[tuple, list[Reply]] = {}
    for reply in replies:
        by_whose.setdefault((reply.survey_id, reply.participation_id, reply.kind), []).append(reply)
    return [_standing(versions, today) for versions in by_whose.values()]


def _standing(versions: list[Reply], today: date) -> Standing:
    newest = max(versions, key=lambda each: each.number)
    sent = next((each for each in versions if each.status == Reply.Status.SENT), None)
    opening = newest.state(today)
    if opening in ("no dates", "not open"):
        state = opening
    elif sent and (newest is sent or opening != "open"):
        state = "sent"
    elif sent:
        state = "being corrected"
    elif opening != "open":
        state = "not sent"
    elif newest.status == Reply.Status.AWAITING_SIGN_OFF:
        state = "to sign off"
    else:
        state = "being prepared" if newest.edits else "to do"
    return Standing(newest, sent, state)


def of_participations(participations: Iterable[Participation | int], today: date) -> list[Standing]:
    """Those of some partnerships, in the order of their surveys. As the service, and without a word of what they say."""
    with speaking.as_service():
        rows = _without_words(Reply.objects.filter(participation__in=participations))
        return standings(rows.order_by("survey__position", "kind", "number"), today)


def of_surveys(user, surveys: Iterable[Survey], today: date) -> list[Standing]:
    """Those of some surveys, of the partnerships that a person sees."""
    seen = list(Participation.objects.visible_to(user).values_list("pk", flat=True))
    with speaking.as_service():
        rows = _without_words(Reply.objects.filter(survey__in=surveys, participation__in=seen))
        return standings(rows.order_by("participation__partnership__name", "kind", "number"), today)


def of_reply(survey: Survey, participation: Participation, kind: str) -> Standing:
    with speaking.as_service():
        rows = Reply.objects.filter(survey=survey, participation=participation, kind=kind)
        return standings(_without_words(rows), timezone.localdate())[0]


def writers_of(participations: Iterable[Participation | int]) -> dict[tuple, int]:
    """How many people were asked to write, {(survey, participation, kind): people}."""
    found: dict[tuple, int] = {}
    with speaking.as_service():
        places = Writer.objects.current().filter(participation__in=participations)
        for place in places.values_list("survey", "participation", "kind"):
            found[place] = found.get(place, 0) + 1
    return found


def _without_words(rows):
    return rows.defer("values", "sent_back_reason").select_related("survey__programme", "participation__partnership")
