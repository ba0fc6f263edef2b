"""The road from a draft to its publication: every stage, every move between them, who may make it and what must be true.

This table is the one place where the road is written. The database keeps its moves (``Road.MOVES``), the page beside a
report reads its sentences, the release of an edition asks its conditions, and ``manage.py road_diagram`` draws
docs/road.md from it. A room further up adds conditions of its own with ``also``, and says with ``made_on`` which of its
pages makes a move.

Whether a report is published or corrected is no stage that anybody moves it to. It is asked of its publication and the
clock, as nothing else may say so.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import models

from accounts import roles


class Stage(models.TextChoices):
    """Where a report stands by somebody's move."""

    DRAFTING = "drafting", "Drafting"
    PEER_REVIEW = "peer review", "Peer review"
    PANEL = "panel", "Quality and Consistency Panel"
    ACCURACY = "accuracy", "With the partnership for factual accuracy"
    FINAL = "final", "Final"
    EMBARGO = "embargo", "Embargoed copy"


class Outcome(models.TextChoices):
    """Where a report stands by the clock."""

    PUBLISHED = "published", "Published"
    CORRECTED = "corrected", "Corrected"


class Way(StrEnum):
    """Which way a move goes along the road."""

    ON = "on"
    BACK = "back"
    ROUND = "round"


@dataclass(frozen=True)
class Condition:
    """Something that must be true before a move, in the sentence that people read."""

    name: str
    says: str


@dataclass(frozen=True)
class Move:
    """One move of the road."""

    key: str
    leaves: Stage | Outcome
    arrives: Stage
    words: str  # what stands on the button
    by: tuple[type[roles.Role], ...]  # in the programme's team, or for the whole portal
    who: str  # the same in a sentence
    when: str
    conditions: tuple[str, ...] = ()
    way: Way = Way.ON

    @property
    def needs_reason(self) -> bool:
        return self.way != Way.ON


@dataclass(frozen=True)
class Told:
    """Whether a condition holds for one report; in a few words how things stand, and where it is put right."""

    holds: bool
    detail: str = ""
    address: str = ""


SOMETHING_WRITTEN = Condition("something-written", "There is something to read.")
PEER_READY = Condition("peer-found-it-ready", "A colleague who has not written has read it and found it ready.")
NO_REVIEW_OPEN = Condition("no-review-open", "No peer review is still being written.")
SECTIONS_READY = Condition("ready-to-freeze", "Every section is ready, and every figure says where it comes from.")
JUDGEMENTS_PROPOSED = Condition(
    "judgements-proposed", "Every question that is judged has a proposed judgement, with its reason."
)
PANEL_AGREED = Condition("panel-agreed", "The panel has agreed.")
PANEL_CONDITIONS_MET = Condition("panel-conditions-met", "Every condition of the panel is met.")
PANEL_NOT_MEETING = Condition("panel-not-meeting", "No meeting of the panel is still to come.")
NAMES_PARTNERSHIP = Condition("partnership-comments", "Nobody has decided that there is no partnership to ask.")
LEAVES_OUT_ACCURACY = Condition(
    "accuracy-left-out", "It is decided and confirmed that no partnership is asked, as the report describes none."
)
CORRECTS_FACTS = Condition("facts-only", "It is decided and confirmed that the correction changes facts only.")
EDITION_FROZEN = Condition("edition-frozen", "An edition is frozen, made since the report last became final.")
NO_RELEASE_PLANNED = Condition("no-release-planned", "No release of it is planned.")
EDITION_HAS_PDF = Condition("edition-has-pdf", "Its PDF has been made.")

CONDITIONS: dict[str, Condition] = {
    condition.name: condition
    for condition in (
        SOMETHING_WRITTEN, PEER_READY, NO_REVIEW_OPEN, SECTIONS_READY, JUDGEMENTS_PROPOSED, PANEL_AGREED,
        PANEL_CONDITIONS_MET, PANEL_NOT_MEETING, NAMES_PARTNERSHIP, LEAVES_OUT_ACCURACY, CORRECTS_FACTS,
        EDITION_FROZEN, EDITION_HAS_PDF, NO_RELEASE_PLANNED,
    )
}  # fmt: skip

LEAD = (roles.Lead,)
LEAD_SAYS = "The programme's lead, or an administrator"
RELEASES = (roles.Lead, roles.Communications)
RELEASES_SAY = "The programme's lead, communications, or an administrator"
ADMINISTRATOR_SAYS = "An administrator"

