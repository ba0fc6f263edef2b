"""The portal's menu: one short list for the public, one for people who have signed in."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

# Words on the menu and the name of the page behind them.
PUBLIC = [
    ("Programmes", "public:programmes"),
    ("Reports", "public:reports"),
    ("Areas", "public:areas"),
]
SIGNED_IN = [
    ("Your work", "your-work"),
    ("Inbox", "notifications:inbox"),
    ("Programmes", "programmes:list"),
]


@dataclass(frozen=True)
class Entry:
    words: str
    url: str
    here: bool  # the page shown is this one, or lies under it
    name: str


def menu_for(person, path: str) -> list[Entry]:
    """The entries for this person. A page that this installation does not have is left out."""
    wanted = SIGNED_IN if person is not None and person.is_authenticated else PUBLIC
    entries = []
    for words, name in wanted:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        entries.append(Entry(words, url, url != "/" and path.startswith(url), name))
    return entries
