"""While a form with files arrives: what nobody could use is let go by, so that it fills no disk."""

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

#: A file too large is kept up to this many times the limit, so that nobody's afternoon is thrown away.
KEPT_TIMES = 4
#: All files of one form together, in files of the largest size.
WHOLE_FORM = 40


def most_kept() -> int:
    return KEPT_TIMES * settings.UPLOAD_MAX_BYTES


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Receives each file into a temporary one, and what is too much into nothing.

    A file that is not whole says why in ``cut_short``: the code of a sentence (``files.structure.findings``).
    """

    def __init__(self, request=None):
        super().__init__(request)
        self.received, self.cut_short = 0, ""

    def new_file(self, *args, **kwargs):
        # No page takes a file from somebody who has not signed in, but every page reads what is sent to it.
        user = getattr(self.request, "user", None)
        if user is not None and not user.is_authenticated:
            raise SkipFile
        self.cut_short = ""
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) > most_kept():
            self.cut_short = self.cut_short or "far-too-large"
        elif self.received + len(raw_data) > WHOLE_FORM * settings.UPLOAD_MAX_BYTES:
            self.cut_short = self.cut_short or "too-much-at-once"
        if not self.cut_short:
            self.received += len(raw_data)
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size):
        file = super().file_complete(file_size)
        file.cut_short = self.cut_short
        return file
