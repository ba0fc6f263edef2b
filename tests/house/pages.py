"""Every address of the portal: walked out of the resolver, so that none is forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver


@dataclass(frozen=True)
class Address:
    name: str
    route: str
    view: object


def every_address() -> Iterator[Address]:
    yield from _walk(get_resolver(), "", [])


def _walk(resolver, route, spaces):
    for entry in resolver.url_patterns:
        here = f"{route}{entry.pattern}"
        if isinstance(entry, URLPattern):
            name = ":".join([*spaces, entry.name]) if entry.name else here
            yield Address(name, here, entry.callback)
        else:
            yield from _walk(entry, here, [*spaces, entry.namespace] if entry.namespace else spaces)
