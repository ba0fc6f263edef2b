"""The portal's menu: one short list for the public, one for people who have signed in."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, resolve, reverse

# Words on the menu and the name of the page behind them. A page shows on the menu of those whom its rule lets in.
PUBLIC = [
    ("Programmes", "public:programmes"),
    ("Reports", "public:reports"),
    ("Areas", "public:areas"),
    ("News", "public:news"),
]
SIGNED_IN = [
    ("Your work", "your-work"),
    ("Inbox", "notifications:inbox"),
    ("Programmes", "programmes:list"),
    ("Reports", "drafting:reports"),
    ("Letters sent", "notifications:deliveries"),
    ("Manage", "manage:index"),
]


@dataclass(frozen=True)
class Entry:
    words: str
    url: str
    here: bool  # the page shown is this one, or lies under it
    name: str


def menu_for(person, path: str) -> list[Entry]:
    """The entries for this person. A page that this installation does not have is left out."""
    signed_in = person is not None and person.is_authenticated
    found = []
    for words, name in SIGNED_IN if signed_in else PUBLIC:
        url, rule = _page(name, get_urlconf(), get_script_prefix())
        if url and (rule is None or rule(person)):
            found.append((words, url, name))
    # Where one page's address lies under another's, the nearer one is where we are.
    here = max((url for _, url, _ in found if url != "/" and path.startswith(url)), key=len, default=None)
    return [Entry(words, url, url == here, name) for words, url, name in found]


@functools.lru_cache(maxsize=256)
def _page(name: str, urlconf: str | None, prefix: str) -> tuple[str, Callable | None]:
    """A page's address and rule, "" where the installation has no such page; neither changes while the program runs."""
    try:
        url = reverse(name, urlconf=urlconf)
    except NoReverseMatch:
        return "", None
    return url, getattr(resolve(url, urlconf=urlconf).func, "rule", None)
