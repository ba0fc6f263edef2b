from assurance.models.locked import LockedVersion, Paragraph

__all__ = ["LockedVersion", "Paragraph"]
