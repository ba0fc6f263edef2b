"""What is made of a frozen survey: what may be published of it, what was, and what its words say."""

from analysis.models.plan import ByHand, Plan
from analysis.models.release import LocalRun, Release, ReleasedNumber
from analysis.models.wording import Coding, Passage, Quote, Reading, Settlement, Theme

__all__ = [
    "ByHand",
    "Coding",
    "LocalRun",
    "Passage",
    "Plan",
    "Quote",
    "Reading",
    "Release",
    "ReleasedNumber",
    "Settlement",
    "Theme",
]