S = Stage
MOVES: tuple[Move, ...] = (
    Move(
        "to-peer-review", S.DRAFTING, S.PEER_REVIEW, "Ask a colleague to review it", LEAD, LEAD_SAYS,
        "When there is a whole to read, even if parts of it are still being written.",
        (SOMETHING_WRITTEN.name,),
    ),
    Move(
        "to-panel", S.PEER_REVIEW, S.PANEL, "Take it to the panel", LEAD, LEAD_SAYS,
        "When the draft is what its authors would publish.",
        (PEER_READY.name, NO_REVIEW_OPEN.name, SECTIONS_READY.name, JUDGEMENTS_PROPOSED.name),
    ),
    Move(
        "to-accuracy", S.PANEL, S.ACCURACY, "Send it to the partnership", LEAD, LEAD_SAYS,
        "When the panel has agreed, and before anybody outside the team has read it.",
        (PANEL_AGREED.name, PANEL_CONDITIONS_MET.name, SECTIONS_READY.name, NAMES_PARTNERSHIP.name),
    ),
    Move(
        "to-final", S.ACCURACY, S.FINAL, "Call it final", LEAD, LEAD_SAYS,
        "When the facts are right. A judgement is changed by the panel alone.",
        (SECTIONS_READY.name,),
    ),
    Move(
        "to-embargo", S.FINAL, S.EMBARGO, "Begin the embargo", RELEASES, RELEASES_SAY,
        "When the edition is frozen; about a week before its minute.",
        (EDITION_FROZEN.name, EDITION_HAS_PDF.name),
    ),
    # --- Ways round, each with a reason, decided by one person and confirmed by another -------------------------------
    Move(
        "without-accuracy", S.PANEL, S.FINAL, "Call it final", LEAD, LEAD_SAYS,
        "When the report describes no partnership, so that there is nobody to ask about facts.",
        (PANEL_AGREED.name, PANEL_CONDITIONS_MET.name, SECTIONS_READY.name, LEAVES_OUT_ACCURACY.name),
        Way.ROUND,
    ),
    Move(
        "facts-corrected", S.DRAFTING, S.FINAL, "Call the correction final", LEAD, LEAD_SAYS,
        "When a published report is corrected in its facts alone.",
        (SECTIONS_READY.name, CORRECTS_FACTS.name),
        Way.ROUND,
    ),
    Move(
        "brought-in", S.DRAFTING, S.EMBARGO, "Bring it in from an archive", (), ADMINISTRATOR_SAYS,
        "When a report took its road elsewhere, before this portal kept it. Nothing is asked of it here; the reason is kept.",
        (),
        Way.ROUND,
    ),
    # --- Ways back, each with a reason -------------------------------------------------------------------------------
    Move(
        "back-from-peer-review", S.PEER_REVIEW, S.DRAFTING, "Take it back to drafting", LEAD, LEAD_SAYS,
        "When the review asks for changes.",
        (NO_REVIEW_OPEN.name,),
        Way.BACK,
    ),
    Move(
        "back-from-panel", S.PANEL, S.DRAFTING, "Take it back to drafting", LEAD,
        "The panel, by its decision; or the programme's lead or an administrator, where no meeting is to come",
        "When the panel has not agreed, or the authors take the draft back.",
        (PANEL_NOT_MEETING.name,),
        Way.BACK,
    ),
    Move(
        "again-to-panel", S.ACCURACY, S.PANEL, "Take it to the panel again", LEAD, LEAD_SAYS,
        "When what the partnership says would change a judgement, which the panel alone may do.",
        (),
        Way.BACK,
    ),
    Move(
        "back-from-final", S.FINAL, S.DRAFTING, "Take it back to drafting", LEAD, LEAD_SAYS,
        "When something of substance is found in what was final.",
        (NO_RELEASE_PLANNED.name,),
        Way.BACK,
    ),
    Move(
        "back-from-embargo", S.EMBARGO, S.FINAL, "End the embargo", RELEASES, RELEASES_SAY,
        "When the release is called off and another edition is to be frozen.",
        (NO_RELEASE_PLANNED.name,),
        Way.BACK,
    ),
    Move(
        "correct", Outcome.PUBLISHED, S.DRAFTING, "Begin a correction", LEAD, LEAD_SAYS,
        "When a mistake is found in what has been published. The road begins again; what is public stays public.",
        (),
        Way.BACK,
    ),
)  # fmt: skip

BY_KEY = {move.key: move for move in MOVES}


def stored(leaves: Stage | Outcome) -> Stage:
    """The stage that is kept while a report stands here: what is published left from the embargo, or from final."""
    return Stage.EMBARGO if isinstance(leaves, Outcome) else leaves


#: Which stage may follow which: what the database keeps. A report may be published from final, with no copy sent out.
TABLE: dict[Stage, set[Stage]] = {
    stage: {move.arrives for move in MOVES if stored(move.leaves) == stage} for stage in Stage
}
#: The stages in the order of the road, with what follows by the clock.
ORDER: tuple[Stage | Outcome, ...] = (*Stage, *Outcome)
#: The edition of a report is released from these stages only.
MAY_BE_RELEASED = (Stage.FINAL, Stage.EMBARGO)


# --- What rooms further up add ---------------------------------------------------------------------------------------


@dataclass
class _Joined:
    conditions: dict[str, list[Condition]] = field(default_factory=dict)
    checks: dict[str, Callable] = field(default_factory=dict)
    pages: dict[str, Callable] = field(default_factory=dict)


_joined = _Joined()


def checks(condition: Condition):
    """Decorator for ``(report) -> Told``: whether this condition holds for a report."""

    def keep(check):
        _joined.checks[condition.name] = check
        return check

    return keep


def also(move: str, condition: Condition):
    """Decorator for ``(report) -> Told``: a further condition of a move, of a room that this one does not know."""
    if move not in BY_KEY:
        raise LookupError(f"The road has no move “{move}”.")

    def keep(check):
        already = _joined.conditions.setdefault(move, [])
        if condition not in already:
            already.append(condition)
        return checks(condition)(check)

    return keep


def made_on(move: str):
    """Decorator for ``(report) -> address``: the page that makes this move, together with what else it does."""

    def keep(address):
        _joined.pages[move] = address
        return address

    return keep


def conditions_of(move: Move) -> list[Condition]:
    """What must be true before a move, those of rooms further up last."""
    return [*(CONDITIONS[name] for name in move.conditions), *_joined.conditions.get(move.key, [])]


def told(condition: Condition, report) -> Told:
    """Whether a condition holds for a report, now."""
    return _joined.checks[condition.name](report)


def page_of(move: Move, report) -> str:
    """The address of the page that makes a move; empty where the road's own page does."""
    address = _joined.pages.get(move.key)
    return address(report) if address else ""
