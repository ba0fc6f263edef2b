"""A return as people look at it: the documents that were asked for, each with the files that answer it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from inspections.models import AskedDocument, Submission, SubmittedDocument

#: Stands in addresses where a file answers none of the documents that are asked for.
OTHER = "_other"


@dataclass
class Heading:
    """One asked document, or everything that answers none."""

    asked: AskedDocument | None
    documents: list[SubmittedDocument] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.asked.key if self.asked else OTHER

    @property
    def title(self) -> str:
        return self.asked.title if self.asked else "Something else"

    @property
    def is_required(self) -> bool:
        return bool(self.asked and self.asked.required)

    @property
    def is_in(self) -> bool:
        return any(not document.file.is_refused for document in self.documents)

    @property
    def is_being_checked(self) -> bool:
        return any(document.file.is_waiting for document in self.documents)

    @property
    def state(self) -> str:
        if self.is_in:
            return "In"
        if self.documents:
            return "Refused"
        return "Not there yet" if self.is_required else "If you have it"

    @property
    def mark(self) -> str:
        if self.is_in:
            return "done"
        return "late" if self.documents else "quiet"


def under_headings(asked: Iterable[AskedDocument], documents: Iterable[SubmittedDocument]) -> list[Heading]:
    """Every asked document in order, with its files; what answers none comes last, if there is any."""
    headings = {each.pk: Heading(each) for each in asked}
    headings[None] = Heading(None)
    for document in documents:
        headings[document.asked_document_id].documents.append(document)
    if not headings[None].documents:
        del headings[None]
    return list(headings.values())


# --- Versions beside each other --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """One file, before and after."""

    change: str
    name: str
    heading: str
    before: SubmittedDocument | None = None
    after: SubmittedDocument | None = None

    @property
    def words(self) -> str:
        return {"same": "The same", "added": "New", "removed": "Taken out", "replaced": "Replaced", "moved": "Moved"}[
            self.change
        ]


def differences(before: Submission, after: Submission) -> list[Difference]:
    """What differs between the documents of two versions: added, taken out, replaced under one name, moved, the same."""
    old, new = list(before.documents.all()), list(after.documents.all())
    found = []

    def pair(change: str, same) -> None:
        for one in list(old):
            other = next((each for each in new if same(one, each)), None)
            if other is not None:
                old.remove(one)
                new.remove(other)
                found.append(Difference(change, other.file.shown_name, _heading(other), one, other))

    pair("same", lambda a, b: a.sha256 == b.sha256 and a.asked_document_id == b.asked_document_id)
    pair("replaced", lambda a, b: _name(a) == _name(b) and a.asked_document_id == b.asked_document_id)
    pair("moved", lambda a, b: a.sha256 == b.sha256)
    found += [Difference("removed", one.file.shown_name, _heading(one), before=one) for one in old]
    found += [Difference("added", one.file.shown_name, _heading(one), after=one) for one in new]
    order = ["replaced", "added", "removed", "moved", "same"]
    return sorted(found, key=lambda each: (order.index(each.change), each.heading, each.name))


def _name(document: SubmittedDocument) -> str:
    return document.file.name.casefold()


def _heading(document: SubmittedDocument) -> str:
    return document.asked_document.title if document.asked_document else "Something else"
