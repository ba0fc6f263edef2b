from reports.models.drafting import Figure, Presence, Report, Section
from reports.models.numbers import BoundNumber, Explanation
from reports.models.release import Edition, EditionFile, Publication

__all__ = [
    "BoundNumber",
    "Edition",
    "EditionFile",
    "Explanation",
    "Figure",
    "Presence",
    "Publication",
    "Report",
    "Section",
]
