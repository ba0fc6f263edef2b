"""Words of this room's pages."""

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from inspections.standing import ReturnStanding
from interface.templatetags.sgds import tag
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


NOTHING = SafeString('<span class="nothing">–</span>')


@register.simple_tag
def cells_of(stands: ReturnStanding) -> SafeString:
    """The cells of one return in the list of what came in: by Python, as a list has fifty and each asks twenty things."""
    return format_html(
        '<th scope="row"><a href="{}">{}</a><br><span class="quiet">{}</span></th><td>{}{}</td><td>{}{}{}</td>'
        '<td>{}</td><td>{}</td><td class="numeric">{} of {}</td><td class="numeric">{}</td>',
        stands.reading_address,
        stands.partnership,
        stands.reference,
        stands.ask,
        _beside(f"version {stands.number}" if stands.number and stands.number > 1 else ""),
        tag(stands.label, stands.mark),
        _beside("asks for more time" if stands.extension_id else ""),
        _beside(f"prepares version {stands.draft_number}" if stands.draft_id and stands.is_sent else ""),
        stands.due_on,
        stands.sent_on or NOTHING,
        stands.documents_in,
        stands.documents_asked,
        stands.files,
    )


def _beside(words: str) -> str:
    return format_html('<br><span class="quiet">{}</span>', words) if words else ""
