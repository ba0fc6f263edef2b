"""Files made to do harm, each by its own few lines: nothing hostile lies in the repository.

Every entry says what it is called, why it is hostile, and with which words the portal refuses it.
"""

from tests.files.hostile import archives, names, office, opendocument, pdf, pictures, text, xml  # noqa: F401  entries
from tests.files.hostile.corpus import CORPUS

__all__ = ["CORPUS"]
