"""Small things that the public's pages ask for by name."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

from interface import parts
from interface.brand import colours
from interface.tile_map import PLACES
from reports import bound, minutes

register = template.Library()


@register.filter
def at(things, place: int):
    """The thing at a place of a list, or nothing."""
    return things[place] if place < len(things) else ""


@register.filter
def bare_address(website: str) -> str:
    """A website as the register has it, without the part that every browser adds."""
    return website.removeprefix("https://").removeprefix("http://").rstrip("/")


@register.simple_tag
def webcal(programme) -> str:
    """The address at which a calendar follows a programme's dates."""
    host = settings.PORTAL_URL.split("://", 1)[-1]
    return f"webcal://{host}{reverse('public:timetable', args=[programme.slug])}"


@register.filter
def citation(edition):
    """How to cite an edition: who, when, what, which edition, where."""
    published = minutes.in_scotland(edition.publication.publish_at)
    authors = ", ".join(edition.content["authors"]) or settings.PORTAL_NAME
    which = f" (edition {edition.number})" if edition.number > 1 else ""
    address = settings.PORTAL_URL + edition.get_edition_url()
    return format_html(
        '{} ({}). <cite>{}</cite>{}. Published {}. <span class="break">{}</span>',
        authors,
        published.year,
        edition.title,
        which,
        f"{published.day} {published:%B %Y}",
        address,
    )


@register.filter
def figure_files(edition):
    """The CSV file of each figure, in the order of the text, with the words for its link."""
    figures = edition.content["figures"]
    found = [
        {"file": f"{key}.csv", "words": f"{figures[key]['name']}: {figures[key]['message'] or figures[key]['caption']}"}
        for key in edition.content["order"]
        if f"{key}.csv" in edition.data_files
    ]
    if bound.FILE in edition.data_files:
        found.append({"file": bound.FILE, "words": "Numbers in the text, and where each comes from"})
    return found


@register.simple_tag
def country(areas=(), here: str = "") -> str:
    """Scotland in 32 tiles, with the one that we are in filled. With areas, each tile leads to its own.

    It is for whoever points: a list on the same page, or one link away, says it all in words.
    """
    return parts.drawn(
        "public/parts/country.jinja",
        places=PLACES,
        areas={area.short: area for area in areas},
        here=here,
        brand=colours(),
    )
