"""docs/road.md: the road's table in words and as a state diagram, written from the table itself."""

from collections.abc import Iterator

from assurance import road
from assurance.road import Move, Outcome, Stage, Way

ABOUT = """# The road to release

Written by `manage.py road_diagram` from the table in `assurance/road.py` and from what further rooms add to it; a test
holds this page equal to what the code says. Whether a report is published or corrected is no stage that anybody moves it
to: it follows from its publication and the clock ([decision 13](adr/0013-results-are-out-with-their-report.md)).
"""
WAYS = {
    Way.ON: ("On", "One after another. Each asks what must be true before it."),
    Way.ROUND: ("Round", "A part of the road is left out. Each is kept with its reason."),
    Way.BACK: ("Back", "Each is kept with its reason."),
}
BY_THE_CLOCK = (
    (Stage.FINAL, Outcome.PUBLISHED),
    (Stage.EMBARGO, Outcome.PUBLISHED),
    (Stage.FINAL, Outcome.CORRECTED),
    (Stage.EMBARGO, Outcome.CORRECTED),
)


def page() -> str:
    """The whole page, in Markdown."""
    parts = [ABOUT, "```mermaid", *_diagram(), "```", ""]
    for way, (heading, words) in WAYS.items():
        parts += [f"## {heading}", "", words, ""]
        parts += [line for move in road.MOVES if move.way == way for line in _in_words(move)]
    parts += [
        "## By the clock",
        "",
        "From “Final” or “Embargoed copy” a report is published at its minute, which one person chooses and a second one "
        "confirms. An edition is not confirmed before its report stands there with everything true that the embargo asks "
        "for, frozen since it became final. A report that was brought in from an archive is the one exception: it took its "
        "road elsewhere. The first edition makes a report published, a later one corrected.",
        "",
    ]
    return "\n".join(parts)


def _key(stage: Stage | Outcome) -> str:
    return stage.name.lower()


def _diagram() -> Iterator[str]:
    yield "stateDiagram-v2"
    yield from (f"    state {chr(34)}{stage.label}{chr(34)} as {_key(stage)}" for stage in road.ORDER)
    yield f"    [*] --> {_key(Stage.DRAFTING)}"
    for move in road.MOVES:
        sources = list(Outcome) if isinstance(move.leaves, Outcome) else [move.leaves]
        yield from (f"    {_key(source)} --> {_key(move.arrives)}: {move.words}" for source in sources)
    yield from (f"    {_key(leaves)} --> {_key(arrives)}: at its minute" for leaves, arrives in BY_THE_CLOCK)


def _in_words(move: Move) -> Iterator[str]:
    yield f"### {move.leaves.label} → {move.arrives.label}: {move.words.lower()}"
    yield ""
    yield f"- **Who:** {move.who}."
    yield f"- **When:** {move.when}"
    conditions = [condition.says for condition in road.conditions_of(move)]
    yield f"- **What must be true:** {'' if conditions else 'nothing further.'}".rstrip()
    yield from (f"  - {says}" for says in conditions)
    yield ""
