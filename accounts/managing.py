"""The administrators' section: its pages, to which rooms higher up add theirs, and what they add to a person's page."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

log = logging.getLogger(__name__)


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

#: Called with an invitation and who invites (``by``), once the invitation is saved: whoever sends letters adds itself.
#: Where nobody does, or one raises, the page shows the address to the administrator, to hand it on by another way.
senders_of_invitations: list[Callable] = []

#: Functions of invitations that return how their letters fared, in words, by the invitation's id.
fates_of_invitations: list[Callable] = []


def send(invitation, *, by) -> bool:
    """Have an invitation sent; False where nobody could. What could not be sent leaves nothing behind."""
    if not senders_of_invitations:
        return False
    try:
        with transaction.atomic():
            for sender in senders_of_invitations:
                sender(invitation, by=by)
    except Exception:
        log.exception("invitation %s could not be sent", invitation.pk)
        return False
    return True


def with_their_fates(invitations: list) -> list:
    """The invitations, each with ``fate``: what came of its letter."""
    fates = {pk: words for tell in fates_of_invitations for pk, words in tell(invitations).items()}
    for invitation in invitations:
        invitation.fate = fates.get(invitation.pk, "")
    return invitations


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
