"""Words of this room's pages."""

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from notifications.markdown import to_html

register = template.Library()


@register.filter
def as_html(markdown: str) -> SafeString:
    """Guidance in Markdown, as HTML that may be shown to anybody; its headings come under the page's own."""
    return to_html(markdown, top_heading=3)


@register.filter
def ago(moment) -> str:
    """Such as “5 minutes ago”, or the day where it is longer ago than today."""
    minutes = int((timezone.now() - moment).total_seconds() // 60)
    local = timezone.localtime(moment)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} minute{'' if minutes == 1 else 's'} ago"
    if local.date() == timezone.localdate():
        return f"today at {local:%H:%M}"
    return f"on {local:%-d %B at %H:%M}"
