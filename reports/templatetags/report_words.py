"""How a report's words and minutes stand on a page, at work, in public and on paper."""

from django import template

from notifications import markdown
from reports import minutes, writing

register = template.Library()


@register.filter
def without_marks(text: str) -> str:
    """Markdown as plain words."""
    return writing.plain(text)


@register.filter
def marked_up(text: str):
    return markdown.to_html(text)


@register.filter
def release_minute(moment) -> str:
    """The minute of a release in words, by the clock in Scotland."""
    return minutes.in_words(moment) if moment else ""


@register.filter
def left(moment, now) -> str:
    """How long it still is until a moment, from another."""
    return minutes.left(moment, now) if moment and now else ""
