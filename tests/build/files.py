"""Files as people give them, and documents as the portal makes them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import speaking
from files import actions, checking
from files.models import StoredFile
from tests.build import documents


def upload(name: str = "Minutes.docx", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, documents.docx() if content is None else content)


def waiting_file(by, name: str = "Minutes.docx", content: bytes | None = None, **parts) -> StoredFile:
    """A file that somebody has uploaded and that no worker has looked at yet."""
    with speaking.as_person(by):
        return actions.take_in(upload(name, content), by=by, **parts)


def checked_file(by, name: str = "Minutes.docx", content: bytes | None = None, **parts) -> StoredFile:
    """A file that a worker has checked: clean, unless its content is not."""
    file = waiting_file(by, name, content, **parts)
    checking.check(file.pk)
    return again(file)


def again(row):
    """The row as the database has it now."""
    with speaking.as_service():
        return type(row).objects.get(pk=row.pk)
