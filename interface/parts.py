"""The parts of a page that repeat: ``templates/**/*.jinja``, drawn from a Django template by ``{% part %}`` (ADR 11).

A page is a Django template. Where one of its parts is drawn a hundred times (the rows of a list, the files of a
return) or stands on every page (the header), it is a Jinja template, which is compiled to Python: six times as quick.
A name that was not given is an error there, and not an empty place.
"""

from __future__ import annotations

import functools
from datetime import date
from typing import Any

from django.template import engines
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.safestring import SafeString, mark_safe


def drawn(name: str, **given: Any) -> SafeString:
    """The part of that name, with what it is given and nothing else."""
    return mark_safe(engines["parts"].get_template(name).template.render(given))  # noqa: S308  the template escapes


def day(on: date | None, words: str = "%-d %b %Y") -> str:
    """A day in words, as Python writes them; nothing where there is none."""
    return format(on, words) if on else ""


def address(page: str, *of: Any) -> str:
    """``reverse``, remembered: an address never changes while the program runs, and a list asks for a hundred."""
    return _address(page, of, get_urlconf(), get_script_prefix())


def address_if_there(page: str) -> str:
    """The address of a page, or nothing where the installation does not have it."""
    try:
        return address(page)
    except NoReverseMatch:
        return ""


@functools.lru_cache(maxsize=16_384)
def _address(page: str, of: tuple, urlconf: str | None, prefix: str) -> str:
    return reverse(page, urlconf=urlconf, args=of)
