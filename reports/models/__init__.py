from reports.models.comments import Answer, Comment, Mention
from reports.models.drafting import Figure, PlainWriter, Presence, Report, Section
from reports.models.release import Edition, EditionFile, Publication

__all__ = [
    "Answer",
    "Comment",
    "Edition",
    "EditionFile",
    "Figure",
    "Mention",
    "PlainWriter",
    "Presence",
    "Publication",
    "Report",
    "Section",
]
