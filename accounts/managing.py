"""The administrators' section: its pages, to which rooms higher up add theirs, and what they add to a person's page."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Page:
    words: str
    name: str
    #: Who may open it; the section's menu shows a person only what they may.
    rule: Callable
    #: What one does there, for the section's first page.
    sentence: str
    order: int = 100

    @property
    def url(self) -> str:
        return reverse(self.name)


_pages: list[Page] = []

#: Functions of a person that return links (words, address) for the person's page.
links_about_a_person: list[Callable] = []

#: Called with an invitation, its address and who invites, once the invitation is saved: whoever sends letters adds
#: itself. Where nobody does, the page shows the address to the administrator, to hand it on by another way.
senders_of_invitations: list[Callable] = []


def add(words: str, name: str, *, rule: Callable, sentence: str, order: int = 100) -> None:
    """Add a page to the section. A rule is asked with the user alone."""
    _pages[:] = [page for page in _pages if page.name != name]
    _pages.append(Page(words, name, rule, sentence, order))
    _pages.sort(key=lambda page: (page.order, page.words))


def pages_for(user) -> list[Page]:
    return [page for page in _pages if page.rule(user)]


def entries(request) -> list[dict]:
    """The section's menu, as the side navigation draws it."""
    return [
        {"words": page.words, "url": page.url, "here": request.path.startswith(page.url)}
        for page in pages_for(request.user)
    ]


def has_any(user) -> bool:
    """Whoever may open at least one page of the section."""
    return user.is_authenticated and bool(pages_for(user))
