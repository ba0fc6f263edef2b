"""What the templates of ``interface.parts`` know: one list, to which is added what a part needs (ADR 11)."""

from typing import Any

from django.template import defaultfilters
from django.templatetags.static import static
from django.utils.text import capfirst
from jinja2 import Environment, StrictUndefined

from interface import counting, parts, timeline
from interface.controls import attributes
from interface.templatetags import sgds


def environment(**options: Any) -> Environment:
    """The words of the design system, addresses, and some of Django's own filters. Everything is escaped.

    ``options`` are Django's, with ``autoescape`` on. A name that was not given is an error (``UndefinedError``).
    """
    made = Environment(**(options | {"undefined": StrictUndefined}), trim_blocks=True, lstrip_blocks=True)  # noqa: S701  Django turns autoescape on
    made.globals |= {
        "url": parts.address,
        "url_if_there": parts.address_if_there,
        "static": static,
        "tag": sgds.tag,
        "moment": sgds.moment,
        "icon": sgds.icon,
        "symbol": sgds.symbol,
        "counted": counting.counted,
        "attributes": attributes,
    }
    made.filters |= {
        "capfirst": capfirst,
        "day": parts.day,
        "days_in_words": timeline.between,
        "filesize": defaultfilters.filesizeformat,
    }
    return made
