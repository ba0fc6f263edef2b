from files.models.making import Making, MakingQuerySet
from files.models.stored import StoredFile, StoredFileQuerySet

__all__ = ["Making", "MakingQuerySet", "StoredFile", "StoredFileQuerySet"]
