from reports.models.drafting import Figure, Presence, Report, Section
from reports.models.release import Edition, EditionFile, Publication

__all__ = ["Edition", "EditionFile", "Figure", "Presence", "Publication", "Report", "Section"]
