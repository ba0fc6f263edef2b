"""Drawings: {% chart figure %}, {% timetable stops today %}, {% timeline stops today %}, {% tile_map states %}."""

from __future__ import annotations

import datetime
import functools

from django import template
from django.template.loader import render_to_string
from django.utils import timezone

from interface import drawing
from interface import tile_map as map_of_areas
from interface import timeline as stops_of
from interface.parts import drawn

register = template.Library()

register.filter("n", drawing.n)


@register.inclusion_tag("charts/chart.html")
def chart(figure, for_print: bool = False, heading: str = "h3"):
    """A chart with its heading, its table and its note; for print without the narrow drawing, the table open."""
    return {"figure": figure, "for_print": for_print, "heading": heading}


@register.simple_tag
def timetable(stops, today=None, title: str = "Timetable", key: str = "timetable", for_print: bool = False):
    """The timetable drawn along the page, with today; as a list where the window is narrow."""
    return _timetable(tuple(stops), stops_of.as_date(today or timezone.localdate()), title, key, for_print)


@functools.lru_cache(
    maxsize=256
)  # 10 to 40 KB each: a drawing says nothing but what it is given, and changes at midnight
def _timetable(stops: tuple[stops_of.Stop, ...], today: datetime.date, title: str, key: str, for_print: bool) -> str:
    return render_to_string(
        "charts/timetable.html",
        {
            "timetable": stops_of.Timetable(stops, today, title, key) if stops else None,
            "half": stops_of.Timetable(stops, today, title, key, stops_of.HALF) if stops else None,
            "title": title,
            "key": key,
            "today": today,
            "for_print": for_print,
        },
    )


@register.inclusion_tag("components/timeline.html")
def timeline(stops, today=None, empty: str = ""):
    """The timetable down the page, with today."""
    today = stops_of.as_date(today or timezone.localdate())
    return {"rows": stops_of.placed(stops, today) if stops else [], "today": today, "empty": empty}


@register.filter
def days_in_words(stop) -> str:
    return stops_of.between(stop)


@register.simple_tag
def tile_map(states, title: str = "Map of the areas", words=None):
    """The map of areas. `states` are AreaState; `words` may name the kinds for this page's legend."""
    states = list(states)
    return drawn(
        "components/tile_map.jinja",
        tiles=map_of_areas.tiles(states),
        legend=map_of_areas.legend(states, words),
        title=title,
    )
