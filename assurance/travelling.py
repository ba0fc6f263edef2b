"""Verbs of the road: begin it, make a move, lead a report around a part of it. And where a report stands."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from accounts.moves import IllegalMove
from assurance import road as table
from assurance.models import Road, Step, WayRound
from assurance.road import Condition, Move, Outcome, Stage, Told
from reports.models import Edition, Report


class NotYet(Exception):
    """A move whose conditions do not all hold; ``unmet`` are those, each with how things stand."""

    def __init__(self, unmet: list[tuple[Condition, Told]]):
        super().__init__(" ".join(condition.says for condition, _ in unmet))
        self.unmet = unmet


@dataclass(frozen=True)
class Standing:
    """Where a report stands: its stage by somebody's move, or what follows from its publication and the clock."""

    road: Road
    at: Stage | Outcome
    public: int | None  # the number of the newest edition that everybody can read

    @property
    def is_out(self) -> bool:
        """Whether the edition that this round of the road led to can be read by everybody."""
        return isinstance(self.at, Outcome)

    @property
    def is_correction(self) -> bool:
        """Whether the road leads to a correction of something that is public."""
        return self.public is not None and not self.is_out


def standing(report: Report) -> Standing:
    """Where a report stands now, by the database's clock."""
    road = Road.objects.get(report=report)
    report.road = road  # what is asked of this report next is asked of its road as it is now
    public = Edition.objects.public().filter(report=report).aggregate(number=Max("number"))["number"]
    at = Stage(road.status)
    if public is not None and at in table.MAY_BE_RELEASED and public >= road.round:
        return Standing(road, Outcome.PUBLISHED if public == 1 else Outcome.CORRECTED, public)
    return Standing(road, at, public)


def arrived(road: Road, stage: Stage) -> datetime | None:
    """When a report last came to a stage; None where it never did."""
    return road.steps.filter(arrives=stage).order_by("-pk").values_list("at", flat=True).first()


def is_brought_in(road: Road) -> bool:
    """Whether this round of the road was taken elsewhere, before it was kept here."""
    return road.steps.filter(move="brought-in", round=road.round).exists()


# --- Moving ----------------------------------------------------------------------------------------------------------


def begin(report: Report, by: User | None) -> Road:
    """Asked when a report begins: its road is there from the first day."""
    with speaking.as_service():
        road = Road.objects.create(report=report)
        Step.objects.create(road=road, move="", arrives=Stage.DRAFTING, round=1, by=by, at=report.created_at)
        return road


def leaves(move: Move, here: Standing) -> bool:
    """Whether a move begins where a report stands. A correction may follow a correction."""
    return here.is_out if isinstance(move.leaves, Outcome) else here.at == move.leaves


def unmet(report: Report, move: Move) -> list[tuple[Condition, Told]]:
    """The conditions of a move that do not hold now."""
    asked = [(condition, table.told(condition, report)) for condition in table.conditions_of(move)]
    return [(condition, told) for condition, told in asked if not told.holds]


@transaction.atomic
def move(report: Report, key: str, *, by: User, reason: str = "") -> Step:
    """Make one move of the road.

    Raises IllegalMove where the report no longer stands where the move begins, NotYet where a condition does not hold,
    and ValueError where a reason is missing. Who may is for the caller to ask (``rules.makes``).
    """
    wanted, reason = table.BY_KEY[key], reason.strip()
    if wanted.needs_reason and not reason:
        raise ValueError("Say why: a move back or round is kept with its reason.")
    # Held until the end: whoever comes second waits here, and then learns that it has moved.
    Road.objects.select_for_update().get(report=report)
    here = standing(report)
    if not leaves(wanted, here):
        raise IllegalMove(f"This report is at “{here.at.label}” now. Somebody moved it on since you opened it.")
    if stops := unmet(report, wanted):
        raise NotYet(stops)
    road, left = here.road, here.road.status
    # A correction leads to the edition after the one that is public.
    number = max(road.round, here.public or 0) + 1 if isinstance(wanted.leaves, Outcome) else road.round
    road.move_to(wanted.arrives, round=number)
    return Step.objects.create(
        road=road, move=key, leaves=left, arrives=wanted.arrives, round=number, reason=reason, by=by, at=timezone.now()
    )


# --- Ways round ------------------------------------------------------------------------------------------------------


@transaction.atomic
def lead_around(report: Report, kind: str, *, reason: str, by: User) -> WayRound:
    """Decide that a part of the road is left out. Nothing follows until a second person confirms it."""
    here = standing(report)
    if kind == WayRound.Kind.FACTS_ONLY and not here.is_correction:
        raise ValueError("Only a correction of what is public can go straight to final.")
    if WayRound.objects.standing().filter(report=report, kind=kind, round=here.road.round).exists():
        raise IllegalMove("This has been decided already.")
    return WayRound.objects.create(
        report=report, kind=kind, round=here.road.round, reason=reason.strip(), decided_by=by, decided_at=timezone.now()
    )


@transaction.atomic
def confirm_way_round(way: WayRound, *, by: User) -> None:
    """The second person agrees to what the first decided."""
    if by.pk == way.decided_by_id:
        raise IllegalMove("You decided this, so somebody else has to confirm it.")
    done = WayRound.objects.open().filter(pk=way.pk).update(confirmed_by=by, confirmed_at=timezone.now())
    if not done:
        raise IllegalMove("Somebody has confirmed or withdrawn this already.")


@transaction.atomic
def withdraw_way_round(way: WayRound, *, by: User) -> None:
    """Take a decision back, as long as the report has not gone the way round."""
    road = Road.objects.select_for_update().get(report=way.report_id)
    if road.status in table.MAY_BE_RELEASED and road.round == way.round:
        raise IllegalMove("The report has gone this way already.")
    done = WayRound.objects.standing().filter(pk=way.pk).update(withdrawn_by=by, withdrawn_at=timezone.now())
    if not done:
        raise IllegalMove("Somebody has withdrawn this already.")
