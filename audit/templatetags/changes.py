"""How a change is written out."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join

from audit.changes import Difference

register = template.Library()


@register.simple_tag
def differences(found: Iterable[Difference]) -> str:
    """What went and what came, field by field, told in words too: a page has hundreds of them."""
    written = ((each.what, _became(each.was, each.now)) for each in found)
    return format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", written)


def _became(was: str, now: str) -> str:
    if was and now:
        return format_html('<del>{}</del> <span class="visually-hidden">became</span> <ins>{}</ins>', was, now)
    if now:
        return format_html("<ins>{}</ins>", now)
    return format_html('<del>{}</del> <span class="visually-hidden">was removed</span>', was)
