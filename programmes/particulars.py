"""What a definition knows beside the plan: figures, lists of words, earlier rounds, and what runs gathered and found.

Copied into a programme when it starts, each fact with its basis. The public is shown what was read somewhere, with the
source; what was not is a default for those who run the programme, and stays with them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from programmes.definition import Definition, Run
from programmes.definition_words import PUBLIC_PAGES, is_official, source_in_words

Kept = dict


def kept(definition: Definition, run: Run | None) -> dict:
    """The particulars as a programme keeps them; ``run`` is the run that it enters, where it enters one."""
    return {
        "run": run.key if run else "",
        "takes_part": _plain([definition.takes_part]),
        "other_partners": _plain(definition.other_partners),
        "judgement_note": _plain([definition.judgement_note] if definition.judgement_note else []),
        "judgement_questions": _plain(definition.judgement_questions),
        "figures": _plain(definition.figures),
        "codes": _plain(definition.codes),
        "rounds": _plain(definition.rounds),
        "runs": [
            {
                "key": each.key,
                "title": each.title,
                "areas": list(each.areas),
                "gathered": _plain(each.gathered),
                "found": _plain(each.found),
                "recommendations": _plain(each.recommendations),
                "recommended_in_all": each.recommended_in_all,
                "areas_for_development": _plain(each.areas_for_development),
                "areas_for_development_in_all": each.areas_for_development_in_all,
                "happenings": _plain(each.happenings),
            }
            for each in definition.runs
        ],
    }


def _plain(facts: Iterable) -> list[Kept]:
    return [asdict(fact) for fact in facts]


# --- What the public may see -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    """Rows that belong together, with where they were read."""

    rows: tuple[Kept, ...]
    sources: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def elsewhere(self) -> list[str]:
        """The sources beside the programme's own pages, where whatever names no source was read."""
        return [source for source in self.sources if source != PUBLIC_PAGES]


def official(facts: Sequence[Kept]) -> Table:
    """Those of these facts that were read somewhere, each with its source in words."""
    rows = tuple({**fact, "source": source_in_words(fact["basis"])} for fact in facts if is_official(fact["basis"]))
    return Table(rows, tuple(dict.fromkeys(row["source"] for row in rows)))


@dataclass(frozen=True)
class RunShown:
    """What everybody may know of one run."""

    title: str
    is_this_one: bool
    gathered: Table
    found: Table
    recommendations: Table
    happenings: Table
    #: How many recommendations there were, of which some may not have been entered.
    recommended_in_all: int = 0

    @property
    def leaves_some_out(self) -> bool:
        return len(self.recommendations.rows) < self.recommended_in_all

    def __bool__(self) -> bool:
        return bool(self.gathered or self.found or self.recommendations or self.happenings)


@dataclass(frozen=True)
class Shown:
    """The particulars of a programme as everybody may know them."""

    takes_part: Table
    other_partners: Table
    judgement_note: Table
    judgement_questions: Table
    figures: Table
    lists: tuple[tuple[str, Table], ...]
    rounds: Table
    runs: tuple[RunShown, ...]
    by_default: str = PUBLIC_PAGES

    def __bool__(self) -> bool:
        return bool(self.figures or self.lists or self.rounds or self.runs)


def for_the_public(particulars: Mapping, *, unnamed: Sequence[str] = ()) -> Shown:
    """Only what was read somewhere. ``unnamed`` are areas that this programme never names: what names one is left out."""

    def may_be_told(fact: Kept) -> bool:
        words = " ".join(str(value) for value in fact.values())
        return not any(area in words for area in unnamed)

    def told(name: str, of: Mapping = particulars) -> Table:
        return official([fact for fact in of.get(name, []) if may_be_told(fact)])

    codes = particulars.get("codes", [])
    of_each = {name: [code for code in codes if code["list"] == name] for name in _names(codes)}
    # A list is told whole or not at all: a part of it would pass for all there is.
    lists = [(name, official(held)) for name, held in of_each.items() if all(may_be_told(code) for code in held)]
    lists = [(name, table) for name, table in lists if len(table.rows) == len(of_each[name])]
    runs = [
        RunShown(
            run["title"],
            run["key"] == particulars.get("run"),
            *(told(name, run) for name in ("gathered", "found", "recommendations", "happenings")),
            run.get("recommended_in_all", 0),
        )
        for run in particulars.get("runs", [])
        # A programme that enters a run is that run, and tells of itself alone.
        if particulars.get("run", "") in ("", run["key"])
    ]
    return Shown(
        told("takes_part"),
        told("other_partners"),
        told("judgement_note"),
        told("judgement_questions"),
        told("figures"),
        tuple(lists),
        told("rounds"),
        tuple(run for run in runs if run),
    )


def _names(codes: Sequence[Kept]) -> list[str]:
    return list(dict.fromkeys(code["list"] for code in codes))
