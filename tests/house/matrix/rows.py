"""What a row of the matrix states, and the answers that follow from it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.house.matrix.people import EVERYBODY, OWES_A_FACTOR, SIGNED_OUT

OK, MOVED, REFUSED, NOT_THERE, NOT_ALLOWED, GONE = 200, 302, 403, 404, 405, 410


@dataclass(frozen=True)
class Thing:
    """What stands in an address: its parts, and who may know that it is there."""

    parts: Callable
    seen_by: frozenset | set


NOTHING = Thing(lambda world: [], frozenset())


@dataclass(frozen=True)
class Row:
    """One address in one case: what it is about, who may, and what they get."""

    name: str
    about: Thing
    by: frozenset | set
    #: What whoever may gets by GET; None where the address is only sent to.
    get: int | None = OK
    #: What whoever may gets by POST; None where nothing can be sent.
    post: int | None = None
    sends: Callable = lambda world: {}
    #: Who may send, where fewer may than may open; the others of ``by`` are refused.
    sent_by: frozenset | set | None = None
    #: Parts that do not belong together, such as one programme's address with another's document: not there for anybody.
    crossed: Callable = lambda world: []
    #: The answer to each part of the address that is not there; given where it is told otherwise than by 404.
    absent: tuple[int, ...] = ()
    #: Addresses (name, parts) that are opened before, as whoever comes this way has done.
    after: Callable = lambda world: []
    #: Needed where whoever may gets neither the page nor is led on from what they sent.
    why: str = ""
    #: What somebody gets who may not and has signed in, where it is neither 403 nor 404; by kind.
    instead: dict = field(default_factory=dict)
    #: The library's own pages, and those for everybody, know no guard of ours.
    guarded: bool = True
    #: In whose eyes a word is a secret, where the address itself stands for a person: whoever has it reads as they do.
    reads_as: str = ""
    #: What stands in the address behind its question mark.
    query: Callable = lambda world: {}
    #: Who asks, where what one gets depends on more than one's role; another row of the address has the others.
    asked_by: frozenset | set = frozenset(EVERYBODY)
    #: Tells apart the rows of one address.
    case: str = ""

    @property
    def may_send(self):
        return self.by if self.sent_by is None else self.sent_by

    def knows(self, method: str) -> bool:
        return (self.get if method == "GET" else self.post) is not None

    def one_of_each(self, method: str) -> list[str]:
        """One person for each answer that there is: enough for a method that the page does not know."""
        found: dict[frozenset, str] = {}
        for kind in sorted(self.asked_by):
            found.setdefault(frozenset({kind in self.by, *self.expected(method, kind)}), kind)
        return sorted(found.values())

    def allowed(self, method: str, kind: str) -> bool:
        return kind in self.by if method == "GET" else self.post is not None and kind in self.may_send

    def expected(self, method: str, kind: str) -> set[int]:
        """The statuses that are right. More than one only where nothing is to be had by this method."""
        if method == "GET":
            if self.get is None:
                return {NOT_ALLOWED} if kind in self.by else {NOT_ALLOWED, *self.refusals(method, kind)}
            return {self.get} if kind in self.by else self.refusals(method, kind)
        if self.post is None:
            # A page that is only read does nothing with what is sent to it.
            return {NOT_ALLOWED, *({self.get} if kind in self.by else self.refusals(method, kind))}
        if kind in self.may_send:
            return {self.post}
        return {REFUSED} if kind in self.by else self.refusals(method, kind)

    def refusals(self, method: str, kind: str) -> set[int]:
        if kind in self.instead:
            return {self.instead[kind]}
        if kind in SIGNED_OUT and self.guarded:
            return {MOVED if method == "GET" else REFUSED}
        if kind == OWES_A_FACTOR and self.guarded:
            return {MOVED}
        return {REFUSED if kind in self.about.seen_by else NOT_THERE}


def page(name: str, about: Thing = NOTHING, *, by, **more) -> Row:
    """An address that is read."""
    return Row(name, about, by, **more)


def form(name: str, about: Thing = NOTHING, *, by, sends, post: int = MOVED, **more) -> Row:
    """An address that is read, filled in and sent."""
    return Row(name, about, by, sends=sends, post=post, **more)


def deed(name: str, about: Thing = NOTHING, *, by, sends=lambda world: {}, post: int = MOVED, **more) -> Row:
    """An address that is only sent to: a button."""
    return Row(name, about, by, sends=sends, post=post, get=None, **more)


def for_everybody(name: str, about: Thing = NOTHING, **more) -> Row:
    """A public page: the same for everybody, signed in or not."""
    return Row(name, about, EVERYBODY, guarded=False, **more)
