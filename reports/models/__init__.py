from reports.models.comments import Answer, Comment, Mention
from reports.models.drafting import Figure, PlainWriter, Presence, Report, Section, SectionOwner
from reports.models.numbers import BoundNumber, Explanation
from reports.models.release import Edition, EditionFile, Publication

__all__ = [
    "Answer",
    "BoundNumber",
    "Comment",
    "Edition",
    "EditionFile",
    "Explanation",
    "Figure",
    "Mention",
    "PlainWriter",
    "Presence",
    "Publication",
    "Report",
    "Section",
    "SectionOwner",
]
