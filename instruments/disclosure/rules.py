"""What is too small to be published: the rules of one survey, recorded with everything that is published from it."""

from dataclasses import dataclass

#: No configuration goes below this. A convention of official statistics withholds 1 to 4.
HARD_FLOOR = 5

#: What stands in the place of every number that is withheld, whatever the reason.
MARK = "*"


class NotARule(ValueError):
    """A configuration that would publish too much. Its words can be shown."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Numbers of respondents. Every default is the portal's own (docs/disclosure.md, “Rules and where they come from”).

    - ``threshold``: a count from 1 to just below it is withheld, and must not be provable to be so small.
    - ``percentages_from``: the smallest base on which percentages and means are shown.
    - ``unanimous_below``: where all of a group that is smaller than this gave one answer, that is withheld.
    - ``free_text_from``: the smallest group of which words are shown.
    - ``leaving_out_is_an_answer``: also protects how many few left a question out.
    """

    threshold: int = 10
    percentages_from: int = 20
    unanimous_below: int = 20
    free_text_from: int = 20
    leaving_out_is_an_answer: bool = False

    def __post_init__(self):
        if self.threshold < HARD_FLOOR:
            raise NotARule(f"The threshold is {self.threshold}; it can never be below {HARD_FLOOR}.")
        for name, what in (
            ("percentages_from", "Percentages are shown from a base of"),
            ("unanimous_below", "Groups of one mind are protected below"),
            ("free_text_from", "Words are shown from a group of"),
        ):
            if getattr(self, name) < self.threshold:
                raise NotARule(f"{what} {getattr(self, name)}; that cannot be below the threshold, {self.threshold}.")

    def is_small(self, count: int) -> bool:
        """Whether a count is too small: 1 to just below the threshold. Nobody is not somebody: 0 is not small."""
        return 0 < count < self.threshold

    def shows_words(self, group: int) -> bool:
        """Whether words that a group of so many wrote may be shown as that group's."""
        return group >= self.free_text_from
