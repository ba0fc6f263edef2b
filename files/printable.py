"""What can be made into a document. Rooms above say what they have to print, when the portal starts.

In ``AppConfig.ready`` a room imports the module in which its printables stand::

    @printable("receipt", title="Receipt", rule=rules.may_read_submission, fingerprint=submission_version)
    def receipt(subject_id):
        submission = Submission.objects.get(pk=subject_id)
        return Printable(
            html=render_to_string("inspections/print/receipt.html", {"submission": submission}),
            title=f"Receipt {submission.reference}",
            file_name=f"receipt-{submission.reference}.pdf",
        )

The function runs in a worker, as the service. ``rule(user, subject_id)`` guards the document's page and its file; where
it is None, only the person who asked may see it. ``fingerprint(subject_id)`` says of what it would be made now: with
the same answer as the last time, the document made then is given again. A function that takes ``parameters`` is given
those of the asking. What is printed of something that others may not know yet says ``title_is_told=False``: its row, of
which the trail and access records tell, then keeps the name by which it was asked for, and its title stands in it alone.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

from files.models import StoredFile


@dataclass(frozen=True)
class Printable:
    """One document, ready for the press."""

    html: str
    title: str
    file_name: str
    language: str = "en-GB"


@dataclass(frozen=True)
class Registered:
    kind: str
    title: str
    make: Callable[..., Printable]
    rule: Callable[[object, int], bool] | None
    fingerprint: Callable[[int], object] | None
    kept: Callable[[int, StoredFile, bytes], None] | None = None
    about: Callable[[object, int], tuple[str, str] | None] | None = None
    title_is_told: bool = True

    def way_back(self, user, subject_id: int) -> tuple[str, str] | None:
        return self.about(user, subject_id) if self.about else None

    def __call__(self, subject_id: int, parameters: dict) -> Printable:
        takes_parameters = "parameters" in inspect.signature(self.make).parameters
        return self.make(subject_id, **({"parameters": parameters} if takes_parameters else {}))


_registered: dict[str, Registered] = {}


def printable(kind: str, *, rule, title: str = "", fingerprint=None, kept=None, about=None, title_is_told: bool = True):
    """Say that this function makes a document of this kind.

    ``kept(subject_id, file, content)`` is told in the very transaction that keeps the document, by a room that notes
    it. ``about(user, subject_id)`` gives words and address of the page that the document belongs to: the way back.
    """

    def decorate(make):
        if kind in _registered and _registered[kind].make.__qualname__ != make.__qualname__:
            raise ValueError(f"Two rooms print a “{kind}”.")
        _registered[kind] = Registered(
            kind, title or kind.replace("-", " ").capitalize(), make, rule, fingerprint, kept, about, title_is_told
        )
        return make

    return decorate


def registered(kind: str) -> Registered:
    try:
        return _registered[kind]
    except KeyError:
        raise LookupError(f"No room prints a “{kind}”. Is its module imported in AppConfig.ready?") from None
