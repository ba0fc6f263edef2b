from inspections.models.asking import Ask, AskedDocument
from inspections.models.extension import Extension
from inspections.models.progress import Progress
from inspections.models.returns import Return, SetAsideNote, Submission, SubmittedDocument
from inspections.models.thread import Message

__all__ = [
    "Ask",
    "AskedDocument",
    "Extension",
    "Message",
    "Progress",
    "Return",
    "SetAsideNote",
    "Submission",
    "SubmittedDocument",
]
