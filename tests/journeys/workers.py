"""What workers do in the background, done at once where a journey waits for it; and the way in for their results."""

from accounts import speaking
from files import checking, making
from files.models import Making, StoredFile


def check_files() -> None:
    """Every file that waits to be checked."""
    with speaking.as_service():
        waiting = list(StoredFile.objects.to_check().values_list("pk", flat=True))
    for pk in waiting:
        checking.check(pk)


def make_documents() -> None:
    """Every document that somebody has asked for."""
    with speaking.as_service():
        waiting = list(Making.objects.to_make().values_list("pk", flat=True))
    for pk in waiting:
        making.make(pk)
